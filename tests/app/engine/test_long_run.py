"""Many turns in many conversations, with everything that may come between: no wrong prefix, no leak.

Shortened here. `INGLENOOK_LONG_RUN=500` runs as many turns as named; `-s` shows its figures.
"""

from __future__ import annotations

import os
import random
import signal
import threading
from pathlib import Path

import psutil
import pytest

from app.engine.client import Engine
from app.engine.events import ChatMessage, LoadOptions, Piece, Reading, ReplyEvent, ReplyOptions
from app.engine.snapshots import SnapshotOptions
from app.errors import UserError
from tests.app.engine.driving import GREEDY, ask, loaded

_TURNS = int(os.environ.get("INGLENOOK_LONG_RUN", "40"))
_ALLOWED_S = 180 + 10 * _TURNS  # on a busy machine; the usual limit is for the shortened run
_CONVERSATIONS = 20
_OPTIONS = LoadOptions(context_length=2048, threads=1)
_QUESTIONS = (
    "Hello",
    "My name is Zorvella.",
    "What is my name?",
    "What is a token?",
    "How do I get a bigger model?",
    "Show me a table.",
    "Count to 12.",
    "Why is it slow?",
    "Does anything leave my computer?",
    "What is the capital of France?",
)


class _LongRun:
    """Conversations on an engine that keeps snapshots and guesses in advance, with the guide itself as its
    draft model, and one beside it that reads everything anew and guesses nothing."""

    def __init__(self, folder: Path, guide: Path, other_model: Path) -> None:
        self._guide = guide
        self._chance = random.Random(7)
        snapshots = SnapshotOptions(folder / "snapshots", budget_bytes=60 << 20, worth_s=0.0)
        self.engine = Engine(log_path=folder / "engine.log", snapshots=snapshots)
        self._load()
        self._plain = Engine(log_path=folder / "plain.log")
        self._other_model = other_model
        self._conversations: list[list[ChatMessage]] = [[] for _ in range(_CONVERSATIONS)]
        self.checked = self.stopped = self.killed = self.edited = self.guessed = 0

    def close(self) -> None:
        self.engine.close()
        self._plain.close()

    def _load(self) -> None:
        loaded(self.engine, self._guide, _OPTIONS, draft=self._guide)

    def turn(self) -> None:
        number = self._chance.randrange(_CONVERSATIONS)
        conversation = self._conversations[number]
        kind = self._chance.random()
        if kind < 0.12 and len(conversation) >= 2:  # an edit: the turns from there on are another branch
            del conversation[2 * self._chance.randrange(len(conversation) // 2) :]
            self.edited += 1
        elif kind < 0.18:
            loaded(self.engine, self._other_model, _OPTIONS)
            ask(self.engine, "Hello", max_tokens=4)
            self._load()
        conversation.append(ChatMessage("user", self._chance.choice(_QUESTIONS)))
        if 0.18 <= kind < 0.3:
            self._interrupted(conversation, str(number))
        elif 0.3 <= kind < 0.34:
            self._killed(conversation, str(number))
        else:
            self._answered(conversation, str(number))

    def _answered(self, conversation: list[ChatMessage], name: str) -> None:
        heard = ask(self.engine, conversation, conversation=name, max_tokens=60, drafts="always")
        self.guessed += heard.finished.statistics.model_accepted_tokens
        if self._chance.random() < 0.35:
            plain = loaded(self._plain, self._guide, _OPTIONS)
            anew = ask(plain, conversation, max_tokens=60, drafts="never")
            assert anew.readings[0].reused == 0
            assert (heard.text, heard.left_out) == (anew.text, anew.left_out)
            self.checked += 1
        conversation.append(ChatMessage("assistant", heard.text))

    def _interrupted(self, conversation: list[ChatMessage], name: str) -> None:
        stop = threading.Event()
        after = self._chance.randrange(6)

        def count(event: ReplyEvent) -> None:
            nonlocal after
            after -= isinstance(event, Piece | Reading)
            if after <= 0:
                stop.set()

        heard = ask(
            self.engine,
            conversation,
            conversation=name,
            stop=stop,
            max_tokens=60,
            drafts="always",
            on_event=count,
        )
        self._take(conversation, heard.text)
        self.stopped += 1

    def _killed(self, conversation: list[ChatMessage], name: str) -> None:
        pid = self.engine.pid
        assert pid is not None
        options = ReplyOptions(sampling=GREEDY, max_tokens=60, drafts="always")
        text, reply = "", self.engine.reply(conversation, options, threading.Event(), name)
        try:
            for number, event in enumerate(reply):
                text += event.text if isinstance(event, Piece) else ""
                if not number:
                    os.kill(pid, signal.SIGKILL)  # its answer may have been whole before that
        except UserError as error:
            assert "ended by the system" in error.message
        self._load()
        self._take(conversation, text)
        self.killed += 1

    def _take(self, conversation: list[ChatMessage], text: str) -> None:
        if text.strip():
            conversation.append(ChatMessage("assistant", text))
        else:
            conversation.pop()


@pytest.mark.timeout(_ALLOWED_S)
@pytest.mark.allow_log_problems  # of the engines that are killed
def test_answers_are_those_of_an_engine_that_reads_everything(
    tmp_path: Path, guide_model: Path, random_file: Path
) -> None:
    run = _LongRun(tmp_path, guide_model, random_file)
    for _ in range(_TURNS):
        run.turn()
    run.close()
    print(f"{run.checked} checked, {run.stopped} stopped, {run.killed} killed, {run.edited} edited")
    assert run.checked > _TURNS // 8
    assert min(run.stopped, run.killed, run.edited, run.guessed) > 0


@pytest.mark.timeout(_ALLOWED_S)
def test_the_engine_grows_no_larger(tmp_path: Path, guide_model: Path) -> None:
    snapshots = SnapshotOptions(tmp_path / "snapshots", budget_bytes=20 << 20, worth_s=0.0)
    chance = random.Random(3)
    with Engine(log_path=tmp_path / "engine.log", snapshots=snapshots) as engine:
        loaded(engine, guide_model, _OPTIONS)
        assert engine.pid is not None
        child = psutil.Process(engine.pid)

        def talk(turns: int) -> int:
            for _ in range(turns):
                question = f"{chance.choice(_QUESTIONS)} {chance.random()}"
                ask(engine, question, conversation=str(chance.randrange(6)), max_tokens=16)
            return child.memory_info().rss

        before = talk(_TURNS)
        after = talk(2 * _TURNS)
        print(f"memory of the engine: {before / 1e6:.1f} MB, then {after / 1e6:.1f} MB")
        assert after < before * 1.05
