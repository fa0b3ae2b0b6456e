"""Ctrl+F: the bar above the messages, what it finds, and the way to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from ui.chat.emphasis import Emphasis, Spot
from ui.chat.finding import Finder
from ui.chat.lens import Lens
from ui.chat.row import THOUGHT_PART
from ui.chat.selection import Place
from ui.chat.stack import RowStack
from ui.still_there import is_there
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.chat.find_bar import FindBar


class FindPanel(QObject):
    """reveal: scrolls a spot into sight, with this much room above it in pixels."""

    shown_or_hidden = Signal(int)  # how many pixels above the messages it takes now
    marks_changed = Signal(int)  # in the row with this number; -1: in all

    def __init__(
        self,
        theme: Theme,
        view: QAbstractScrollArea,
        stack: RowStack,
        lens: Lens,
        emphasis: Emphasis,
        reveal: Callable[[Spot, int], None],
    ) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._stack = stack
        self._lens = lens
        self._emphasis = emphasis
        self._reveal = reveal
        self._focus_before: QWidget | None = None
        self.finder = Finder(stack, emphasis, self)
        self.finder.found_in.connect(self.marks_changed)
        self.finder.changed.connect(self._show_count)
        self.finder.went_to.connect(self._show_hit)

    @cached_property
    def _bar(self) -> FindBar:
        """Made when it is first opened: most conversations are shown without it."""
        from ui.chat.find_bar import FindBar

        bar = FindBar(self._theme, self._view)
        bar.hide()
        bar.text_changed.connect(self._find)
        bar.step_asked.connect(self.finder.step)
        bar.closed.connect(self.close)
        return bar

    @property
    def is_open(self) -> bool:
        return "_bar" in vars(self) and not self._bar.isHidden()

    def open(self, text: str) -> None:
        """Show the bar, with this text if there is any, else with what it was last."""
        if not self.is_open:
            self._focus_before = QApplication.focusWidget()
            self._bar.show()
            self.shown_or_hidden.emit(self._bar.height())
            self.place()
        if text and "\n" not in text:
            self._bar.field.setText(text)
        self._bar.field.selectAll()
        self._bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._find(self._bar.field.text())

    def close(self) -> None:
        """Put the bar away; the hit that was gone to stays selected."""
        if not self.is_open:
            return
        if spot := self.finder.current:
            first, last = (Place(*spot[:3], offset) for offset in spot.span)
            self._emphasis.selection.select(first, last)
        self._find("")
        had_focus = self._bar.isAncestorOf(QApplication.focusWidget() or self._view)
        self._bar.hide()
        self.shown_or_hidden.emit(0)
        if had_focus:
            before = self._focus_before
            can_take = before is not None and is_there(before) and before.isVisible()
            (before if before and can_take else self._view).setFocus()
        self.marks_changed.emit(-1)

    def place(self) -> None:
        """After a change of the view's size."""
        if self.is_open:
            self._bar.place(self._view.width(), max(16, self._lens.column_x), self._lens.column_right)

    def _find(self, text: str) -> None:
        if text != self.finder.query:
            self.finder.search(text, self.finder.current or self._reading_place())

    def _reading_place(self) -> Spot:
        """The first block in view."""
        top, height = self._lens.seen
        for number, row in self._stack.visible(top, height):
            for part, body, _, y in row.parts():
                for slot in range(body.slot_at(top - row.top - y), len(body.slots)):
                    if row.top + y + body.slots[slot].top + body.slots[slot].height > top:
                        return Spot(number, part, slot, (0, 0))
        return Spot(len(self._stack.rows), 0, 0, (0, 0))

    def _show_hit(self, spot: Spot) -> None:
        row = self._stack.rows[spot.row]
        row.build()
        if spot.part == THOUGHT_PART:
            row.shows_thought = True
        self._reveal(spot, 0)
        self.marks_changed.emit(-1)

    def _show_count(self) -> None:
        if self.is_open:
            self._bar.show_count(self.finder.position, self.finder.count, self.finder.is_complete)
