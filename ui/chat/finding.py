"""Find in the conversation: searches what is shown of all messages, also of those that were never laid out.

A conversation of 1,000 messages takes half a second to read the first time. That is done in slices between
events, nearest messages first, and remembered. The answer that is being written is searched again from its
last settled block on, so that this costs the same at its end as at its beginning.
"""

from __future__ import annotations

import bisect
import re
import time
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.reasoning import split
from ui.chat.blocks import Splitter
from ui.chat.emphasis import Emphasis, SlotHits, Spot
from ui.chat.marks import Span
from ui.chat.reading import shown_text
from ui.chat.row import TEXT_PART, THOUGHT_PART, Row
from ui.chat.stack import RowStack

_SLICE_S = 0.002
_GROWN_MS = 150  # how often the answer that is being written is searched again
_FED_AT_ONCE = 4000  # characters

BlockText = tuple[int, int, str]
"""(part, slot, text)"""


def shown_texts(row: Row) -> Iterator[BlockText | None]:
    """The text of each block of a message, None now and then to give way."""
    if row.is_live:
        for part in (THOUGHT_PART, TEXT_PART):
            if body := row.body(part):
                for index in range(len(body.slots)):
                    yield part, index, body.text_of(index)
        return
    reasoning, answer = ("", row.text) if row.is_user else split(row.text)
    for part, text in ((THOUGHT_PART, reasoning if reasoning.strip() else ""), (TEXT_PART, answer)):
        splitter = Splitter(is_plain=row.is_user)
        for start in range(0, len(text), _FED_AT_ONCE):
            splitter.feed(text[start : start + _FED_AT_ONCE])
            yield None
        splitter.finish()
        for index, block in enumerate(splitter.blocks):
            yield part, index, shown_text(block, index, is_plain=row.is_user)


def _word_spans(text: str, words: Sequence[str]) -> list[Span]:
    """Where these words begin; those that begin nowhere, as in scripts without spaces, wherever they are."""
    spans: set[Span] = set()
    for word in map(re.escape, words):
        begun = {found.span() for found in re.finditer(rf"(?<!\w){word}", text, re.IGNORECASE)}
        spans |= begun or {found.span() for found in re.finditer(word, text, re.IGNORECASE)}
    return sorted(spans)


