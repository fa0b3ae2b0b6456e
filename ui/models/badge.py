"""One or two words on the accent's soft ground."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Theme


class Badge(QWidget):
    """Words on the accent's soft ground."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._theme = theme
        self._words = words
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(self._theme.font(12, 500)).horizontalAdvance(self._words) + 18, 22)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent_soft"))
        painter.drawRoundedRect(QRectF(self.rect()), 11, 11)
        font = self._theme.font(12, 500)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(self._theme.color("link"))
        painter.drawText(
            QPointF(9, self.height() / 2 + (metrics.ascent() - metrics.descent()) / 2), self._words
        )
