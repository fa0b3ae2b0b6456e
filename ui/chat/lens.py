"""Between the pixels of the view and the conversation's own units, which are pixels at a zoom of 100 %."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractScrollArea

from ui.chat.look import COLUMN_WIDTH
from ui.chat.stack import PADDING

ZOOM_STEPS = (75, 90, 100, 110, 125, 150, 175, 200)  # percent
_NARROWEST = 240


class Lens:
    """Scrolling, zoom and the column of messages in one view.

    The column stays as wide on the screen at any zoom, so that it keeps standing above the composer.
    """

    def __init__(self, view: QAbstractScrollArea) -> None:
        self._view = view
        self.percent = 100

    @property
    def zoom(self) -> float:
        return self.percent / 100

    @property
    def _column_px(self) -> int:
        return max(_NARROWEST, min(COLUMN_WIDTH, self._view.viewport().width() - 2 * PADDING))

    @property
    def column_width(self) -> float:
        """In the conversation's units."""
        return self._column_px / self.zoom

    @property
    def column_x(self) -> int:
        """Where the column begins in the view, in pixels."""
        return (self._view.viewport().width() - self._column_px) // 2

    @property
    def column_right(self) -> int:
        return self.column_x + self._column_px

    @property
    def seen(self) -> tuple[float, float]:
        """(top, height) of what is seen of the conversation."""
        top, height = self._view.verticalScrollBar().value(), self._view.viewport().height()
        return top / self.zoom, height / self.zoom

    def px(self, length: float) -> int:
        """A length, or a height from the top of the conversation, in whole pixels."""
        return round(length * self.zoom)

    def y_in_view(self, y: float) -> int:
        """Where a height of the conversation is in the view, in pixels."""
        return self.px(y) - self._view.verticalScrollBar().value()

    def point(self, position: QPoint) -> tuple[float, float]:
        """A point of the view as x from the left of the column and y from the top of the conversation."""
        y = position.y() + self._view.verticalScrollBar().value()
        return (position.x() - self.column_x) / self.zoom, y / self.zoom


def next_step(percent: int, is_up: bool) -> int:
    """The next zoom in that direction, or the last there is."""
    if is_up:
        return next((step for step in ZOOM_STEPS if step > percent), ZOOM_STEPS[-1])
    return next((step for step in reversed(ZOOM_STEPS) if step < percent), ZOOM_STEPS[0])
