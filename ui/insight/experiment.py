"""Something to try with the engine: what it is about, what it shows, what came of it, and a button."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.store.settings import SettingsStore
from app.words import tr
from ui.background import Lane, Task
from ui.chat.model_choice import ModelChoice
from ui.controls import Label, TextButton
from ui.theme import Theme

E = TypeVar("E")


class Experiment(QWidget):
    """One at a time, on the engine's lane; while it runs, its button stops it. Nothing of it is kept."""

    def __init__(
        self,
        theme: Theme,
        models: ModelChoice,
        settings: SettingsStore,
        lane: Lane,
        button: TextButton,
        outcome: Label,
    ) -> None:
        """lane: the engine's. button: as it looks, with its first words. outcome: where it is told what came
        of it."""
        super().__init__()
        self._theme = theme
        self._models = models
        self._settings = settings
        self._lane = lane
        self._task: Task | None = None
        self._outcome = outcome
        self.button = button
        button.clicked.connect(self._on_button)

    def _start(self) -> None:
        """Ask for what is missing, or _run."""
        raise NotImplementedError

    def _finish(self) -> None:
        """It has ended, or was stopped: tell what came of it, and what the button does now."""
        raise NotImplementedError

    def _lay_out(self, title: str, about: str, *shown: QWidget) -> None:
        """shown: what the experiment itself has, below the words about it."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 28, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(self._theme, title, font_px=15, weight=600))
        column.addWidget(Label(self._theme, about, font_px=13, ink="muted", wraps=True))
        for widget in shown:
            column.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self._outcome, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)

    def _run(self, job: Callable[[threading.Event], Iterator[E]], on_event: Callable[[E], None]) -> None:
        self.button.set_text(tr("Stop"))
        self._task = self._lane.stream(job, on_event, self._on_end, self._on_error)

    def _on_button(self) -> None:
        if self._task is None:
            self._start()
        else:
            self._task.stop()

    def _on_end(self) -> None:
        self._task = None
        self._finish()

    def _on_error(self, error: Exception) -> None:
        self._on_end()
        if isinstance(error, UserError):
            self._outcome.set_text(f"{error.message} {error.hint}".rstrip())
