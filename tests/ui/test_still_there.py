"""What comes late to a dialog that was closed meanwhile."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QVBoxLayout
from pytestqt.qtbot import QtBot

from ui.background import Lane
from ui.controls import Label
from ui.dialog import Dialog
from ui.still_there import is_there, while_there
from ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.mark.parametrize("is_closed", [False, True])
def test_a_dialog_is_told_what_comes_late_unless_it_was_closed(qtbot: QtBot, is_closed: bool) -> None:
    theme, lane, may_end = Theme(), Lane("test", 1), threading.Event()
    dialog = Dialog(theme)
    words = Label(theme, "", wraps=True)
    column = QVBoxLayout(dialog)
    column.addWidget(words)
    close = dialog.make_close()
    column.addWidget(close)
    dialog.show()
    qtbot.waitExposed(dialog)
    told: list[bool] = []

    def tell(_result: bool) -> None:
        words.set_text("Late")  # RuntimeError, and a dialog about a bug, once Qt has deleted it
        told.append(True)

    lane.run(lambda: may_end.wait(60), while_there(dialog, tell), lambda error: None)
    if is_closed:
        close.click()
        qtbot.waitUntil(lambda: not is_there(dialog))
    may_end.set()
    qtbot.waitUntil(lambda: not lane.is_busy)
    assert told == ([] if is_closed else [True])
    assert lane.close(60.0)
    if not is_closed:
        dialog.close()
