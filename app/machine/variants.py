"""Which of the engine's back ends is the fastest on this computer, of those that compute rightly.

Each variant of the processor's library answers a question with the built-in model in a process of its own,
and so do the graphics cards where there is a back end for them. One that crashes, hangs or writes something
else than the plainest variant is not used. Those that are left read and write with a made-up model of a usual
shape (app/machine/probe_model.py), each as long as it may still be the fastest, and the fastest one does so
once more with other numbers of threads.
"""

from __future__ import annotations

import contextlib
import tempfile
import threading
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from app.engine.backends import Backends, installed_folder, libraries_in, variants_in
from app.engine.client import Engine, EngineBug
from app.errors import UserError
from app.machine import hardware
from app.machine.engine_trial import CARDS, EngineTrial, Speeds, VariantTrial
from app.machine.hardware import CoreMeter
from app.machine.idle import BUSY_CORES, Disturbance, is_on_battery, reason_to_wait
from app.machine.probe_model import LARGE_BYTES, write_probe
from app.machine.probing import Probing
from app.machine.variant_answers import ALLOWED_S, Deadline, VariantAnswer, answer_of, checked, crash_in
from app.words import tr

_PLAINEST = ("x64", "default")  # the first of these that works is what the others are compared with
_PROBE = "Q4_K"
_PROBING = Probing(read_tokens=96, written_tokens=16, rounds=2)
_CLEARLY = 1.03  # times as fast; for less no more threads are taken
_HOPELESS = 3.0  # times what another one takes: it is given up then
_LEAST_S = 1.0  # but not before


@dataclass(frozen=True, slots=True)
class Trying:
    """fraction from 0 to 1."""

    fraction: float


@dataclass(frozen=True, slots=True)
class Tried:
    """The end: what was found out."""

    trial: EngineTrial


class _Probed(NamedTuple):
    """What came of the made-up model. problem: what the engine's process died of; "": it did not."""

    speeds: Speeds
    seconds: float
    busy_cores: float
    problem: str


class _Interrupted(Exception):
    """reason: None: it was told to stop."""

    def __init__(self, reason: Disturbance | None = None) -> None:
        super().__init__()
        self.reason = reason


class Comparison:
    """Finding out, which may be interrupted at any time: what is finished of it need not be done again.

    To be used by one thread at a time.
    """

    def __init__(
        self,
        model: Path,
        *,
        threads: Sequence[int] = (),
        folder: Path | None = None,
        probe_bytes: int = LARGE_BYTES,
    ) -> None:
        """model: the built-in one. threads: numbers of them to try, in ascending order; none: those that may
        be the best here. folder: of the libraries; None: where the engine is installed."""
        self._model = model
        self._threads = threads
        self._folder = folder or installed_folder()
        self._probe_bytes = probe_bytes
        self._stop = threading.Event()
        self._gives_way = False
        self._answers: dict[str, VariantAnswer | None] = {}  # None: not for this processor
        self._probed: dict[tuple[str, int], _Probed] = {}  # by names and numbers of threads

    def run(
        self, stop: threading.Event, *, gives_way: bool = False
    ) -> Generator[Trying | Tried | Disturbance, None, None]:
        """Find out, or go on with it: half a minute of computing in all. Ends without Tried when stopped.

        gives_way: do not disturb a person, nor measure what others disturb. It ends then with the reason, and
        what was being measured counts for nothing. UserError when the disk is full.
        """
        self._stop, self._gives_way = stop, gives_way
        reason = reason_to_wait(stop) if gives_way else None
        if reason is not None:
            yield reason
            return
        with contextlib.closing(self._steps()) as events:
            try:
                for event in events:
                    yield event
                    if gives_way and isinstance(event, Trying) and is_on_battery():
                        yield "battery"
                        return
            except _Interrupted as interrupted:
                if interrupted.reason is not None:
                    yield interrupted.reason

    def _steps(self) -> Generator[Trying | Tried, None, None]:
        names, threads = _names(self._folder), self._threads or thread_counts()
        steps = 2 * len(names) + len(threads)
        for number, name in enumerate(names):
            yield Trying(number / steps)
            self._answer(name)
        tried, threads_chosen = [], (0, 0)
        with tempfile.TemporaryDirectory(prefix="inglenook-") as work:
            probe = Path(work) / "probe.gguf"
            _write(probe, self._probe_bytes)
            for number, one in enumerate(self._checked()):
                yield Trying((len(names) + number) / steps)
                tried.append(one if one.problem else self._trial(one.name, probe, threads[-1]))
            fastest = min(tried, key=lambda one: one.speeds.turn_s, default=None)
            if fastest is not None and fastest.speeds.read and fastest.name != CARDS:
                by_count = {}
                for number, count in enumerate(threads):
                    yield Trying((2 * len(names) + number) / steps)
                    by_count[count] = self._measure(fastest.name, probe, count).speeds
                threads_chosen = (
                    _best_threads({count: speeds.read for count, speeds in by_count.items()}),
                    _best_threads({count: speeds.write for count, speeds in by_count.items()}),
                )
        busy_cores = max((one.busy_cores for one in self._probed.values()), default=0.0)
        yield Tried(_conclusion(tried, threads_chosen, busy_cores))

    def _answer(self, name: str) -> None:
        if name in self._answers:
            return
        answer = answer_of(_backends(name, self._folder), self._model, self._stop)
        if self._stop.is_set():
            raise _Interrupted
        self._answers[name] = answer

    def _checked(self) -> list[VariantTrial]:
        """Those for this processor: what may be the fastest first, so that what is far slower is soon given
        up; then the plainest; and the cards, which are no measure for the processor."""
        answers = {name: answer for name, answer in self._answers.items() if answer is not None}
        plainest = next(iter(answers), "")

        def order(one: VariantTrial) -> tuple[bool, bool, float]:
            return one.name == CARDS, one.name == plainest, answers[one.name].processor_s

        return sorted(checked(answers), key=order)

    def _trial(self, name: str, probe: Path, threads: int) -> VariantTrial:
        """Of one that computes rightly. Without speeds if it is far slower than another one."""
        others = [one for (other, _), one in self._probed.items() if other not in (name, CARDS)]
        least_s = min((one.seconds for one in others if one.speeds.read), default=ALLOWED_S)
        limit_s = min(ALLOWED_S, max(_LEAST_S, _HOPELESS * least_s))
        probed = self._measure(name, probe, threads, limit_s)
        return VariantTrial(name, "crashed" if probed.problem else "", probed.problem, probed.speeds)

    def _measure(self, name: str, probe: Path, threads: int, limit_s: float = ALLOWED_S) -> _Probed:
        key = (name, threads)
        if key not in self._probed:
            probed = _probe(_backends(name, self._folder), probe, threads, self._stop, limit_s)
            if self._stop.is_set():
                raise _Interrupted
            if self._gives_way and probed.busy_cores > BUSY_CORES:
                raise _Interrupted("busy")
            self._probed[key] = probed
        return self._probed[key]


