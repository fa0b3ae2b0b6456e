"""The sidebar: new chat, search, the conversations, undo of a deletion, the other pages, free memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.conversations import Conversations
from app.search import Hit
from ui import icons
from ui.background import Lane
from ui.controls import IconButton, Label, TextButton, tool_tip
from ui.conversation_list import ListView
from ui.conversation_rows import rows_by_date, rows_of_search
from ui.theme import Theme

WIDTH_PX = 264
_SEARCH_DELAY_MS = 150
_UNDO_SHOWN_MS = 12_000


class Sidebar(QWidget):
    """Lists, searches, renames, deletes and brings back conversations; opening them is the page's part."""

    new_requested = Signal()
    opened = Signal(int)
    renamed = Signal(int, str)
    deleted = Signal(int, object)  # its id; the id of the conversation beside it, or None
    restored = Signal(int)
    page_requested = Signal(str)  # a name that was given to add_page
    left = Signal()  # Escape: back to what is beside it

    def __init__(self, theme: Theme, conversations: Conversations, quick_lane: Lane) -> None:
        super().__init__()
        self._theme = theme
        self._conversations = conversations
        self._quick_lane = quick_lane
        self._open_id: int | None = None
        self._page = "chat"
        self._page_buttons: dict[str, PageButton] = {}
        self.setFixedWidth(WIDTH_PX)
        self.setAccessibleName("Conversations")
        self._new = TextButton(theme, "New chat", icon="plus", height_px=40, is_left=True)
        self._new.setToolTip(tool_tip("New chat", "Ctrl+N"))
        self._search = SearchBox(theme)
        self._list = ListView(theme)
        self._empty = Label(
            theme,
            "Your conversations will be listed here. They stay on this computer.",
            font_px=13,
            ink="muted",
        )
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(12, 12, 12, 0)
        self._undo = UndoBar(theme)
        self._memory = Label(theme, font_px=12, ink="muted")
        self._memory.setContentsMargins(12, 4, 12, 6)
        self._lay_out()
        self._search_delay = QTimer(self, singleShot=True, interval=_SEARCH_DELAY_MS)
        self._search_delay.timeout.connect(self._run_search)
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
        above = (self._new, self._search, self._empty, self._list)
        for widget in (*above, self._undo, self._page_row, self._memory):
            if widget is self._list:
                column.addWidget(widget, 1)
                column.addStretch(0)
                continue
            row = QHBoxLayout()
            row.setContentsMargins(0, 0, 12, 0)
            row.addWidget(widget)
            column.addLayout(row)

    def _connect(self) -> None:
        self._new.clicked.connect(self.new_requested)
        self._search.textChanged.connect(self._on_search_text)
        self._search.down_pressed.connect(self._list.focus_first)
        self._search.returnPressed.connect(self._open_first)
        self._search.left.connect(self.leave_search)
        self._list.opened.connect(self.opened)
        self._list.rows.renamed.connect(self._rename)
        self._list.delete_requested.connect(self.delete)
        self._list.undo_pressed.connect(self._undo.press)
        self._undo.undo_requested.connect(self._restore)

    # What is shown

    def refresh(self) -> None:
        """Show the conversations as they are stored now; not while a search is shown."""
        if self._search.text().strip():
            return
        conversations = self._conversations.all()
        self._list.set_rows(rows_by_date(conversations, date.today(), self._open_id), "")
        self._empty.setVisible(not conversations)
        self._list.setVisible(bool(conversations))

    def add_page(self, name: str, label: str, icon: str, keys: str) -> None:
        """A button at the foot that asks for the page of that name."""
        button = PageButton(self._theme, label, icon, keys)
        button.clicked.connect(lambda: self.page_requested.emit(name))
        self._page_buttons[name] = button
        self._page_column.addWidget(button)

    def show_page(self, name: str) -> None:
        """Marks what is shown beside: a page's button, or the open conversation."""
        self._page = name
        for page, button in self._page_buttons.items():
            button.setChecked(page == name)
        self._mark_open()

    def _mark_open(self) -> None:
        self._list.rows.set_open(None if self._page in self._page_buttons else self._open_id)

    def set_open(self, conversation_id: int | None) -> None:
        self._open_id = conversation_id
        self._mark_open()
        self.refresh()
        if conversation_id is not None and not self._search.text():
            self._list.reveal(conversation_id)

    def set_answering(self, conversation_ids: Iterable[int]) -> None:
        self._list.rows.set_answering(conversation_ids)

    def show_memory(self, text: str) -> None:
        self._memory.set_text(text)

    # Search

    def focus_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def is_searching(self) -> bool:
        return bool(self._search.text()) or self._search.hasFocus()

    def leave_search(self) -> None:
        self._search.clear()
        self.left.emit()

    def _on_search_text(self, text: str) -> None:
        if text.strip():
            self._search_delay.start()
        else:
            self._search_delay.stop()
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
        if self._opens_first:
            self._opens_first = False
            self._list.open_first()

    def _open_first(self) -> None:
        if not self._search_delay.isActive():
            self._list.open_first()
            return
        self._search_delay.stop()
        self._opens_first = True
        self._run_search()

    # Changes

    def edit_title(self) -> None:
        """Let a title be edited in its row: of the row the keyboard stands on, else of what is open."""
        conversation_id = self._list.pointed_at() or self._open_id
        if conversation_id is not None:
            self._search.clear()
            self._list.edit_title(conversation_id)

    def delete(self, conversation_id: int) -> None:
        """Put it aside; the bar below offers the way back."""
        title = self._conversations.get(conversation_id).title or "New chat"
        beside = self._list.rows.neighbour(conversation_id)
        self._conversations.delete(conversation_id)
        self._undo.offer(conversation_id, title)
        self.deleted.emit(conversation_id, beside)
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

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._theme.colors
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colors.sidebar))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(colors.border))


