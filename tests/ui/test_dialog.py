"""What all dialogs do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout
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


def test_a_form_higher_than_the_screen_scrolls_above_its_buttons(qtbot: QtBot) -> None:
    theme = Theme()

    def show(count: int) -> None:
        dialog = Dialog(theme)
        qtbot.addWidget(dialog)
        column = QVBoxLayout(dialog)
        fields = dialog.add_fields(column, 6)
        boxes = [QLineEdit() for _ in range(count)]
        for box in boxes:
            fields.addWidget(box)
        close = dialog.make_close()
        column.addWidget(close)
        dialog.show()
        qtbot.waitExposed(dialog)
        assert dialog.height() <= dialog.screen().availableGeometry().height()
        assert dialog.rect().contains(close.geometry())
        is_seen = [not box.visibleRegion().isEmpty() for box in boxes]
        assert all(is_seen) == (count == 4) and is_seen[0]
        boxes[-2].setFocus()
        QTest.keyClick(boxes[-2], Qt.Key.Key_Tab)
        qtbot.waitUntil(lambda: boxes[-1].hasFocus() and not boxes[-1].visibleRegion().isEmpty())

    show(4)
    show(60)
