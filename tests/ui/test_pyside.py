"""The Qt binding itself."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot


def test_calls_into_qt_lose_no_references(qtbot: QtBot, qapp: QApplication) -> None:
    # PySide6 6.12.0 loses one reference to None with each such call on CPython 3.11.
    before = sys.getrefcount(None)
    for _ in range(20_000):
        qapp.processEvents()
    assert sys.getrefcount(None) > before - 1_000
