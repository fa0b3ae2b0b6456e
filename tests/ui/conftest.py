"""The window that these tests use, and waiting for it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from app.paths import Paths
from app.store.database import Database
from app.store.settings import SettingsStore
from tests.desk import WAIT_MS, open_window, slow_model
from ui.language import speak

__all__ = ["open_window", "slow_model"]


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """pytest-qt gives up after five seconds, in which a busy machine may not come to a test at all."""
    for name in ("waitUntil", "waitSignal", "waitSignals", "waitActive", "waitExposed"):
        setattr(qtbot, name, partial(getattr(qtbot, name), timeout=WAIT_MS))
    return qtbot


@pytest.fixture
def german(home: Paths) -> Iterator[None]:
    """As somebody who chose German and starts the program."""
    with Database(home.database) as database:
        SettingsStore(database).set(language="de")
    yield
    speak("en")
