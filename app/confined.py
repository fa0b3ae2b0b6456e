"""A process of its own for work on what strangers made: one question at a time, within limits.

A template, a formula or a document may keep its reader busy for ever, or fill the memory inside one C
function. A thread that does so can be neither stopped nor measured; a process can.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any, Literal

from app.network.filter import refuse_sockets
from app.network.guard import guard

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    from psutil import Process

_LOOK_EACH_S = 0.05


class TooMuch(Exception):
    """The work was ended. kind: which limit it met; "died": the process ended by itself."""

    def __init__(self, kind: Literal["time", "memory", "died"]) -> None:
        super().__init__(kind)
        self.kind = kind


class TooBusy(Exception):
    """The process did not get to work: other programs use the computer."""


@dataclass(frozen=True, slots=True)
class Limits:
    """cpu_s: processor time of one answer, not the clock's: on a busy computer innocent work waits. wait_s:
    by the clock, for a process that hardly gets any. memory_bytes: of the whole process."""

    cpu_s: float
    memory_bytes: int
    wait_s: float = 60.0


class ConfinedProcess:
    """Started when first asked, and again after it was ended. Any thread may ask.

    serve: runs in the process, with the pipe on which it is asked; calls `begin`, sends anything once it is
    ready, then one answer for each question. It may end by itself between two questions.
    """

    def __init__(self, serve: Callable[[Connection], None], name: str, limits: Limits) -> None:
        self._serve = serve
        self._name = name
        self._limits = limits
        self._lock = threading.Lock()
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._is_ready = False

    @property
    def pid(self) -> int | None:
        """None while it is not started."""
        process = self._process
        return process.pid if process is not None else None

    def start(self) -> None:
        """Begin to start the process, so that it is there when first asked."""
        with self._lock:
            self._started()

    def ask(self, question: object) -> Any:
        """The answer. Raises TooMuch or TooBusy."""
        with self._lock:
            try:
                return self._answer(question)
            except (EOFError, OSError) as error:
                self._end()
                raise TooMuch("died") from error
            except (TooMuch, TooBusy):
                self._end()
                raise

    def close(self) -> None:
        """End the process at once; what it is at is given up."""
        process = self._process
        if process is not None:
            with contextlib.suppress(ValueError):  # ended by another thread in this moment
                process.kill()
        with self._lock:
            self._end()

    def _answer(self, question: object) -> Any:
        pipe = self._started()
        until = time.monotonic() + self._limits.wait_s
        if not self._is_ready:
            if not pipe.poll(self._limits.wait_s):
                raise TooBusy
            pipe.recv()
            self._is_ready = True
        pipe.send(question)
        self._wait(pipe, until)
        return pipe.recv()

    def _started(self) -> Connection:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self._end()
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            process = context.Process(target=self._serve, args=(theirs,), name=self._name, daemon=True)
            process.start()
            self._process, self._is_ready = process, False
            theirs.close()
        return self._pipe

    def _wait(self, pipe: Connection, until: float) -> None:
        """Until an answer is there."""
        if pipe.poll(_LOOK_EACH_S):
            return
        assert self._process is not None
        import psutil  # not before it is needed: it takes a while to load

        with contextlib.suppress(psutil.Error):  # it is gone: its pipe tells
            process = psutil.Process(self._process.pid)
            enough = _cpu_seconds(process) + self._limits.cpu_s
            while not pipe.poll(_LOOK_EACH_S):
                if _cpu_seconds(process) > enough:
                    raise TooMuch("time")
                if process.memory_info().rss > self._limits.memory_bytes:
                    raise TooMuch("memory")
                if time.monotonic() > until:
                    raise TooBusy

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


def begin() -> None:
    """What every `serve` does first: no network, no interrupt by Ctrl+C, no noise when it dies."""
    guard()
    refuse_sockets()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the program
    for standard in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), standard)


def _cpu_seconds(process: Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)
