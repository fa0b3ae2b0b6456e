"""What stands over the conversation: the actions of one message, and the way to its end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractScrollArea

from ui.chat.action_bar import ActionBar
from ui.chat.lens import Lens
from ui.chat.look import FOOT_HEIGHT
from ui.chat.message_buttons import JumpButton
from ui.chat.row import Row
from ui.chat.stack import RowStack
from ui.theme import Theme

_FAR_PX = 120  # from the end, before the way there is offered
_OVERHANG = 5  # of a button around its icon


class Standing:
    """Moves the action bar and the jump button to where they belong."""

    def __init__(self, theme: Theme, view: QAbstractScrollArea, stack: RowStack, lens: Lens) -> None:
        self._view = view
        self._stack = stack
        self._lens = lens
        self.bar = ActionBar(theme, view.viewport())
        self.bar.hide()
        self.jump = JumpButton(theme, view)
        self.jump.hide()

    def place(self, wanted: Sequence[Row | None]) -> None:
        """wanted: the messages whose actions are to be offered, the first one in view; else the last's."""
        self._place_bar(self._row(wanted))
        self._place_jump()

    def _row(self, wanted: Sequence[Row | None]) -> Row | None:
        visible = [row for _, row in self._stack.visible(*self._lens.seen) if not row.is_streaming]
        for row in wanted:
            if row is not None and any(row is one for one in visible):
                return row
        is_last_seen = bool(visible) and visible[-1] is self._stack.rows[-1]
        return visible[-1] if is_last_seen else None

    def _place_bar(self, row: Row | None) -> None:
        if row is None or not (row.text or row.entry.foot or row.entry.versions > 1):
            self.bar.hide()
            return
        self.bar.set_zoom(self._lens.zoom)
        self.bar.show_for(row)
        middle = self._lens.y_in_view(row.top + row.height - FOOT_HEIGHT / 2)
        overhang = self._lens.px(_OVERHANG)  # the first icon stands where the text begins
        x = self._lens.column_x - overhang
        if row.is_user:
            x = self._lens.column_right - self.bar.width() + overhang
        self.bar.move(x, middle - self.bar.height() // 2)
        self.bar.raise_()
        self.bar.show()

    def _place_jump(self) -> None:
        bar = self._view.verticalScrollBar()
        is_away = bool(self._stack.rows) and bar.maximum() - bar.value() > _FAR_PX
        self.jump.setVisible(is_away)
        if not is_away:
            return
        viewport = self._view.viewport()
        beside = self._lens.column_right + 16
        if beside + self.jump.width() + 8 > viewport.width():
            # Over the text, then; in its middle, away from the Copy of code and the edges of boxes.
            beside = (self._lens.column_x + self._lens.column_right - self.jump.width()) // 2
        self.jump.move(beside, viewport.y() + viewport.height() - self.jump.height() - 12)
        self.jump.raise_()
