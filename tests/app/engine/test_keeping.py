"""Putting what was read on the disk, and taking it back, never makes anybody wait."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.engine.backends import Backends
from app.engine.child import Child
from app.engine.client import Engine
from app.engine.events import NOTHING_DONE, ChatMessage, Finished, Loaded, LoadOptions, ReplyOptions, Resumed
from app.engine.messages import Load, Reply, Request
from app.engine.snapshots import SnapshotOptions
from tests.app.engine import random_model
from tests.app.engine.driving import ask, loaded
from tests.waiting import until

STORY = [ChatMessage("user", "a " * 300)]
LONG_STORY = [ChatMessage("user", "a " * 1200)]


@pytest.fixture(scope="module")
def wide_file(model_folder: Path) -> Path:
    """A small model that remembers 32 KB for each token: what it has read takes a while to be written."""
    shape = random_model.Shape(layers=32, width=256, kv_heads=4, feed_forward=64, endless=True)
    return random_model.write(model_folder / "wide.gguf", shape)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "snapshots"


@pytest.fixture
def engine(tmp_path: Path, folder: Path) -> Iterator[Engine]:
    """One that keeps every conversation, without a model."""
    options = SnapshotOptions(folder, 1 << 30, worth_s=0.0)
    with Engine(log_path=tmp_path / "engine.log", snapshots=options) as engine:
        yield engine


@pytest.fixture
def stopped() -> threading.Event:
    """Of who does not want it any more when it begins."""
    stop = threading.Event()
    stop.set()
    return stop


def test_a_question_does_not_wait_for_what_is_kept_while_idle(
    engine: Engine, wide_file: Path, folder: Path
) -> None:
    loaded(engine, wide_file, LoadOptions(context_length=4096, threads=1))
    kept = folder / "1.kv"
    for _ in range(5):  # on a busy machine the question may come too late
        ask(engine, LONG_STORY, conversation="1", max_tokens=2)
        until(lambda: any(folder.glob("*.new")), "nothing was kept", pause_s=0.005)
        ask(engine, LONG_STORY, conversation="1", max_tokens=2)
        if not kept.exists():
            break
        kept.unlink()
    else:
        raise AssertionError("each time the question waited")
    assert not any(folder.iterdir())
    until(kept.exists, "it was not kept")
    assert kept.stat().st_size > 64 << 20


def test_who_stops_does_not_wait_until_another_conversation_is_on_the_disk(
    engine: Engine, random_file: Path, folder: Path, stopped: threading.Event
) -> None:
    loaded(engine, random_file, LoadOptions(context_length=4096, threads=1))
    ask(engine, STORY, conversation="1")
    heard = ask(engine, "Something else.", conversation="2", stop=stopped)
    assert heard.finished.reason == "stopped"
    assert not any(folder.glob("*"))
    again = ask(engine, STORY, conversation="1")  # it is in memory still
    assert again.readings[0].total - again.readings[0].reused == 1


def test_who_stops_does_not_wait_until_a_conversation_is_back(
    engine: Engine, random_file: Path, folder: Path, stopped: threading.Event
) -> None:
    loaded(engine, random_file, LoadOptions(context_length=4096, threads=1))
    ask(engine, STORY, conversation="1")
    ask(engine, "Something else.", conversation="2")
    heard = ask(engine, STORY, conversation="1", stop=stopped)
    assert heard.finished.reason == "stopped"
    assert not any(isinstance(event, Resumed) for event in heard.events)
    assert (folder / "1.kv").exists()
    back = ask(engine, STORY, conversation="1")
    assert any(isinstance(event, Resumed) for event in back.events)


def test_who_stops_does_not_wait_until_a_huge_text_is_in_tokens(
    tmp_path: Path, random_file: Path, stopped: threading.Event
) -> None:
    child = Child(tmp_path / "engine.log", Backends())

    def events(request: Request, stop: threading.Event) -> list[Any]:
        child.send(request, stop)
        return list(child.messages(stop, patience_s=60.0))

    try:
        assert isinstance(events(Load(random_file, LoadOptions(threads=1)), threading.Event())[-1], Loaded)
        question = Reply((ChatMessage("user", "word " * 1_000_000),), ReplyOptions())
        # Who waits for it is told that it is too long.
        assert events(question, stopped) == [Finished(NOTHING_DONE, "stopped")]
    finally:
        child.end()
