"""The engine's fastest part, as the window finds it out and uses it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from app.engine.backends import Backends
from app.engine.client import Engine
from app.machine.engine_trial import EngineTrial, Speeds, VariantTrial
from app.machine.variant_store import VariantStore
from app.paths import Paths
from app.store.database import Database
from ui.background import Lane
from ui.engine_choice import EngineChoice

FOUND = EngineTrial(
    variants=(VariantTrial("default", speeds=Speeds(100, 10)), VariantTrial("newest", "crashed", "It died.")),
    variant="default",
    uses_cards=True,
    read_threads=2,
    write_threads=1,
    tried_at=time.time(),
)


class Answering(QObject):
    """Answers that are being made, or not."""

    changed = Signal()
    ids: frozenset[int] = frozenset()

    def conversation_ids(self) -> frozenset[int]:
        return self.ids


@pytest.fixture
def lane() -> Iterator[Lane]:
    lane = Lane("trial", 1)
    yield lane
    lane.close(timeout_s=20.0)


@pytest.fixture
def store(home: Paths) -> Iterator[VariantStore]:
    with Database(home.database) as database:
        yield VariantStore(database)


def choice(store: VariantStore, engine: Engine, home: Paths, lane: Lane) -> EngineChoice:
    return EngineChoice(store, engine, home, lane, Answering(), first_wait_ms=50_000)  # type: ignore[arg-type]


def test_what_was_found_out_is_used_and_told(
    store: VariantStore, home: Paths, lane: Lane, qtbot: QtBot
) -> None:
    store.save(FOUND)
    with Engine() as engine:
        made = choice(store, engine, home, lane)
        with qtbot.waitSignal(made.changed):
            made.start()
        assert engine.backends == Backends("default", True, ("newest",), True, 2, 1)
    assert "default" in made.sentence
    assert "newest" in made.sentence


def test_what_could_not_be_measured_is_tried_once_more(
    store: VariantStore, home: Paths, lane: Lane, qtbot: QtBot
) -> None:
    unmeasured = tuple(VariantTrial(one.name, one.problem, one.detail) for one in FOUND.variants)
    store.save(replace(FOUND, variants=unmeasured, variant="", read_threads=0, write_threads=0))
    with Engine() as engine:
        made = choice(store, engine, home, lane)
        with qtbot.waitSignal(made.changed):
            made.start()
        assert engine.backends.refused == ("newest",)
        assert made._timer.isActive()
    assert "not compared" in made.sentence


def test_before_it_is_found_out_the_engine_chooses_itself(
    store: VariantStore, home: Paths, lane: Lane, qtbot: QtBot
) -> None:
    with Engine() as engine:
        made = choice(store, engine, home, lane)
        made.start()
        qtbot.waitUntil(lambda: made._timer.isActive())
        assert engine.backends == Backends()
        assert engine.pid is None
    assert "not compared" in made.sentence
