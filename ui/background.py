"""Work outside the GUI thread: the only module of the window that starts threads.

A lane is a name, some threads and a queue. A job given to it runs on one of its threads; everything it
yields, returns or raises is delivered on the GUI thread through one queued signal. The pieces of an
answer are the exception: a signal for each token would load both threads, so they go into a PieceBuffer
that the view empties on its frame timer.
"""

from __future__ import annotations

import itertools
import queue
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.errors import UserError

if TYPE_CHECKING:
    from app.engine.events import Piece

E = TypeVar("E")
R = TypeVar("R")


class PieceBuffer:
    """Text on its way from the engine's thread to the view. One writer, one reader."""

    def __init__(self) -> None:
        self._pieces: deque[Piece] = deque()
        self._first_at = 0.0
        self._last_at = 0.0
        self._token_count = 0
        self._first_token_count = 0

    def put(self, piece: Piece) -> None:
        """Called on the worker's thread, once a piece."""
        self._last_at = time.perf_counter()
        if not self._first_at:
            self._first_at = self._last_at
            self._first_token_count = piece.token_count
        self._token_count = piece.token_count
        self._pieces.append(piece)

    def drain(self) -> str:
        """All text since the last call."""
        texts = []
        while self._pieces:
            texts.append(self._pieces.popleft().text)
        return "".join(texts)

    @property
    def token_count(self) -> int:
        return self._token_count

    @property
    def first_at(self) -> float:
        """When the first piece came, on time.perf_counter's clock; 0.0 before."""
        return self._first_at

    @property
    def tokens_per_s(self) -> float:
        """Speed of writing since the first piece; 0.0 until it means something."""
        seconds = self._last_at - self._first_at
        return (self._token_count - self._first_token_count) / seconds if seconds > 0.05 else 0.0


class _Callbacks(NamedTuple):
    on_event: Callable[[Any], None]
    on_done: Callable[[Any], None]
    on_error: Callable[[Exception], None]


class Task:
    """A job on a lane, for whoever started it."""

    def __init__(self, number: int, run: Callable[[Task], None], skipped: Callable[[int], None]) -> None:
        self.number = number
        self.stop_asked = threading.Event()
        self.heard_at = 0.0  # when it began, or told of an event last, by time.monotonic(); 0.0: it waits yet
        self._run = run
        self._skipped = skipped
        self._lock = threading.Lock()
        self._is_started = False
        self._is_skipped = False

    def stop(self) -> None:
        """Ask the job to end. on_done still comes; at once when the job was only waiting in the queue."""
        self.stop_asked.set()
        with self._lock:
            if self._is_started or self._is_skipped:
                return
            self._is_skipped = True
        self._skipped(self.number)

    def run(self) -> None:
        with self._lock:
            if self._is_skipped:
                return
            self._is_started = True
        self.hear()
        self._run(self)

    def hear(self) -> None:
        """Something came of it just now."""
        self.heard_at = time.monotonic()


