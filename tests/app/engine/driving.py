"""Short ways to drive an engine in a test."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from app.engine.client import Engine
from app.engine.events import (
    NO_DRAFT_MODEL,
    ChatMessage,
    DraftModel,
    Drafts,
    Finished,
    LeftOut,
    LoadOptions,
    Piece,
    Reading,
    ReplyEvent,
    ReplyOptions,
    Sampling,
)

GREEDY = Sampling(temperature=0.0)


@dataclass
class Heard:
    """All that came of one reply."""

    events: list[ReplyEvent] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(event.text for event in self.events if isinstance(event, Piece))

    @property
    def readings(self) -> list[Reading]:
        return [event for event in self.events if isinstance(event, Reading)]

    @property
    def left_out(self) -> int:
        return sum(event.message_count for event in self.events if isinstance(event, LeftOut))

    @property
    def finished(self) -> Finished:
        last = self.events[-1]
        assert isinstance(last, Finished)
        return last


def loaded(
    engine: Engine, path: Path, options: LoadOptions | None = None, draft: Path | None = None
) -> Engine:
    """The engine, with this model in it; on one thread, for a second one waits where others compute too.
    draft: a model that guesses for it."""
    guesses = DraftModel(draft, draft.stem) if draft else NO_DRAFT_MODEL
    for _ in engine.load(path, options or LoadOptions(threads=1), threading.Event(), guesses):
        pass
    assert engine.description() is not None
    return engine


def ask(
    engine: Engine,
    messages: Sequence[ChatMessage] | str,
    *,
    sampling: Sampling = GREEDY,
    max_tokens: int | None = 24,
    stop: threading.Event | None = None,
    conversation: str | None = None,
    drafts: Drafts = "where they pay",
    on_event: Callable[[ReplyEvent], None] = lambda event: None,
) -> Heard:
    """One answer. on_event is called for each event as it comes."""
    if isinstance(messages, str):
        messages = [ChatMessage("user", messages)]
    heard = Heard()
    options = ReplyOptions(sampling=sampling, max_tokens=max_tokens, drafts=drafts)
    for event in engine.reply(messages, options, stop or threading.Event(), conversation):
        heard.events.append(event)
        on_event(event)
    return heard


def freeze(pid: int | None) -> psutil.Process:
    """Stops a process until its resume(), as if it hung; comes back when each of its threads stands still."""
    process = psutil.Process(pid)
    process.suspend()
    threads = Path(f"/proc/{pid}/task")  # on Linux a thread that computes runs on for a moment
    deadline = time.monotonic() + 60
    while threads.is_dir() and any(_state(thread) not in "Tt" for thread in threads.iterdir()):
        assert time.monotonic() < deadline, f"process {pid} does not stand still"
        time.sleep(0.005)
    return process


def _state(thread: Path) -> str:
    try:
        return (thread / "stat").read_text().rpartition(")")[2].split()[0]
    except OSError:  # it ended meanwhile
        return "T"


def turns(*texts: str) -> list[ChatMessage]:
    """A conversation: user, assistant, user, ..."""
    return [ChatMessage("user" if i % 2 == 0 else "assistant", text) for i, text in enumerate(texts)]
