"""How long it takes until a stop is answered, in each phase of what the engine does. On a quiet machine, in
four minutes:

    uv run python -m tests.benchmarks.stops

Through process and pipe, as the window does it, with a model of the 0.5B shape. Stops come at random moments
of a phase; one that came after its end does not count. Prints one JSON object: milliseconds from the stop to
the event that the window shows as the end; at_rest_ms: at worst until the engine takes the next request.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.engine.client import Engine
from app.engine.events import (
    NO_DRAFT_MODEL,
    ChatMessage,
    DraftModel,
    Drafts,
    Finished,
    LoadOptions,
    Piece,
    Reading,
    ReplyOptions,
    Sampling,
)
from app.engine.llama import Log, open_library
from app.engine.snapshots import SnapshotOptions
from app.machine import hardware
from tests.app.engine import random_model
from tests.waiting import until

_CONTEXT = 8192
_HUGE = 200_000  # characters, of which the model's tokens are bytes
_SHORT = ReplyOptions(Sampling(temperature=0.0), max_tokens=1)


@dataclass(frozen=True)
class _Stop:
    """Milliseconds from the stop: until its end was told, and until the engine takes the next request."""

    told_ms: float
    at_rest_ms: float


class _Phases:
    """Each method makes one stop; None where it came too late."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._chance = random.Random(1)
        self._folder = Path(options.cache)
        self._snapshots = Path(tempfile.mkdtemp(prefix="snapshots-", dir=self._folder))
        self._state_tokens = options.state_tokens
        self._load = LoadOptions(context_length=_CONTEXT, threads=options.threads)
        self._engine = Engine(
            log_path=self._folder / "engine.log", snapshots=SnapshotOptions(self._snapshots, worth_s=0.0)
        )
        self._asked = 0
        self._usual_s: dict[str, float] = {}  # how long phases take that nobody stops

    def start(self, model: Path, draft: DraftModel = NO_DRAFT_MODEL) -> None:
        self._model, self._draft = model, draft
        for _ in self._engine.load(model, self._load, threading.Event(), draft):
            pass

    def close(self) -> None:
        self._engine.close()
        for path in self._snapshots.iterdir():
            path.unlink()
        self._snapshots.rmdir()

    def loading(self) -> _Stop | None:
        """Each begins with the end of the process before."""
        stop = threading.Event()
        stopped = _stopped(
            self._engine.load(self._model, self._load, stop, self._draft),
            stop,
            self._chance.uniform(0.0, 0.6),
        )
        self._engine.unload()
        return stopped

    def counting(self) -> _Stop | None:
        """What is to be sent, before it is: the forecast of the answer."""
        stop, messages = threading.Event(), self._huge()

        def measured() -> Iterator[object]:
            yield self._engine.measure_before(messages, 1, None, stop)

        after_s = self._moment("counting", measured)
        return _stopped(measured(), stop, after_s, is_over=lambda event: event is not None)

    def planning(self) -> _Stop | None:
        """200,000 characters become tokens, and most of them are left out."""
        return self._before_reading("planning", self._huge(), None)

    def reading(self) -> _Stop | None:
        # The number comes first, so that nothing of it was read before.
        text = f"{self._number()}" + "".join(self._chance.choices("abcdefgh", k=3000))
        return self._reply([ChatMessage("user", text)], self._chance.uniform(0.1, 2.0), is_over=_is_piece)

    def writing(self, drafts: Drafts = "never") -> _Stop | None:
        options = ReplyOptions(Sampling(temperature=0.0), max_tokens=2000, drafts=drafts)
        question = [ChatMessage("user", f"{self._number()}")]
        return self._reply(question, self._chance.uniform(0.4, 1.5), options=options)

    def switching(self) -> _Stop | None:
        """What was read of one conversation goes to the disk, and what was of another comes back."""
        for name in "12":
            self._ask(self._story(name), name)
        return self._before_reading("switching", self._story("1"), "1")

    def restoring(self) -> _Stop | None:
        """What was read comes back from the disk; in memory is nothing to be kept."""
        self._ask([ChatMessage("user", "Hello")], None)
        return self._before_reading("restoring", self._story("1"), "1")

    def keeping(self) -> _Stop | None:
        """A question comes while the idle engine puts on the disk what it has read."""
        self._ask(self._story("1"), "1")
        half = self._snapshots / f"1.{self._engine.pid}.new"
        until(half.exists, "nothing was kept", pause_s=0.0)
        return self._reply(self._story("1"), self._chance.uniform(0.0, 0.03), "1", is_over=_is_reading)

    def _number(self) -> int:
        self._asked += 1
        return self._asked

    def _story(self, name: str) -> list[ChatMessage]:
        return [ChatMessage("user", name * self._state_tokens)]

    def _huge(self) -> list[ChatMessage]:
        """Not the same twice, as nobody would send it, so that no count of it is remembered."""
        texts = (f"{self._number()} " + "x" * 1000 for _ in range(_HUGE // 2000))
        return [
            message
            for text in texts
            for message in (ChatMessage("user", text), ChatMessage("assistant", text))
        ] + [ChatMessage("user", "Hello")]

    def _ask(self, messages: list[ChatMessage], name: str | None) -> None:
        for _ in self._engine.reply(messages, _SHORT, threading.Event(), name):
            pass

    def _before_reading(self, phase: str, messages: list[ChatMessage], name: str | None) -> _Stop | None:
        """At a moment before anything is read, found out by doing it once without a stop."""

        def until_reading() -> Iterator[object]:
            for event in self._engine.reply(messages, _SHORT, threading.Event(), name):
                if isinstance(event, Reading):
                    return
                yield event

        is_first = phase not in self._usual_s
        after_s = self._moment(phase, until_reading)
        return None if is_first else self._reply(messages, after_s, name, is_over=_is_reading)

    def _moment(self, phase: str, once: Callable[[], Iterator[object]]) -> float:
        """Seconds from the beginning of a phase, at random."""
        if phase not in self._usual_s:
            began = time.perf_counter()
            for _ in once():
                pass
            self._usual_s[phase] = time.perf_counter() - began
        return self._chance.uniform(0.0, self._usual_s[phase])

    def _reply(
        self,
        messages: list[ChatMessage],
        after_s: float,
        name: str | None = None,
        options: ReplyOptions = _SHORT,
        is_over: Callable[[object], bool] = lambda event: False,
    ) -> _Stop | None:
        stop = threading.Event()
        return _stopped(self._engine.reply(messages, options, stop, name), stop, after_s, is_over)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stops", type=int, default=34, help="in each phase")
    parser.add_argument("--state-tokens", type=int, default=4000, help="of what goes to the disk and back")
    parser.add_argument("--threads", type=int, default=hardware.inference_threads())
    parser.add_argument("--cache", default=str(Path(tempfile.gettempdir()) / "inglenook-benchmarks"))
    options = parser.parse_args()
    folder = Path(options.cache)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "engine.log").open("a") as file:
        open_library(Log(file))  # models are quantized with it
        model, reciter = (random_model.half_billion(folder, recites=recites) for recites in (False, True))
        draft = DraftModel(random_model.reciting_draft(folder, slips=5), "draft")
    phases, found = _Phases(options), dict[str, list[_Stop]]()

    def stop_in(name: str, phase: Callable[[], _Stop | None]) -> None:
        stops = (phase() for _ in range(3 * options.stops))
        kept = (one for one in stops if one is not None)
        found[name] = [one for _, one in zip(range(options.stops), kept, strict=False)]

    phases.start(model)
    for phase in (
        phases.counting,
        phases.planning,
        phases.reading,
        phases.writing,
        phases.switching,
        phases.restoring,
        phases.keeping,
    ):
        stop_in(phase.__name__, phase)
    stop_in("writing with guesses from the context", partial(phases.writing, "always"))
    phases.start(reciter, draft)
    stop_in("writing with a draft model's guesses", partial(phases.writing, "where they pay"))
    stop_in("loading", phases.loading)
    phases.close()
    found["all"] = [one for stops in list(found.values()) for one in stops]
    json.dump({name: _distribution(stops) for name, stops in found.items()}, sys.stdout, indent=2)
    print()


def _stopped(
    events: Iterator[object],
    stop: threading.Event,
    after_s: float,
    is_over: Callable[[object], bool] = lambda event: False,
) -> _Stop | None:
    """Stopped after so many seconds; None if the phase was over by then, as an event is_over."""
    set_at = list[float]()

    def raise_stop() -> None:
        set_at.append(time.perf_counter())
        stop.set()

    timer = threading.Timer(after_s, raise_stop)
    timer.start()
    over_at, told_at = float("inf"), float("inf")
    for event in events:
        now = time.perf_counter()
        if isinstance(event, Finished):
            told_at = now
        elif is_over(event):
            over_at = min(over_at, now)
    at_rest = time.perf_counter()
    timer.cancel()
    told_at = min(told_at, at_rest)
    if not set_at or set_at[0] >= min(over_at, told_at):
        return None
    return _Stop((told_at - set_at[0]) * 1000, (at_rest - set_at[0]) * 1000)


def _is_reading(event: object) -> bool:
    return isinstance(event, Reading)


def _is_piece(event: object) -> bool:
    return isinstance(event, Piece)


def _distribution(stops: list[_Stop]) -> dict[str, float]:
    told = sorted(stop.told_ms for stop in stops)
    return {
        "stops": len(told),
        "median_ms": round(statistics.median(told), 1),
        "p99_ms": round(told[min(len(told) - 1, int(len(told) * 0.99))], 1),
        "worst_ms": round(told[-1], 1),
        "at_rest_ms": round(max(stop.at_rest_ms for stop in stops), 1),
    }


if __name__ == "__main__":
    main()
