"""How near forecasts come to what happens, and what they cost. On a quiet machine:

    uv run python -m tests.benchmarks.forecast

For each of two models 100 questions of all lengths are foretold and then asked: first ones and follow-ups, a
return to an earlier conversation, long pastes. The error is |foretold - taken| / taken, of the first word.
The first questions only fill the statistics and are not counted. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QTimer

from app.chat import Chat
from app.engine.client import Engine
from app.engine.events import LoadOptions, ReplyOptions, Sampling
from app.machine import hardware
from app.machine.forecast import Forecaster
from app.machine.speed_store import SpeedStore
from app.machine.timing import Forecast
from app.making import Making
from app.next_prompt import turns_before_next
from app.paths import Paths
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.drafts import Draft
from app.store.messages import Message
from app.store.presets import Presets
from app.store.settings import SettingsStore
from tests.app.engine import random_model
from ui.background import Lane
from ui.chat.meter import Meter

_WARM_UP = 6
_WORDS = "the bread and a token of what model reads is where when with that many some longer".split()  # noqa: SIM905
_BEAT_MS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--model", choices=("guide", "half_billion"), help="one of the two alone")
    parser.add_argument("--answer-tokens", type=int, default=8)
    parser.add_argument("--cache", default=str(Path(tempfile.gettempdir()) / "inglenook-benchmarks"))
    options = parser.parse_args()
    models = {
        "guide": (lambda: Paths.resolve().guide_model, 2048, 4.5),
        # Each byte is a token of its own there.
        "half_billion": (lambda: random_model.half_billion(Path(options.cache)), 4096, 1.0),
    }
    result: dict[str, object] = {"threads": hardware.inference_threads()}
    for name, (model, context, characters_per_token) in models.items():
        if options.model not in (None, name):
            continue
        with tempfile.TemporaryDirectory() as folder:
            run = _Run(Path(folder), model(), context, characters_per_token, options.answer_tokens)
            with run:
                result[name] = run.ask(options.questions) | run.typing()
    json.dump(result, sys.stdout, indent=2)
    print()


@dataclass
class _Asked:
    """first_word_s: as it was taken; cost_s: of making the forecast."""

    foretold: Forecast
    first_word_s: float
    cost_s: float


@dataclass
class _Talk:
    conversation_id: int
    tokens: int = 0
    asked: list[str] = field(default_factory=list)


class _Run:
    """One model, loaded, with conversations of its own; everything as the window does it."""

    def __init__(
        self, folder: Path, model: Path, context: int, characters_per_token: float, answer_tokens: int
    ) -> None:
        self._model = model
        self._characters = characters_per_token
        self._load = LoadOptions(context_length=context)
        self._context = context
        self._reply = ReplyOptions(Sampling(temperature=0.0), max_tokens=answer_tokens)
        self._database = Database(folder / "inglenook.sqlite")
        self._conversations = Conversations(self._database)
        self._engine = Engine(log_path=folder / "engine.log")
        self._forecaster = Forecaster(self._database)
        speeds = SpeedStore(self._database)
        self._chat = Chat(self._conversations, self._engine, speeds, self._forecaster)
        self._chance = random.Random(7)

    def __enter__(self) -> _Run:
        for _ in self._engine.load(self._model, self._load, threading.Event()):
            pass
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.close()
        self._database.close()

    def ask(self, count: int) -> dict[str, object]:
        """The errors of so many questions."""
        talks: list[_Talk] = []
        asked = [self._ask(self._next_talk(talks)) for _ in range(_WARM_UP + count)][_WARM_UP:]
        first = sorted(abs(one.foretold.first_word_s - one.first_word_s) / one.first_word_s for one in asked)
        lengths = [one.foretold.new_tokens for one in asked]
        cost = [one.cost_s * 1000 for one in asked]
        return {
            "questions": len(asked),
            "conversations": len(talks),
            "tokens_read": {
                "least": min(lengths),
                "median": statistics.median(lengths),
                "most": max(lengths),
            },
            "first_word_s": {
                "least": round(min(one.first_word_s for one in asked), 4),
                "most": round(max(one.first_word_s for one in asked), 3),
            },
            "first_word_error": {
                "median": round(statistics.median(first), 3),
                "p90": round(statistics.quantiles(first, n=10, method="inclusive")[-1], 3),
            },
            "forecast_ms": {"median": round(statistics.median(cost), 2), "most": round(max(cost), 2)},
        }

    def typing(self) -> dict[str, object]:
        """How late the window's events came while each key was followed by a forecast."""
        application = QCoreApplication.instance() or QCoreApplication([])
        lane = Lane("quick", 2)
        presets = Presets(self._database, SettingsStore(self._database))
        meter = Meter(self._engine, self._conversations, presets, self._forecaster, lane, keeps_read=False)
        longest = max(self._conversations.all(), key=lambda one: len(self._conversations.thread(one.id)))
        told: list[object] = []
        late: list[float] = []
        last = time.perf_counter()

        def beat() -> None:
            nonlocal last
            now = time.perf_counter()
            late.append(max(0.0, (now - last) * 1000 - _BEAT_MS))
            last = now

        beats, keys = QTimer(interval=_BEAT_MS), QTimer(interval=60)
        text = iter("How does this go on, and what is written then? " * 3)
        keys.timeout.connect(lambda: meter.measure(longest.id, Draft(next(text, "x") * 20)))
        beats.timeout.connect(beat)
        meter.foretold.connect(told.append)
        beats.start()
        keys.start()
        end = time.monotonic() + 5
        while time.monotonic() < end:
            application.processEvents()
            time.sleep(0.0005)
        keys.stop()
        lane.close(timeout_s=5)
        return {
            "while_typing": {
                "forecasts": len(told),
                "late_ms_p99": round(statistics.quantiles(late, n=100)[-1], 2),
                "late_ms_most": round(max(late), 2),
            }
        }

    def _next_talk(self, talks: list[_Talk]) -> _Talk:
        """Mostly the one of before; else a new one, sometimes an earlier short one."""
        chance = self._chance.random()
        fitting = [talk for talk in talks if talk.tokens < self._context * 0.4]
        if talks and talks[-1] in fitting and chance < 0.7:
            talk = talks.pop()
        elif chance < 0.8 and fitting:
            talk = min(fitting, key=lambda talk: talk.tokens)
            talks.remove(talk)
        else:
            talk = _Talk(self._conversations.create().id)
        talks.append(talk)
        return talk

    def _ask(self, talk: _Talk) -> _Asked:
        tokens = min(int(self._chance.lognormvariate(3.7, 0.9)) + 4, int(self._context * 0.15))
        text = self._text(int(tokens * self._characters))
        thread = self._conversations.thread(talk.conversation_id)
        began = time.perf_counter()
        messages = [turn.message for turn in turns_before_next(thread, "")]
        size = self._engine.measure(messages, text, self._reply.max_tokens)
        loaded = self._engine.description()
        assert loaded is not None
        foretold = self._forecaster.foretell(size, self._model, loaded.name, self._reply.max_tokens)
        cost_s = time.perf_counter() - began
        question = self._conversations.add_question(talk.conversation_id, text)
        answer = self._answer(question)
        assert answer.statistics is not None
        talk.tokens = answer.statistics.prompt_tokens + answer.statistics.answer_tokens
        return _Asked(foretold, answer.statistics.first_token_s, cost_s)

    def _answer(self, question: Message) -> Message:
        for _ in self._chat.answer(question, Making(self._model, self._load, self._reply), threading.Event()):
            pass
        return self._conversations.thread(question.conversation_id)[-1]

    def _text(self, characters: int) -> str:
        words: list[str] = []
        while sum(map(len, words)) + len(words) < characters:
            words.append(self._chance.choice(_WORDS))
        return " ".join(words)[: max(4, characters)]


if __name__ == "__main__":
    main()
