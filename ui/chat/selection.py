"""What is selected in the conversation: everything between two places."""

from __future__ import annotations

from typing import NamedTuple

from ui.chat.marks import Span


class Place(NamedTuple):
    """A boundary between characters. part: 0 a message's reasoning, 1 its text."""

    row: int
    part: int
    slot: int
    offset: int


class Selection:
    """Two places in the order they were pointed at; empty when they are the same."""

    def __init__(self) -> None:
        self.anchor: Place | None = None
        self.end: Place | None = None

    def clear(self) -> None:
        self.anchor = self.end = None

    def start(self, place: Place) -> None:
        self.anchor = self.end = place

    def select(self, first: Place, last: Place) -> None:
        self.anchor, self.end = first, last

    @property
    def bounds(self) -> tuple[Place, Place] | None:
        """First and last place, or None if nothing is selected."""
        if self.anchor is None or self.end is None or self.anchor == self.end:
            return None
        return min(self.anchor, self.end), max(self.anchor, self.end)

    def span(self, row: int, part: int, slot: int, length: int) -> Span | None:
        """The selected part of one block's text with that many characters."""
        bounds = self.bounds
        if bounds is None:
            return None
        first, last = bounds
        here = (row, part, slot)
        if not (first.row, first.part, first.slot) <= here <= (last.row, last.part, last.slot):
            return None
        start = first.offset if here == (first.row, first.part, first.slot) else 0
        end = last.offset if here == (last.row, last.part, last.slot) else length
        return (min(start, length), min(end, length)) if start < end else None
