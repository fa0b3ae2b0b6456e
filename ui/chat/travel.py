"""Ways through the conversation: to a message, to a place in its text, by screens."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea

from ui.chat.emphasis import Spot
from ui.chat.lens import Lens
from ui.chat.stack import RowStack

_ABOVE_PX = 16  # what stays visible above a message that was gone to
_BELOW_PX = 48
_MARKED_MS = 1600
_SCREEN_SHARE = 0.9  # of a screen's height: what was last in sight stays in sight
_TRIES = 4  # what lies between is laid out on the way, which moves what is gone to


class Travel(QObject):
    """settle: lays out what came into view. refresh: draws a row anew, by its number."""

    def __init__(
        self,
        view: QAbstractScrollArea,
        stack: RowStack,
        lens: Lens,
        settle: Callable[[], None],
        refresh: Callable[[int], None],
    ) -> None:
        super().__init__(view)
        self._view = view
        self._stack = stack
        self._lens = lens
        self._settle = settle
        self._refresh = refresh
        self._unmark = QTimer(self, singleShot=True, interval=_MARKED_MS)
        self._unmark.timeout.connect(self._take_mark_away)

    def to_message(self, key: int) -> bool:
        """Bring a message into view and mark it for a moment; False if there is none with this key."""
        rows = self._stack.rows
        number = next((number for number, row in enumerate(rows) if row.entry.key == key), None)
        if number is None:
            return False
        self._take_mark_away()
        bar = self._view.verticalScrollBar()
        for _ in range(_TRIES):
            wanted = min(max(0, self._lens.px(rows[number].top) - _ABOVE_PX), bar.maximum())
            if bar.value() == wanted:
                break
            bar.setValue(wanted)
        rows[number].is_marked = True
        self._unmark.start()
        self._refresh(number)
        return True

    def to_spot(self, spot: Spot, room_above: int) -> None:
        """Scroll so that a stretch of text is in sight, if it is not, with this many pixels above it."""
        bar = self._view.verticalScrollBar()
        row = self._stack.rows[spot.row]
        for _ in range(_TRIES):
            areas = row.areas(spot.part, spot.slot, spot.span)
            body = row.body(spot.part)
            y = float(row.top)
            if areas:
                y += areas[0].top()
            elif body is not None:
                y += row.top_of(spot.part) + body.slots[spot.slot].top
            place = self._lens.y_in_view(y)
            height = self._view.viewport().height()
            is_seen = max(_ABOVE_PX, room_above) <= place < height - _BELOW_PX
            if areas and is_seen:
                break
            bar.setValue(bar.value() if is_seen else bar.value() + place - height // 3)
            self._settle()
        body = row.body(spot.part)
        if body is not None:
            body.leaf(spot.slot).reveal(spot.span[0])

    def key(self, event: QKeyEvent) -> bool:
        """Whether it was a key that scrolls: Home, Space, Page Up, Page Down."""
        bar = self._view.verticalScrollBar()
        step = round(bar.pageStep() * _SCREEN_SHARE)
        match event.key():
            case Qt.Key.Key_Home:
                bar.setValue(0)
            case Qt.Key.Key_PageDown:
                bar.setValue(bar.value() + step)
            case Qt.Key.Key_PageUp:
                bar.setValue(bar.value() - step)
            case Qt.Key.Key_Space:
                is_back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                bar.setValue(bar.value() + (-step if is_back else step))
            case _:
                return False
        return True

    def _take_mark_away(self) -> None:
        for number, row in enumerate(self._stack.rows):
            if row.is_marked:
                row.is_marked = False
                self._refresh(number)
