"""The window that these tests use, and waiting for it."""

from __future__ import annotations

from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from tests.desk import WAIT_MS, open_window, slow_model

__all__ = ["open_window", "slow_model"]


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """pytest-qt gives up after five seconds, in which a busy machine may not come to a test at all."""
    for name in ("waitUntil", "waitSignal", "waitSignals", "waitActive", "waitExposed"):
        setattr(qtbot, name, partial(getattr(qtbot, name), timeout=WAIT_MS))
    return qtbot
