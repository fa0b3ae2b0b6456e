"""Shows that a model does not learn: what it was told is gone in a new conversation, its file is the same.

The same question is asked twice, after something was told and in a new conversation, with the SHA-256 of the
model's file taken before and after.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from app.chat import Chat
from app.engine.client import Engine
from app.engine.events import ChatMessage, LoadOptions, Piece, ReplyOptions, Sampling
from app.errors import UserError
from app.reasoning import without_reasoning
from app.words import tr

TELLS = "My name is Zorvella."
ASKS = "What is my name?"

Step = Literal["before", "told", "asked", "new", "after"]
"""The file's hash, what it is told, the question after that, the question in a new conversation, the hash."""
STEPS: tuple[Step, ...] = ("before", "told", "asked", "new", "after")

_CHUNK_BYTES = 4 << 20
_MOST_TOKENS = 200


@dataclass(frozen=True, slots=True)
class Doing:
    """A step is under way; fraction of it is done, where that is known."""

    step: Step
    fraction: float | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a step: the answer's text, or the SHA-256 as hexadecimal digits."""

    step: Step
    text: str


def prove(
    chat: Chat, engine: Engine, model: Path, load: LoadOptions, stop: threading.Event
) -> Iterator[Doing | Seen]:
    """All steps in their order; ends early when stopped. Nothing of it is kept. Raises UserError."""
    before = yield from _hashed(model, "before", stop)
    yield Doing("told")
    for _ in chat.load(model, load, stop):
        pass
    told = [ChatMessage("user", TELLS)]
    said = yield from _answer(engine, told, "told", stop)
    asked = [*told, ChatMessage("assistant", said), ChatMessage("user", ASKS)]
    yield from _answer(engine, asked, "asked", stop)
    yield from _answer(engine, [ChatMessage("user", ASKS)], "new", stop)
    if not stop.is_set() and before:
        yield from _hashed(model, "after", stop)


def _answer(
    engine: Engine, messages: Sequence[ChatMessage], step: Step, stop: threading.Event
) -> Generator[Doing | Seen, None, str]:
    if stop.is_set():
        return ""
    yield Doing(step)
    options = ReplyOptions(Sampling(temperature=0.0), _MOST_TOKENS, leads_to_close=True, drafts="never")
    pieces = [event.text for event in engine.reply(messages, options, stop) if isinstance(event, Piece)]
    text = without_reasoning("".join(pieces)).strip()
    if not stop.is_set():
        yield Seen(step, text)
    return text


def _hashed(model: Path, step: Step, stop: threading.Event) -> Generator[Doing | Seen, None, str]:
    digest, done = hashlib.sha256(), 0
    try:
        size = max(1, model.stat().st_size)
        with model.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                digest.update(chunk)
                done += len(chunk)
                if stop.is_set():
                    return ""
                yield Doing(step, done / size)
    except OSError as error:
        raise UserError(
            tr("The model's file {file} cannot be read.", file=model.name), error.strerror or ""
        ) from error
    yield Seen(step, digest.hexdigest())
    return digest.hexdigest()
