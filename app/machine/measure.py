"""Measuring how fast this computer is for models: about half a minute of computing, once.

The engine reads and writes with made-up models (app/machine/probe_model.py), one for each type of weights, in
a child process of its own and with the threads and instructions that real models get. What else the computer
does can only slow it down, so the best of some rounds counts.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import threading
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.engine.client import Engine
from app.engine.events import ModelDescription, Statistics
from app.errors import UserError
from app.machine.hardware import CoreMeter
from app.machine.idle import Disturbance, is_on_battery, reason_to_wait
from app.machine.probe_model import LARGE_BYTES, PROBED, write_probe
from app.machine.probing import Probing
from app.machine.speed import ComputerSpeed, Rate
from app.machine.speed_store import SpeedStore
from app.models.gguf import read_header
from app.models.gguf_tensors import Work
from app.words import tr

_PROBING = Probing(read_tokens=192, written_tokens=24, rounds=3)
_LONGEST_S = 4.0  # after which no other round begins with the same model
_DISK_BYTES = 600_000_000


@dataclass(frozen=True, slots=True)
class Measuring:
    """fraction from 0 to 1."""

    fraction: float


@dataclass(frozen=True, slots=True)
class Measured:
    """The end: what is kept of it."""

    computer: ComputerSpeed


@dataclass(frozen=True, slots=True)
class PutOff:
    """Not measured now. busy: other programs compute."""

    reason: Disturbance


def measure_when_free(
    store: SpeedStore, stop: threading.Event, least_bytes: int = LARGE_BYTES
) -> Generator[Measuring | Measured | PutOff, None, None]:
    """As measure(), unless that would disturb a person: first looks for a moment what the computer does.

    Ends with PutOff when it is busy or runs on its battery, also when that begins in between.
    """
    reason = reason_to_wait(stop)
    if reason is not None:
        yield PutOff(reason)
        return
    if stop.is_set():
        return
    with contextlib.closing(measure(store, stop, least_bytes)) as events:
        for event in events:
            yield event
            if isinstance(event, Measuring) and is_on_battery():
                yield PutOff("battery")
                return


def measure(
    store: SpeedStore, stop: threading.Event, least_bytes: int = LARGE_BYTES
) -> Generator[Measuring | Measured, None, None]:
    """Measures this computer and keeps the result. Ends without Measured when stopped.

    To be run when nothing else computes. UserError when the engine does not work or the disk is full.
    """
    rates, variant, busy = [], "", 0.0
    yield Measuring(0.0)
    with (
        tempfile.TemporaryDirectory(prefix="inglenook-") as folder,
        Engine(backends=store.backends()) as engine,
    ):
        if shutil.disk_usage(folder).free < _DISK_BYTES:
            raise UserError(
                tr("There is no room in {folder} to measure the speed of this computer.", folder=folder)
            )
        for number, weights in enumerate(PROBED):
            probe = Path(folder) / "probe.gguf"
            try:
                write_probe(probe, weights, least_bytes)
            except OSError as error:
                raise UserError(
                    tr(
                        "The speed of this computer was not measured: {reason}.",
                        reason=error.strerror or error,
                    )
                ) from error
            description = _loaded(engine, probe, stop)
            if description is None:
                return
            meter, best = CoreMeter(engine.pid), _Best()
            for done, statistics in _rounds(engine, stop):
                best.add(statistics)
                yield Measuring((number + done) / len(PROBED))
            if not best.is_complete:
                return
            rates.append(best.rate(weights, read_header(probe).work))
            variant, busy = description.variant, max(busy, meter.busy_elsewhere())
            engine.unload()
    measured = ComputerSpeed(tuple(rates), variant, busy, time.time())
    store.save(measured)
    yield Measured(measured)


def _loaded(engine: Engine, probe: Path, stop: threading.Event) -> ModelDescription | None:
    with contextlib.closing(engine.load(probe, _PROBING.load_options(), stop)) as events:
        for _ in events:
            pass
    return engine.description()


def _rounds(engine: Engine, stop: threading.Event) -> Iterator[tuple[float, Statistics]]:
    """(fraction done, statistics) after each round that was not stopped."""
    began = time.monotonic()
    for number, took in enumerate(_PROBING.run(engine, stop)):
        yield (number + 1) / _PROBING.rounds, took
        if time.monotonic() - began > _LONGEST_S:
            return


class _Best:
    """The fastest of some rounds, in tokens per second."""

    def __init__(self) -> None:
        self._read = self._write = 0.0

    def add(self, statistics: Statistics) -> None:
        self._read = max(self._read, statistics.read_tokens_per_s)
        self._write = max(self._write, statistics.write_tokens_per_s)

    @property
    def is_complete(self) -> bool:
        return self._read > 0 and self._write > 0

    def rate(self, weights: str, work: Work) -> Rate:
        return Rate(
            weights=weights,
            read_weights_per_s=self._read * work.layer_weights,
            write_weights_per_s=self._write * (work.layer_weights + work.last_weights),
        )
