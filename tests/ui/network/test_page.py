"""The Network page in the real window: what was opened, the switch, and the list that can be cleared."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QTableView, QWidget

from app.network.connections import Network, NetworkRecord
from app.paths import Paths
from app.store.database import Database
from tests.desk import OpenWindow, Person
from tests.hub_server import HubServer
from tests.ui.models.conftest import hub, measured, no_other_programs
from ui.controls import Label
from ui.models.page import ModelsPage
from ui.models.problem_box import ProblemBox
from ui.network.page import NetworkPage, since_start
from ui.page_buttons import PageButton
from ui.settings.page import SettingsPage

__all__ = ["hub", "measured", "no_other_programs"]

pytestmark = [
    pytest.mark.qt_log_ignore("^This plugin does not support", extend=True),
    pytest.mark.usefixtures("hub", "measured", "no_other_programs"),
]

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def open_page(person: Person) -> NetworkPage:
    person.press(Qt.Key.Key_L, CTRL, SHIFT)
    page = person.find(NetworkPage)
    assert page.isVisible()
    return page


def shown(page: QWidget) -> list[str]:
    return [label.whole_text() for label in page.findChildren(Label) if label.isVisible()]


def pill(person: Person) -> str:
    """What the sidebar's button for the record says."""
    buttons = [button.text() for button in person.sidebar.findChildren(PageButton)]
    return next(text for text in buttons if "connection" in text or text == "Offline")


def table(page: NetworkPage) -> list[list[str]]:
    model = page.findChildren(QTableView)[0].model()
    return [
        [str(model.data(model.index(row, column))) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def keep_two(home: Paths) -> None:
    with Database(home.database) as database:
        network = Network(NetworkRecord(database))
        network.begin("huggingface.co", 443, "Search")
        network.begin("cdn.example.org", 443, "Download of maker/model-GGUF")


def test_a_window_that_asked_nothing_says_so(open_window: OpenWindow, hub: HubServer) -> None:
    person = open_window(is_ready=False)
    assert pill(person) == "0 connections since start"
    page = open_page(person)
    person.wait(lambda: "No connection was ever made." in shown(page))
    assert "0 connections since start" in shown(page)
    assert not person.find(QTableView).isVisible()
    assert hub.seen == []


def test_every_connection_is_counted_and_listed(open_window: OpenWindow, hub: HubServer) -> None:
    person = open_window(is_ready=False)
    page = open_page(person)
    person.press(Qt.Key.Key_M, CTRL)
    person.wait(lambda: len(hub.seen) >= 5)
    open_page(person)
    person.wait(lambda: len(table(page)) == person.desk.network.count == 1)
    when, server, purpose, sent, received = table(page)[-1]
    assert when.count(":") == 2 and server == "127.0.0.1" and purpose.startswith("Files of ")
    for size in (sent, received):  # the longer it takes to get here the more there is
        assert size.endswith((" bytes", " kB"))
    person.wait(lambda: pill(person) == since_start(person.desk.network.count))


def test_the_list_is_there_the_next_time_and_goes_when_it_is_cleared(
    home: Paths, open_window: OpenWindow
) -> None:
    keep_two(home)
    person = open_window(is_ready=False)
    page = open_page(person)
    person.wait(
        lambda: (
            [row[1:3] for row in table(page)]
            == [
                ["cdn.example.org", "Download of maker/model-GGUF"],
                ["huggingface.co", "Search"],
            ]
        )
    )
    assert "0 connections since start" in shown(page)
    person.click("Clear the list…")
    person.click("Clear")
    person.wait(lambda: table(page) == [])
    with Database(home.database) as database:
        assert NetworkRecord(database).newest() == []


def test_the_switch_keeps_the_models_page_offline_until_it_is_switched_back(
    open_window: OpenWindow, hub: HubServer
) -> None:
    person = open_window(is_ready=False)
    open_page(person)
    switch = person.window.focusWidget()
    assert switch.accessibleName() == "Offline"
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert person.desk.settings.get().offline and pill(person) == "Offline"
    person.press(Qt.Key.Key_M, CTRL)
    models = person.find(ModelsPage)
    told = "Inglenook is offline: nothing is searched or downloaded. Switch Offline off in Settings."
    person.wait(lambda: told in [box.text() for box in models.findChildren(ProblemBox)])
    assert hub.seen == [] and person.desk.network.count == 0
    person.click("Open Settings")
    assert person.find(SettingsPage).isVisible()
    settings = person.find(SettingsPage)
    button = next(one for one in settings.findChildren(QAbstractButton) if one.accessibleName() == "Offline")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert pill(person) == "0 connections since start"
    person.press(Qt.Key.Key_M, CTRL)
    person.wait(lambda: hub.seen)
    person.wait(lambda: told not in [box.text() for box in models.findChildren(ProblemBox)])


def test_everything_is_named_and_reached_by_the_tab_key(home: Paths, open_window: OpenWindow) -> None:
    keep_two(home)
    person = open_window(is_ready=False)
    page = open_page(person)
    person.wait(lambda: table(page))
    reached = []
    for _ in range(3):
        reached.append(person.window.focusWidget().accessibleName())
        QTest.keyClick(person.window.focusWidget(), Qt.Key.Key_Tab)
    assert reached == ["Offline", "Clear the list…", "Connections, newest first"]
    name = "Network: 0 connections since start"
    assert any(one.accessibleName() == name for one in person.sidebar.findChildren(PageButton))
