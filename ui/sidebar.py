"""The sidebar: new chat, search, the conversations, undo of a deletion, the other pages, free memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from app.store.conversations import Conversations
from app.store.settings import SettingsStore
from app.store.shelves import Shelves
from app.words import tr
from ui.background import Lane
from ui.controls import IconButton, Ink, Label, TextButton, tool_tip
from ui.conversation_list import ListView
from ui.conversation_menu import ConversationMenu
from ui.conversation_rows import ARCHIVE, BIN, Listing, rows_of, rows_of_search
from ui.notice_bar import NoticeBar
from ui.page_buttons import PageButton, ToolButton
from ui.search_field import SearchField
from ui.theme import Theme

if TYPE_CHECKING:
    from app.store.search import Hit

WIDTH_PX = 264
_SEARCH_DELAY_MS = 150


class Sidebar(QWidget):
    """Lists, searches, renames, deletes and brings back conversations; opening them is the page's part."""

    new_requested = Signal()
    opened = Signal(int)
    message_opened = Signal(int, int, str)  # a conversation's id, a message's id, what was searched for
    renamed = Signal(int, str)
    deleted = Signal(int, object)  # its id; the id of the conversation beside it, or None
    failed = Signal(object)  # UserError
    export_requested = Signal(int, str)  # its id; markdown, json or pdf
    restored = Signal(int)
    page_requested = Signal(str)  # a name that was given to add_page
    help_requested = Signal(QPoint)  # where its menu ends, on the screen
    left = Signal()  # Escape: back to what is beside it

    def __init__(
        self,
        theme: Theme,
        conversations: Conversations,
        shelves: Shelves,
        settings: SettingsStore,
        quick_lane: Lane,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._conversations = conversations
        self._shelves = shelves
        self._settings = settings
        self._quick_lane = quick_lane
        self._folded = {ARCHIVE, BIN, *settings.get().folded_folders.split(",")} - {""}
        self._open_id: int | None = None
        self._page = "chat"
        self._page_buttons: dict[str, PageButton] = {}
        self._tools: dict[str, ToolButton] = {}
        self.setFixedWidth(WIDTH_PX)
        self.setAccessibleName(tr("Conversations"))
        self._new = TextButton(theme, tr("New chat"), icon="plus", height_px=40, is_left=True)
        self._new.setToolTip(tool_tip(tr("New chat"), "Ctrl+N"))
        self._search = SearchBox(theme)
        self._list = ListView(theme)
        self._empty = Label(
            theme,
            tr("Your conversations will be listed here. They stay on this computer."),
            font_px=13,
            ink="muted",
            wraps=True,
        )
        self._empty.setContentsMargins(12, 12, 12, 0)
        self._menu = ConversationMenu(theme, conversations, shelves, quick_lane, self)
        self._notice = NoticeBar(theme)
        self._memory = Label(theme, font_px=12, ink="muted")
        self._memory.setContentsMargins(12, 4, 12, 6)
        self._help = IconButton(theme, "help", tr("Help"), "F1", size_px=28, icon_px=17)
        self._lay_out()
        self._search_delay = QTimer(self, singleShot=True, interval=_SEARCH_DELAY_MS)
        self._search_delay.timeout.connect(self._run_search)
        self._found_for = ""  # what the hits that are listed were looked for with
        self._edges = (False, False)
        self._opens_first = False  # Return was pressed before the search came back
        self._connect()
        theme.changed.connect(self.update)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 1, 8)  # the list's scroll bar stands in the right margin
        column.setSpacing(8)
        self._page_row = QWidget()
        self._page_column = QVBoxLayout(self._page_row)
        self._page_column.setContentsMargins(0, 0, 0, 0)
        self._page_column.setSpacing(2)
        self._new_row = QHBoxLayout()
        self._new_row.setContentsMargins(0, 0, 12, 0)
        self._new_row.setSpacing(4)
        self._new_row.addWidget(self._new, 1)
        column.addLayout(self._new_row)
        above = (self._search, self._empty, self._list)
        for widget in (*above, self._notice, self._page_row, self._memory):
            if widget is self._list:
                column.addWidget(widget, 1)
                column.addStretch(0)
                continue
            row = QHBoxLayout()
            row.setContentsMargins(0, 0, 12, 0)
            row.addWidget(widget, 1)
            if widget is self._memory:
                row.addWidget(self._help)
            column.addLayout(row)

    def _connect(self) -> None:
        self._new.clicked.connect(self.new_requested)
        self._help.clicked.connect(self.open_help)
        self._search.textChanged.connect(self._on_search_text)
        self._search.down_pressed.connect(self._list.focus_first)
        self._search.returnPressed.connect(self._open_first)
        self._search.left.connect(self.leave_search)
        self._list.verticalScrollBar().valueChanged.connect(self._show_edges)
        self._list.verticalScrollBar().rangeChanged.connect(self._show_edges)
        self._list.opened.connect(self.opened)
        self._list.message_opened.connect(self._on_message_opened)
        self._list.rows.renamed.connect(self._rename)
        self._list.delete_requested.connect(self.delete)
        self._list.undo_pressed.connect(self._notice.press)
        self._list.menu_requested.connect(self._menu.show)
        self._list.folded.connect(self._fold)
        self._menu.changed.connect(self.refresh)
        self._menu.failed.connect(self.failed)
        self._menu.archived.connect(self._on_archived)
        self._menu.rename_requested.connect(self._list.edit_soon)
        self._menu.delete_requested.connect(self.delete)
        self._menu.restore_requested.connect(self._restore)
        self._menu.export_requested.connect(self.export_requested)

    def refresh(self) -> None:
        """Show the conversations as they are stored now; not while a search is shown."""
        if self._search.text().strip():
            return
        listing = Listing(
            self._conversations.all(),
            self._shelves.folders(),
            self._shelves.deleted(),
            frozenset(self._folded),
        )
        rows = rows_of(listing, datetime.now(), self._open_id)
        self._list.set_rows(rows, "")
        self._empty.setVisible(not rows)
        self._list.setVisible(bool(rows))

    def _fold(self, key: str, is_folded: bool) -> None:
        self._folded = self._folded | {key} if is_folded else self._folded - {key}
        self._settings.set(folded_folders=",".join(sorted(self._folded - {ARCHIVE, BIN})))
        self.refresh()

    def tell(self, text: str, show: Callable[[], None] | None = None) -> None:
        """A notice for some seconds. show: brings what it tells of before the person's eyes."""
        self._notice.show_notice(text, show=show)

    def add_page(self, name: str, label: str, icon: str, keys: str) -> None:
        """A button at the foot that asks for the page of that name."""
        button = PageButton(self._theme, label, icon, keys)
        button.clicked.connect(lambda: self.page_requested.emit(name))
        before = list(self._page_buttons.values())[-1] if self._page_buttons else self._list
        self._page_buttons[name] = button
        self._page_column.addWidget(button)
        QWidget.setTabOrder(before, button)
        QWidget.setTabOrder(button, self._help)

    def add_tool(self, name: str, label: str, icon: str, keys: str) -> None:
        """The same beside New chat, for a page with another kind of chat."""
        button = ToolButton(self._theme, icon, label, keys, size_px=36)
        button.clicked.connect(lambda: self.page_requested.emit(name))
        before = list(self._tools.values())[-1] if self._tools else self._new
        self._tools[name] = button
        self._new_row.addWidget(button)
        QWidget.setTabOrder(before, button)
        QWidget.setTabOrder(button, self._search)

    def show_note(self, name: str, note: str, fraction: float | None = None, ink: Ink = "muted") -> None:
        """What goes on there, beside the label of that page's button. fraction: of a bar below it."""
        self._page_buttons[name].show_note(note, fraction, ink)

    def show_label(self, name: str, label: str, accessible_name: str) -> None:
        """Other words on that page's button."""
        self._page_buttons[name].set_text(label, accessible_name)

    def show_page(self, name: str) -> None:
        """Marks what is shown beside: a page's button, or the open conversation."""
        self._page = name
        for page, button in (*self._page_buttons.items(), *self._tools.items()):
            button.setChecked(page == name)
        self._mark_open()

    def _mark_open(self) -> None:
        self._list.rows.set_open(self._open_id if self._page == "chat" else None)

    def set_open(self, conversation_id: int | None) -> None:
        self._open_id = conversation_id
        self._mark_open()
        self.refresh()
        if conversation_id is not None and not self._search.text():
            self._list.reveal(conversation_id)

    def set_answering(self, conversation_ids: Iterable[int]) -> None:
        self._list.rows.set_answering(conversation_ids)

    def open_help(self) -> None:
        self.help_requested.emit(self._help.mapToGlobal(QPoint(0, 0)))

    def show_memory(self, text: str) -> None:
        self._memory.set_text(text)

    def focus_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def is_searching(self) -> bool:
        return bool(self._search.text()) or self._search.hasFocus()

    def leave_search(self) -> None:
        self._search.clear()
        self.left.emit()

    def _on_search_text(self, text: str) -> None:
        self._opens_first = False
        if text.strip():
            self._search_delay.start()
        else:
            self._search_delay.stop()
            self._found_for = ""
            self.refresh()

    def _run_search(self) -> None:
        text = self._search.text().strip()
        self._quick_lane.run(
            lambda: self._conversations.search(text),
            lambda hits: self._show_hits(text, hits),
            lambda _error: None,
        )

    def _show_hits(self, text: str, hits: Sequence[Hit]) -> None:
        if self._search.text().strip() != text:
            return  # a newer search is on its way
        self._empty.hide()
        self._list.show()
        self._list.set_rows(rows_of_search(hits), text)
        self._found_for = text
        if self._opens_first:
            self._opens_first = False
            self._list.open_first()

    def _on_message_opened(self, conversation_id: int, message_id: int) -> None:
        self.message_opened.emit(conversation_id, message_id, self._search.text())

    def _open_first(self) -> None:
        if self._found_for == self._search.text().strip():
            self._list.open_first()
            return
        self._opens_first = True  # what is listed is something else yet
        if self._search_delay.isActive():
            self._search_delay.stop()
            self._run_search()

    def edit_title(self) -> None:
        """Let a title be edited in its row: of the row the keyboard stands on, else of what is open."""
        conversation_id = self._list.pointed_at() or self._open_id
        if conversation_id is not None:
            self._search.clear()
            self._list.edit_title(conversation_id)

    def delete(self, conversation_id: int) -> None:
        """Into the bin; the bar below offers the way back. What is there already: for good, after a yes."""
        conversation = self._conversations.get(conversation_id)
        if conversation.deleted_at is not None:
            self._menu.remove(conversation_id)
            return
        beside = self._list.rows.neighbour(conversation_id)
        self._conversations.delete(conversation_id)
        told = tr("Deleted “{title}”", title=conversation.title or tr("New chat"))
        self._notice.show_notice(told, lambda: self._restore(conversation_id))
        self.deleted.emit(conversation_id, beside)
        self.refresh()

    def _on_archived(self, conversation_id: int) -> None:
        title = self._conversations.get(conversation_id).title or tr("New chat")
        self._notice.show_notice(
            tr("Archived “{title}”", title=title), lambda: self._unarchive(conversation_id)
        )

    def _unarchive(self, conversation_id: int) -> None:
        self._shelves.archive(conversation_id, False)
        self.refresh()

    def _restore(self, conversation_id: int) -> None:
        self._conversations.restore(conversation_id)
        self.refresh()
        self.restored.emit(conversation_id)

    def _rename(self, conversation_id: int, title: str) -> None:
        self._conversations.rename(conversation_id, title)
        # The editor is still open while it tells its text; list and focus may change once it is gone.
        QTimer.singleShot(0, self, lambda: self._on_title_edited(conversation_id, title))

    def _on_title_edited(self, conversation_id: int, title: str) -> None:
        self.refresh()
        self.renamed.emit(conversation_id, title)
        if self._list.was_used_by_keyboard:
            self._list.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.left.emit()

    def _hidden_rows(self) -> tuple[bool, bool]:
        """Whether the list goes on above, and below, what is seen of it."""
        bar = self._list.verticalScrollBar()
        return bar.value() > bar.minimum(), bar.value() < bar.maximum()

    def _show_edges(self) -> None:
        hidden = self._hidden_rows()
        if hidden != self._edges:
            self._edges = hidden
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._theme.colors
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colors.sidebar))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(colors.border))
        if self._list.isVisible():
            place, hidden = self._list.geometry(), self._hidden_rows()
            for is_there, y in zip(hidden, (place.top() - 4, place.bottom() + 4), strict=True):
                if is_there:  # the row at the edge is cut: it goes on there
                    painter.fillRect(0, y, self.width() - 1, 1, QColor(colors.hairline))


class SearchBox(SearchField):
    """Looks for words in all conversations while they are typed."""

    down_pressed = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Search conversations"), "Ctrl+K", tr("Search"), has_frame=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
