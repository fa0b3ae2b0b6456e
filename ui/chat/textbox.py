"""A piece of styled text laid out in lines of a fixed height, straight from QTextLayout."""

from __future__ import annotations

import bisect
import math
from typing import NamedTuple, cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from app.formula import Formula
from ui.chat.formulas import FormulaKey, paint_formula
from ui.chat.inline import LINE_BREAK, Inline, Style
from ui.chat.look import BODY, Face, Look
from ui.chat.marks import NO_MARKS, MarkKind, Marks
from ui.chat.utf16 import to_characters, to_units
from ui.direction import is_rtl


class _Picture(NamedTuple):
    """A formula drawn in the place of some characters."""

    start: int
    end: int
    formula: Formula
    scale: float

    @property
    def width(self) -> float:
        return self.formula.width * self.scale

    @property
    def ascent(self) -> float:
        return self.formula.ascent * self.scale

    @property
    def descent(self) -> float:
        return (self.formula.height - self.formula.ascent) * self.scale


class TextBox:
    """Inline text in one face. Offsets are characters of `text`."""

    def __init__(self, look: Look, inline: Inline, face: Face) -> None:
        self._look = look
        self._inline = inline
        self._face = face
        self._layout: QTextLayout | None = None
        self._width = -1.0
        self.natural_width = 0.0
        self.is_rtl = is_rtl(inline.text)
        self._pictures = self._find_pictures()
        self._tops = [0]  # of the lines' text; and where a line with a tall formula ends
        self._bottoms = [face.line_height]
        self._baseline = 0.0

    @property
    def text(self) -> str:
        return self._inline.text

    @property
    def line_count(self) -> int:
        return len(self._tops)

    @property
    def height(self) -> int:
        return self._bottoms[-1]

    def copy_text(self, first: int, last: int) -> str:
        """A part as it goes to the clipboard: with the TeX of formulas that are wholly in it."""
        text = ""
        for start, end, source in self._inline.formulas:
            if first <= start and end <= last:
                text += f"{self.text[first:start]}${source}$"
                first = end
        return (text + self.text[first:last]).replace(LINE_BREAK, "\n")

    def waits_for(self, key: FormulaKey) -> bool:
        """Whether this picture belongs into the text: it has to be made again then."""
        return key.is_inline and any(source == key.tex for _, _, source in self._inline.formulas)

    def again(self) -> TextBox:
        """The same text, with the pictures that are there now."""
        return TextBox(self._look, self._inline, self._face)

    def _find_pictures(self) -> list[_Picture]:
        """Those formulas that signs do not do justice to, as far as they are drawn."""
        found = []
        formulas = self._look.formulas
        if formulas is None or self.is_rtl or not self._inline.formulas:
            return []
        from ui.chat import tex  # not before there is a formula

        for start, end, source in self._inline.formulas:
            known = formulas.get(FormulaKey(source, is_inline=True)) if tex.is_tall(source) else None
            if isinstance(known, Formula):
                found.append(_Picture(start, end, known, self._face.px / BODY.px))
        return found

    def drop(self) -> None:
        """Give the layout's memory back; sizes stay known."""
        self._layout = None

    def set_width(self, width: float) -> None:
        """Lay out for this width, or find that the lines would break the same as they do."""
        if self._layout is not None:
            fits = self.line_count == 1 and self.natural_width <= min(width, self._width)
            if width == self._width or (fits and not self.is_rtl):
                return
        layout = self._layout or self._make_layout()
        line_height = self._face.line_height
        metrics = QFontMetricsF(self._look.font(self._face))
        baseline = (line_height - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()
        self._baseline = baseline
        self._tops, self._bottoms = [], []
        layout.beginLayout()
        natural = 0.0
        y = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            above, below = self._room_for_pictures(line)
            # One distance between baselines, also where an emoji's font is taller.
            line.setPosition(QPointF(0, y + above + baseline - line.ascent()))
            natural = max(natural, line.naturalTextWidth())
            self._tops.append(y + above)
            y += above + line_height + below
            self._bottoms.append(y)
        layout.endLayout()
        if not self._tops:
            self._tops, self._bottoms = [0], [line_height]
        self._layout = layout
        self._width = width
        self.natural_width = natural

    def _room_for_pictures(self, line: QTextLine) -> tuple[int, int]:
        """What the tallest formula in a line needs above and below it."""
        above = below = 0.0
        for picture in self._pictures:
            if 0 <= to_units(self.text, picture.start) - line.textStart() < line.textLength():
                above = max(above, picture.ascent + 2 - self._baseline)
                below = max(below, picture.descent + 2 - (self._face.line_height - self._baseline))
        return math.ceil(above), math.ceil(below)

    def _make_layout(self) -> QTextLayout:
        text = self._inline.text
        for picture in self._pictures:  # a matrix has rows, but its picture is in one line
            signs = text[picture.start : picture.end].replace(LINE_BREAK, " ")
            text = text[: picture.start] + signs + text[picture.end :]
        layout = QTextLayout(text, self._look.font(self._face))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if self.is_rtl else Qt.LayoutDirection.LeftToRight
        )
        option.setAlignment(Qt.AlignmentFlag.AlignRight if self.is_rtl else Qt.AlignmentFlag.AlignLeft)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        if self._inline.spans or self._pictures:
            layout.setFormats(self._formats())
        return layout

    def _formats(self) -> list[QTextLayout.FormatRange]:
        text = self._inline.text
        parts: list[tuple[int, int, int, bool]] = []
        for start, end, style in self._inline.spans:
            if style & Style.CODE:
                if start and text[start - 1] != LINE_BREAK and not self.is_rtl:
                    before = Style.PLAIN
                    if parts and parts[-1][1] == start:
                        first, _, before, _ = parts.pop()
                        parts.append((first, start - 1, before, False))
                    parts.append((start - 1, start, before, True))
                if self.is_rtl and text[end : end + 1] == " ":
                    # Room is made at the right of a character: here that of the space left of the code.
                    parts.append((end, end + 1, Style.PLAIN, True))
                parts.append((start, end - 1, style, False))
                parts.append((end - 1, end, style, True))
            else:
                parts.append((start, end, style, False))
        ranges = [
            self._range(start, end, self._look.format(self._face, style, has_room))
            for start, end, style, has_room in parts
            if end > start and not any(p.start <= start < p.end for p in self._pictures)
        ]
        for picture in self._pictures:
            # Its signs stay in the text, unseen; the first one is given the picture's width.
            room = picture.width - self._look.hidden_width(self.text[picture.start : picture.end])
            hidden, spaced = self._look.hidden_formats(max(0.0, room))
            ranges.append(self._range(picture.start, picture.start + 1, spaced))
            if picture.end > picture.start + 1:
                ranges.append(self._range(picture.start + 1, picture.end, hidden))
        return ranges

    def _range(self, start: int, end: int, made: QTextCharFormat) -> QTextLayout.FormatRange:
        part = QTextLayout.FormatRange()
        part.start = to_units(self.text, start)
        part.length = to_units(self.text, end) - part.start
        part.format = made
        return part

    def paint(self, painter: QPainter, x: float, y: float, marks: Marks = NO_MARKS) -> None:
        """Needs a width set before."""
        layout = self._ready()
        self._paint_pills(painter, x, y)
        for kind, span in marks.all():
            for area in self.areas(*span):
                paint_mark(painter, self._look, kind, area.translated(x, y))
        # The pen is left in place by others; text is drawn with whatever it is.
        painter.setPen(self._look.color(self._face.ink))
        layout.draw(painter, QPointF(x, y), marked_ranges(self._look, self.text, marks))
        for picture in self._pictures:
            for number, left, _ in self._stretches(picture.start, picture.start + 1)[:1]:
                top = y + self._tops[number] + self._baseline - picture.ascent
                area = QRectF(x + left, top, picture.width, picture.ascent + picture.descent)
                paint_formula(painter, picture.formula, area, self._look.color(self._face.ink).name())

    def _paint_pills(self, painter: QPainter, x: float, y: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.color("pill"))
        inset = max(1.0, (self._face.line_height - self._face.px * 1.36) / 2)
        for start, end, style in self._inline.spans:
            if style & Style.CODE:
                for area in self.areas(start, end):
                    painter.drawRoundedRect(area.translated(x, y).adjusted(-3.5, inset, -1.5, -inset), 5, 5)

    def areas(self, start: int, end: int) -> list[QRectF]:
        """Where a range of characters is: a rectangle in each line it touches."""
        height = self._face.line_height
        for picture in self._pictures:
            if start < picture.end and end > picture.start:  # a part of a picture is all of it
                start, end = min(start, picture.start), max(end, picture.end)
        return [
            QRectF(left, self._tops[number], right - left, height)
            for number, left, right in self._stretches(start, end)
        ]

    @property
    def links(self) -> list[tuple[int, int, str]]:
        """(first character, one past the last, address)"""
        return self._inline.links

    def _stretches(self, start: int, end: int) -> list[tuple[int, float, float]]:
        """(line, left, right) of the lines that a range of characters touches."""
        layout = self._ready()
        first, last = to_units(self.text, start), to_units(self.text, end)
        found = []
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            line_start = line.textStart()
            line_end = line_start + line.textLength()
            if (line_end <= first and not (line_end == first == last)) or line_start >= last:
                continue
            edges = (cursor_x(line, max(first, line_start)), cursor_x(line, min(last, line_end)))
            found.append((number, min(edges), max(edges)))
        return found

    def _ready(self) -> QTextLayout:
        if self._layout is None:
            self.set_width(self._width if self._width > 0 else 1e6)
        assert self._layout is not None
        return self._layout

    def offset_at(self, x: float, y: float) -> int:
        """The boundary between characters next to a point."""
        layout = self._ready()
        if y < 0 or not layout.lineCount():
            return 0
        number = bisect.bisect_right(self._bottoms, y)
        if number >= layout.lineCount():
            return len(self.text)
        line = layout.lineAt(number)
        position = line.xToCursor(x)
        if number + 1 < layout.lineCount() and position >= line.textStart() + line.textLength():
            position -= 1  # the end of a wrapped line is the start of the next
        return to_characters(self.text, position)

    def link_at(self, x: float, y: float) -> str:
        for start, end, address in self._inline.links:
            for number, left, right in self._stretches(start, end):
                if left <= x < right and number == bisect.bisect_right(self._bottoms, y):
                    return address
        return ""

    def end_point(self) -> QPointF:
        """Right of the last character, top of its line."""
        layout = self._ready()
        if not layout.lineCount():
            return QPointF(0, 0)
        line = layout.lineAt(layout.lineCount() - 1)
        x = cursor_x(line, line.textStart() + line.textLength())
        return QPointF(x, self._tops[layout.lineCount() - 1])


