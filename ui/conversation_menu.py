"""What can be done with a row of the sidebar: its menu, and the doing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QWidget

from app.errors import UserError
from app.store.conversations import Conversations
from app.store.shelves import Shelves
from app.words import Marked, later, tr, translated, trn
from ui import icons
from ui.background import Lane
from ui.conversation_rows import BIN, Row, folder_key
from ui.theme import Theme

ExportKind = Literal["markdown", "json", "pdf"]
EXPORTS: tuple[tuple[ExportKind, Marked], ...] = (
    ("markdown", later("As Markdown…")),
    ("json", later("As JSON, with all versions…")),
    ("pdf", later("As PDF…")),
)


class ConversationMenu(QObject):
    """Opens the menu that fits a row. What changes only a place is done here; the rest is asked for."""

    changed = Signal()
    failed = Signal(object)  # UserError
    archived = Signal(int)
    rename_requested = Signal(int)
    delete_requested = Signal(int)
    restore_requested = Signal(int)
    export_requested = Signal(int, str)  # conversation, ExportKind

    def __init__(
        self, theme: Theme, conversations: Conversations, shelves: Shelves, lane: Lane, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._conversations = conversations
        self._shelves = shelves
        self._lane = lane
        self._widget = parent

    def show(self, row: Row, place: QPoint) -> None:
        """place: on the screen."""
        menu = QMenu(self._widget)
        menu.aboutToHide.connect(menu.deleteLater)
        match row.kind:
            case "conversation" | "hit":
                self._fill_for_conversation(menu, row)
            case "deleted":
                self._fill_for_deleted(menu, row.conversation_id)
            case "section":
                self._fill_for_section(menu, row)
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(place)

    def _fill_for_conversation(self, menu: QMenu, row: Row) -> None:
        kept = self._conversations.get(row.conversation_id)
        rename = self._add(menu, "pencil", tr("Rename"), lambda: self.rename_requested.emit(kept.id), "F2")
        rename.setEnabled(row.kind == "conversation")
        is_pinned, is_archived = kept.pinned_at is not None, kept.archived_at is not None
        if not is_archived:
            self._add(
                menu,
                "pin",
                tr("Unpin") if is_pinned else tr("Pin"),
                lambda: self._pin(kept.id, not is_pinned),
            )
        self._fill_folders(menu.addMenu(self._icon("folder"), tr("Move to folder")), kept.id, kept.folder_id)
        if is_archived:
            self._add(
                menu, "archive", tr("Bring back from the archive"), lambda: self._archive(kept.id, False)
            )
        else:
            self._add(menu, "archive", tr("Archive", "what to do"), lambda: self._archive(kept.id, True))
        exports = menu.addMenu(self._icon("upload"), tr("Export"))
        for kind, text in EXPORTS:
            action = exports.addAction(translated(text))
            action.triggered.connect(lambda _=False, kind=kind: self.export_requested.emit(kept.id, kind))
        menu.addSeparator()
        self._add(menu, "trash", tr("Delete"), lambda: self.delete_requested.emit(kept.id), "Shift+Del")

    def _fill_folders(self, menu: QMenu, conversation_id: int, folder_id: int | None) -> None:
        for folder in self._shelves.folders():
            action = menu.addAction(folder.name.replace("&", "&&"))
            action.setEnabled(folder.id != folder_id)
            action.triggered.connect(lambda _=False, to=folder.id: self.move(conversation_id, to))
        if not menu.isEmpty():
            menu.addSeparator()
        self._add(menu, "plus", tr("New folder…"), lambda: self._move_to_new(conversation_id))
        if folder_id is not None:
            self._add(menu, "close", tr("Out of the folder"), lambda: self.move(conversation_id, None))

    def _fill_for_deleted(self, menu: QMenu, conversation_id: int) -> None:
        self._add(menu, "undo", tr("Put back"), lambda: self.restore_requested.emit(conversation_id))
        self._add(menu, "trash", tr("Delete for good…"), lambda: self.remove(conversation_id))

    def _fill_for_section(self, menu: QMenu, row: Row) -> None:
        if row.section == BIN:
            self._add(menu, "trash", tr("Empty the bin…"), self._empty_bin)
        folder = next((one for one in self._shelves.folders() if folder_key(one.id) == row.section), None)
        if folder is not None:
            self._add(
                menu, "pencil", tr("Rename folder…"), lambda: self.rename_folder(folder.id, folder.name)
            )
            self._add(
                menu,
                "trash",
                tr("Delete folder, keep its conversations"),
                lambda: self._delete_folder(folder.id),
            )

    def _add(
        self, menu: QMenu, icon: str, text: str, then: Callable[[], object], shortcut: str = ""
    ) -> QAction:
        action = menu.addAction(self._icon(icon), text)
        if shortcut:
            action.setShortcut(shortcut)
        action.triggered.connect(lambda: then())
        return action

    def _icon(self, name: str) -> QIcon:
        return icons.icon(name, self._theme.colors.muted)

    def _pin(self, conversation_id: int, is_pinned: bool) -> None:
        self._shelves.pin(conversation_id, is_pinned)
        self.changed.emit()

    def _archive(self, conversation_id: int, is_archived: bool) -> None:
        self._shelves.archive(conversation_id, is_archived)
        self.changed.emit()
        if is_archived:
            self.archived.emit(conversation_id)

    def move(self, conversation_id: int, folder_id: int | None) -> None:
        self._shelves.move(conversation_id, folder_id)
        self.changed.emit()

    def _move_to_new(self, conversation_id: int) -> None:
        def make(name: str) -> None:
            self.move(conversation_id, self._shelves.add_folder(name).id)

        from ui.asking import ask_for_line  # here and below: not for the first picture of the window

        ask_for_line(
            self._theme, tr("Name of the new folder"), "", tr("Make folder"), self._widget.window(), make
        )

    def rename_folder(self, folder_id: int, name: str) -> None:
        def rename(new: str) -> None:
            self._shelves.rename_folder(folder_id, new)
            self.changed.emit()

        from ui.asking import ask_for_line

        ask_for_line(self._theme, tr("Name of the folder"), name, tr("Rename"), self._widget.window(), rename)

    def _delete_folder(self, folder_id: int) -> None:
        self._shelves.delete_folder(folder_id)
        self.changed.emit()

    def remove(self, conversation_id: int) -> None:
        """For good, once the person has said yes."""
        from ui.asking import confirm

        title = self._conversations.get(conversation_id).title or tr("New chat")

        told = tr("Nothing of it is left on the disk then, and it cannot be brought back.")
        confirm(
            self._theme,
            tr("Delete “{title}” for good?", title=title),
            told,
            tr("Delete for good"),
            self._widget.window(),
            lambda: self._remove(conversation_id),
        )

    def _remove(self, *conversation_ids: int) -> None:
        self._lane.run(
            lambda: self._shelves.remove(*conversation_ids), lambda _: self.changed.emit(), self._on_error
        )

    def _on_error(self, error: Exception) -> None:
        self.changed.emit()
        if isinstance(error, UserError):
            self.failed.emit(error)

    def _empty_bin(self) -> None:
        from ui.asking import confirm

        deleted = [conversation.id for conversation in self._shelves.deleted()]
        count = len(deleted)
        title = trn("Delete {count} conversation for good?", "Delete {count} conversations for good?", count)
        told = tr("Nothing of them is left on the disk then, and they cannot be brought back.")
        window = self._widget.window()
        confirm(self._theme, title, told, tr("Empty the bin"), window, lambda: self._remove(*deleted))
