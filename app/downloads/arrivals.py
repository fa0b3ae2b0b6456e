"""Bytes as they arrive: how fast they do, and whether that is worth waiting for."""

from __future__ import annotations

import time
from collections import deque

from app.downloads.events import Progress
from app.hub.problems import HubProblem
from app.hub.transport import Patience

_SHOW_S = 0.25
_SPEED_WINDOW_S = 5.0


class Meter:
    """Speed over the last seconds, and when it is time to show it again."""

    def __init__(self) -> None:
        self._arrivals: deque[tuple[float, int]] = deque()
        self._bytes = 0
        self._shown_at = 0.0

    def clear(self) -> None:
        """Nothing arrives for a while: what came before says nothing of the speed after it."""
        self._arrivals.clear()
        self._bytes = 0

    def is_time(self) -> bool:
        """Whether it is time to show how far it is; then not again for a while."""
        now = time.monotonic()
        if now - self._shown_at < _SHOW_S:
            return False
        self._shown_at = now
        return True

    def add(self, count: int) -> bool:
        """So many bytes came now. Whether it is time to show the progress."""
        now = time.monotonic()
        self._bytes += count
        if self._arrivals and now - self._arrivals[-1][0] < 0.05:
            self._arrivals[-1] = (self._arrivals[-1][0], self._arrivals[-1][1] + count)
        else:
            self._arrivals.append((now, count))
        while now - self._arrivals[0][0] > _SPEED_WINDOW_S:
            self._bytes -= self._arrivals.popleft()[1]
        return self.is_time()

    def progress(self, done_bytes: int, total_bytes: int) -> Progress:
        """With the speed of the last seconds."""
        seconds = time.monotonic() - self._arrivals[0][0] if self._arrivals else 0.0
        speed = self._bytes / seconds if seconds > 0.2 else 0.0
        left = (total_bytes - done_bytes) / speed if speed else None
        return Progress(done_bytes, total_bytes, speed, left)


class Drip:
    """Notices a server that sends just enough to look alive."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._since = time.monotonic()
        self._bytes = 0

    def add(self, count: int) -> None:
        """So many bytes came now. Raises HubProblem "slow"."""
        self._bytes += count
        seconds = time.monotonic() - self._since
        if seconds >= self._patience.drip_window_s:
            if self._bytes < seconds * self._patience.drip_bytes_per_s:
                raise HubProblem("slow")
            self._since, self._bytes = time.monotonic(), 0
