"""How many threads a model computes with: by its size, and by what else the computer does meanwhile."""

from __future__ import annotations

import time
from dataclasses import dataclass

import psutil

from app.engine.backends import Backends
from app.machine import hardware

_TINY_BYTES = 48 << 20
_SHARED_CORE = 0.7  # a core that others use less than this is worth sharing
_LOOK_INTERVAL_S = 1.0  # between two looks at what else this computer does


@dataclass(frozen=True, slots=True)
class Threads:
    """write: for one token after the other. read: for batches of a prompt's tokens."""

    write: int
    read: int

    @property
    def most(self) -> int:
        return max(self.write, self.read)

    def within(self, limit: int) -> Threads:
        """As many of them as `limit` allows."""
        return Threads(min(limit, self.write), min(limit, self.read))


def threads_for(size_bytes: int, measured: Backends, asked: int | None = None) -> Threads:
    """Those asked for, else those that serve a model of this size best. measured: what is best for larger
    ones, if known."""
    if asked:
        return Threads(asked, asked)
    # They wait for each other some hundred times a token, spinning. A tiny model gains nothing from a second
    # one, and loses a thousandfold when another program takes that one's core away.
    if size_bytes < _TINY_BYTES:
        return Threads(1, 1)
    usual = hardware.inference_threads()
    return Threads(measured.write_threads or usual, measured.read_threads or usual)


class FreeCores:
    """How many threads to compute with while other programs compute too.

    The threads wait for each other after every operation, spinning. One that has to share its core
    therefore slows all others down, often more than tenfold; it is better to leave that core alone.
    """

    def __init__(self, most: int) -> None:
        self._most = self._threads = most
        self._logical = psutil.cpu_count() or most
        self._meter = hardware.CoreMeter()
        self._look_at = time.monotonic() + _LOOK_INTERVAL_S

    def changed_threads(self) -> int | None:
        """The number to use from now on, when it is another than before. Costs nothing between two looks."""
        now = time.monotonic()
        if now < self._look_at:
            return None
        self._look_at = now + _LOOK_INTERVAL_S
        free = int(self._logical - self._meter.busy_elsewhere() + _SHARED_CORE)
        before, self._threads = self._threads, max(1, min(self._most, free))
        return self._threads if self._threads != before else None
