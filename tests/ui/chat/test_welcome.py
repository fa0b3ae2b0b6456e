"""What a conversation shows before its first question."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.chat.welcome import Welcome
from ui.controls import TextButton
from ui.theme import Theme

QUESTIONS = ("What can you do?", "How does a language model make an answer?", "And how?", "Why?")


@pytest.mark.parametrize(("width", "height"), [(1000, 600), (600, 300), (540, 300), (560, 120)])
def test_each_question_can_be_reached_and_read_in_any_window(
    qtbot: QtBot, theme: Theme, width: int, height: int
) -> None:
    welcome = Welcome(theme, QUESTIONS)
    qtbot.addWidget(welcome)
    welcome.resize(width, height)
    welcome.show()
    qtbot.waitExposed(welcome)
    chosen: list[str] = []
    welcome.chosen.connect(chosen.append)
    welcome.activateWindow()
    qtbot.waitUntil(welcome.isActiveWindow)
    buttons = welcome.findChildren(TextButton)
    buttons[-1].setFocus(Qt.FocusReason.TabFocusReason)
    for button in buttons:
        QTest.keyClick(welcome.focusWidget(), Qt.Key.Key_Tab)
        assert button.hasFocus()
        middle = button.mapTo(welcome, button.rect().center())
        assert button.isVisible()
        assert welcome.rect().contains(middle + QPoint(0, 12))
        assert welcome.rect().contains(button.mapTo(welcome, QPoint(0, 10)))
        assert button.width() >= button.sizeHint().width()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chosen == list(QUESTIONS)
