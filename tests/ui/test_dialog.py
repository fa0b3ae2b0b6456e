"""What all dialogs do."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from ui.controls import Label
from ui.dialog import Dialog
from ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def test_nothing_lies_over_anything_however_long_the_words_are(qtbot: QtBot) -> None:
    theme = Theme()
    dialog = Dialog(theme)
    qtbot.addWidget(dialog)
    dialog.setMinimumWidth(300)
    column = QVBoxLayout(dialog)
    words = Label(theme, "Words that go on and on. " * 12, wraps=True)
    field = QPlainTextEdit()
    field.setFixedHeight(88)
    late = Label(theme, "", wraps=True)
    for part in (words, field, late):
        column.addWidget(part)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert words.height() >= words.heightForWidth(words.width()) > 40
    late.set_text("What is told only later is long as well. " * 8)
    qtbot.waitUntil(lambda: late.height() >= late.heightForWidth(late.width()) > 40)
    assert words.geometry().bottom() < field.geometry().top()
    assert field.geometry().bottom() < late.geometry().top()
