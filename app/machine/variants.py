"""Which of the engine's back ends is the fastest on this computer, of those that compute rightly.

Each variant of the processor's library answers a question with the built-in model in a process of its own,
and so do the graphics cards where there is a back end for them. One that crashes, hangs or writes something
else than the plainest variant is not used. Those that are left read and write with a made-up model of a usual
shape (app/machine/probe_model.py), and the fastest one does so once more with other numbers of threads.
"""

from __future__ import annotations

import contextlib
import tempfile
import threading
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.engine.backends import Backends, installed_folder, libraries_in, variants_in
from app.engine.client import Engine, EngineBug
from app.errors import UserError
from app.machine import hardware
from app.machine.engine_trial import CARDS, EngineTrial, Speeds, VariantTrial
from app.machine.idle import Disturbance, reason_to_wait
from app.machine.probe_model import LARGE_BYTES, write_probe
from app.machine.probing import Probing
from app.machine.variant_answers import Deadline, VariantAnswer, answer_of, checked, promising
from app.words import tr

_PLAINEST = ("x64", "default")  # the first of these that works is what the others are compared with
_PROBE = "Q4_K"
_PROBING = Probing(read_tokens=96, written_tokens=16, rounds=2)
_CLEARLY = 1.03  # times as fast; for less no more threads are taken


@dataclass(frozen=True, slots=True)
class Trying:
    """fraction from 0 to 1."""

    fraction: float


@dataclass(frozen=True, slots=True)
class Tried:
    """The end: what was found out."""

    trial: EngineTrial


def try_variants(
    model: Path,
    stop: threading.Event,
    *,
    threads: Sequence[int],
    folder: Path | None = None,
    probe_bytes: int = LARGE_BYTES,
) -> Generator[Trying | Tried, None, None]:
    """Find out. Ends without Tried when stopped. To be run when nothing else computes: half a minute.

    model: the built-in one. threads: numbers of them to try, in ascending order. folder: of the libraries;
    None: where the engine is installed. UserError when the disk is full.
    """
    folder = folder or installed_folder()
    names = _names(folder)
    steps = 2 * len(names) + len(threads)
    answers: dict[str, VariantAnswer] = {}
    for number, name in enumerate(names):
        yield Trying(number / steps)
        answer = answer_of(_backends(name, folder), model, stop)
        if stop.is_set():
            return
        if answer is not None:
            answers[name] = answer
    trials = checked(answers)
    fast_enough = promising(trials, answers)
    tried, threads_chosen = [], (0, 0)
    with tempfile.TemporaryDirectory(prefix="inglenook-") as work:
        probe = Path(work) / "probe.gguf"
        _write(probe, probe_bytes)
        for number, one in enumerate(trials):
            yield Trying((len(names) + number) / steps)
            if one.name in fast_enough:
                one = replace(one, speeds=_speeds(_backends(one.name, folder), probe, threads[-1], stop))
            tried.append(one)
        fastest = min(tried, key=lambda one: one.speeds.turn_s, default=None)
        if fastest is not None and fastest.speeds.read and fastest.name != CARDS:
            by_count = {}
            for number, count in enumerate(threads):
                yield Trying((2 * len(names) + number) / steps)
                by_count[count] = _speeds(_backends(fastest.name, folder), probe, count, stop)
            threads_chosen = (
                _best_threads({count: speeds.read for count, speeds in by_count.items()}),
                _best_threads({count: speeds.write for count, speeds in by_count.items()}),
            )
    if not stop.is_set():
        yield Tried(_conclusion(tried, threads_chosen))


def _names(folder: Path | None) -> list[str]:
    """The variants of the processor's library in a folder, the plainest first; at the end the cards."""
    libraries = libraries_in(folder) if folder is not None else {}
    names = sorted(variants_in(libraries), key=lambda name: (*(name != one for one in _PLAINEST), name))
    has_cards = any(name != "base" and not name.startswith("cpu") for name in libraries)
    return [*names, CARDS] if has_cards else names


def try_when_free(
    model: Path, stop: threading.Event, *, threads: Sequence[int], probe_bytes: int = LARGE_BYTES
) -> Generator[Trying | Tried | Disturbance, None, None]:
    """As try_variants(), unless that would disturb a person: ends then with the reason, before it begins."""
    reason = reason_to_wait(stop)
    if reason is not None:
        yield reason
    elif not stop.is_set():
        yield from try_variants(model, stop, threads=threads, probe_bytes=probe_bytes)


def thread_counts() -> list[int]:
    """Numbers of threads that may be the best, in ascending order."""
    cores = hardware.inference_threads()
    return sorted({1, max(1, cores // 2), cores, hardware.usable_threads()})


def _conclusion(tried: Sequence[VariantTrial], threads: tuple[int, int]) -> EngineTrial:
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
    )


def _best_threads(speeds: dict[int, float]) -> int:
    """The smallest number of threads that none is clearly faster than; 0: nothing was measured."""
    best = max(speeds.values(), default=0.0)
    return next((count for count, speed in speeds.items() if speed and speed * _CLEARLY >= best), 0)


def _backends(name: str, folder: Path | None) -> Backends:
    if name == CARDS:
        return Backends(folder=folder)
    return Backends(variant=name, falls_back=False, uses_cards=False, folder=folder)


def _speeds(backends: Backends, probe: Path, threads: int, stop: threading.Event) -> Speeds:
    """The best of some rounds; none where it fails, or was stopped."""
    best = Speeds()
    deadline = Deadline(stop)
    with Engine(backends=backends) as engine, contextlib.suppress(UserError, EngineBug):
        for _ in engine.load(probe, _PROBING.load_options(threads), deadline):
            pass
        for took in _PROBING.run(engine, deadline):
            best = Speeds(max(best.read, took.read_tokens_per_s), max(best.write, took.write_tokens_per_s))
    return best


def _write(probe: Path, least_bytes: int) -> None:
    try:
        write_probe(probe, _PROBE, least_bytes)
    except OSError as error:
        raise UserError(tr("The engine was not tried: {reason}.", reason=error.strerror or error)) from error
