"""What a block of Markdown looks like: the interface of all leaves, and the plain ones."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui import icons
from ui.chat import inline
from ui.chat.blocks import Block, Container
from ui.chat.formulas import FormulaKey
from ui.chat.inline import Inline
from ui.chat.look import BODY, HEADINGS, LIST_INDENT, QUOTE, QUOTE_INDENT, Face, Look
from ui.chat.marks import Marks
from ui.chat.reading import items_begun, read_text
from ui.chat.textbox import TextBox


class Margins(NamedTuple):
    """Above and below; of two that meet the larger one counts."""

    above: int
    below: int


class Leaf:
    """One block, laid out and drawn. Coordinates are relative to its top left corner in the column."""

    def __init__(self, look: Look, block: Block) -> None:
        self.look = look
        self.block = block
        self.containers = block.containers
        self.width = 0.0
        self.height = 0
        self.indent = sum(
            QUOTE_INDENT if container.kind == "quote" else LIST_INDENT for container in block.containers
        )

    @property
    def text(self) -> str:
        """What can be selected in it; offsets are characters of this."""
        return ""

    @property
    def is_rtl(self) -> bool:
        """Whether it is written from right to left: then all that stands left of it stands right."""
        return False

    def set_width(self, width: float) -> None:
        """Lay out in a column of this width; sets height."""
        raise NotImplementedError

    def update(self, block: Block, is_open: bool) -> bool:
        """Take over a longer version of the same block; False if a new leaf has to be made for it."""
        return False

    def drawn(self, key: FormulaKey) -> bool:
        """The picture of a formula is there; whether it changes this, so that set_width is needed."""
        return False

    def paint(self, painter: QPainter, top: float, clip: tuple[float, float], marks: Marks) -> None:
        """Draw at y = top what lies between clip's two heights, which are in the painter's coordinates."""
        raise NotImplementedError

    def offset_at(self, x: float, y: float) -> int:
        """The place in the text nearest to a point."""
        return 0 if y < self.height / 2 else len(self.text)

    def link_at(self, x: float, y: float) -> str:
        return ""

    def links(self) -> list[tuple[int, int, str]]:
        """(first character, one past the last, address) of each link, in their order."""
        return []

    def areas(self, first: int, last: int) -> list[QRectF]:
        """Where a stretch of the text is, known after set_width: a rectangle in each line it touches."""
        return [QRectF(self.indent, 0, self.width - self.indent, self.height)]

    def reveal(self, first: int) -> None:
        """Make sure that this character is not scrolled out sideways."""

    def is_text_at(self, x: float, y: float) -> bool:
        """Whether the pointer should be a text cursor there."""
        return False

    def end_point(self) -> QPointF:
        """Where the next character would stand: left edge, top of a 25 px line."""
        return QPointF(self.indent, max(0, self.height - 25))

    def copy_text(self, first: int, last: int) -> str:
        """The selected part as it goes to the clipboard."""
        return self.text[first:last]

    def natural_width(self) -> float:
        """The width that would do, known after set_width."""
        return self.width

    def drop(self) -> None:
        """Forget layouts with colours in them, or to save memory; sizes stay."""


class TextLeaf(Leaf):
    """A paragraph or heading, with the marker of the list item it begins."""

    def __init__(
        self, look: Look, block: Block, index: int, *, is_open: bool = False, is_plain: bool = False,
        face: Face | None = None,
    ) -> None:  # fmt: skip
        super().__init__(look, block)
        self._is_open = is_open
        self._is_plain = is_plain
        self._source = block.source
        self._items = items_begun(block, index)
        self._is_done: bool | None = None
        self._face = face or _face(block)
        self._box = TextBox(look, self._read(index), self._face)

    @property
    def is_rtl(self) -> bool:
        return self._box.is_rtl

    @property
    def text(self) -> str:
        return self._box.text.replace(inline.LINE_BREAK, "\n")

    def _read(self, index: int) -> Inline:
        found, self._is_done = read_text(self.block, index, is_open=self._is_open, is_plain=self._is_plain)
        return found

    def drawn(self, key: FormulaKey) -> bool:
        if not self._box.waits_for(key):
            return False
        self._box = self._box.again()
        return True

    def update(self, block: Block, is_open: bool) -> bool:
        same = (block.kind, block.level, block.containers, is_open) == (
            self.block.kind, self.block.level, self.containers, self._is_open,
        )  # fmt: skip
        if same and block.source == self._source and block.glue == self.block.glue:
            self.block = block
            return True
        return False

    def set_width(self, width: float) -> None:
        self.width = width
        self._box.set_width(max(40.0, width - self.indent))
        self.height = self._box.height

    def natural_width(self) -> float:
        return self._box.natural_width + self.indent

    def drop(self) -> None:
        self._box.drop()

    @property
    def _text_x(self) -> float:
        return 0 if self._box.is_rtl else self.indent

    def paint(self, painter: QPainter, top: float, clip: tuple[float, float], marks: Marks) -> None:
        self._box.paint(painter, self._text_x, top, marks)
        for depth, item in self._items:
            is_task = self._is_done is not None and item is self._items[-1][1]
            self._paint_marker(painter, top, depth, item, is_task)

    def _paint_marker(
        self, painter: QPainter, top: float, depth: int, item: Container, is_task: bool
    ) -> None:
        look = self.look
        left = sum(QUOTE_INDENT if c.kind == "quote" else LIST_INDENT for c in self.containers[:depth])
        middle = top + self._face.line_height / 2
        x = left + 11.0
        if self._box.is_rtl:
            x = self.width - x
        if is_task:
            self._paint_check_box(painter, QRectF(x - 7.5, middle - 7.5, 15, 15))
        elif item.number or item.mark in ".)":
            painter.setPen(look.color("muted"))
            painter.setFont(look.font(self._face))
            area = QRectF(left - 60, top, LIST_INDENT - 8 + 60, self._face.line_height)
            align = Qt.AlignmentFlag.AlignRight
            if self._box.is_rtl:
                area.moveRight(self.width - left + 60)
                align = Qt.AlignmentFlag.AlignLeft
            painter.drawText(area, align | Qt.AlignmentFlag.AlignVCenter, f"{item.number}.")
        else:
            bullets = sum(c.kind == "item" and c.mark in "-+*" for c in self.containers[:depth])
            self._paint_bullet(painter, QPointF(x, middle + 0.5), bullets)

    def _paint_bullet(self, painter: QPainter, middle: QPointF, depth: int) -> None:
        color = self.look.color("muted")
        painter.setPen(QPen(color, 1.2) if depth == 1 else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if depth == 1 else color)
        if depth > 1:
            painter.drawRect(QRectF(middle.x() - 2.3, middle.y() - 2.3, 4.6, 4.6))
        else:
            painter.drawEllipse(middle, 2.6, 2.6)

    def _paint_check_box(self, painter: QPainter, box: QRectF) -> None:
        look = self.look
        if self._is_done:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent"))
            painter.drawRoundedRect(box, 4, 4)
            icons.draw(painter, "check", box.adjusted(1, 1, -1, -1), look.theme.colors.on_accent)
        else:
            painter.setPen(QPen(look.color("faint"), 1.3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.6, 0.6, -0.6, -0.6), 4, 4)

    def offset_at(self, x: float, y: float) -> int:
        return self._box.offset_at(x - self._text_x, y)

    def link_at(self, x: float, y: float) -> str:
        return self._box.link_at(x - self._text_x, y)

    def links(self) -> list[tuple[int, int, str]]:
        return self._box.links

    def areas(self, first: int, last: int) -> list[QRectF]:
        return [area.translated(self._text_x, 0) for area in self._box.areas(first, last)]

    def is_text_at(self, x: float, y: float) -> bool:
        return self._text_x <= x <= self._text_x + self._box.natural_width

    def end_point(self) -> QPointF:
        end = self._box.end_point()
        return QPointF(self._text_x + end.x(), end.y() + (self._face.line_height - 25) / 2)

    def copy_text(self, first: int, last: int) -> str:
        """Formulas as TeX; with the marker where the whole beginning is taken, so that a list stays one."""
        part = self._box.copy_text(first, last)
        if first or not self._items:
            return part
        item = self._items[-1][1]
        marker = "- " if item.mark in "-+*" else f"{item.number}. "
        if self._is_done is not None:
            marker += "[x] " if self._is_done else "[ ] "
        return "  " * (sum(c.kind == "item" for c in self.containers) - 1) + marker + part


class RuleLeaf(Leaf):
    """A thematic break."""

    def set_width(self, width: float) -> None:
        self.width = width
        self.height = 1

    def update(self, block: Block, is_open: bool) -> bool:
        return block.kind == "rule" and block.containers == self.containers

    def paint(self, painter: QPainter, top: float, clip: tuple[float, float], marks: Marks) -> None:
        painter.fillRect(QRectF(self.indent, top, self.width - self.indent, 1), self.look.color("border"))

    def copy_text(self, first: int, last: int) -> str:
        return "---"


def _face(block: Block) -> Face:
    if block.kind == "heading":
        return HEADINGS[min(block.level, 3) - 1]
    return QUOTE if any(container.kind == "quote" for container in block.containers) else BODY


def margins_of(block: Block) -> Margins:
    """The room a block keeps around it."""
    if block.kind == "heading":
        return (Margins(28, 12), Margins(26, 10), Margins(22, 8))[min(block.level, 3) - 1]
    if block.kind in ("code", "table"):
        return Margins(14, 14)
    if block.kind in ("formula", "rule"):
        return Margins(20, 20)
    if block.containers and block.containers[-1].kind == "item":
        return Margins(5, 5)
    return Margins(12 if block.glue is None else 0, 12)
