"""A formula on a line of its own: its picture, and until that is there, or where there is none, its text."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.formula import Formula
from ui.chat import inline
from ui.chat.blocks import Block
from ui.chat.formulas import FormulaKey, paint_formula
from ui.chat.inline import Inline, Style
from ui.chat.leaf import Leaf
from ui.chat.look import BODY, FORMULA, REMARK, Look
from ui.chat.marks import Marks
from ui.chat.textbox import TextBox, paint_mark

_REMARKEST = 0.6  # a wide formula is not shrunk further than this; its text breaks into lines instead


class FormulaLeaf(Leaf):
    """Selected as a whole; copied as TeX. is_open: more of it is still coming."""

    def __init__(self, look: Look, block: Block, is_open: bool) -> None:
        super().__init__(look, block)
        self._source = block.source.strip()
        self._is_open = is_open
        self._boxes: list[TextBox] = []
        self._formula: Formula | None = None
        self._scale = 1.0
        self._read()

    @property
    def text(self) -> str:
        return self._source

    @property
    def key(self) -> FormulaKey:
        return FormulaKey(self._source)

    def _read(self) -> None:
        known: Formula | str | None = None
        if self.look.formulas is not None and not self._is_open and self._source:
            known = self.look.formulas.get(self.key)
        self._formula = known if isinstance(known, Formula) else None
        if isinstance(known, str):
            code = Inline()
            code.add(self._source.replace("\n", inline.LINE_BREAK), Style.CODE)
            reason = Inline()
            reason.add(known)
            self._boxes = [TextBox(self.look, code, BODY), TextBox(self.look, reason, REMARK)]
        else:
            stand_in = Inline()
            inline.add_formula(stand_in, self._source)
            self._boxes = [TextBox(self.look, stand_in, FORMULA)]

    def drawn(self, key: FormulaKey) -> bool:
        """A picture is there; whether it is the one waited for. set_width has to be called then."""
        if self._is_open or key != self.key:
            return False
        self._read()
        return True

    def update(self, block: Block, is_open: bool) -> bool:
        same = (block.kind, block.containers, is_open) == ("formula", self.containers, self._is_open)
        if same and block.source.strip() == self._source:
            self.block = block
            return True
        return False

    def set_width(self, width: float) -> None:
        self.width = width
        room = max(40.0, width - self.indent)
        self._scale = 1.0
        if self._formula:
            self._scale = min(1.0, room / self._formula.width)
        for box in self._boxes:
            box.set_width(room)
        if self._has_picture and self._formula:
            self.height = round(self._formula.height * self._scale)
        else:
            self.height = sum(box.height for box in self._boxes)

    @property
    def _has_picture(self) -> bool:
        return self._formula is not None and self._scale >= _REMARKEST

    def natural_width(self) -> float:
        if self._formula and self._has_picture:
            return self._formula.width * self._scale + self.indent
        return max(box.natural_width for box in self._boxes) + self.indent

    def drop(self) -> None:
        for box in self._boxes:
            box.drop()

    def _area(self) -> QRectF:
        """Of the picture, or of the text that stands for it."""
        width = self.natural_width() - self.indent
        x = self.indent + max(0.0, (self.width - self.indent - width) / 2)
        return QRectF(x, 0, width, self.height)

    def paint(self, painter: QPainter, top: float, clip: tuple[float, float], marks: Marks) -> None:
        area = self._area().translated(0, top)
        for kind, _ in marks.all():
            paint_mark(painter, self.look, kind, area.adjusted(-4, 0, 4, 0))
        if self._formula and self._has_picture:
            paint_formula(painter, self._formula, area, self.look.theme.colors.text)
            return
        y = area.top()
        for box in self._boxes:
            box.paint(painter, area.x() if len(self._boxes) == 1 else self.indent + 4, y)
            y += box.height

    def areas(self, first: int, last: int) -> list[QRectF]:
        return [self._area()]

    def is_text_at(self, x: float, y: float) -> bool:
        return self._area().contains(x, y)

    def offset_at(self, x: float, y: float) -> int:
        return 0 if x < self._area().center().x() else len(self.text)

    def copy_text(self, first: int, last: int) -> str:
        """Always all of it: a part of TeX means nothing."""
        return f"$${self._source}$$"