def marked_ranges(look: Look, text: str, marks: Marks) -> list[QTextLayout.FormatRange]:
    """For drawing a layout: what is marked is in the plain ink, the only one sure to be readable there."""
    ranges = []
    for kind, (first, last) in marks.all():
        if kind in ("hit", "selected"):
            part = QTextLayout.FormatRange()
            part.start = to_units(text, first)
            part.length = to_units(text, last) - part.start
            part.format = look.marked_format
            ranges.append(part)
    return ranges


def paint_mark(painter: QPainter, look: Look, kind: MarkKind, area: QRectF) -> None:
    """Draw what is behind, or around, a marked stretch of one line."""
    if kind == "selected":
        painter.fillRect(area, look.color("selection"))
        return
    painter.setBrush(Qt.BrushStyle.NoBrush if kind == "focused" else look.color("hit"))
    painter.setPen(Qt.PenStyle.NoPen if kind == "hit" else QPen(look.color("accent"), 2))
    inset = max(0.0, (area.height() - 21) / 2)
    room = 2 if kind == "focused" else 0
    painter.drawRoundedRect(area.adjusted(-room, inset, room, -inset), 3, 3)


def cursor_x(line: QTextLine, position: int) -> float:
    """Where the boundary before that UTF-16 unit is."""
    # PySide returns the position too, which C++ writes through a pointer.
    x, _ = cast("tuple[float, int]", line.cursorToX(position))
    return x
