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
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from app.engine.backends import Backends, installed_folder, libraries_in, variants_in
from app.engine.client import Engine, EngineBug
from app.engine.events import (
    ChatMessage,
    Choice,
    Choices,
    Finished,
    LoadOptions,
    ReplyOptions,
    Sampling,
    Statistics,
)
from app.errors import UserError
from app.machine import hardware
from app.machine.idle import Disturbance, reason_to_wait
from app.machine.probe_model import LARGE_BYTES, write_probe
from app.words import tr

CARDS = "cards"
"""Stands for the graphics cards among the names of variants."""

_PLAINEST = ("x64", "default")  # the first of these that works is what the others are compared with
_QUESTION = "What is a token, and what is a context?"
_ANSWER_TOKENS = 40
_NEAR = 0.05  # probabilities that are so close may come out in another order by rounding
_ALLOWED_S = 60.0  # for one variant; more means that it hangs
_HOPELESS = 2.0  # times the computing time of the best one's answer: not worth the larger measurement
_PROBE = "Q4_K"
_READ_TOKENS, _WRITTEN_TOKENS, _ROUNDS = 96, 16, 2
_TURN = (300, 150)  # tokens read and written in a usual turn: what "fastest" means
_CLEARLY = 1.03  # times as fast; for less no more threads are taken


@dataclass(frozen=True, slots=True)
class Speeds:
    """Tokens per second; 0.0 where none were measured."""

    read: float = 0.0
    write: float = 0.0

    @property
    def turn_s(self) -> float:
        """Seconds of a usual turn."""
        read, written = _TURN
        return read / self.read + written / self.write if self.read and self.write else float("inf")


@dataclass(frozen=True, slots=True)
class VariantTrial:
    """What came of one. problem: empty: it computes rightly. speeds: with the made-up model."""

    name: str
    problem: Literal["", "crashed", "wrong"] = ""
    detail: str = ""  # of a crash, a sentence
    speeds: Speeds = Speeds()


@dataclass(frozen=True, slots=True)
class EngineTrial:
    """What is the fastest. variant: "": none worked. Variants that do not run on this processor are not among
    them; tried_at in seconds since 1970."""

    variants: tuple[VariantTrial, ...]
    variant: str
    uses_cards: bool
    read_threads: int
    write_threads: int
    tried_at: float

    def backends(self) -> Backends:
        """For the engine."""
        refused = tuple(one.name for one in self.variants if one.problem and one.name != CARDS)
        return Backends(
            variant=self.variant,
            refused=refused,
            uses_cards=self.uses_cards,
            read_threads=self.read_threads,
            write_threads=self.write_threads,
        )


@dataclass(frozen=True, slots=True)
class Trying:
    """fraction from 0 to 1."""

    fraction: float


@dataclass(frozen=True, slots=True)
class Tried:
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
    answers: dict[str, _Answer] = {}
    for number, name in enumerate(names):
        yield Trying(number / steps)
        answer = _answer(_backends(name, folder), model, stop)
        if stop.is_set():
            return
        if answer is not None:
            answers[name] = answer
    checked = _checked(answers)
    promising = _promising(checked, answers)
    tried, threads_chosen = [], (0, 0)
    with tempfile.TemporaryDirectory(prefix="inglenook-") as work:
        probe = Path(work) / "probe.gguf"
        _write(probe, probe_bytes)
        for number, one in enumerate(checked):
            yield Trying((len(names) + number) / steps)
            if one.name in promising:
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


@dataclass(frozen=True, slots=True)
class _Answer:
    """processor_s: computing time. problem: why there is none, a sentence."""

    choices: tuple[Choice, ...] = ()
    processor_s: float = 0.0
    problem: str = ""


class _Deadline(threading.Event):
    """Set by itself after a while, or with another one: a variant that hangs says nothing any more."""

    def __init__(self, stop: threading.Event) -> None:
        super().__init__()
        self._stop = stop
        self._ends_at = time.monotonic() + _ALLOWED_S

    @property
    def has_passed(self) -> bool:
        return time.monotonic() > self._ends_at

    def is_set(self) -> bool:
        return self._stop.is_set() or self.has_passed


def _backends(name: str, folder: Path | None) -> Backends:
    if name == CARDS:
        return Backends(folder=folder)
    return Backends(variant=name, falls_back=False, uses_cards=False, folder=folder)


