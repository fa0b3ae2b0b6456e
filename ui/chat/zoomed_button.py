"""A button that may stand on a message, and then grows with the conversation's text."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QPainter

from ui.controls import Button


class ZoomedButton(Button):
    """It is painted as at 100 %, in a scaled painter; sizeHint is its size at 100 % as well."""

    _zoom = 1.0

    def stand(self, right: QPoint, zoom: float, most_px: int | None = None) -> None:
        """With the middle of its right edge there, at a zoom of which 1.0 is 100 %. most_px: its width."""
        size = self.sizeHint() * zoom
        if most_px is not None:
            size.setWidth(min(size.width(), most_px))
        if zoom != self._zoom:
            self._zoom = zoom
            self.update()
        self.resize(size)
        self.move(right.x() - size.width(), right.y() - size.height() // 2)

    def begin_paint(self) -> tuple[QPainter, QRectF]:
        """What to paint with, and the button's own area, as at 100 %."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self._zoom, self._zoom)
        return painter, QRectF(0, 0, self.width() / self._zoom, self.height() / self._zoom)
