"""What stands between the conversation and the box, in the conversation's column."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.ground import OpenedPanel

_ABOVE_PX = 6


class Urgency(IntEnum):
    """Which parts stay where there is no room for all of them: the first ones."""

    NEEDED = 0  # nothing goes on without it
    OPENED = 1  # by the person
    SUGGESTED = 2
    GREETING = 3  # never beside another one


class AboveBox(QWidget):
    """Holds one part; hidden while that is, or while others need the room."""

    changed = Signal()  # the part is shown or hidden, or needs another height

    def __init__(self, part: QWidget, urgency: Urgency) -> None:
        super().__init__()
        self.part = part
        self._usual = urgency
        self.urgency = urgency
        self._place = (0, 0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, _ABOVE_PX, 0, 0)
        self._column.addWidget(part)
        part.installEventFilter(self)
        self.hide()  # until there is room

    @property
    def is_wanted(self) -> bool:
        """Whether the part would be seen, were there room."""
        return not self.part.isHidden()

    def height_in(self, width: int) -> int:
        """What it needs in a column of that width."""
        part = self.part
        needed = part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()
        return max(needed, part.minimumSizeHint().height(), part.minimumHeight()) + _ABOVE_PX

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
        if watched is self.part:
            if event.type() == QEvent.Type.HideToParent:
                self.urgency = self._usual
                self.hide()
                self.changed.emit()
            elif event.type() in (QEvent.Type.ShowToParent, QEvent.Type.LayoutRequest):
                self.changed.emit()
        return super().eventFilter(watched, event)


class AboveBoxes(QObject):
    """Those of one page. Where they and what is written would leave too little of the conversation, the less
    urgent ones wait, and among equals the older ones. What is needed always stands, so does what the person
    opened last, and one in any case."""

    def __init__(self, room: Callable[[], tuple[int, int]], on_lost_keyboard: Callable[[], None]) -> None:
        """room: the pixels that they may take, and the column's width. on_lost_keyboard: it was in one that
        has to wait."""
        super().__init__()
        self._room = room
        self._on_lost_keyboard = on_lost_keyboard
        self._newest_first: list[AboveBox] = []
        self._wanted: set[AboveBox] = set()
        self._is_arranging = False

    def add(self, part: QWidget, urgency: Urgency | None) -> AboveBox:
        """urgency None: as such a part usually has."""
        if urgency is None:
            urgency = Urgency.OPENED if isinstance(part, OpenedPanel) else Urgency.NEEDED
        box = AboveBox(part, urgency)
        self._newest_first.append(box)
        box.changed.connect(self.arrange)
        return box

    def bring_up(self, part: QWidget) -> None:
        """The person asked for it: until it is hidden, it comes before all but what is needed."""
        for box in self._newest_first:
            if box.part is part:
                box.urgency = min(box.urgency, Urgency.OPENED)
                self._put_first(box)
                break
        self.arrange()

    def arrange(self) -> None:
        """Show those for which there is room."""
        if self._is_arranging:
            return
        self._is_arranging = True
        try:
            for box in [box for box in self._newest_first if box.is_wanted and box not in self._wanted]:
                self._put_first(box)
            self._wanted = {box for box in self._newest_first if box.is_wanted}
            self._show(self._chosen())
        finally:
            self._is_arranging = False

    def _put_first(self, box: AboveBox) -> None:
        self._newest_first.remove(box)
        self._newest_first.insert(0, box)

    def _chosen(self) -> set[AboveBox]:
        rest, width = self._room()
        chosen: set[AboveBox] = set()
        opened = (box for box in self._newest_first if box.is_wanted and box.urgency == Urgency.OPENED)
        opened_last = next(opened, None)
        for box in sorted(self._newest_first, key=lambda box: box.urgency):
            needed = box.height_in(width) if box.is_wanted else 0
            has_room = needed <= rest and box.urgency != Urgency.GREETING
            must_stand = not chosen or box.urgency == Urgency.NEEDED or box is opened_last
            if box.is_wanted and (has_room or must_stand):
                chosen.add(box)
                rest -= needed
        return chosen

    def _show(self, chosen: set[AboveBox]) -> None:
        focus = QApplication.focusWidget()
        for box in self._newest_first:
            if box not in chosen and not box.isHidden():
                has_keyboard = focus is not None and box.isAncestorOf(focus)
                box.hide()
                if has_keyboard:
                    self._on_lost_keyboard()
        for box in chosen:
            box.show()
