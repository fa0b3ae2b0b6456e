"""The buttons that stand on messages: Copy on code, what a notice offers, jump to the end."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.words import tr
from ui import icons
from ui.chat.code_leaf import CodeLeaf
from ui.chat.zoomed_button import ZoomedButton
from ui.controls import Button, paint_focus_ring
from ui.theme import Theme

_COPIED_MS = 1600


class CopyCodeButton(ZoomedButton):
    """In the head of a code block; says "Copied" for a moment."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, tr("Copy code"), parent)
        self.leaf: CodeLeaf | None = None
        self._was_copied = QTimer(self)
        self._was_copied.setSingleShot(True)
        self._was_copied.timeout.connect(self.update)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.clicked.connect(self._copy)

    def sizeHint(self) -> QSize:
        return QSize(72, 28)

    def _copy(self) -> None:
        if self.leaf:
            QGuiApplication.clipboard().setText(self.leaf.text)
            self._was_copied.start(_COPIED_MS)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._theme.colors
        painter, rect = self.begin_paint()
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("press"))
            painter.drawRoundedRect(rect, 6, 6)
        was_copied = self._was_copied.isActive()
        text = tr("Copied") if was_copied else tr("Copy")
        font = self._theme.font(12)
        width = QFontMetrics(font).horizontalAdvance(text) + 18
        x = (rect.width() - width) / 2
        ink = colors.text if self.underMouse() else colors.muted
        icons.draw(painter, "check" if was_copied else "copy", QRectF(x, 7, 14, 14), ink)
        painter.setPen(ink)
        painter.setFont(font)
        painter.drawText(rect.adjusted(x + 18, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
        if self._shows_focus:
            paint_focus_ring(painter, rect, 6, colors.accent)


class NoticeButton(ZoomedButton):
    """One of the ways out that a notice offers."""

    def __init__(self, theme: Theme, name: str, width: int, parent: QWidget) -> None:
        super().__init__(theme, name, parent)
        self._width = width
        self.setText(name)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def sizeHint(self) -> QSize:
        return QSize(self._width, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, rect = self.begin_paint()
        painter.setPen(QPen(self._theme.color("border"), 1))
        painter.setBrush(self._theme.color("hover" if self.underMouse() else "raised"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(self._theme.color("text"))
        painter.setFont(self._theme.font(13, 500))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.text())
        if self._shows_focus:
            paint_focus_ring(painter, rect, 6, self._theme.colors.accent)


class JumpButton(Button):
    """Round, over the transcript's lower end while that is out of sight."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, tr("Jump to the latest message"), parent)
        self.setToolTip(tr("Jump to the latest message"))
        self.setFixedSize(36, 36)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(self._theme.color("border"), 1))
        painter.setBrush(self._theme.color("hover" if self.underMouse() else "raised"))
        painter.drawEllipse(rect)
        icons.draw(painter, "arrow-down", rect.adjusted(9, 9, -9, -9), self._theme.colors.text)
        if self._shows_focus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.drawEllipse(rect.adjusted(1, 1, -1, -1))
