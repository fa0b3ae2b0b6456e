"""How much of something is done."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import formats
from ui.theme import Theme


class ProgressBar(QWidget):
    """A bar as wide as there is room."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._fraction = 0.0
        self._is_still = False
        self.setFixedHeight(6)
        self.setAccessibleName(name)

    def show_fraction(self, fraction: float, *, is_still: bool = False) -> None:
        """is_still: it does not move at present."""
        if (fraction, is_still) != (self._fraction, self._is_still):
            self._fraction, self._is_still = fraction, is_still
            self.setAccessibleDescription(formats.percent(fraction))
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        half = self.height() / 2
        painter.setBrush(colors.color("press"))
        painter.drawRoundedRect(QRectF(self.rect()), half, half)
        if self._fraction > 0:
            painter.setBrush(colors.color("scroll_hover" if self._is_still else "accent"))
            width = max(float(self.height()), self.width() * self._fraction)
            painter.drawRoundedRect(QRectF(0, 0, width, self.height()), half, half)
