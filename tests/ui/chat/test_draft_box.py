"""The box a message is written in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desk import OpenWindow
from ui.chat.choice_panel import ChoicePanel, Way
from ui.chat.draft_box import DraftBox
from ui.controls import RoundButton
from ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.mark.parametrize("width", [300, 433])
def test_no_line_of_a_long_draft_loses_its_first_letters(qtbot: QtBot, theme: Theme, width: int) -> None:
    box = DraftBox(theme)
    qtbot.addWidget(box)
    box.resize(width, 120)
    box.show()
    qtbot.waitExposed(box)
    # At the end of a wrapped line the spaces hang over, and the cursor with them.
    box.insertPlainText("One leaks at the tap,          and one has lost its lid. " * 20)
    for _ in range(12):
        QTest.keyClick(box, Qt.Key.Key_Up)
        QTest.keyClick(box, Qt.Key.Key_End)
        assert box.contentOffset().x() == 0


def test_a_long_draft_gives_way_to_what_stands_above_it(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    person.window.resize(900, 600)
    person.box.insertPlainText("A line of it.\n" * 12)
    whole = person.box.height()
    assert whole == person.box.maximumHeight()
    panels = [ChoicePanel(person.theme, "info") for _ in range(3)]
    for panel in panels:
        person.page.add_above_box(panel)
        panel.ask("What shall happen?", "It can be chosen.", [Way("one", "This"), Way("other", "That")])
    person.wait(lambda: person.box.height() < whole)
    QApplication.processEvents()
    send = person.find(RoundButton, "Send")
    assert (
        person.box.mapTo(person.window, person.box.rect().bottomLeft()).y()
        < send.mapTo(person.window, send.rect().topLeft()).y()
    )
    assert person.box.viewport().rect().contains(person.box.cursorRect())  # where it is being written
    for panel in panels:
        panel.hide()
    person.wait(lambda: person.box.height() == whole)
