"""The laid-out text of one message: its blocks one below the other, of which only the seen ones are real."""

from __future__ import annotations

import bisect
import math
from collections.abc import Callable, Iterator

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from ui.chat.blocks import Block, Splitter
from ui.chat.code_leaf import CodeLeaf
from ui.chat.formula_leaf import FormulaLeaf
from ui.chat.formulas import FormulaKey
from ui.chat.leaf import Leaf, RuleLeaf, TextLeaf, margins_of
from ui.chat.look import CODE_LINE_HEIGHT, LIST_INDENT, QUOTE_INDENT, Face, Look
from ui.chat.marks import Marks
from ui.chat.reading import shown_text
from ui.chat.table_leaf import TableLeaf

# What is marked in the block with this index: asked for each block that is drawn.
SlotMarks = Callable[[int, Leaf], Marks]


class Slot:
    """The place of a block. height is an estimate until is_exact."""

    __slots__ = ("block", "height", "is_exact", "leaf", "top")

    def __init__(self, block: Block, height: int) -> None:
        self.block = block
        self.height = height
        self.leaf: Leaf | None = None
        self.top = 0
        self.is_exact = False


class Body:
    """Text in, heights and pictures out. y counts from the top of the body.

    is_plain: not Markdown, see Splitter. face: of the paragraphs, where it is not the usual one.
    """

    def __init__(self, look: Look, *, is_plain: bool = False, face: Face | None = None) -> None:
        self._look = look
        self._is_plain = is_plain
        self._face = face
        self._splitter = Splitter(is_plain)
        self._width = 0.0
        self._tops: list[int] = []
        self.slots: list[Slot] = []
        self.height = 0

    @property
    def settled_count(self) -> int:
        """How many blocks, from the first, no further text can change."""
        return self._splitter.settled_count

    @property
    def is_finished(self) -> bool:
        return self._splitter.is_finished

    def feed(self, text: str) -> int:
        """More text. Returns the y from which on the picture may have changed."""
        return self._take_blocks(self._splitter.feed(text))

    def finish(self) -> int:
        """No more text will come. Returns the y from which on the picture may have changed."""
        return self._take_blocks(self._splitter.finish())

    def _take_blocks(self, first: int) -> int:
        blocks = self._splitter.blocks
        changed = self.slots[first].top if first < len(self.slots) else self.height
        for index in range(first, len(blocks)):
            block = blocks[index]
            is_open = self._splitter.is_open(index)
            if index == len(self.slots):
                self.slots.append(Slot(block, self._estimate(block)))
                continue
            slot = self.slots[index]
            slot.block = block
            if slot.leaf and slot.leaf.update(block, is_open):
                slot.height = slot.leaf.height
            else:
                slot.leaf = None
                # The old height is a better guess for a paragraph that grew by a word.
                slot.height = max(slot.height, self._estimate(block))
            slot.is_exact = False
        del self.slots[len(blocks) :]
        self._stack(first)
        return changed

    def set_width(self, width: float) -> None:
        if width == self._width:
            return
        self._width = width
        for slot in self.slots:
            slot.is_exact = False
            if slot.leaf is None:
                slot.height = self._estimate(slot.block)
        self._stack(0)

    def settle(self, top: float, bottom: float) -> bool:
        """Lay out what lies between two heights; whether anything moved by it."""
        index = self.slot_at(top)
        moved = False
        while index < len(self.slots) and self.slots[index].top < bottom:
            slot = self.slots[index]
            if not slot.is_exact:
                leaf = self.leaf(index)
                leaf.set_width(self._width)
                slot.is_exact = True
                if leaf.height != slot.height:
                    slot.height = leaf.height
                    self._stack(index)
                    moved = True
            index += 1
        return moved

    def leaf(self, index: int) -> Leaf:
        """The block's leaf, which is made when it is first asked for."""
        slot = self.slots[index]
        if slot.leaf is None:
            slot.leaf = self._make_leaf(slot.block, index)
        return slot.leaf

    def text_of(self, index: int) -> str:
        """The block's text as it is shown, without making a leaf for it."""
        slot = self.slots[index]
        return slot.leaf.text if slot.leaf else shown_text(slot.block, index, is_plain=self._is_plain)

    def _make_leaf(self, block: Block, index: int) -> Leaf:
        is_open = self._splitter.is_open(index)
        if block.kind == "code":
            return CodeLeaf(self._look, block, is_open)
        if block.kind == "table":
            return TableLeaf(self._look, block)
        if block.kind == "formula":
            return FormulaLeaf(self._look, block, is_open)
        if block.kind == "rule":
            return RuleLeaf(self._look, block)
        face = self._face if block.kind == "paragraph" else None
        return TextLeaf(self._look, block, index, is_open=is_open, is_plain=self._is_plain, face=face)

    def _stack(self, first: int) -> None:
        """Put the blocks from this one on below each other."""
        del self._tops[first:]
        y = 0
        below = 0
        if 0 < first <= len(self.slots):
            before = self.slots[first - 1]
            y = before.top + before.height
            below = margins_of(before.block).below
        for slot in self.slots[first:]:
            margins = margins_of(slot.block)
            if self._tops:
                y += max(below, margins.above) if margins.above else 0
            slot.top = y
            self._tops.append(y)
            y += slot.height
            below = margins.below
        self.height = y if self.slots else 0

    def _estimate(self, block: Block) -> int:
        lines = block.lines
        if block.kind == "code":
            return 60 + CODE_LINE_HEIGHT * max(1, len(lines))
        if block.kind == "table":
            return 38 * max(1, len(lines))
        if block.kind == "rule":
            return 1
        indent = sum(QUOTE_INDENT if c.kind == "quote" else LIST_INDENT for c in block.containers)
        per_line = max(8.0, (self._width - indent) / self._look.average_width)
        line_height = self._face.line_height if self._face else 25
        return line_height * max(1, sum(max(1, math.ceil(len(line) / per_line)) for line in lines))

    def formula_drawn(self, key: FormulaKey) -> bool:
        """A picture is there now; whether it belongs here, so that something has to be laid out again."""
        found = False
        for slot in self.slots:
            if slot.leaf is not None and slot.leaf.drawn(key):
                slot.is_exact = False
                found = True
        return found

    def natural_width(self) -> float:
        """The widest block's; known for what has been laid out."""
        return max((slot.leaf.natural_width() for slot in self.slots if slot.leaf), default=0.0)

    def drop_layouts(self) -> None:
        """After a change of colours."""
        for slot in self.slots:
            if slot.leaf:
                slot.leaf.drop()

    def paint(self, painter: QPainter, top: float, clip: tuple[float, float], marks: SlotMarks) -> None:
        """Draw at y = top what lies between clip's heights."""
        index = max(0, self.slot_at(clip[0] - top) - 1)
        while index < len(self.slots) and top + self.slots[index].top < clip[1]:
            slot = self.slots[index]
            y = top + slot.top
            if y + slot.height > clip[0] - 30:
                self._paint_quote_bars(painter, index, top)
                if slot.is_exact:
                    leaf = self.leaf(index)
                    leaf.paint(painter, y, clip, marks(index, leaf))
            index += 1

    def _paint_quote_bars(self, painter: QPainter, index: int, top: float) -> None:
        slot = self.slots[index]
        before = self.slots[index - 1] if index else None
        x = 0
        for depth, container in enumerate(slot.block.containers):
            if container.kind == "item":
                x += LIST_INDENT
                continue
            y = slot.top
            if before and container in before.block.containers[depth : depth + 1]:
                y = before.top + before.height  # one bar along the whole quote
            color = self._look.color("quote_bar")
            left = self._width - x - 3 if slot.leaf and slot.leaf.is_rtl else x
            painter.fillRect(QRectF(left, top + y, 3, slot.top + slot.height - y), color)
            x += QUOTE_INDENT

    def slot_at(self, y: float) -> int:
        """The block that begins at or above y."""
        return max(0, bisect.bisect_right(self._tops, y) - 1)

    def place_at(self, x: float, y: float) -> tuple[int, int]:
        """(index of the slot, offset in its text) nearest to a point."""
        index = self.slot_at(y)
        if index >= len(self.slots):
            return 0, 0
        slot = self.slots[index]
        below = self.slots[index + 1].top if index + 1 < len(self.slots) else math.inf
        if y - slot.top - slot.height > below - y:
            return index + 1, 0
        return index, self.leaf(index).offset_at(x, min(y - slot.top, slot.height))

    def leaf_at(self, y: float) -> tuple[Leaf, float] | None:
        """The leaf drawn at y, and y from its top."""
        index = self.slot_at(y)
        if index < len(self.slots):
            slot = self.slots[index]
            if slot.is_exact and slot.top <= y < slot.top + slot.height:
                return self.leaf(index), y - slot.top
        return None

    def end_point(self) -> QPointF:
        """Where the next character will stand."""
        if not self.slots:
            return QPointF(0, 0)
        slot = self.slots[-1]
        if not slot.is_exact:
            return QPointF(0, slot.top)
        return self.leaf(len(self.slots) - 1).end_point() + QPointF(0, slot.top)

    def code_leaves(self, top: float, bottom: float) -> Iterator[tuple[CodeLeaf, int]]:
        """Those between two heights, with their tops."""
        for index in range(self.slot_at(top), len(self.slots)):
            slot = self.slots[index]
            if slot.top >= bottom:
                return
            if isinstance(slot.leaf, CodeLeaf) and slot.is_exact:
                yield slot.leaf, slot.top
