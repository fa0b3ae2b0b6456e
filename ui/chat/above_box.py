"""What stands between the conversation and the box, in the conversation's column."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

_ABOVE_PX = 6


class AboveBox(QWidget):
    """Holds one part; hidden while that is."""

    def __init__(self, part: QWidget) -> None:
        super().__init__()
        self._part = part
        self._place = (0, 0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, _ABOVE_PX, 0, 0)
        self._column.addWidget(part)
        part.installEventFilter(self)
        if part.isHidden():
            self.hide()

    def fit(self, width: int, left: int) -> None:
        """The column's place in the page."""
        self._place = (width, left)
        self._fit()

    def _fit(self) -> None:
        width, left = self._place
        self._column.setContentsMargins(left, _ABOVE_PX, max(0, self.width() - left - width), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Its own width is known only when it is laid out: a hidden one has that of another time."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._part and event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.setVisible(event.type() == QEvent.Type.ShowToParent)
        return super().eventFilter(watched, event)
