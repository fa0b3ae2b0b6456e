"""Lanes: jobs on threads, their events on the GUI thread."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.engine.events import Piece
from app.errors import UserError
from ui.background import Lane, Latest, PieceBuffer


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[Lane]:
    lane = Lane("test", 1)
    yield lane
    assert lane.close(60.0)


class Seen:
    """What came back from a job, and on which thread."""

    def __init__(self) -> None:
        self.events: list[Any] = []
        self.end: Any = None
        self.threads: set[threading.Thread] = set()

    def event(self, event: Any) -> None:
        self.events.append(event)
        self.threads.add(threading.current_thread())

    def done(self) -> None:
        self.end = "done"

    def failed(self, error: Exception) -> None:
        self.end = error

    def stream(self, lane: Lane, job: Any, pieces: PieceBuffer | None = None) -> Any:
        return lane.stream(job, self.event, self.done, self.failed, pieces)


def until_stopped(stop: threading.Event) -> Iterator[str]:
    yield "begun"
    assert stop.wait(60)
    yield "stopped"


def test_events_come_in_order_on_the_gui_thread(lane: Lane, qtbot: QtBot) -> None:
    seen = Seen()
    worker: list[threading.Thread] = []

    def job(_stop: threading.Event) -> Iterator[int]:
        worker.append(threading.current_thread())
        yield from range(100)

    seen.stream(lane, job)
    qtbot.waitUntil(lambda: seen.end == "done")
    assert seen.events == list(range(100))
    assert seen.threads == {threading.main_thread()}
    assert worker[0] is not threading.main_thread()


def test_pieces_wait_in_the_buffer_and_wake_nobody(lane: Lane, qtbot: QtBot) -> None:
    seen, pieces = Seen(), PieceBuffer()

    def job(_stop: threading.Event) -> Iterator[object]:
        yield "reading"
        for number in range(1000):
            yield Piece("ab", number + 1)
        yield "finished"

    seen.stream(lane, job, pieces)
    qtbot.waitUntil(lambda: seen.end == "done")
    assert seen.events == ["reading", "finished"]
    assert pieces.drain() == "ab" * 1000
    assert pieces.drain() == ""
    assert pieces.token_count == 1000


def test_a_job_that_is_stopped_still_says_that_it_is_done(lane: Lane, qtbot: QtBot) -> None:
    seen = Seen()
    task = seen.stream(lane, until_stopped)
    qtbot.waitUntil(lambda: seen.events == ["begun"])
    task.stop()
    qtbot.waitUntil(lambda: seen.end == "done")
    assert seen.events == ["begun", "stopped"]


def test_a_job_stopped_in_the_queue_ends_at_once_and_never_runs(lane: Lane, qtbot: QtBot) -> None:
    first, second = Seen(), Seen()
    running = first.stream(lane, until_stopped)
    second.stream(lane, until_stopped).stop()
    qtbot.waitUntil(lambda: second.end == "done")
    assert second.events == []
    assert first.end is None
    running.stop()
    qtbot.waitUntil(lambda: first.end == "done")


def test_a_failure_is_delivered_to_who_asked(lane: Lane, qtbot: QtBot) -> None:
    seen = Seen()

    def job(_stop: threading.Event) -> Iterator[int]:
        yield 1
        raise UserError("No.", "Try yes.")

    seen.stream(lane, job)
    qtbot.waitUntil(lambda: seen.end is not None)
    assert seen.events == [1]
    assert isinstance(seen.end, UserError)


def test_a_bug_is_delivered_and_also_reported(
    lane: Lane, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: reported.append(error))
    results: list[Exception] = []
    lane.run(lambda: 1 // 0, results.append, results.append)
    qtbot.waitUntil(lambda: bool(reported))
    assert isinstance(results[0], ZeroDivisionError)
    assert reported == results


def test_a_lane_tells_when_it_has_something_to_do_and_when_nothing_any_more(lane: Lane, qtbot: QtBot) -> None:
    told: list[bool] = []
    lane.busy_changed.connect(told.append)
    first, second = Seen(), Seen()
    running, waiting = first.stream(lane, until_stopped), second.stream(lane, until_stopped)
    assert lane.is_busy and told == [True]
    running.stop()
    qtbot.waitUntil(lambda: second.events == ["begun"])
    assert first.end == "done" and told == [True]
    waiting.stop()
    qtbot.waitUntil(lambda: second.end == "done")
    assert not lane.is_busy and told == [True, False]


def test_a_closed_lane_delivers_nothing_more(qtbot: QtBot) -> None:
    lane, seen = Lane("test", 2), Seen()
    seen.stream(lane, until_stopped)
    qtbot.waitUntil(lambda: seen.events == ["begun"])
    assert lane.close(60.0)  # its thread has ended, so all that it had to say is said
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    assert (seen.events, seen.end) == (["begun"], None)


def test_a_lane_that_was_closed_begins_nothing(qtbot: QtBot) -> None:
    lane, done = Lane("never", 2), threading.Event()
    assert lane.close(60.0)
    lane.run(done.set, lambda _: None, lambda _: None)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("never-")]
    assert not done.is_set()


def test_what_was_asked_for_earlier_is_not_told_after_what_was_asked_for_later(qtbot: QtBot) -> None:
    lane = Lane("test", 2)
    told: list[object] = []
    latest, is_over = Latest(lane), threading.Event()

    def look_long() -> str:
        assert is_over.wait(60)
        return "before"

    latest.run(look_long, told.append, told.append)
    latest.run(lambda: "now", told.append, told.append)
    qtbot.waitUntil(lambda: told == ["now"])
    is_over.set()
    after: list[str] = []  # comes after what the two threads still had to tell
    for _ in range(2):
        lane.run(lambda: "after", after.append, told.append)
    qtbot.waitUntil(lambda: len(after) == 2)
    assert lane.close(60.0)
    QApplication.sendPostedEvents()
    assert told == ["now"]


def test_the_speed_of_writing_is_counted_from_the_first_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([5.0, 5.1])
    monkeypatch.setattr(time, "perf_counter", lambda: next(clock))
    pieces = PieceBuffer()
    assert (pieces.tokens_per_s, pieces.first_at) == (0.0, 0.0)
    pieces.put(Piece("a", 1))
    pieces.put(Piece("b", 11))
    assert pieces.first_at == 5.0
    assert pieces.tokens_per_s == pytest.approx(100)


def test_the_job_that_runs_is_known_and_when_it_was_heard_of_last(lane: Lane, qtbot: QtBot) -> None:
    seen, next_one = Seen(), threading.Semaphore(0)

    def job(_stop: threading.Event) -> Iterator[int]:
        for number in range(2):
            next_one.acquire(timeout=60)
            yield number

    assert lane.running is None
    first = seen.stream(lane, job)
    waiting = Seen().stream(lane, until_stopped)
    qtbot.waitUntil(lambda: lane.running is not None)
    assert lane.running is first and not waiting.heard_at
    began = first.heard_at
    next_one.release()
    qtbot.waitUntil(lambda: seen.events == [0])
    assert first.heard_at > began
    next_one.release()
    qtbot.waitUntil(lambda: lane.running is waiting)
    waiting.stop()
    qtbot.waitUntil(lambda: not lane.is_busy)
    assert lane.running is None
