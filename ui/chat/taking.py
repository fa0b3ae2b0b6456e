"""What is taken out of the conversation: selected, copied, asked for in the menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractScrollArea

from ui.chat import copying, markdown_copy
from ui.chat.context_menu import copy, make_menu
from ui.chat.pointing import Pointing
from ui.chat.selection import Selection
from ui.chat.stack import RowStack
from ui.chat.walk import Walk


class Taking(QObject):
    """Of what is pointed at, or where the keyboard is."""

    copy_asked = Signal(int)  # key of a message
    selected = Signal()

    def __init__(
        self,
        view: QAbstractScrollArea,
        stack: RowStack,
        selection: Selection,
        pointing: Pointing,
        walk: Walk,
    ) -> None:
        super().__init__(view)
        self._view = view
        self._stack = stack
        self._selection = selection
        self._pointing = pointing
        self._walk = walk

    def text(self) -> str:
        """What is selected."""
        return copying.selected_text(self._stack.rows, self._selection)

    def markdown(self) -> str:
        """What is selected, with the marks that make it look so."""
        return markdown_copy.selected_markdown(self._stack.rows, self._selection)

    def select_all(self) -> None:
        if self._stack.rows:
            self._selection.select(*copying.everything(self._stack.rows))
            self.selected.emit()

    def copy(self) -> None:
        """What is selected, or else the message that the keyboard is at."""
        if not self._selection.bounds and self._walk.is_on and self._walk.row:
            self.copy_asked.emit(self._walk.row.entry.key)
        copy(self.text())

    def show_menu(self, event: QContextMenuEvent, find: Callable[[], None]) -> None:
        position = self._view.viewport().mapFromGlobal(event.globalPos())
        is_by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        row = self._walk.row if is_by_key else self._pointing.row_at(position)
        is_selected = self._selection.bounds is not None
        menu = make_menu(
            self._view,
            selected=self.text if is_selected else None,
            selected_markdown=self.markdown if is_selected else None,
            link=self._pointing.link_at(position),
            copy_message=(lambda: self.copy_asked.emit(row.entry.key)) if row else None,
            find=find,
            select_all=self.select_all,
        )
        menu.exec(event.globalPos())
        menu.deleteLater()
