"""What goes along with a question, as chips: in the composer, and above the question in the transcript."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.documents.attachments import Attachment
from app.words import tr, trn
from ui import formats, icons
from ui.chat.zoomed_button import ZoomedButton
from ui.controls import paint_focus_ring
from ui.theme import Theme

CHIP_HEIGHT = 32
_ICON_PX, _PADDING = 16, 10


def chip_text(attachment: Attachment) -> str:
    """Pasted text · 1,240 words · 1,650 tokens"""
    words = len(attachment.text.split())
    parts = [attachment.name, trn("{count} word", "{count} words", words)]
    if attachment.token_count is not None:
        parts.append(formats.tokens(attachment.token_count))
    return " · ".join(parts)


def chip_width(theme: Theme, text: str) -> int:
    return QFontMetrics(theme.font(13)).horizontalAdvance(text) + 2 * _PADDING + _ICON_PX + 8


class Chip(ZoomedButton):
    """One attachment; a click shows its text."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, text, parent)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(tr("Attached: {text}", text=text))
        self.setToolTip(tr("Show the text\n{text}", text=text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(chip_width(self._theme, self.text()), CHIP_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(96, CHIP_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._theme.colors
        painter, rect = self.begin_paint()
        painter.setPen(QPen(self._theme.color("border"), 1))
        painter.setBrush(self._theme.color("hover" if self.underMouse() else "raised"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        icon = QRectF(_PADDING, (rect.height() - _ICON_PX) / 2, _ICON_PX, _ICON_PX)
        icons.draw(painter, "document", icon, colors.muted)
        painter.setFont(self._theme.font(13))
        metrics = painter.fontMetrics()
        x = icon.right() + 8
        text = metrics.elidedText(
            self.text(), Qt.TextElideMode.ElideRight, max(0, int(rect.right() - _PADDING - x) + 1)
        )
        painter.setPen(self._theme.color("text"))
        baseline = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(x, baseline), text)
        if self._shows_focus:
            paint_focus_ring(painter, rect, 8, colors.accent)
