"""Which part of the conversation is on the screen, and that what is read stays there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractScrollArea

from ui.chat.lens import Lens
from ui.chat.row import Row
from ui.chat.stack import Anchor, RowStack

_AT_END = 4  # pixels that still count as the end
_ROUNDS = 8  # what becomes exact may bring more into sight


class Settling:
    """place: puts widgets on the rows that are seen, by their numbers."""

    def __init__(
        self,
        view: QAbstractScrollArea,
        stack: RowStack,
        lens: Lens,
        place: Callable[[dict[int, Row]], None],
    ) -> None:
        self._view = view
        self._stack = stack
        self._lens = lens
        self._place = place
        self.is_pinned = True  # to the end, as it grows
        self.is_under_way = False
        self.has_place = False  # whether the view was ever given its size: all is laid out then

    def settle(self) -> None:
        """Lay out what is on the screen, keep what is read in place, and put the widgets there."""
        if self.is_under_way or not self.has_place:
            return
        self.is_under_way = True
        try:
            anchor = self.anchor()
            self._update_range(anchor)
            for _ in range(_ROUNDS):
                if not self._stack.settle(*self._lens.seen):
                    break
                self._update_range(anchor)
            self._place(dict(self._stack.visible(*self._lens.seen)))
        finally:
            self.is_under_way = False

    def scrolled(self) -> None:
        """By somebody else."""
        if not self.is_under_way:
            self.is_pinned = self.is_at_end()
            self.settle()

    def is_at_end(self) -> bool:
        bar = self._view.verticalScrollBar()
        return bar.value() >= bar.maximum() - _AT_END

    def anchor(self) -> Anchor | None:
        """What has to stay in place; nothing at both ends."""
        if self.is_pinned or not self._view.verticalScrollBar().value():
            return None
        return self._stack.anchor(*self._lens.seen)

    def fit_width(self, anchor: Anchor | None) -> None:
        """After a change of the column: everything laid out anew, with the anchor where it was."""
        self.is_under_way = True
        self._stack.set_width(self._lens.column_width)
        self._update_range(anchor)
        self.is_under_way = False
        self.settle()

    def _update_range(self, anchor: Anchor | None) -> None:
        self._stack.update_last()
        bar = self._view.verticalScrollBar()
        height = self._view.viewport().height()
        bar.setRange(0, max(0, self._lens.px(self._stack.height) - height))
        bar.setPageStep(max(1, height))
        if self.is_pinned:
            bar.setValue(bar.maximum())
        elif anchor:
            bar.setValue(self._lens.px(self._stack.top_for(anchor)))
