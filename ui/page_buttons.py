"""The sidebar's buttons that lead to pages."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from ui.controls import IconButton, Ink, TextButton, tool_tip
from ui.theme import Theme


class ToolButton(IconButton):
    """Marked while its page is shown; the window decides that."""

    def __init__(self, theme: Theme, icon: str, name: str, keys: str, *, size_px: int) -> None:
        super().__init__(theme, icon, name, keys, size_px=size_px)
        self.setCheckable(True)

    def nextCheckState(self) -> None:
        """A click does not mark it."""


class PageButton(TextButton):
    """A row at the foot that leads to a page; the window decides which one is marked."""

    def __init__(self, theme: Theme, label: str, icon: str, keys: str) -> None:
        super().__init__(theme, label, icon=icon, look="plain", height_px=34, is_left=True)
        self.setCheckable(True)
        self.setToolTip(tool_tip(label, keys))
        self._note = ""
        self._fraction: float | None = None
        self._note_ink: Ink = "muted"

    def show_note(self, note: str, fraction: float | None, ink: Ink) -> None:
        if (note, fraction, ink) != (self._note, self._fraction, self._note_ink):
            self._note, self._fraction, self._note_ink = note, fraction, ink
            self.setAccessibleDescription(note)
            self.update()

    def note(self) -> str:
        return self._note

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._note:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(12, 500))
        painter.setPen(self._theme.color("text" if self.isChecked() else self._note_ink))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect().adjusted(0, 0, -10, 0), right, self._note)
        if self._fraction is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            bar = QRectF(10, self.height() - 4, self.width() - 20, 2)
            painter.setBrush(self._theme.color("press"))
            painter.drawRoundedRect(bar, 1, 1)
            painter.setBrush(self._theme.color("accent"))
            bar.setWidth(max(2.0, bar.width() * self._fraction))
            painter.drawRoundedRect(bar, 1, 1)

    def nextCheckState(self) -> None:
        """A click does not mark it."""
