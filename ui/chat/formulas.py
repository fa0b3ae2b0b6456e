"""Pictures of formulas, as far as they are drawn already; others are asked for and come a moment later."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from app.errors import UserError
from app.formula import INK, Formula
from app.words import tr
from ui.background import Lane

DISPLAY_PX = 18.0  # type size of formulas on a line of their own
INLINE_PX = 17.0  # in a sentence: its letters are as high as those of the text around
_REMEMBERED = 500


class FormulaKey(NamedTuple):
    """One formula as it was asked for."""

    tex: str
    is_inline: bool = False


class FormulaPictures(QObject):
    """For all conversations; drawn one after the other on a lane of their own."""

    drawn = Signal(object)  # the FormulaKey whose picture, or whose problem, is known now

    def __init__(
        self, lane: Lane, draw: Callable[[str, float, bool], Formula], parent: QObject | None = None
    ) -> None:
        """draw: as FormulaProcess.draw; called on the lane."""
        super().__init__(parent)
        self._lane = lane
        self._draw = draw
        self._known: OrderedDict[FormulaKey, Formula | str] = OrderedDict()
        self._asked: set[FormulaKey] = set()

    def get(self, key: FormulaKey) -> Formula | str | None:
        """The picture; or a sentence that says why there is none; or None while it is being drawn."""
        if key in self._known:
            self._known.move_to_end(key)
            return self._known[key]
        if key not in self._asked:
            self._asked.add(key)
            size_px = INLINE_PX if key.is_inline else DISPLAY_PX
            self._lane.run(
                partial(self._draw, key.tex, size_px, key.is_inline),
                partial(self._keep, key),
                partial(self._fail, key),
            )
        return None

    def _keep(self, key: FormulaKey, found: Formula | str) -> None:
        self._asked.discard(key)
        self._known[key] = found
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        self.drawn.emit(key)

    def _fail(self, key: FormulaKey, error: Exception) -> None:
        self._keep(
            key, error.message if isinstance(error, UserError) else tr("This formula could not be drawn.")
        )


def paint_formula(painter: QPainter, formula: Formula, area: QRectF, color: str) -> None:
    """Draw it into this area in one colour ("#RRGGBB"), at the resolution of the device."""
    scale = painter.device().devicePixelRatioF() * painter.worldTransform().m11()
    picture = _pixmap(formula, area, color, scale)
    # On whole device pixels: a picture between them is blurred.
    x, y = round(area.x() * scale) / scale, round(area.y() * scale) / scale
    painter.drawPixmap(QRectF(x, y, area.width(), area.height()), picture, QRectF(picture.rect()))


def _pixmap(formula: Formula, area: QRectF, color: str, scale: float) -> QPixmap:
    size = QSize(max(1, round(area.width() * scale)), max(1, round(area.height() * scale)))
    key = f"formula {hash(formula.svg)} {color} {size.width()} {size.height()}"
    picture = QPixmap()
    if QPixmapCache.find(key, picture):
        return picture
    picture = QPixmap(size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    svg = QByteArray(formula.svg.replace(INK.encode(), color.encode()))
    QSvgRenderer(svg).render(painter, QRectF(picture.rect()))
    painter.end()
    QPixmapCache.insert(key, picture)
    return picture
