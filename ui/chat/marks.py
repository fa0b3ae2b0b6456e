"""What is emphasised in the text of one block: a selection, what was searched for, the link in focus."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

Span = tuple[int, int]
"""(first character, one past the last)"""

MarkKind = Literal["hit", "current", "selected", "focused"]


class Marks(NamedTuple):
    """hits: in their order, none over another. current: the hit that was gone to. focused: a link."""

    selected: Span | None = None
    hits: Sequence[Span] = ()
    current: Span | None = None
    focused: Span | None = None

    def all(self) -> Iterator[tuple[MarkKind, Span]]:
        """In the order in which they are drawn."""
        for hit in self.hits:
            yield "hit", hit
        if self.current:
            yield "current", self.current
        if self.selected:
            yield "selected", self.selected
        if self.focused:
            yield "focused", self.focused

    def within(self, first: int, last: int) -> Marks:
        """Those that touch a stretch of the text, counted from its beginning."""
        if self == NO_MARKS:
            return self

        def cut(span: Span | None) -> Span | None:
            if span is None or span[1] <= first or span[0] >= last:
                return None
            return max(0, span[0] - first), min(last, span[1]) - first

        hits = self.hits
        if hits:  # there may be thousands, of which a line has a few
            begin = max(0, bisect.bisect_left(hits, (first, first)) - 1)
            hits = hits[begin : bisect.bisect_left(hits, (last, last))]
        cut_hits = [part for hit in hits if (part := cut(hit))]
        return Marks(cut(self.selected), cut_hits, cut(self.current), cut(self.focused))


NO_MARKS = Marks()
