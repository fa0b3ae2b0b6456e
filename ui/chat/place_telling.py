"""What a screen reader is told of the keyboard's place among the messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractScrollArea

from ui.announcing import announce
from ui.chat import accessible
from ui.chat.emphasis import Emphasis
from ui.chat.item import MessageItem


class PlaceTelling(QTimer):
    """To be started when the keyboard has moved; each place is told once."""

    def __init__(
        self,
        view: QAbstractScrollArea,
        emphasis: Emphasis,
        items: Mapping[int, MessageItem],
        stop_text: Callable[[], str],
    ) -> None:
        """items: those on the screen. stop_text: what the keyboard is at within a message."""
        # After Qt itself has told that the whole view has the focus.
        super().__init__(view, singleShot=True, interval=0)
        self._view = view
        self._emphasis = emphasis
        self._items = items
        self._stop_text = stop_text
        self._told: tuple[int | None, str] = (None, "")
        self.timeout.connect(self._tell)

    def _tell(self) -> None:
        framed, said = self._emphasis.frame, self._stop_text()
        if (framed, said) == self._told:
            return
        self._told = (framed, said)
        if framed is not None and framed in self._items:
            accessible.tell_focus(self._items[framed])
        announce(self._view, said)
