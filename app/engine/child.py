"""The child process as its parent holds it: started, spoken with, and its end explained."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.engine import death
from app.engine.backends import Backends, has_part_for_cards
from app.engine.messages import Answer, Done, Failed, Hello, Question, Request
from app.errors import UserError
from app.machine import oom
from app.paths import make_private_file, make_private_folder

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

_LOOK_S = 0.05  # between two looks whether who waits still does
_LOOK_LONG_S = 1.0  # between two looks whether a child that is long about something hangs
_ALIVE_LIMIT_S = 3.0  # in which one that does not hang answers a question
_JOIN_LIMIT_S = 5.0
_LOG_LIMIT_BYTES = 4 << 20


class EngineBug(RuntimeError):
    """An error in the child that is not for the person at the screen. The text is its traceback."""


class Unheard(Exception):
    """The child was told to stop, and has said nothing since."""


def _never() -> bool:
    return False


class Child:
    """One child process. Construction starts it and returns at once."""

    def __init__(self, log_path: Path, backends: Backends) -> None:
        self.variant = ""
        self.has_cards = backends.uses_cards and has_part_for_cards(backends.folder)  # as far as it is known
        self._log_path = log_path
        self._log_start = _begin_log(log_path)
        self._oom_kills = oom.kills()  # as of the last request
        self._quick_lock = threading.Lock()
        self._unanswered = 0  # questions, also those that nobody waits for any more
        context = multiprocessing.get_context("spawn")
        self._stop = context.RawArray("c", 2)
        self._work, their_work = context.Pipe()
        self._quick, their_quick = context.Pipe()
        arguments = (their_work, their_quick, self._stop, log_path, backends)
        # Not a daemon: it has a child of its own. The engine sees to its end.
        self._process: SpawnProcess = context.Process(target=_run, args=arguments, name="engine")
        with _interrupts_held():
            self._process.start()
        self.pid: int | None = self._process.pid
        their_work.close()
        their_quick.close()

    def is_alive(self) -> bool:
        return self._process.is_alive()

    def send(self, request: Request, stop: threading.Event | None = None) -> None:
        """Begin a request, with the flag as `stop` is now: a short one could be done before receive() looks.

        Raises EOFError or OSError when the child is dead.
        """
        self._stop[0] = b"\1" if stop is not None and stop.is_set() else b"\0"
        self._oom_kills = oom.kills()
        self._work.send(request)

    def raise_stop(self) -> None:
        """Tell the child to end its request; effective inside a decode too."""
        self._stop[0] = b"\1"

    def messages(self, stop: threading.Event, patience_s: float) -> Iterator[Any]:
        """What the child says about a request, to its end; passes `stop` on.

        Raises Unheard when nothing comes for patience_s seconds after that; EOFError or OSError when the
        child is dead.
        """
        look_s, stopped_at = _LOOK_S, 0.0
        while True:
            if stop.is_set() and not stopped_at:
                self.raise_stop()
                look_s, stopped_at = min(_LOOK_S, patience_s), time.monotonic()
            message = self._receive(look_s)
            if isinstance(message, Done):
                return
            if message is not None:
                yield message
            elif stopped_at and time.monotonic() - stopped_at >= patience_s:
                raise Unheard

    def comes_to_rest(self, limit_s: float) -> bool:
        """Whether the request that runs ends within so many seconds; its messages are nobody's. False at once
        for a child that hangs or is dead."""
        ends_at = time.monotonic() + limit_s
        with contextlib.suppress(EOFError, OSError):
            while (left_s := ends_at - time.monotonic()) > 0:
                if isinstance(self._receive(min(left_s, _LOOK_LONG_S)), Done | Failed):
                    return True
                if not self._is_answering():
                    break
        return False

    def _receive(self, limit_s: float) -> Any | None:
        """The next message; None if none comes within so many seconds."""
        ends_at = time.monotonic() + limit_s
        while self._work.poll(max(0.0, ends_at - time.monotonic())):
            message = self._work.recv()
            if not isinstance(message, Hello):
                return message
            self.variant, self.has_cards = message.variant, message.has_cards
        return None

    def ask(self, question: Question, is_given_up: Callable[[], bool] = _never) -> Any | None:
        """The answer of the child's main thread; None when given up before it came.

        Raises UserError; EOFError or OSError when the child is dead.
        """
        while not self._quick_lock.acquire(timeout=_LOOK_S):
            if is_given_up():
                return None
        try:
            self._quick.send(question)
            self._unanswered += 1
            while self._is_answer_due(is_given_up):
                message = self._quick.recv()
                self._unanswered -= 1
                if not self._unanswered:
                    return value_of(message)
            return None
        finally:
            self._quick_lock.release()

    def _is_answering(self) -> bool:
        """Whether the main thread is well, whatever the other one does."""
        ends_at = time.monotonic() + _ALIVE_LIMIT_S
        try:
            return self.ask(Question("count", ("",)), lambda: time.monotonic() >= ends_at) is not None
        except UserError:  # as of a child that has no model yet: that is an answer, too
            return True

    def _is_answer_due(self, is_given_up: Callable[[], bool]) -> bool:
        """Waits for the next answer on the quick pipe. False when given up before it came."""
        while not self._quick.poll(_LOOK_S):
            if is_given_up():
                return False
        return True

    def explain_death(self, doing: str) -> UserError:
        """Wait for the end that was noticed, and say why it came."""
        self._process.join(_JOIN_LIMIT_S)
        before, now = self._oom_kills, oom.kills()
        memory_ran_out = None if before is None or now is None else now > before
        return death.explain(self.exit_code, doing, self._log(), self.variant, memory_ran_out)

    @property
    def exit_code(self) -> int | None:
        """Of what ended the process first; None while it lives."""
        return death.first_cause(self._process.exitcode, self._log())

    @property
    def crashed_with_cards(self) -> bool:
        """Whether its end may be the fault of a graphics card's driver. An instruction that the processor
        lacks may be it only before the library was open.
        """
        is_refused = death.is_illegal_instruction(self.exit_code) and not self.variant
        return self.has_cards and (death.is_crash(self.exit_code) or is_refused)

    def end(self) -> None:
        """End the process, whatever it is doing. May be called twice."""
        if self._process.is_alive():
            self._process.kill()
        self._process.join(_JOIN_LIMIT_S)
        with self._quick_lock:  # a question that waits has had its EOFError by now
            self._quick.close()

    def _log(self) -> list[str]:
        """What this process has written. After a crash its first lines tell as much as its last."""
        try:
            with self._log_path.open("rb") as file:
                file.seek(self._log_start)
                return file.read().decode("utf-8", "replace").splitlines()
        except OSError:
            return []


def _run(*arguments: Any) -> None:
    """In the child. What only it needs is imported only there."""
    from app.engine.worker import run

    run(*arguments)


def value_of(message: Answer | Failed) -> Any:
    """What a message carries, or its error raised."""
    if isinstance(message, Answer):
        return message.value
    if message.error is not None:
        raise message.error
    raise EngineBug(message.traceback)


def _begin_log(path: Path) -> int:
    """Make sure the file can be written and is not too long; its size."""
    make_private_folder(path.parent)
    make_private_file(path)
    with path.open("ab") as file:
        if file.tell() > _LOG_LIMIT_BYTES:
            file.truncate(0)
        return file.seek(0, 2)


@contextlib.contextmanager
def _interrupts_held() -> Iterator[None]:
    """Ctrl+C must not reach a child that has not yet said that it ignores it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
