"""The widgets of the messages on the screen: made once, given to another message when theirs leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from ui.chat.emphasis import Emphasis
from ui.chat.item import MessageItem
from ui.chat.lens import Lens
from ui.chat.row import Row
from ui.theme import Theme


class ItemPool:
    """shown: by the number of the row. made: called with each new widget."""

    def __init__(
        self,
        theme: Theme,
        viewport: QWidget,
        lens: Lens,
        emphasis: Emphasis,
        made: Callable[[MessageItem], None],
    ) -> None:
        self._theme = theme
        self._viewport = viewport
        self._lens = lens
        self._emphasis = emphasis
        self._made = made
        self._spare: list[MessageItem] = []
        self._above: QWidget | None = None
        self.shown: dict[int, MessageItem] = {}

    def set_above(self, widget: QWidget) -> None:
        """What stands on the messages. It is drawn anew with them: once an opaque widget has been moved, Qt
        takes it for one that nothing overlaps, and draws over what does."""
        self._above = widget

    def place(self, visible: Mapping[int, Row]) -> None:
        """Show these rows and no others."""
        lens = self._lens
        width, height = self._viewport.width(), self._viewport.height()
        for number in [number for number in self.shown if number not in visible]:
            self.retire(number)
        for number, row in visible.items():
            if number not in self.shown:
                self.shown[number] = self._item()
            item = self.shown[number]
            top, bottom = lens.y_in_view(row.top), lens.y_in_view(row.top + row.height)
            item.show_row(row, number, QRect(0, top, width, bottom - top), lens.column_x, lens.zoom)
            item.place_buttons(-top / lens.zoom, (height - top) / lens.zoom)

    def retire_from(self, first: int) -> None:
        """These rows are others now."""
        for number in [number for number in self.shown if number >= first]:
            self.retire(number)

    def retire(self, number: int) -> None:
        item = self.shown.pop(number)
        item.hide()
        self._spare.append(item)

    def update(self, number: int = -1) -> None:
        """Draw one message anew, if it is on the screen; -1: all."""
        if number < 0:
            for item in self.shown.values():
                item.update()
        elif number in self.shown:
            self.shown[number].update()
        if self._above is not None:
            self._above.update()

    def _item(self) -> MessageItem:
        if self._spare:
            return self._spare.pop()
        item = MessageItem(self._theme, self._emphasis, self._viewport)
        item.lower()
        self._made(item)
        return item
