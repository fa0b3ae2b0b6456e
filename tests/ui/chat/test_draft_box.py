"""The box a message is written in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.chat.draft_box import DraftBox
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