def _names(folder: Path | None) -> list[str]:
    """The variants of the processor's library in a folder, the plainest first; at the end the cards."""
    libraries = libraries_in(folder) if folder is not None else {}
    names = sorted(variants_in(libraries), key=lambda name: (*(name != one for one in _PLAINEST), name))
    has_cards = any(name != "base" and not name.startswith("cpu") for name in libraries)
    return [*names, CARDS] if has_cards else names


def thread_counts() -> list[int]:
    """Numbers of threads that may be the best, in ascending order."""
    cores = hardware.inference_threads()
    return sorted({1, max(1, cores // 2), cores, hardware.usable_threads()})


def _conclusion(
    tried: Sequence[VariantTrial], threads: tuple[int, int], busy_cores: float = 0.0
) -> EngineTrial:
    """The fastest variant for the processor, which also does what cards leave to it; cards if faster."""
    by_turn = sorted((one for one in tried if one.speeds.read), key=lambda one: one.speeds.turn_s)
    variant = next((one.name for one in by_turn if one.name != CARDS), "")
    cards = next((one for one in tried if one.name == CARDS), None)
    return EngineTrial(
        variants=tuple(tried),
        variant=variant,
        uses_cards=cards is None or bool(by_turn and by_turn[0].name == CARDS),
        read_threads=threads[0],
        write_threads=threads[1],
        tried_at=time.time(),
        busy_cores=busy_cores,
    )


def _best_threads(speeds: dict[int, float]) -> int:
    """The smallest number of threads that none is clearly faster than; 0: nothing was measured."""
    best = max(speeds.values(), default=0.0)
    return next((count for count, speed in speeds.items() if speed and speed * _CLEARLY >= best), 0)


def _backends(name: str, folder: Path | None) -> Backends:
    if name == CARDS:
        return Backends(folder=folder)
    return Backends(variant=name, falls_back=False, uses_cards=False, folder=folder)


def _probe(backends: Backends, probe: Path, threads: int, stop: threading.Event, limit_s: float) -> _Probed:
    """limit_s: after which it is given up."""
    speeds, busy_cores, began, problem = Speeds(), 0.0, time.monotonic(), ""
    with Engine(backends=backends) as engine:
        try:
            for _ in engine.load(probe, _PROBING.load_options(threads), Deadline(stop, ALLOWED_S)):
                pass
            meter, began = CoreMeter(engine.pid), time.monotonic()
            for took in _PROBING.run(engine, Deadline(stop, limit_s)):
                speeds = Speeds(
                    max(speeds.read, took.read_tokens_per_s), max(speeds.write, took.write_tokens_per_s)
                )
            if engine.pid is not None:  # else it did not hear that it was given up
                busy_cores = meter.busy_elsewhere()
        except (UserError, EngineBug) as error:
            problem = crash_in(error)
    return _Probed(speeds, time.monotonic() - began, busy_cores, problem)


def _write(probe: Path, least_bytes: int) -> None:
    try:
        write_probe(probe, _PROBE, least_bytes)
    except OSError as error:
        raise UserError(tr("The engine was not tried: {reason}.", reason=error.strerror or error)) from error