class SearchBox(QLineEdit):
    """Looks for words in all conversations while they are typed."""

    down_pressed = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setPlaceholderText("Search")
        self.setAccessibleName("Search conversations")
        self.setToolTip(tool_tip("Search conversations", "Ctrl+K"))
        self.setFixedHeight(34)
        self._apply()
        theme.changed.connect(self._apply)

    def _apply(self) -> None:
        colors = self._theme.colors
        self.setFont(self._theme.font(14))
        self.setStyleSheet(
            f"QLineEdit {{ background: transparent; color: {colors.text}; border: 1px solid transparent;"
            " border-radius: 8px; padding-left: 35px; padding-right: 8px; }"
            f"QLineEdit:hover {{ background: {colors.hover}; }}"
            f"QLineEdit:focus {{ background: {colors.surface}; border: 2px solid {colors.accent};"
            " padding-left: 34px; padding-right: 7px; }"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        icons.draw(painter, "search", QRectF(10, 0, 16, self.height()), self._theme.colors.muted)


class PageButton(TextButton):
    """A row at the foot that leads to a page; the window decides which one is marked."""

    def __init__(self, theme: Theme, label: str, icon: str, keys: str) -> None:
        super().__init__(theme, label, icon=icon, look="plain", height_px=34, is_left=True)
        self.setCheckable(True)
        self.setToolTip(tool_tip(label, keys))

    def nextCheckState(self) -> None:
        """A click does not mark it."""


class UndoBar(QWidget):
    """For some seconds after a deletion: what was deleted, and the way back."""

    undo_requested = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._conversation_id = 0
        self._label = Label(theme, font_px=13, is_elided=True)
        self._button = TextButton(theme, "Undo", look="link", font_px=13, weight=600, height_px=28)
        self._button.setToolTip("Bring the conversation back")
        self._close = IconButton(theme, "close", "Dismiss", size_px=24, icon_px=14)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 6, 4)
        row.setSpacing(2)
        row.addWidget(self._label, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self.setFixedHeight(40)
        self._timer = QTimer(self, singleShot=True, interval=_UNDO_SHOWN_MS)
        self._timer.timeout.connect(self._time_is_up)
        self._button.clicked.connect(self.press)
        self._close.clicked.connect(self.hide)
        theme.changed.connect(self.update)
        self.hide()

    def offer(self, conversation_id: int, title: str) -> None:
        self._conversation_id = conversation_id
        self._label.set_text(f"Deleted “{title}”")
        self.show()
        self._timer.start()

    def press(self) -> None:
        if self.isVisible():
            self.hide()
            self.undo_requested.emit(self._conversation_id)

    def _time_is_up(self) -> None:
        if self.underMouse() or self._button.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._theme.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colors.border))
        painter.setBrush(QColor(colors.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
