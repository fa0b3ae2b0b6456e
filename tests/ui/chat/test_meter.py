"""What is counted of a draft is counted beside the window, never in its thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.engine.client import Engine
from app.engine.events import LoadOptions, PromptSize, Statistics
from app.machine.forecast import Forecaster
from app.machine.speed_store import SpeedStore
from app.machine.timing import Forecast
from app.store.conversations import Conversations
from app.store.database import MemoryDatabase
from app.store.drafts import Draft
from app.store.presets import Presets
from app.store.settings import SettingsStore
from tests.app.engine.driving import loaded
from ui.background import Lane
from ui.chat.meter import Meter


class _Watched(Forecaster):
    """Notes which thread each forecast is made in."""

    threads: set[str]

    def foretell(self, size: PromptSize, model: Path, name: str, most_tokens: int | None) -> Forecast:
        self.threads.add(threading.current_thread().name)
        return super().foretell(size, model, name, most_tokens)


@pytest.fixture
def guide(guide_model: Path, tmp_path: Path) -> Iterator[Engine]:
    with Engine(log_path=tmp_path / "engine.log") as engine:
        yield loaded(engine, guide_model, LoadOptions(context_length=512, threads=1))


def test_a_forecast_is_made_outside_of_the_windows_thread(
    qtbot: QtBot, guide: Engine, guide_model: Path
) -> None:
    database = MemoryDatabase()
    took = Statistics(100, 0, 50, 0.5, 200.0, 40.0, 1.75)
    SpeedStore(database).record(guide_model, took)
    forecaster = _Watched(database)
    forecaster.threads = set()
    lane = Lane("quick", 2)
    presets = Presets(database, SettingsStore(database))
    meter = Meter(guide, Conversations(database), presets, forecaster, lane, keeps_read=False)
    told: list[Forecast | None] = []
    meter.foretold.connect(told.append)
    meter.measure(None, Draft("What is a token?"))
    qtbot.waitUntil(lambda: bool(told), timeout=60_000)
    forecast = told[-1]
    assert forecast is not None
    assert 0 < forecast.first_word_s < forecast.answer_s
    assert forecaster.threads <= {"quick-0", "quick-1"}
    assert forecaster.threads
    assert lane.close(timeout_s=60)
    database.close()
