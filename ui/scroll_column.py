"""A page's body: a column in the middle, no wider than is good to read, that scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui.scroll_bar import WIDTH as SCROLL_BAR_PX
from ui.scroll_bar import SlimScrollBar
from ui.theme import Theme

_COLUMN_PX = 800
_MARGIN_PX = 24


class ScrollColumn(QScrollArea):
    """Widgets go into `column`. What gets the keyboard is scrolled into sight."""

    scrolled = Signal(bool)  # whether something is hidden above

    def __init__(self, theme: Theme, ground: str = "bg") -> None:
        """ground: the field of ui.theme.Colors that it stands on."""
        super().__init__()
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always: the column must not jump when something is unfolded.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollBar(SlimScrollBar(theme, ground))
        body = QWidget()
        self._margins = QVBoxLayout(body)
        self._margins.setContentsMargins(0, 0, 0, 0)
        self.column = QVBoxLayout()
        self.column.setSpacing(0)
        self._margins.addLayout(self.column)
        self._margins.addStretch(1)
        self.setWidget(body)
        for widget in (self.viewport(), body):  # the window's own ground shows through
            widget.setAutoFillBackground(False)
        self.verticalScrollBar().valueChanged.connect(lambda value: self.scrolled.emit(value > 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        left, right = column_margins(self.width())
        self._margins.setContentsMargins(left, 8, right - SCROLL_BAR_PX, 40)


def column_margins(width_px: int) -> tuple[int, int]:
    """Left and right of the column in a page of this width, the scroll bar being a part of the right one."""
    room = width_px - SCROLL_BAR_PX
    column = min(_COLUMN_PX, room - 2 * _MARGIN_PX + SCROLL_BAR_PX)
    left = max(0, (room - column) // 2)
    return left, width_px - left - column
