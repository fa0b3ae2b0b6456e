"""All that is marked in the conversation, asked for block by block as it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ui.chat.leaf import Leaf
from ui.chat.marks import NO_MARKS, Marks, Span
from ui.chat.selection import Selection

SlotHits = Mapping[tuple[int, int], list[Span]]
"""What was found in one message, by (part, slot)."""


class Spot(NamedTuple):
    """A stretch of a block's text. Sorts as one reads."""

    row: int
    part: int
    slot: int
    span: Span


class Emphasis:
    """Put together from the selection, the search, and the link that the keyboard is at."""

    def __init__(self, selection: Selection) -> None:
        self.selection = selection
        self.hits: Mapping[int, SlotHits] = {}  # by the row's number
        self.current: Spot | None = None
        self.focused: Spot | None = None
        self.frame: int | None = None  # the row that the keyboard is at
        self.fold: int | None = None  # the row whose fold the keyboard is at

    def of(self, row: int, part: int, slot: int, leaf: Leaf) -> Marks:
        """The marks of one block."""
        selected = None
        if self.selection.bounds:
            selected = self.selection.span(row, part, slot, len(leaf.text))
        hits = self.hits[row].get((part, slot), ()) if row in self.hits else ()
        place = (row, part, slot)
        current = self.current.span if self.current and self.current[:3] == place else None
        focused = self.focused.span if self.focused and self.focused[:3] == place else None
        if not (selected or hits or current or focused):
            return NO_MARKS
        return Marks(selected, hits, current, focused)
