"""The engine's fastest part, as the window finds it out and uses it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from app.engine.backends import Backends
from app.engine.client import Engine
from app.machine import idle
from app.machine.engine_trial import EngineTrial, Speeds, VariantTrial
from app.machine.hardware import CoreMeter
from app.machine.variant_store import VariantStore
from app.machine.variants import Comparison
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
NOT_YET_MS = 10 * 60_000


@pytest.fixture
def engine_lane() -> Iterator[Lane]:
    """All that the engine is used for."""
    lane = Lane("engine", 1)
    yield lane
    lane.close(timeout_s=20.0)


@pytest.fixture
def store(home: Paths) -> Iterator[VariantStore]:
    with Database(home.database) as database:
        yield VariantStore(database)


class Choices:
    """Makes the choice of a window's engine."""

    def __init__(self, store: VariantStore, engine: Engine, guide: Path, engine_lane: Lane) -> None:
        self.lane = Lane("measuring", 1)
        new_comparison = partial(Comparison, guide, threads=[1], probe_bytes=2_000_000)
        self._make = partial(EngineChoice, store, engine, new_comparison, self.lane, engine_lane)

    def __call__(self, wait_ms: int = NOT_YET_MS) -> EngineChoice:
        return self._make(wait_ms=wait_ms)


@pytest.fixture
def choose(store: VariantStore, engine: Engine, guide_model: Path, engine_lane: Lane) -> Iterator[Choices]:
    choices = Choices(store, engine, guide_model, engine_lane)
    yield choices
    choices.lane.close(timeout_s=20.0)


@pytest.fixture
def others(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How many cores other programs use: a list with one number, which may be changed."""
    cores = [0.0]
    monkeypatch.setattr(CoreMeter, "busy_elsewhere", lambda meter: cores[0])
    monkeypatch.setattr(psutil, "sensors_battery", lambda: None, raising=False)
    monkeypatch.setattr(idle, "_LOOK_S", 0.3)
    return cores


def test_what_was_found_out_is_used(
    store: VariantStore, engine: Engine, choose: Choices, qtbot: QtBot
) -> None:
    store.save(FOUND)
    made = choose()
    with qtbot.waitSignal(made.changed):
        made.start()
    assert engine.backends == Backends("default", refused=("newest",), read_threads=2, write_threads=1)
    assert made.trial == FOUND
    assert not made._timer.isActive()


def test_a_part_that_crashed_with_a_model_is_not_used_for_what_was_found_out(
    store: VariantStore, engine: Engine, choose: Choices, qtbot: QtBot
) -> None:
    engine.backends = Backends(refused=("default",))
    store.save(FOUND)
    made = choose()
    with qtbot.waitSignal(made.changed):
        made.start()
    assert engine.backends.refused == ("newest", "default")


@pytest.mark.parametrize(
    "found",
    [
        replace(FOUND, variants=(VariantTrial("default"), FOUND.variants[1]), variant=""),
        replace(FOUND, busy_cores=1.5),
    ],
    ids=["not measured", "disturbed"],
)
def test_what_is_not_sure_is_used_and_tried_once_more(
    store: VariantStore, engine: Engine, choose: Choices, qtbot: QtBot, found: EngineTrial
) -> None:
    store.save(found)
    made = choose()
    with qtbot.waitSignal(made.changed):
        made.start()
    assert engine.backends.refused == ("newest",)
    qtbot.waitUntil(made._timer.isActive)


def test_before_it_is_found_out_the_engine_chooses_itself(
    engine: Engine, choose: Choices, qtbot: QtBot
) -> None:
    made = choose()
    made.start()
    qtbot.waitUntil(made._timer.isActive)
    assert engine.backends == Backends()
    assert engine.pid is None


def test_any_use_of_the_engine_goes_first_and_the_comparison_goes_on_after_it(
    store: VariantStore,
    engine: Engine,
    choose: Choices,
    engine_lane: Lane,
    qtbot: QtBot,
    others: list[float],
) -> None:
    is_over = threading.Event()
    made = choose(wait_ms=0)
    made.start()
    qtbot.waitUntil(lambda: bool(made.fraction))  # it began by itself, and has finished a part
    began = made._comparison
    assert began is not None
    engine_lane.run(lambda: is_over.wait(60), lambda _: None, lambda _: None)
    qtbot.waitUntil(lambda: made.fraction is None)
    assert made.obstacle == "engine" and not made._timer.isActive()
    answers = dict(began._answers)
    assert answers and made._comparison is began
    is_over.set()
    qtbot.waitUntil(lambda: made.trial is not None)
    assert all(began._answers[name] is answer for name, answer in answers.items())
    qtbot.waitUntil(lambda: made.fraction is None)
    assert not made.obstacle and not made._timer.isActive()
    assert store.trial() == made.trial
    assert made.trial is not None and engine.backends == made.trial.backends()


def test_who_wants_it_while_the_engine_is_in_use_gets_it_right_after_that(
    choose: Choices, engine_lane: Lane, qtbot: QtBot
) -> None:
    is_over = threading.Event()
    engine_lane.run(lambda: is_over.wait(60), lambda _: None, lambda _: None)
    made = choose()
    made.compare()
    assert made.obstacle == "engine" and made.fraction is None
    is_over.set()
    qtbot.waitUntil(lambda: made.fraction is not None)
    made.stop()
    qtbot.waitUntil(lambda: made.fraction is None)


def test_who_stops_it_is_not_asked_for_it_again(
    choose: Choices, engine_lane: Lane, qtbot: QtBot, others: list[float]
) -> None:
    made = choose(wait_ms=0)
    made.compare()
    qtbot.waitUntil(lambda: bool(made.fraction))
    made.stop()
    qtbot.waitUntil(lambda: made.fraction is None)
    assert made.obstacle == "person"
    with qtbot.waitSignal(engine_lane.busy_changed, check_params_cb=lambda is_busy: not is_busy):
        engine_lane.run(lambda: None, lambda _: None, lambda _: None)
    assert not made._timer.isActive() and made.fraction is None
    made.compare()
    qtbot.waitUntil(lambda: made.trial is not None)


def test_who_wants_it_now_gets_it_on_a_busy_computer_and_it_is_tried_again_later(
    choose: Choices, qtbot: QtBot, others: list[float]
) -> None:
    others[0] = 2.0
    made = choose(wait_ms=500)
    made.start()
    qtbot.waitUntil(lambda: made.obstacle == "busy")
    assert made.trial is None
    qtbot.waitUntil(lambda: made._task is not None)  # it looks once more
    made.compare()
    qtbot.waitUntil(lambda: made.trial is not None)
    assert made.trial is not None and made.trial.is_disturbed
    others[0] = 0.0
    qtbot.waitUntil(lambda: made.trial is not None and made.trial.is_sure)
    qtbot.waitUntil(lambda: made.fraction is None)
    assert not made._timer.isActive()
