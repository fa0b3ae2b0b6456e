"""All messages below each other: where each one is, and what stays in place when heights change."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from typing import NamedTuple

from ui.chat.row import Row

PADDING = 24  # above the first and below the last
_KEPT_ROWS = 60  # parsed messages beyond this are dropped when far away
_FAR_ROWS = 15


class Anchor(NamedTuple):
    """A block on the screen that stays where it is; part -1: the row itself."""

    row: Row
    part: int
    slot: int
    share: float  # of the row's height that is above `y`
    y: float  # from the top of the view


class RowStack:
    """y counts from the top of the conversation; a view is a part of it, (top, height)."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.height = 0
        self._tops: list[int] = []

    def replace(self, rows: list[Row]) -> None:
        self.rows = rows
        self._put(0)

    def append(self, row: Row) -> None:
        self.rows.append(row)
        self._put(len(self.rows) - 1)

    def set_width(self, width: float) -> None:
        for row in self.rows:
            row.set_width(width)
        self._put(0)

    def update_last(self) -> None:
        """The last row may have become taller by itself."""
        if self.rows and self.height != self.rows[-1].top + self.rows[-1].height + PADDING:
            self._put(len(self.rows) - 1)

    def _put(self, first: int) -> None:
        """This row and all after it, below the one before it."""
        del self._tops[first:]
        y = PADDING
        if first:
            before = self.rows[first - 1]
            y = before.top + before.height
        for row in self.rows[first:]:
            row.top = y
            self._tops.append(y)
            y += row.height
        self.height = y + PADDING if self.rows else 0

    def nearest(self, y: float) -> int:
        """The number of the row at y, or next to it; 0 also when there is none."""
        return max(0, bisect.bisect_right(self._tops, y) - 1)

    def row_at(self, y: float) -> Row | None:
        number = self.nearest(y)
        if number < len(self.rows) and 0 <= y - self.rows[number].top < self.rows[number].height:
            return self.rows[number]
        return None

    def visible(self, top: float, height: float) -> Iterator[tuple[int, Row]]:
        """The rows in a view, with their numbers."""
        number = self.nearest(top)
        while number < len(self.rows) and self.rows[number].top < top + height:
            yield number, self.rows[number]
            number += 1

    def settle(self, top: float, height: float) -> bool:
        """Lay out what is in the view; whether anything moved by it."""
        first_moved = -1
        for number, row in self.visible(top, height):
            if row.settle(top - row.top, top - row.top + height) and first_moved < 0:
                first_moved = number
        if first_moved >= 0:
            self._put(first_moved)
        return first_moved >= 0

    def anchor(self, top: float, height: float) -> Anchor | None:
        """What the reader looks at: the first block in the view that is laid out, else the first row."""
        fallback: Anchor | None = None
        for _, row in self.visible(top, height):
            if fallback is None:
                above = max(0, top - row.top)
                fallback = Anchor(row, -1, 0, above / max(1, row.height), max(0, row.top - top))
            for part, body, _, part_y in row.parts():
                y = row.top + part_y - top
                for number in range(body.slot_at(-y), len(body.slots)):
                    slot = body.slots[number]
                    if y + slot.top > height:
                        break
                    if slot.is_exact and y + slot.top + slot.height > 0:
                        return Anchor(row, part, number, 0.0, y + slot.top)
        return fallback

    def top_for(self, anchor: Anchor) -> float:
        """Where a view has to begin for the anchor to stand where it stood."""
        row = anchor.row
        for part, body, _, y in row.parts():
            if part == anchor.part and anchor.slot < len(body.slots):
                return row.top + y + body.slots[anchor.slot].top - anchor.y
        return row.top + anchor.share * row.height - anchor.y

    def release_far(self, first: int, last: int) -> None:
        """Forget the layouts of messages that are far from these two."""
        live = [number for number, row in enumerate(self.rows) if row.is_live]
        if len(live) <= _KEPT_ROWS:
            return
        for number in live:
            is_near = first - _FAR_ROWS <= number <= last + _FAR_ROWS
            if not is_near and not self.rows[number].is_streaming:
                self.rows[number].release()