class Finder(QObject):
    """What was searched for, where it was found, and at which of these places the reader is."""

    changed = Signal()  # another count, or another place
    found_in = Signal(int)  # the row's number: it has other hits than before
    went_to = Signal(object)  # the Spot to show

    def __init__(self, stack: RowStack, emphasis: Emphasis, parent: QObject) -> None:
        super().__init__(parent)
        self._stack = stack
        self._emphasis = emphasis
        self._query = ""
        self._pattern = re.compile("")
        self._start = Spot(0, 0, 0, (0, 0))
        self._hits: dict[int, SlotHits] = {}
        self._counts: dict[int, int] = {}
        self._texts: dict[int, list[BlockText]] = {}
        self._settled: dict[int, dict[int, int]] = {}  # row -> part -> blocks that need not be read again
        emphasis.hits = self._hits
        self._job: Iterator[None] | None = None
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._work)
        self._grown = QTimer(self, interval=_GROWN_MS, singleShot=True)
        self._grown.timeout.connect(self._search_grown)

    @property
    def query(self) -> str:
        return self._query

    @property
    def is_complete(self) -> bool:
        """Whether everything has been searched."""
        return self._job is None

    @property
    def count(self) -> int:
        return sum(self._counts.values())

    @property
    def current(self) -> Spot | None:
        return self._emphasis.current

    @property
    def position(self) -> int:
        """Which of the hits the reader is at, from 1; 0: at none."""
        current = self.current
        if current is None or current.row not in self._hits:
            return 0
        before = sum(count for row, count in self._counts.items() if row < current.row)
        return before + bisect.bisect_right(self._spots(current.row), current)

    def search(self, query: str, start: Spot) -> None:
        """Find this text, in any case; the reader goes to the first hit from `start` on."""
        self._forget_hits()
        self._query = query
        self._pattern = re.compile(re.escape(query), re.IGNORECASE)
        self._start = start
        self._job = self._search_all() if query else None
        self._slices.start() if query else self._slices.stop()
        self.changed.emit()

    def step(self, is_forward: bool) -> None:
        """Go to the next hit, or the one before; after the last one comes the first."""
        rows = sorted(self._hits)
        if not rows:
            return
        here = self.current or self._start
        number = bisect.bisect_left(rows, here.row)
        if number < len(rows) and rows[number] == here.row:
            spots = self._spots(here.row)
            place = bisect.bisect_right(spots, here) if is_forward else bisect.bisect_left(spots, here) - 1
            if 0 <= place < len(spots):
                self._go(spots[place])
                return
            number += 1 if is_forward else 0
        row = rows[number % len(rows)] if is_forward else rows[number - 1]
        self._go(self._spots(row)[0 if is_forward else -1])

    def mark(self, number: int, words: Sequence[str]) -> None:
        """Where the words begin that another search found in one message; the reader goes to the first.

        They stay marked until there is a next message, or another search.
        """
        self.search("", Spot(number, 0, 0, (0, 0)))
        found: dict[tuple[int, int], list[Span]] = {}
        for text in shown_texts(self._stack.rows[number]):
            if text is not None and (spans := _word_spans(text[2], words)):
                found[text[0], text[1]] = spans
        self._keep(number, found)
        if found:
            self._go(self._spots(number)[0])

    def row_added(self) -> None:
        """One more message, at the end."""
        if self._query:
            self.row_changed(len(self._stack.rows) - 1)
        else:
            self._forget_hits()

    def rows_changed(self, first: int) -> None:
        """All messages from this one on are others."""
        for number in [number for number in self._texts if number >= first]:
            del self._texts[number]
        self.search(self._query, Spot(first, 0, 0, (0, 0)))

    def row_changed(self, number: int) -> None:
        """A message has another text."""
        self._texts.pop(number, None)
        self._settled.pop(number, None)
        if self._query:
            for _ in self._search_row(number):
                pass
            self.changed.emit()

    def row_grew(self) -> None:
        """The last message has more text. Searched a little later, with what comes until then."""
        if self._query and not self._grown.isActive():
            self._grown.start()

    def _forget_hits(self) -> None:
        touched = list(self._hits)
        self._hits.clear()
        self._counts.clear()
        self._settled.clear()
        self._emphasis.current = None
        for number in touched:
            self.found_in.emit(number)

    def _work(self) -> None:
        end = time.perf_counter() + _SLICE_S
        for _ in self._job or ():
            if time.perf_counter() > end:
                self.changed.emit()
                return
        self._job = None
        self._slices.stop()
        self.changed.emit()

    def _search_all(self) -> Iterator[None]:
        rows = self._stack.rows
        first = min(self._start.row, len(rows))
        order = [*range(first, len(rows)), *range(first)]
        needle = self._query.lower()
        likely: list[int] = []
        others: list[int] = []
        for number in order:
            (likely if needle in rows[number].text.lower() else others).append(number)
            if number % 50 == 0:
                yield
        # Marks inside a word hide it from the search through the sources; so all are read in the end.
        for numbers in (likely, others):
            for number in numbers:
                yield from self._search_row(number)
            if self.current is None and self._hits:
                self._go(self._spots(min(self._hits))[0])

    def _search_row(self, number: int) -> Iterator[None]:
        if number >= len(self._stack.rows):
            return
        row = self._stack.rows[number]
        found: dict[tuple[int, int], list[Span]] = {}
        texts = self._texts.get(number)
        if texts is None:
            texts = []
            settled = self._settled_counts(row)
            # What is being written is read in one go: it would change in between. Most of it has its leaves.
            for text in list(shown_texts(row)) if row.is_streaming else shown_texts(row):
                if text is not None:
                    texts.append(text)
                yield
            if row.is_streaming:
                self._settled[number] = settled
            else:
                self._texts[number] = texts
        for part, slot, shown in texts:
            if spans := self._spans(shown):
                found[part, slot] = spans
        self._keep(number, found)
        if self.current is None and number >= self._start.row:
            ahead = [spot for spot in self._spots(number) if spot >= self._start]
            if ahead:
                self._go(ahead[0])

    def _search_grown(self) -> None:
        """Only what is new in the answer that is being written."""
        number = len(self._stack.rows) - 1
        if number < 0 or not self._query:
            return
        row = self._stack.rows[number]
        row.build()
        known = self._settled.get(number, {})
        hits = {
            (part, slot): spans
            for (part, slot), spans in self._hits.get(number, {}).items()
            if slot < known.get(part, 0)
        }
        self._settled[number] = self._settled_counts(row)
        for part in (THOUGHT_PART, TEXT_PART):
            if body := row.body(part):
                for slot in range(known.get(part, 0), len(body.slots)):
                    if spans := self._spans(body.text_of(slot)):
                        hits[part, slot] = spans
        self._keep(number, hits)
        self.changed.emit()

    def _settled_counts(self, row: Row) -> dict[int, int]:
        bodies = {part: row.body(part) for part in (THOUGHT_PART, TEXT_PART)}
        return {part: body.settled_count for part, body in bodies.items() if body}

    def _spans(self, text: str) -> list[Span]:
        lowered = text.lower()
        if len(lowered) != len(text):  # a few letters become two
            return [found.span() for found in self._pattern.finditer(text)]
        needle = self._query.lower()
        spans = []
        start = lowered.find(needle)
        while start >= 0:
            spans.append((start, start + len(needle)))
            start = lowered.find(needle, start + len(needle))
        return spans

    def _keep(self, number: int, found: SlotHits) -> None:
        if found == self._hits.get(number, {}):
            return
        self._counts[number] = sum(map(len, found.values()))
        if found:
            self._hits[number] = found
        else:
            del self._hits[number], self._counts[number]
        self.found_in.emit(number)

    def _spots(self, number: int) -> list[Spot]:
        """The hits of one message, in reading order."""
        return [
            Spot(number, part, slot, span)
            for (part, slot), spans in sorted(self._hits[number].items())
            for span in spans
        ] if number in self._hits else []  # fmt: skip

    def _go(self, spot: Spot) -> None:
        self._emphasis.current = spot
        self.changed.emit()
        self.went_to.emit(spot)
