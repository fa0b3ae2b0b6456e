"""Many turns in many conversations, with everything that may come between: no wrong prefix, no leak.

Shortened here. `INGLENOOK_LONG_RUN=500` runs as many turns as named; `-s` shows its figures.
"""

from __future__ import annotations

import os
import random
import signal
import threading
from collections import Counter
from pathlib import Path

import pytest

from app.engine.client import Engine
from app.engine.events import (
    ChatMessage,
    Choices,
    LoadOptions,
    Piece,
    Reading,
    ReplyEvent,
    ReplyOptions,
    Resumed,
)
from app.engine.snapshots import SnapshotOptions
from app.errors import UserError
from tests.app.engine.driving import GREEDY, Heard, ask, loaded

_TURNS = int(os.environ.get("INGLENOOK_LONG_RUN", "80"))
_ALLOWED_S = 180 + 10 * _TURNS  # on a busy machine; the usual limit is for the shortened run
_CONVERSATIONS = max(4, _TURNS // 25)
_WARM_UP = 7 * _CONVERSATIONS  # turns until contexts were full
_OPTIONS = LoadOptions(context_length=768, threads=1)  # full after some six turns
_FLAT = 1.05  # times what it took while it became warm: as much as the child's memory may be
_ABOUT_EQUAL = 0.95  # of the likeliest token's probability: by rounding the other one may be chosen
_MUST_HAPPEN = (
    "read anew: the same answer",
    "moved up: the same answer",
    "left out: the same prompt",
    "switched to another conversation",
    "resumed from the disk",
    "edited",
    "stopped",
    "model changed",
    "killed while it answered",
    "guessed by the draft model",
)
_SYSTEM = ChatMessage("system", "You guide people through a program for local models. Be kind and brief.")
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
    """Conversations on an engine that keeps snapshots and guesses in advance, with each model as its own
    draft model; and an engine beside it that reads everything anew and guesses nothing."""

    def __init__(self, folder: Path, guide: Path, letters: Path) -> None:
        self._models = [guide, letters]  # the last one is loaded
        self._chance = random.Random(7)
        snapshots = SnapshotOptions(folder / "snapshots", budget_bytes=60 << 20, worth_s=0.0)
        self._engine = Engine(log_path=folder / "engine.log", snapshots=snapshots)
        self._plain = Engine(log_path=folder / "plain.log")
        self._conversations: list[list[ChatMessage]] = [[_SYSTEM] for _ in range(_CONVERSATIONS)]
        self._left_out = [0] * _CONVERSATIONS
        self._open = 0
        self.happened: Counter[str] = Counter()
        self.memory_bytes: list[list[int]] = []  # of each child, after each turn
        self._load()

    def close(self) -> None:
        self._engine.close()
        self._plain.close()

    def turn(self) -> None:
        """A question in some conversation, perhaps after an edit, perhaps stopped."""
        conversation = self._question()
        if self._chance.random() < 0.15:
            self._interrupted(conversation)
        else:
            self._answered(conversation)
        self.memory_bytes[-1].append(self._engine.held_bytes())

    def change_model(self) -> None:
        """The other one goes on with the conversations."""
        self._models.reverse()
        self._load()
        self.happened["model changed"] += 1

    def kill(self) -> None:
        """The engine is killed at some moment of an answer."""
        conversation, pid, moment = self._question(), self._engine.pid, self._chance.randrange(8)
        assert pid is not None
        options = ReplyOptions(sampling=GREEDY, max_tokens=60, drafts="always")
        text, reply = "", self._engine.reply(conversation, options, threading.Event(), str(self._open))
        try:
            for number, event in enumerate(reply):
                text += event.text if isinstance(event, Piece) else ""
                if number == moment:
                    os.kill(pid, signal.SIGKILL)  # its answer may have been whole before that
        except UserError:
            self.happened["killed while it answered"] += 1
        self._load()
        self._take(conversation, text)

    def _load(self) -> None:
        model = self._models[-1]
        loaded(self._engine, model, _OPTIONS, draft=model)
        self.memory_bytes.append([])

    def _question(self) -> list[ChatMessage]:
        if self._chance.random() < 0.5:
            before, self._open = self._open, self._chance.randrange(_CONVERSATIONS)
            self.happened["switched to another conversation"] += before != self._open
        conversation = self._conversations[self._open]
        if self._chance.random() < 0.1 and len(conversation) > 1:  # the turns from there on: another branch
            del conversation[1 + 2 * self._chance.randrange(len(conversation) // 2) :]
            self.happened["edited"] += 1
        conversation.append(ChatMessage("user", self._chance.choice(_QUESTIONS)))
        return conversation

    def _answered(self, conversation: list[ChatMessage]) -> None:
        heard = ask(self._engine, conversation, conversation=str(self._open), max_tokens=60, drafts="always")
        self.happened["resumed from the disk"] += any(isinstance(event, Resumed) for event in heard.events)
        self.happened["guessed by the draft model"] += heard.finished.statistics.model_accepted_tokens
        if heard.left_out and not self._left_out[self._open]:
            self._check_move(conversation, heard)
        elif self._chance.random() < 0.35:
            self._check(conversation, heard)
        self._left_out[self._open] = heard.left_out
        conversation.append(ChatMessage("assistant", heard.text))

    def _check(self, conversation: list[ChatMessage], heard: Heard) -> None:
        """Beside an engine that reads for the first time, and guesses nothing."""
        plain = loaded(self._plain, self._models[-1], _OPTIONS)
        sent = [_SYSTEM, *conversation[1 + heard.left_out :]]
        prompt = self._engine.sent(conversation, heard.left_out)
        assert prompt.is_exact
        assert prompt.text == plain.sent(sent).text
        if heard.left_out:  # what moved up was read with the text that is gone: see _check_move
            self.happened["left out: the same prompt"] += 1
            return
        anew = _anew(plain, sent)
        assert anew.readings[0].reused == 0
        assert _is_same(heard.text, anew)
        self.happened["read anew: the same answer"] += 1

    def _check_move(self, conversation: list[ChatMessage], heard: Heard) -> None:
        """Beside an engine that reads all of it for the question before, and then leaves out the same."""
        plain = loaded(self._plain, self._models[-1], _OPTIONS)
        before = _anew(plain, conversation[:-2])
        if before.left_out or before.text != conversation[-2].content:
            return  # the last answer came in another way: stopped, or not by this model
        anew = _anew(plain, conversation)
        if anew.readings[0].reused == heard.readings[0].reused > len(_SYSTEM.content) * 2:
            assert heard.left_out == anew.left_out
            assert _is_same(heard.text, anew)
            self.happened["moved up: the same answer"] += 1

    def _interrupted(self, conversation: list[ChatMessage]) -> None:
        stop = threading.Event()
        after = self._chance.randrange(6)

        def count(event: ReplyEvent) -> None:
            nonlocal after
            after -= isinstance(event, Piece | Reading)
            if after <= 0:
                stop.set()

        name = str(self._open)
        heard = ask(
            self._engine,
            conversation,
            conversation=name,
            stop=stop,
            max_tokens=60,
            drafts="always",
            on_event=count,
        )
        self._take(conversation, heard.text)
        self.happened["stopped"] += heard.finished.reason == "stopped"

    def _take(self, conversation: list[ChatMessage], text: str) -> None:
        if text.strip():
            conversation.append(ChatMessage("assistant", text))
        else:
            conversation.pop()


@pytest.mark.timeout(_ALLOWED_S)
@pytest.mark.allow_log_problems  # of the engines that are killed
def test_answers_are_those_of_an_engine_that_reads_everything_and_memory_does_not_grow(
    tmp_path: Path, guide_model: Path, letters_file: Path
) -> None:
    run = _LongRun(tmp_path, guide_model, letters_file)
    for number, turns in enumerate(_lives(_TURNS)):
        for _ in range(turns):
            run.turn()
        if number % 2:
            run.change_model()
        else:
            run.kill()
    run.close()
    first = run.memory_bytes[0]
    warming, warm = first[:_WARM_UP], first[_WARM_UP:]
    for what in _MUST_HAPPEN:
        print(f"{run.happened[what]:6} {what}")
    megabytes = [max(part) / 1e6 for part in (warming, warm)]
    print(f"memory of a child in {len(warming)} turns and {len(warm)} more, MB: {megabytes}")
    assert not [what for what in _MUST_HAPPEN if not run.happened[what]]
    assert max(warm) < max(warming) * _FLAT


def _lives(turns: int) -> list[int]:
    """After how many turns each child is ended: the first lives half of the run, so that growth is seen."""
    chance, lives = random.Random(3), [turns // 2]
    while (left := turns - sum(lives)) > 0:
        lives.append(min(left, chance.randrange(1, 12)))
    return lives


def _anew(plain: Engine, messages: list[ChatMessage]) -> Heard:
    """An answer without guesses, and with what else could have stood at each place."""
    options = ReplyOptions(GREEDY, max_tokens=60, drafts="never", candidates=3)
    return Heard(list(plain.reply(messages, options, threading.Event())))


def _is_same(text: str, anew: Heard) -> bool:
    """Whether it is this answer, up to where another token was as likely, but for rounding."""
    for choice in [choice for event in anew.events if isinstance(event, Choices) for choice in event.choices]:
        if not text.startswith(choice.text):
            others = [other.probability for other in choice.candidates if text.startswith(other.piece)]
            return max(others, default=0.0) > _ABOUT_EQUAL * choice.probability
        text = text.removeprefix(choice.text)
    return not text
