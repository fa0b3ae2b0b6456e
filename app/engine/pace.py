"""How fast an answer was written over its time, in few numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_FIRST_INTERVAL_S = 0.05
_MOST_INTERVALS = 120
_LEAST_TOKENS = 5  # in an interval, on average: the speed from fewer goes up and down by itself


@dataclass(frozen=True, slots=True)
class Pace:
    """Tokens written in each interval of interval_s seconds from the first token on; the last is cut."""

    interval_s: float = _FIRST_INTERVAL_S
    counts: tuple[int, ...] = ()

    def smooth(self) -> Pace:
        """With intervals long enough that their speeds mean something."""
        pace = self
        while len(pace.counts) > 1 and sum(pace.counts) < _LEAST_TOKENS * len(pace.counts):
            pace = Pace(pace.interval_s * 2, tuple(_halved(pace.counts)))
        return pace

    def speeds(self) -> list[float]:
        """Tokens per second in each whole interval."""
        whole = self.counts[:-1] if len(self.counts) > 1 else self.counts
        return [count / self.interval_s for count in whole]


NO_PACE = Pace()


class PaceRecorder:
    """Counts tokens as they come. When there are too many intervals, each two of them become one."""

    def __init__(self) -> None:
        self._interval_s = _FIRST_INTERVAL_S
        self._counts: list[int] = []
        self._began = 0.0

    def add(self, now: float, count: int = 1) -> None:
        """`count` tokens at this time, in seconds of a clock that never goes back. The first call begins."""
        if not self._counts:
            self._began = now
        index = int((now - self._began) / self._interval_s)
        while index >= _MOST_INTERVALS:
            self._counts = _halved(self._counts)
            self._interval_s *= 2
            index = int((now - self._began) / self._interval_s)
        if index >= len(self._counts):
            self._counts.extend([0] * (index + 1 - len(self._counts)))
        self._counts[index] += count

    def pace(self) -> Pace:
        return Pace(self._interval_s, tuple(self._counts))


def joined(first: Pace, second: Pace) -> Pace:
    """One after the other, as if there had been no pause between them."""
    if not first.counts or not second.counts:
        return first if first.counts else second
    while first.interval_s < second.interval_s:
        first = Pace(first.interval_s * 2, tuple(_halved(first.counts)))
    while second.interval_s < first.interval_s:
        second = Pace(second.interval_s * 2, tuple(_halved(second.counts)))
    both = Pace(first.interval_s, first.counts + second.counts)
    while len(both.counts) > _MOST_INTERVALS:
        both = Pace(both.interval_s * 2, tuple(_halved(both.counts)))
    return both


def _halved(counts: Sequence[int]) -> list[int]:
    return [sum(counts[place : place + 2]) for place in range(0, len(counts), 2)]
