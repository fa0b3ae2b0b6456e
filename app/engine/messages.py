"""What passes between the program and the engine's child process, besides events."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.engine.events import NO_DRAFT_MODEL, ChatMessage, DraftModel, LoadOptions, ReplyOptions
from app.engine.snapshots import SnapshotOptions
from app.errors import UserError


@dataclass(frozen=True, slots=True)
class Hello:
    """The child's first message: the library is open. has_cards: it sees graphics cards to compute with."""

    variant: str
    has_cards: bool


@dataclass(frozen=True, slots=True)
class Load:
    path: Path
    options: LoadOptions
    snapshots: SnapshotOptions | None = None
    draft_model: DraftModel = NO_DRAFT_MODEL
    with_cards: bool = True


@dataclass(frozen=True, slots=True)
class Reply:
    """conversation: under which name what is read may be kept on the disk; None: nowhere."""

    messages: tuple[ChatMessage, ...]
    options: ReplyOptions
    conversation: str | None = None


@dataclass(frozen=True, slots=True)
class Keep:
    """Put what was read of the conversation in memory on the disk, if it is not there yet."""


@dataclass(frozen=True, slots=True)
class Done:
    """The request came to its end."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The request failed: for the person (UserError), or by a bug, with its traceback."""

    error: UserError | None
    traceback: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """For the main thread. name: a method of Chat that returns at once."""

    name: str
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    value: Any


Request = Load | Reply | Keep
