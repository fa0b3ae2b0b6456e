"""It is shown that a model does not learn, with the built-in one."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

import pytest

from app.chat import Chat
from app.engine.client import Engine
from app.engine.events import LoadOptions
from app.errors import UserError
from app.insight.proof import STEPS, Doing, Seen, prove
from app.store.conversations import Conversations
from app.store.database import Database

_LOAD = LoadOptions(threads=1)


def test_what_it_was_told_is_gone_in_a_new_conversation_and_the_file_is_the_same(
    database: Database, engine: Engine, guide_model: Path
) -> None:
    chat = Chat(Conversations(database), engine)
    events = list(prove(chat, engine, guide_model, _LOAD, threading.Event()))
    seen = {event.step: event.text for event in events if isinstance(event, Seen)}
    assert list(seen) == list(STEPS)
    assert seen["before"] == seen["after"] == hashlib.sha256(guide_model.read_bytes()).hexdigest()
    assert "Zorvella" in seen["asked"]
    assert "Zorvella" not in seen["new"]
    assert Conversations(database).all() == []  # nothing of it is kept


def test_it_can_be_stopped(database: Database, engine: Engine, guide_model: Path) -> None:
    chat, stop = Chat(Conversations(database), engine), threading.Event()
    steps = []
    for event in prove(chat, engine, guide_model, _LOAD, stop):
        steps.append(event.step)
        if event == Doing("asked"):
            stop.set()
    assert "after" not in steps
    assert "new" not in steps


def test_a_file_that_is_gone_is_told(database: Database, engine: Engine, tmp_path: Path) -> None:
    chat = Chat(Conversations(database), engine)
    with pytest.raises(UserError, match=r"gone\.gguf"):
        list(prove(chat, engine, tmp_path / "gone.gguf", _LOAD, threading.Event()))
