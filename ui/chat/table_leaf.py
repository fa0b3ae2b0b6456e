"""A table: columns fitted to what is in them, rows read once, and laid out only where they are seen."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from itertools import accumulate

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from ui.chat.blocks import Block
from ui.chat.formulas import FormulaKey
from ui.chat.inline import Inline
from ui.chat.leaf import Leaf
from ui.chat.look import CELL, HEADER_CELL, Look
from ui.chat.marks import Marks
from ui.chat.reading import cells, read_cell, row_text
from ui.chat.textbox import TextBox

_PADDING_X = 12
_PADDING_Y = 8
_RADIUS = 10


class _Cell:
    """One cell; start: of its text in the table's."""

    __slots__ = ("box", "natural", "start")

    def __init__(self, look: Look, parsed: Inline, is_header: bool, start: int) -> None:
        self.start = start
        self.use(TextBox(look, parsed, HEADER_CELL if is_header else CELL))

    def use(self, box: TextBox) -> None:
        box.set_width(1e6)
        self.box = box
        self.natural = box.natural_width


class TableLeaf(Leaf):
    """The text of it is tab-separated cells, a line for each row."""

    def __init__(self, look: Look, block: Block) -> None:
        super().__init__(look, block)
        self._rows: list[list[_Cell]] = []
        self._sources: list[str] = []
        self._text = ""
        self._natural: list[float] = []
        self._columns: list[float] = []
        self._tops: list[int] = [0]  # of the rows, and the bottom of the last
        self.update(block, True)

    @property
    def is_rtl(self) -> bool:
        return any(cell.box.is_rtl for cell in self._rows[0])

    def _lefts(self) -> list[float]:
        """The left edge of each column; from right to left where the header is written so."""
        if not self.is_rtl:
            return list(accumulate(self._columns[:-1], initial=float(self.indent)))
        return [self.width - self.indent - right for right in accumulate(self._columns)]

    @property
    def text(self) -> str:
        return self._text

    def update(self, block: Block, is_open: bool) -> bool:
        if block.kind != "table" or (block.containers, block.aligns) != (self.containers, self.block.aligns):
            return False
        self.block = block
        # Only the last row can differ from what is known.
        same = min(len(self._sources), len(block.lines))
        while same and same >= len(self._sources) - 1 and self._sources[same - 1] != block.lines[same - 1]:
            same -= 1
        if same < len(self._rows):
            self._text = self._text[: self._rows[same][0].start]
            del self._rows[same:], self._sources[same:]
        for line in block.lines[same:]:
            self._add_row(line)
        self._measure()
        if self.width:
            self.set_width(self.width)
        return True

    def drawn(self, key: FormulaKey) -> bool:
        found = [cell for row in self._rows for cell in row if cell.box.waits_for(key)]
        for cell in found:
            cell.use(cell.box.again())
        if found:
            self._measure()
            self.width = 0.0  # all rows are to be laid out again
        return bool(found)

    def _measure(self) -> None:
        self._natural = [max(row[i].natural for row in self._rows) for i in range(len(self.block.aligns))]

    def _add_row(self, line: str) -> None:
        parsed = [read_cell(source) for source in cells(line, len(self.block.aligns))]
        start = len(self._text)
        row = []
        for cell in parsed:
            row.append(_Cell(self.look, cell, not self._rows, start))
            start += len(cell.text) + 1
        self._text += row_text(parsed)
        self._rows.append(row)
        self._sources.append(line)

    def set_width(self, width: float) -> None:
        columns = self._fit(width - self.indent)
        only_rows_were_added = self.width == width and columns == self._columns
        first = len(self._tops) - 1 if only_rows_were_added else 0
        self.width = width
        self._columns = columns
        # The row before may have been replaced by a longer one.
        first = max(0, min(first, len(self._rows)) - 1)
        heights = []
        for row in self._rows[first:]:
            tallest = CELL.line_height
            for cell, column in zip(row, columns, strict=True):
                inner = column - 2 * _PADDING_X
                # What fits into its column in one line keeps the layout it was measured with.
                cell.box.set_width(inner if cell.natural > inner else 1e6)
                tallest = max(tallest, cell.box.height)
            heights.append(tallest + 2 * _PADDING_Y)
        del self._tops[first + 1 :]
        self._tops = self._tops[:-1] + list(accumulate(heights, initial=self._tops[-1]))
        self.height = self._tops[-1]

    def _fit(self, room: float) -> list[float]:
        """Natural widths if they fit; else narrow columns keep theirs and the wide ones share the rest."""
        wanted = [width + 2 * _PADDING_X + 2 for width in self._natural]
        if sum(wanted) <= room:
            # A little air, as far as there is some: a table squeezed to its words looks poor.
            air = min(32.0, (room - sum(wanted)) / len(wanted))
            return [float(round(width + air)) for width in wanted]
        left = room
        share = 0.0
        for number, width in enumerate(sorted(wanted)):
            share = left / (len(wanted) - number)
            if width > share:
                break
            left -= width
        return [min(width, share) for width in wanted]  # however narrow: what stood beyond would be lost

    def natural_width(self) -> float:
        return self.indent + sum(self._columns)

    def drop(self) -> None:
        for row in self._rows:
            for cell in row:
                cell.box.drop()

    def paint(self, painter: QPainter, top: float, clip: tuple[float, float], marks: Marks) -> None:
        look = self.look
        total = min(sum(self._columns), self.width - self.indent)
        left = self.width - self.indent - total if self.is_rtl else self.indent
        box = QRectF(left, top, total, self.height).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.save()
        path = QPainterPath()
        path.addRoundedRect(box, _RADIUS, _RADIUS)
        painter.setClipRect(QRectF(0, clip[0], self.width, clip[1] - clip[0]), Qt.ClipOperation.IntersectClip)
        if clip[0] < top + self._tops[1]:
            painter.save()
            painter.setClipRect(
                QRectF(box.x() - 1, top, total + 2, self._tops[1]), Qt.ClipOperation.IntersectClip
            )
            painter.fillPath(path, look.color("code_head"))
            painter.restore()
        first = max(0, bisect.bisect_right(self._tops, clip[0] - top) - 1)
        for number in range(first, len(self._rows)):
            y = top + self._tops[number]
            if y > clip[1]:
                break
            if number:
                painter.fillRect(QRectF(box.x(), y, box.width(), 1), look.color("code_border"))
            self._paint_row(painter, self._rows[number], y, marks)
        painter.setPen(QPen(look.color("code_border"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.restore()

    def _paint_row(self, painter: QPainter, row: list[_Cell], y: float, marks: Marks) -> None:
        for cell, column, align, x in self._placed(row):
            part = marks.within(cell.start, cell.start + len(cell.box.text))
            cell.box.paint(painter, x + self._inset(cell, column, align), y + _PADDING_Y, part)

    def _placed(self, row: list[_Cell]) -> Iterator[tuple[_Cell, float, str, float]]:
        """The cells of a row with the width, alignment and left edge of their columns."""
        return zip(row, self._columns, self.block.aligns, self._lefts(), strict=True)

    def _inset(self, cell: _Cell, column: float, align: str) -> float:
        spare = max(0.0, column - 2 * _PADDING_X - cell.box.natural_width)
        if cell.box.is_rtl and cell.natural <= column - 2 * _PADDING_X:
            # Laid out for a huge width, at whose right end the text is.
            return _PADDING_X + column - 2 * _PADDING_X - 1e6
        share = {"l": 1.0 if self.is_rtl else 0.0, "c": 0.5, "r": 1.0}[align]
        return _PADDING_X + share * spare

    def _cell_at(self, x: float, y: float) -> tuple[_Cell, float, float]:
        """The cell nearest to a point, and the point in its text."""
        number = min(max(0, bisect.bisect_right(self._tops, y) - 1), len(self._rows) - 1)
        cell, column, align, left = min(
            self._placed(self._rows[number]),
            key=lambda placed: abs(placed[3] + placed[1] / 2 - x) - placed[1] / 2,
        )
        return cell, x - left - self._inset(cell, column, align), y - self._tops[number] - _PADDING_Y

    def offset_at(self, x: float, y: float) -> int:
        if y >= self.height:
            return len(self._text)
        cell, cell_x, cell_y = self._cell_at(x, y)
        return cell.start + cell.box.offset_at(cell_x, max(0.0, cell_y))

    def link_at(self, x: float, y: float) -> str:
        cell, cell_x, cell_y = self._cell_at(x, y)
        return cell.box.link_at(cell_x, cell_y)

    def links(self) -> list[tuple[int, int, str]]:
        return [
            (cell.start + first, cell.start + last, address)
            for row in self._rows
            for cell in row
            for first, last, address in cell.box.links
        ]

    def areas(self, first: int, last: int) -> list[QRectF]:
        found = []
        number = max(0, bisect.bisect_right(self._rows, first, key=lambda row: row[0].start) - 1)
        while number < len(self._rows) and self._rows[number][0].start < last:
            y = self._tops[number] + _PADDING_Y
            for cell, column, align, x in self._placed(self._rows[number]):
                begin, end = max(0, first - cell.start), min(len(cell.box.text), last - cell.start)
                if begin < end:
                    inset = self._inset(cell, column, align)
                    found += [area.translated(x + inset, y) for area in cell.box.areas(begin, end)]
            number += 1
        return found

    def is_text_at(self, x: float, y: float) -> bool:
        left = min(self._lefts())
        return left <= x <= left + sum(self._columns)

    def copy_text(self, first: int, last: int) -> str:
        return self._text[first:last].rstrip("\n")
