"""Moving all models to another folder: the question, how far it is, how it ended."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from app.errors import UserError
from app.models.moving import Moved, Moving
from app.words import tr, trn
from ui import formats
from ui.background import Lane, Task
from ui.controls import TextButton
from ui.models.card import Card, words_label
from ui.progress_bar import ProgressBar
from ui.theme import Theme

Move = Callable[[Path, threading.Event], Iterator[Moving | Moved]]
"""Moves the models to that folder, as app.models.moving.move_models does."""


class MovingBox(Card):
    """Hidden until a folder was chosen."""

    running = Signal(bool)
    moved = Signal(Path)  # the folder where they are now

    def __init__(self, theme: Theme, move: Move, lane: Lane) -> None:
        super().__init__(theme, tr("Move the models"))
        self._move = move
        self._lane = lane
        self._folder = Path()
        self._task: Task | None = None
        self._words = words_label(theme)
        self._words.set_ink("text")
        self._bar = ProgressBar(theme, tr("Progress of moving"))
        self._begin = TextButton(theme, tr("Move"), font_px=13, height_px=32)
        self._end = TextButton(theme, tr("Cancel"), look="plain", font_px=13, height_px=32)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self._end)
        row.addWidget(self._begin)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 12)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._bar)
        self._begin.clicked.connect(self._on_begin)
        self._end.clicked.connect(self._on_end)
        self.hide()

    @property
    def is_moving(self) -> bool:
        return self._task is not None

    def choose(self, count: int, size_bytes: int, begin_at: Path) -> None:
        """Ask for a folder, then whether so many models are to be moved there."""
        dialog = QFileDialog(self.window(), tr("Folder for the models"), str(begin_at))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda path: self.ask(Path(path), count, size_bytes))
        dialog.open()

    def ask(self, folder: Path, count: int, size_bytes: int) -> None:
        self._folder = folder
        size = formats.readable_size(size_bytes)
        self._show(
            trn(
                "Move {count} model ({size}) to {folder}? Downloads go there from then on.",
                "Move {count} models ({size}) to {folder}? Downloads go there from then on.",
                count,
                size=size,
                folder=folder,
            ),
            can_begin=True,
            end=tr("Cancel"),
        )
        self._end.setFocus(Qt.FocusReason.TabFocusReason)

    def say(self, sentence: str) -> None:
        """Why it cannot be done, or how it ended."""
        self._show(sentence, end=tr("Close"))

    def _show(self, words: str, *, can_begin: bool = False, has_bar: bool = False, end: str = "") -> None:
        self._words.set_text(words)
        self.setAccessibleDescription(words)
        self._begin.setVisible(can_begin)
        self._bar.setVisible(has_bar)
        self._end.set_text(end)
        self.show()

    def _on_begin(self) -> None:
        folder = self._folder
        self.running.emit(True)
        self._show_progress(0.0)
        self._end.setFocus(Qt.FocusReason.TabFocusReason)
        self._task = self._lane.stream(
            lambda stop: self._move(folder, stop), self._on_event, self._on_stopped, self._on_error
        )

    def _show_progress(self, fraction: float) -> None:
        self._bar.show_fraction(fraction)
        told = tr("Moving the models to {folder}.", folder=self._folder)
        self._show(told, has_bar=True, end=tr("Stop"))

    def _on_event(self, event: Moving | Moved) -> None:
        if isinstance(event, Moving):
            self._show_progress(event.done_bytes / max(1, event.total_bytes))
            return
        self._set_ended()
        told = tr("The models are in {folder} now.", folder=event.folder)
        if event.left_behind:
            told += " " + tr(
                "Of these a copy stays in the old folder, for it could not be removed: {files}.",
                files=", ".join(path.name for path in event.left_behind),
            )
        self.say(told)
        self.moved.emit(event.folder)

    def _on_stopped(self) -> None:
        if self._task is not None:
            self._set_ended()
            self.say(tr("Stopped. The models are where they were; moving them later goes on from here."))

    def _on_error(self, error: Exception) -> None:
        self._set_ended()
        if isinstance(error, UserError):
            self.say(f"{error.message} {error.hint}".rstrip())
        else:
            self.hide()

    def _set_ended(self) -> None:
        self._task = None
        self.running.emit(False)

    def _on_end(self) -> None:
        if self._task is not None:
            self._task.stop()
        else:
            self.hide()
