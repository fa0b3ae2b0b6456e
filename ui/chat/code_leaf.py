"""A box of highlighted code: only its visible lines are ever laid out, only its new lines ever read."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextLayout, QTextOption

from ui.chat.blocks import Block
from ui.chat.leaf import Leaf
from ui.chat.look import CODE_LINE_HEIGHT, CODE_PX, Look
from ui.chat.marks import NO_MARKS, Marks
from ui.chat.textbox import cursor_x, marked_ranges, paint_mark
from ui.chat.utf16 import to_characters, to_units

if TYPE_CHECKING:
    from ui.chat.highlight import Spans

HEAD_HEIGHT = 36
_PADDING_X = 16
_PADDING_Y = 12
_RADIUS = 10
_NARROWEST = 240  # the language and the Copy button side by side
# Code up to this many characters is read whole when it is complete; longer code in slices, when idle.
_READ_AT_ONCE = 1500


class CodeLeaf(Leaf):
    """lines: complete ones first; the last may still grow while is_open."""

    def __init__(self, look: Look, block: Block, is_open: bool) -> None:
        super().__init__(look, block)
        self.language = block.info
        self.scroll_x = 0.0
        from ui.chat import highlight  # Pygments is loaded with the first code

        self._highlighter = highlight.Highlighter(block.info)
        self._whole_text = highlight.whole_text
        self._lines: list[str] = []
        self._spans: list[Spans] = []
        self._starts: list[int] = []  # of each line in the text
        self._longest = 0
        self._layouts: dict[int, QTextLayout] = {}
        self._text: str | None = None
        self._is_open = True
        self.pending: Iterator[None] | None = None  # reading of the whole, for the idle time
        self.update(block, is_open)

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = "\n".join(self._lines)
        return self._text

    def update(self, block: Block, is_open: bool) -> bool:
        if block.kind != "code" or block.containers != self.containers or block.info != self.language:
            return False
        self.block = block
        if self._is_open:
            self._text = None
            self._is_open = is_open
            # Short code that is complete is read as a whole at once: its lines need not be read before.
            is_short = not is_open and sum(map(len, block.lines)) <= _READ_AT_ONCE
            self._take_lines(block.lines, is_open, has_colours=not is_short)
            if not is_open:
                self._read_whole()
        self.height = HEAD_HEIGHT + 2 * _PADDING_Y + CODE_LINE_HEIGHT * max(1, len(self._lines))
        return True

    def _take_lines(self, lines: list[str], is_open: bool, *, has_colours: bool) -> None:
        """Everything but the last line known is final, so only what is behind it is looked at."""
        first = max(0, len(self._lines) - 1)
        del self._lines[first:], self._spans[first:], self._starts[first:]
        for number in range(first, len(lines)):
            line = lines[number]
            self._layouts.pop(number, None)
            start = self._starts[-1] + len(self._lines[-1]) + 1 if number else 0
            self._starts.append(start)
            self._lines.append(line)
            self._longest = max(self._longest, _columns(line))
            is_last = number == len(lines) - 1
            if not has_colours:
                self._spans.append([])
            elif is_last and is_open:
                self._spans.append(self._highlighter.peek(line))
            else:
                self._spans.append(self._highlighter.line(line))

    def _read_whole(self) -> None:
        reading = self._recolour(list(self._lines))
        if sum(map(len, self._lines)) <= _READ_AT_ONCE:
            for _ in reading:
                pass
        else:
            self.pending = reading

    def _recolour(self, lines: list[str]) -> Iterator[None]:
        for found in self._whole_text(self.language, lines):
            if found is None:
                yield
            elif found[0] < len(self._spans) and self._spans[found[0]] != found[1]:
                self._spans[found[0]] = found[1]
                self._layouts.pop(found[0], None)

    def set_width(self, width: float) -> None:
        self.width = width
        self.scroll_x = min(self.scroll_x, self._overflow())

    def natural_width(self) -> float:
        return max(_NARROWEST, self._content_width())

    def _content_width(self) -> float:
        return self.indent + 2 * _PADDING_X + self._longest * self.look.code_width

    def drop(self) -> None:
        self._layouts.clear()

    def _overflow(self) -> float:
        return max(0.0, self._content_width() - self.width)

    def scroll_by(self, pixels: float) -> bool:
        """Sideways; False if there is nothing to scroll."""
        if not self._overflow():
            return False
        self.scroll_x = min(max(0.0, self.scroll_x + pixels), self._overflow())
        return True

    def paint(self, painter: QPainter, top: float, clip: tuple[float, float], marks: Marks) -> None:
        box = QRectF(self.indent, top, self.width - self.indent, self.height)
        self._paint_box(painter, box, clip)
        body_top = top + HEAD_HEIGHT + _PADDING_Y
        first = max(0, int((clip[0] - body_top) // CODE_LINE_HEIGHT))
        last = min(len(self._lines), int((clip[1] - body_top) // CODE_LINE_HEIGHT) + 1)
        painter.save()
        # Not the whole box: the clip of a caller must stay in force.
        painter.setClipRect(box.adjusted(1, 0, -1, 0), Qt.ClipOperation.IntersectClip)
        x = self.indent + _PADDING_X - self.scroll_x
        for number in range(first, last):
            self._paint_line(painter, number, x, body_top + number * CODE_LINE_HEIGHT, marks)
        painter.restore()
        if overflow := self._overflow():
            self._paint_thumb(painter, box, overflow)
        if len(self._layouts) > 400:
            for number in [n for n in self._layouts if not first - 100 < n < last + 100]:
                del self._layouts[number]

    def _paint_box(self, painter: QPainter, box: QRectF, clip: tuple[float, float]) -> None:
        look = self.look
        # The rounded ends as paths, the straight part as rectangles: a long path is slow at each strip.
        border, ground = look.color("code_border"), look.color("code_bg")
        head_bottom = box.top() + HEAD_HEIGHT
        painter.save()
        if clip[0] < head_bottom:
            head = QRectF(box.x(), box.y(), box.width(), HEAD_HEIGHT)
            painter.setClipRect(head, Qt.ClipOperation.IntersectClip)
            painter.setPen(QPen(border, 1))
            painter.setBrush(look.color("code_head"))
            painter.drawRoundedRect(head.adjusted(0.5, 0.5, -0.5, 20), _RADIUS, _RADIUS)
            painter.fillRect(QRectF(box.x(), head_bottom - 1, box.width(), 1), border)
            self._paint_language(painter, box)
        painter.restore()
        straight = QRectF(box.x(), head_bottom, box.width(), box.height() - HEAD_HEIGHT - _RADIUS - 1)
        straight = straight.intersected(QRectF(box.x(), clip[0] - 1, box.width(), clip[1] - clip[0] + 2))
        painter.fillRect(straight, ground)
        painter.fillRect(QRectF(box.x(), straight.y(), 1, straight.height()), border)
        painter.fillRect(QRectF(box.right() - 1, straight.y(), 1, straight.height()), border)
        if clip[1] > box.bottom() - _RADIUS - 1:
            painter.save()
            end = QRectF(box.x(), box.bottom() - _RADIUS - 1, box.width(), _RADIUS + 1)
            painter.setClipRect(end, Qt.ClipOperation.IntersectClip)
            painter.setPen(QPen(border, 1))
            painter.setBrush(ground)
            cap = QRectF(box.x(), box.bottom() - 40, box.width(), 40)
            painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
            painter.restore()

    def _paint_language(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(self.look.color("muted"))
        painter.setFont(self.look.theme.font(12))
        area = QRectF(box.x() + _PADDING_X, box.y(), max(0.0, box.width() - 120), HEAD_HEIGHT - 1)
        name = painter.fontMetrics().elidedText(
            self.language or "text", Qt.TextElideMode.ElideRight, int(area.width())
        )
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, name)

    def _paint_line(self, painter: QPainter, number: int, x: float, y: float, marks: Marks) -> None:
        start, line = self._starts[number], self._lines[number]
        painter.setPen(self.look.color("text"))
        if marks is NO_MARKS:
            self._layout(number).draw(painter, QPointF(x, y))
            return
        here = marks.within(start, start + len(line) + 1)  # the line break can be marked too
        for kind, span in here.all():
            paint_mark(painter, self.look, kind, self._line_area(number, *span).translated(x, y))
        painter.setPen(self.look.color("text"))
        ranges = marked_ranges(self.look, line, here)
        self._layout(number).draw(painter, QPointF(x, y), ranges)

    def _line_area(self, number: int, first: int, last: int) -> QRectF:
        """Of some characters of one line, from its left end; one more than it has is its line break."""
        line = self._lines[number]
        text_line = self._layout(number).lineAt(0)
        left = cursor_x(text_line, to_units(line, first))
        right = cursor_x(text_line, to_units(line, min(len(line), last)))
        if last > len(line):
            right += self.look.code_width / 2
        return QRectF(left, 0, right - left, CODE_LINE_HEIGHT)

    def _layout(self, number: int) -> QTextLayout:
        if number in self._layouts:
            return self._layouts[number]
        line = self._lines[number]
        layout = QTextLayout(line, self.look.theme.code_font(CODE_PX))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        option.setTabStopDistance(4 * self.look.code_width)
        layout.setTextOption(option)
        ranges = []
        for start, length, ink in self._spans[number]:
            part = QTextLayout.FormatRange()
            part.start = to_units(line, start)
            part.length = to_units(line, start + length) - part.start
            part.format = self.look.ink_format(ink)
            ranges.append(part)
        layout.setFormats(ranges)
        layout.beginLayout()
        made = layout.createLine()
        made.setLineWidth(1e6)
        made.setPosition(QPointF(0, (CODE_LINE_HEIGHT - made.height()) / 2))
        layout.endLayout()
        self._layouts[number] = layout
        return layout

    def _paint_thumb(self, painter: QPainter, box: QRectF, overflow: float) -> None:
        track = box.width() - 2 * _PADDING_X
        length = max(32.0, track * box.width() / (box.width() + overflow))
        x = box.x() + _PADDING_X + (track - length) * self.scroll_x / overflow
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.color("scroll_thumb"))
        painter.drawRoundedRect(QRectF(x, box.bottom() - 8, length, 4), 2, 2)

    def button_area(self) -> QRectF:
        """Where the Copy button belongs."""
        return QRectF(self.width - 72 - 8, 4, 72, 28)

    def offset_at(self, x: float, y: float) -> int:
        number = int((y - HEAD_HEIGHT - _PADDING_Y) // CODE_LINE_HEIGHT)
        if number < 0 or not self._lines:
            return 0
        if number >= len(self._lines):
            return len(self.text)
        line = self._lines[number]
        position = self._layout(number).lineAt(0).xToCursor(x - self.indent - _PADDING_X + self.scroll_x)
        return self._starts[number] + to_characters(line, position)

    def areas(self, first: int, last: int) -> list[QRectF]:
        found = []
        number = max(0, bisect.bisect_right(self._starts, first) - 1)
        while number < len(self._lines) and self._starts[number] < last:
            start = self._starts[number]
            area = self._line_area(number, max(0, first - start), min(len(self._lines[number]), last - start))
            x = self.indent + _PADDING_X - self.scroll_x
            found.append(area.translated(x, HEAD_HEIGHT + _PADDING_Y + number * CODE_LINE_HEIGHT))
            number += 1
        return found

    def reveal(self, first: int) -> None:
        for area in self.areas(first, first + 1)[:1]:
            left, right = self.indent + _PADDING_X, self.width - 3 * _PADDING_X
            if not left <= area.left() <= right:
                self.scroll_by(area.left() - (left + right) / 2)

    def is_text_at(self, x: float, y: float) -> bool:
        return y > HEAD_HEIGHT and x > self.indent

    def end_point(self) -> QPointF:
        number = len(self._lines) - 1
        y = HEAD_HEIGHT + _PADDING_Y + max(0, number) * CODE_LINE_HEIGHT - 2
        x = self.indent + _PADDING_X - self.scroll_x
        if number >= 0:
            x += self._layout(number).lineAt(0).naturalTextWidth()
        return QPointF(min(x, self.width - 12), y)


def _columns(line: str) -> int:
    """How wide the line is in characters of the fixed width; wide ones count twice."""
    if line.isascii():
        return len(line) + 3 * line.count("\t")
    return sum(2 if character > "\u1100" else 1 for character in line) + 3 * line.count("\t")