class Lane(QObject):
    """Runs jobs in order of arrival on `thread_count` threads of its own. Made and used on the GUI thread."""

    busy_changed = Signal(bool)  # whether a job is on it now, running or waiting
    _posted = Signal(int, str, object)  # task's number, callback's name, value

    def __init__(self, name: str, thread_count: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = itertools.count(1)
        self._queue: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._tasks: dict[int, Task] = {}
        # Callbacks stay on this side, so that no worker ever drops the last reference to a widget.
        self._callbacks: dict[int, _Callbacks] = {}
        self._is_open = True
        self._posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._threads = [
            threading.Thread(target=self._work, name=f"{name}-{number}", daemon=True)
            for number in range(thread_count)
        ]
        self._is_begun = False  # the threads start with the first job: the window is painted before it

    def stream(
        self,
        job: Callable[[threading.Event], Iterator[E]],
        on_event: Callable[[E], None],
        on_done: Callable[[], None],
        on_error: Callable[[Exception], None],
        pieces: PieceBuffer | None = None,
    ) -> Task:
        """Iterate job(stop). With `pieces`, its Piece events go there and not to on_event."""
        from app.engine.events import Piece  # not for the first picture of the window

        def run(task: Task) -> None:
            for event in job(task.stop_asked):
                task.hear()
                if pieces is not None and isinstance(event, Piece):
                    pieces.put(event)
                else:
                    self._post(task.number, "event", event)
            self._post(task.number, "done", None)

        return self._submit(run, _Callbacks(on_event, lambda _: on_done(), on_error))

    def run(
        self,
        work: Callable[[], R],
        on_result: Callable[[R], None],
        on_error: Callable[[Exception], None],
    ) -> Task:
        """Call work() and deliver what it returns."""

        def run(task: Task) -> None:
            self._post(task.number, "done", work())

        return self._submit(run, _Callbacks(_ignore, on_result, on_error))

    @property
    def is_busy(self) -> bool:
        """Whether a job is on it that has not ended yet, or whose end is still to be delivered."""
        return bool(self._tasks)

    @property
    def running(self) -> Task | None:
        """The job that runs now; of several the one of which nothing was heard for longest."""
        begun = [task for task in self._tasks.values() if task.heard_at]
        return min(begun, key=lambda task: task.heard_at, default=None)

    def stop_all(self) -> None:
        for task in list(self._tasks.values()):
            task.stop()

    def close(self, timeout_s: float) -> bool:
        """Stop everything and wait; nothing is delivered any more. False if a job did not end in time."""
        self._is_open = False
        self.stop_all()
        self._callbacks.clear()
        if not self._is_begun:
            return True
        for _ in self._threads:
            self._queue.put(None)
        end = time.monotonic() + timeout_s
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _submit(self, run: Callable[[Task], None], callbacks: _Callbacks) -> Task:
        task = Task(next(self._numbers), run, self._skip)
        self._tasks[task.number] = task
        self._callbacks[task.number] = callbacks
        self._queue.put(task)
        if self._is_open and not self._is_begun:
            self._is_begun = True
            for thread in self._threads:
                thread.start()
        if len(self._tasks) == 1:
            self.busy_changed.emit(True)
        return task

    def _skip(self, number: int) -> None:
        self._post(number, "done", None)

    def _post(self, number: int, kind: str, value: object) -> None:
        """On any thread. A job that did not end in time may outlive this object."""
        if self._is_open:
            self._posted.emit(number, kind, value)

    def _work(self) -> None:
        while (task := self._queue.get()) is not None:
            try:
                task.run()
            except Exception as error:  # delivered to whoever asked, never lost
                self._post(task.number, "error", error)

    @Slot(int, str, object)
    def _deliver(self, number: int, kind: str, value: Any) -> None:
        callbacks = self._callbacks.get(number)
        if callbacks is None:
            return
        if kind == "event":
            callbacks.on_event(value)
            return
        self._tasks.pop(number, None)
        del self._callbacks[number]
        if not self._tasks:
            self.busy_changed.emit(False)
        if kind == "done":
            callbacks.on_done(value)
            return
        try:
            callbacks.on_error(value)
        finally:
            if not isinstance(value, UserError):  # a bug: also to the log and the dialog
                sys.excepthook(type(value), value, value.__traceback__)


class Latest:
    """Asks for the same thing again and again: only the answer to the last asking is delivered.

    On a lane with several threads a job can end after one that was asked for later, with what was true
    before.
    """

    def __init__(self, lane: Lane) -> None:
        self._lane = lane
        self._task: Task | None = None

    def run(
        self,
        work: Callable[[], R],
        on_result: Callable[[R], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        """As Lane.run, in the place of what was asked for before."""
        if self._task is not None:
            self._task.stop()  # if it has not begun, it need not

        def deliver(result: R) -> None:
            if task is self._task:
                on_result(result)

        def fail(error: Exception) -> None:
            if task is self._task:
                on_error(error)

        self._task = task = self._lane.run(work, deliver, fail)


def _ignore(_event: object) -> None:
    return None
