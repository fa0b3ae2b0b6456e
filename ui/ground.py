"""The round ground with a border that cards, panels and boxes stand on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import Theme


class Ground(QWidget):
    """Paints it in the theme's colours; what is on it is a subclass's, or a layout's."""

    def __init__(
        self,
        theme: Theme,
        *,
        color: str = "surface",
        border: str = "border",
        radius: float = 10,
        parent: QWidget | None = None,
    ) -> None:
        """color, border: fields of ui.theme.Colors."""
        super().__init__(parent)
        self._theme = theme
        self._look = (color, border, radius)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        color, border, radius = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.color(border))
        painter.setBrush(self._theme.color(color))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


class OpenedPanel(Ground):
    """One that is opened over the page. While the keyboard is in it, Escape closes it and nothing else."""

    closed = Signal()

    def close_panel(self) -> None:
        """What Escape does."""
        self.closed.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)
