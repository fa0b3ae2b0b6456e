"""The journey of an answer: opened by a click or a key, live and afterwards, with every term explained."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTableWidget

from tests.desk import OpenWindow, Person
from ui import formats
from ui.chat.answer_details import AnswerDetails
from ui.chat.line_button import LineButton
from ui.fields import LineField
from ui.insight.following import JourneyFollower
from ui.insight.journey_panel import JourneyPanel
from ui.insight.tiles import Tile
from ui.insight.timeline import Timeline

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def _told(person: Person) -> dict[str, str]:
    """The figures of each term."""
    tiles = [tile for tile in person.find(JourneyPanel).findChildren(Tile) if tile.isVisible()]
    return dict(tile.accessibleName().split(": ", 1) for tile in tiles)


def _open(person: Person) -> JourneyPanel:
    person.press(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    panel = person.find(JourneyPanel)
    person.wait(panel.isVisible)
    return panel


def test_it_is_closed_until_the_figures_are_clicked(open_window: OpenWindow) -> None:
    person = open_window()
    answer = person.ask("Who are you?")
    assert answer.statistics is not None
    assert not person.window.findChildren(JourneyPanel)

    person.wait(lambda: person.status.state_text().startswith("Last answer · "))
    person.click(f"{person.status.state_text()}. Show details")
    panel = person.find(JourneyPanel)
    person.wait(panel.isVisible)

    told = _told(person)
    assert list(told) == ["Into tokens", "Reading", "Writing", "Memory", "Energy"]
    assert told["Into tokens"].startswith(f"{answer.statistics.prompt_tokens} tokens")
    assert f"{answer.statistics.new_tokens} new, 0 kept" in told["Reading"]
    assert told["Writing"].startswith(f"{answer.statistics.answer_tokens} tokens")
    assert "MB" in told["Memory"]
    assert "Wh" in told["Energy"]
    spans = person.find(Timeline).spans()
    assert list(spans) == ["prepare", "read", "write"]
    assert abs(spans["write"].right() - person.find(Timeline).width()) < 1
    person.click(f"{person.status.state_text()}. Show details")
    assert not panel.isVisible()


def test_each_term_is_explained_by_the_keyboard_alone(open_window: OpenWindow) -> None:
    person = open_window()
    person.ask("Who are you?")
    panel = _open(person)
    for _ in range(2):
        QTest.keyClick(person.window, Qt.Key.Key_Tab)
    tile = QApplication.focusWidget()
    assert isinstance(tile, Tile)
    assert tile.accessibleName().startswith("Writing")
    QTest.keyClick(tile, Qt.Key.Key_Space)
    assert "token by token" in panel.explained_text()
    assert panel.explained_text() == tile.accessibleDescription()
    QTest.keyClick(tile, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert person.box.hasFocus()


def test_it_shows_an_answer_while_it_is_made_and_then_what_it_took(
    open_window: OpenWindow, slow_model: Path
) -> None:
    person = open_window(slow_model)
    _open(person)
    assert person.find(JourneyPanel).findChildren(Timeline)[0].isHidden()  # there is nothing to tell of
    person.send("Tell me a long story.")
    person.wait(lambda: "tokens" in _told(person).get("Writing", ""))
    assert "write" in person.find(Timeline).spans()
    assert not person.shows_button("What the model was sent")
    person.press(Qt.Key.Key_Escape)
    person.wait(lambda: not person.page.is_answering())
    took = person.thread()[-1].statistics
    assert took is not None
    person.wait(lambda: _told(person)["Writing"].startswith(f"{took.answer_tokens} tokens"))
    assert "estimate" in _told(person)["Energy"] or took.energy_source != "estimate"


def test_details_lead_to_the_journey_of_an_older_answer(open_window: OpenWindow) -> None:
    person = open_window()
    first = person.ask("Who are you?")
    person.ask("Thank you.")
    person.page.show_details(first)
    dialog = person.find(AnswerDetails)
    person.wait(dialog.isVisible)
    person.click("Its journey")
    assert first.statistics is not None
    assert _told(person)["Into tokens"].startswith(f"{first.statistics.prompt_tokens} tokens")


def test_the_figures_under_each_answer_lead_to_its_journey(open_window: OpenWindow) -> None:
    person = open_window()
    first = person.ask("Who are you?")
    last = person.ask("What is a token, and why does the model read each of them first?")
    assert first.statistics is not None and last.statistics is not None
    figures = {one.id: f"{formats.answer_foot(one.statistics, None)}. Show details" for one in (first, last)}

    person.wait(lambda: person.shows_button(figures[last.id]))
    person.click(figures[last.id])
    assert _told(person)["Into tokens"].startswith(f"{last.statistics.prompt_tokens} tokens")

    person.transcript.setFocus(Qt.FocusReason.TabFocusReason)
    while not person.shows_button(figures[first.id]):
        person.press(Qt.Key.Key_Up, on=QApplication.focusWidget())
    while not isinstance(focus := QApplication.focusWidget(), LineButton):
        person.press(Qt.Key.Key_Tab, on=focus)
    person.press(Qt.Key.Key_Return, on=focus)
    assert _told(person)["Into tokens"].startswith(f"{first.statistics.prompt_tokens} tokens")


def test_totals_and_what_they_would_cost(open_window: OpenWindow) -> None:
    person = open_window()
    answer = person.ask("Who are you?")
    assert answer.statistics is not None
    _open(person)
    person.click("Totals")
    table = person.find(QTableWidget)
    person.wait(lambda: table.rowCount() == 1)
    shown = [str(table.model().index(0, column).data()) for column in range(table.columnCount())]
    assert shown[1:5] == [
        str(number)
        for number in (
            1,
            answer.statistics.prompt_tokens,
            answer.statistics.new_tokens,
            answer.statistics.answer_tokens,
        )
    ]
    field = person.find(LineField, "Price of a million tokens written")
    field.setFocus()
    QTest.keyClicks(field, "1000000")
    QTest.keyClick(field, Qt.Key.Key_Return)
    person.wait(lambda: table.columnCount() == 8)
    assert table.model().index(0, 7).data() == f"{answer.statistics.answer_tokens}.00"
    labels = [label.text() for label in person.window.findChildren(QLabel) if label.isVisible()]
    assert any("would have taken" in text for text in labels)


def test_nothing_is_looked_at_while_no_answer_is_made(open_window: OpenWindow, slow_model: Path) -> None:
    person = open_window(slow_model)
    _open(person)
    timer = person.page.findChildren(JourneyFollower)[0].findChildren(QTimer)[0]
    assert not timer.isActive()
    person.send("Tell me a long story.")
    person.wait(timer.isActive)
    person.press(Qt.Key.Key_Escape)
    person.wait(lambda: not timer.isActive())