def _answer(backends: Backends, model: Path, stop: threading.Event) -> _Answer | None:
    """The built-in model's answer; None where the variant is not for this processor."""
    deadline = _Deadline(stop)
    choices: list[Choice] = []
    processor_s = 0.0
    options = ReplyOptions(Sampling(temperature=0.0), _ANSWER_TOKENS, candidates=3, drafts="never")
    with Engine(backends=backends) as engine:
        try:
            for _ in engine.load(model, LoadOptions(context_length=512, threads=1), deadline):
                pass
            description = engine.description()
            if description is not None:
                if backends.uses_cards and description.on_card.problem:
                    return _Answer(problem=description.on_card.problem)
                if backends.uses_cards and not description.on_card.layers:
                    return None  # there is no card
                for event in engine.reply([ChatMessage("user", _QUESTION)], options, deadline):
                    if isinstance(event, Choices):
                        choices.extend(event.choices)
                    if isinstance(event, Finished):
                        processor_s = event.statistics.processor_s
        except UserError as error:
            # A process that died is the error's cause; one that lives says that the variant is not for it.
            return _Answer(problem=error.message) if error.__cause__ is not None else None
        except EngineBug as error:
            return _Answer(problem=str(error).strip().rpartition("\n")[2])
    return _Answer(tuple(choices), processor_s, "It did not answer in time." if deadline.has_passed else "")


def _checked(answers: dict[str, _Answer]) -> list[VariantTrial]:
    """Each beside the first that answered, which is the plainest of them."""
    plain = next((answer for answer in answers.values() if not answer.problem), None)
    checked = []
    for name, answer in answers.items():
        if answer.problem:
            checked.append(VariantTrial(name, "crashed", answer.problem))
        elif plain is None or not is_same(plain.choices, answer.choices):
            checked.append(VariantTrial(name, "wrong"))
        else:
            checked.append(VariantTrial(name))
    return checked


def _promising(checked: Sequence[VariantTrial], answers: dict[str, _Answer]) -> set[str]:
    """Names of those that compute rightly and whose answer took no hopelessly long computing time."""
    took_s = {one.name: answers[one.name].processor_s for one in checked if not one.problem}
    least_s = min(took_s.values(), default=0.0)
    return {name for name, seconds in took_s.items() if seconds <= least_s * _HOPELESS}


def is_same(one: Sequence[Choice], other: Sequence[Choice]) -> bool:
    """Whether two answers are the same but for rounding, which may let one of two about equally likely tokens
    win; what follows that cannot be compared."""
    for mine, theirs in zip(one, other, strict=False):
        likely = {candidate.id: candidate.probability for candidate in mine.candidates}
        if abs(likely.get(theirs.id, 0.0) - mine.probability) > _NEAR:
            return False
        if abs(likely.get(theirs.id, 0.0) - theirs.probability) > _NEAR:
            return False
        if mine.id != theirs.id:
            return True
    return bool(one) and len(one) == len(other)


def _speeds(backends: Backends, probe: Path, threads: int, stop: threading.Event) -> Speeds:
    """The best of some rounds; none where it fails, or was stopped."""
    best = Speeds()
    options = ReplyOptions(Sampling(temperature=0.0), _WRITTEN_TOKENS, drafts="never")
    load = LoadOptions(context_length=_READ_TOKENS + _WRITTEN_TOKENS + 256, threads=threads)
    deadline = _Deadline(stop)
    with Engine(backends=backends) as engine, contextlib.suppress(UserError, EngineBug):
        for _ in engine.load(probe, load, deadline):
            pass
        for number in range(_ROUNDS):
            # Each byte is a token; another beginning each time, so that nothing is known already.
            question = ChatMessage("user", chr(ord("a") + number) + "x" * _READ_TOKENS)
            for statistics in _finished(engine, question, options, deadline):
                measured = _of(statistics)
                best = Speeds(max(best.read, measured.read), max(best.write, measured.write))
    return best


def _finished(
    engine: Engine, question: ChatMessage, options: ReplyOptions, stop: threading.Event
) -> Iterator[Statistics]:
    for event in engine.reply([question], options, stop):
        if isinstance(event, Finished) and event.reason == "length":
            yield event.statistics


def _of(statistics: Statistics) -> Speeds:
    return Speeds(statistics.read_tokens_per_s, statistics.write_tokens_per_s)


def _write(probe: Path, least_bytes: int) -> None:
    try:
        write_probe(probe, _PROBE, least_bytes)
    except OSError as error:
        raise UserError(tr("The engine was not tried: {reason}.", reason=error.strerror or error)) from error
