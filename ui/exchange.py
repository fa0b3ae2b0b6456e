"""Conversations to files and back: asking for the file, and doing it beside the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import UserError
from app.exchange.export import Export, file_name, write_json
from app.exchange.importing import Import
from app.exchange.markdown import write_markdown
from app.exchange.reading import read
from app.words import later, tr, translated, trn
from ui import folders
from ui.background import Lane
from ui.printing import write_pdf

_FILTERS = {"markdown": ("md", "Markdown"), "json": ("json", "JSON"), "pdf": ("pdf", "PDF")}
_IMPORTED = later("Conversations (*.json *.zip);;All files (*)")


class Exchange(QObject):
    """Opens file dialogs over the window, and tells how it went."""

    told = Signal(str)
    saved = Signal(str, object)  # what to tell; the path it was saved at
    failed = Signal(object)  # UserError
    imported = Signal()

    def __init__(self, window: QWidget, exporting: Export, importing: Import, lane: Lane) -> None:
        super().__init__(window)
        self._window = window
        self._export = exporting
        self._import = importing
        self._lane = lane

    def export_one(self, conversation_id: int, kind: str) -> None:
        """kind: markdown, json or pdf."""
        title = self._export.conversation(conversation_id).title
        ending, words = _FILTERS[kind]
        self._ask_where(
            tr("Export as {kind}", kind=words),
            f"{file_name(title)}.{ending}",
            f"{words} (*.{ending})",
            lambda path: self.write_one(path.with_suffix(path.suffix or f".{ending}"), conversation_id, kind),
        )

    def write_one(self, path: Path, conversation_id: int, kind: str) -> None:
        def write() -> None:
            conversation = self._export.conversation(conversation_id)
            match kind:
                case "pdf":
                    write_pdf(path, conversation)
                case "json":
                    write_json(path, [conversation])
                case _:
                    write_markdown(path, [conversation])

        told = tr("Saved as {name}", name=path.name)
        self._lane.run(write, lambda _: self.saved.emit(told, path), self._on_error)

    def export_all(self) -> None:
        self._ask_where(
            tr("Export all conversations"),
            f"{tr('Inglenook conversations')}.json",
            tr("JSON (*.json)"),
            self.write_all,
        )

    def write_all(self, path: Path) -> None:
        def write() -> int:
            conversations = self._export.all()
            write_json(path, conversations)
            return len(conversations)

        self._lane.run(write, lambda count: self._on_written(count, path), self._on_error)

    def export_all_markdown(self) -> None:
        folder = QFileDialog(self._window, tr("Folder for the Markdown files"), folders.documents())
        folder.setFileMode(QFileDialog.FileMode.Directory)
        folder.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        folder.fileSelected.connect(lambda path: self.write_all_markdown(Path(path)))
        folder.open()

    def write_all_markdown(self, folder: Path) -> None:
        """A new folder in it, with a file for each conversation."""

        def write() -> tuple[int, Path]:
            conversations = self._export.all()
            path, number = folder / tr("Inglenook conversations"), 1
            while path.exists():
                number += 1
                path = folder / f"{tr('Inglenook conversations')} {number}"
            if len(conversations) == 1:
                path = path.with_suffix(".md")
            write_markdown(path, conversations)
            return len(conversations), path

        self._lane.run(write, lambda done: self._on_written(*done), self._on_error)

    def import_files(self) -> None:
        dialog = QFileDialog(
            self._window, tr("Import conversations"), folders.documents(), translated(_IMPORTED)
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda paths: self.read_files([Path(path) for path in paths]))
        dialog.open()

    def read_files(self, paths: list[Path]) -> None:
        """All conversations of all files, or nothing."""

        def add() -> int:
            found = [conversation for path in paths for conversation in read(path)]
            return len(self._import.store(found))

        self._lane.run(add, self._on_imported, self._on_error)

    def _ask_where(self, title: str, name: str, kinds: str, then: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self._window, title, str(Path(folders.documents()) / name), kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: then(Path(path)))
        dialog.open()

    def _on_written(self, count: int, path: Path) -> None:
        told = trn(
            "{count} conversation saved as {name}",
            "{count} conversations saved as {name}",
            count,
            name=path.name,
        )
        self.saved.emit(told, path)

    def _on_imported(self, count: int) -> None:
        self.told.emit(trn("{count} conversation added", "{count} conversations added", count))
        self.imported.emit()

    def _on_error(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.failed.emit(error)
