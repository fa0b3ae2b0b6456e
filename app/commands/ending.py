"""How a command ends: its exit status, and Ctrl+C."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

DONE, FAILED, INTERRUPTED = 0, 1, 130
"""Exit statuses."""


@contextlib.contextmanager
def stopped_by_interrupt() -> Iterator[threading.Event]:
    """Ctrl+C sets the event instead of ending the program; a second one ends it."""
    stop = threading.Event()

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
