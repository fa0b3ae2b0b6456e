"""A line of small words that is a button where there is more to tell."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from app.words import tr
from ui.controls import Button, Ink, paint_focus_ring
from ui.theme import Theme
from ui.tips import TipAbove

RING_PX = 6  # between the words and the ring of the focus around them


class LineButton(Button):
    """As wide as there is room; what does not fit is cut, and in the tool tip."""

    def __init__(self, theme: Theme, ink: Ink, name: str = "") -> None:
        """name: what it is called while it has no line."""
        super().__init__(theme, name)
        self._name = name
        self._ink = ink
        self._font_px = 12
        self._more = self._told = ""
        self._tip = TipAbove(theme, self)
        self.setFixedHeight(24)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setEnabled(False)

    def show_line(self, text: str, more: str = "", tip: str = "") -> None:
        """more: what a click shows, empty where it does nothing. tip: what a pointer is told before."""
        if (text, more) != (self.text(), self._more):
            self._more = more
            self.setText(text)
            told = tr("{text}. {more}", text=text, more=more) if more else text
            self.setAccessibleName(told if text else self._name)
            self.setEnabled(bool(more))
            self.updateGeometry()
            self.update()
        if tip != self._told:
            self._told = tip
            self.setAccessibleDescription(tip.replace("\n", " "))
        self._explain()

    def set_size(self, height_px: int, font_px: int) -> None:
        """For one that grows with the text it stands at."""
        self._font_px = font_px
        self.setFixedHeight(height_px)
        self.updateGeometry()

    def tip(self) -> str:
        """All that a pointer is told."""
        return self._tip.text

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    def _explain(self) -> None:
        is_cut = self._metrics().horizontalAdvance(self.text()) > self._room()
        parts = (self.text() if is_cut else "", self._told, self._more)
        self._tip.text = "\n".join(part for part in parts if part)

    def sizeHint(self) -> QSize:
        return QSize(self._metrics().horizontalAdvance(self.text()) + 2 * RING_PX, self.height())

    def _room(self) -> int:
        return self.width() - 2 * RING_PX

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._theme.font(self._font_px))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = self._metrics()
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self._room())
        font = QFont(self._theme.font(self._font_px))  # its own: others share that one
        is_pointed_at = self.isEnabled() and self.underMouse()
        font.setUnderline(is_pointed_at)
        painter.setFont(font)
        painter.setPen(self._theme.color("text" if is_pointed_at else self._ink))
        baseline = self.height() / 2 + (metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(RING_PX, baseline), text)
        if self._shows_focus:
            area = QRectF(0, 0, metrics.horizontalAdvance(text) + 2 * RING_PX, self.height())
            paint_focus_ring(painter, area, 6, self._theme.colors.accent)
