"""It does not learn: a question after something was told, and in a new conversation; the file's hash."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.engine.events import LoadOptions
from app.errors import UserError
from app.insight.proof import ASKS, STEPS, TELLS, Doing, Seen, Step
from app.store.settings import SettingsStore
from app.words import tr
from ui import formats
from ui.background import Lane, Task
from ui.chat.model_choice import ModelChoice
from ui.controls import Label, TextButton
from ui.theme import Theme

Prove = Callable[[Path, LoadOptions, threading.Event], Iterator[Doing | Seen]]


class ProofView(QWidget):
    """What a model is, in a few sentences, and a button that shows it."""

    def __init__(
        self, theme: Theme, models: ModelChoice, settings: SettingsStore, lane: Lane, prove: Prove
    ) -> None:
        """lane: the engine's. prove: app.insight.proof.prove with what it needs."""
        super().__init__()
        self._theme = theme
        self._models = models
        self._settings = settings
        self._lane = lane
        self._prove = prove
        self._task: Task | None = None
        self._seen: dict[Step, str] = {}
        self._values: dict[Step, Label] = {}
        self.button = TextButton(theme, tr("Show it"), look="outline", font_px=14, height_px=34)
        self._verdict = Label(theme, font_px=13, weight=500, wraps=True)
        self._rows = QWidget()
        self._lay_out()
        self.button.clicked.connect(self._on_button)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 28, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(self._theme, tr("It does not learn"), font_px=15, weight=600))
        about = Label(
            self._theme,
            tr(
                "A model is a file of numbers that was finished when it was made. It knows what you write "
                "only because the whole conversation is sent to it again with each question. In a new "
                "conversation it knows nothing of the others, and nothing you write changes the file: its "
                "fingerprint (SHA-256) stays the same."
            ),
            font_px=13,
            ink="muted",
            wraps=True,
        )
        column.addWidget(about)
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for number, step in enumerate(STEPS):
            name = Label(self._theme, _name(step), font_px=13, ink="muted")
            value = self._values[step] = Label(self._theme, font_px=13)
            value.setWordWrap(True)
            value.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            value.setAccessibleName(_name(step))
            grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, number, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._rows)
        row = QHBoxLayout()
        row.addWidget(self._verdict, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)

    def value_text(self, step: Step) -> str:
        return self._values[step].text()

    def verdict_text(self) -> str:
        return self._verdict.text()

    def _on_button(self) -> None:
        if self._task is not None:
            self._task.stop()
            return
        model = self._models.current
        if model is None:
            self._verdict.set_text(tr("There is no model yet."))
            return
        self._seen = {}
        for value in self._values.values():
            value.set_text("")
        self._verdict.set_text(tr("Trying it with {model}", model=model.name))
        self.button.set_text(tr("Stop"))
        job = partial(self._prove, model.path, self._settings.get().load_options())
        self._task = self._lane.stream(job, self._on_event, self._on_end, self._on_error)

    def _on_event(self, event: Doing | Seen) -> None:
        value = self._values[event.step]
        if isinstance(event, Seen):
            self._seen[event.step] = event.text
            told = _in_groups(event.text) if event.step in ("before", "after") else event.text
            value.set_text(told)
            value.setAccessibleDescription(told)
        elif event.fraction is None:
            value.set_text("…")
        else:
            value.set_text(tr("Reading the file, {percent}", percent=formats.percent(event.fraction)))

    def _on_end(self) -> None:
        self._task = None
        self.button.set_text(tr("Show it again"))
        before, after = self._seen.get("before"), self._seen.get("after")
        if before is None or after is None:
            self._verdict.set_text(tr("Stopped before the end."))
        elif before == after:
            self._verdict.set_text(
                tr(
                    "The file is the same to the last bit. What the model was told is gone with the "
                    "conversation."
                )
            )
        else:
            self._verdict.set_text(
                tr("The file was changed meanwhile, by another program: models are never written to.")
            )

    def _on_error(self, error: Exception) -> None:
        self._on_end()
        if isinstance(error, UserError):
            self._verdict.set_text(f"{error.message} {error.hint}".rstrip())


def _in_groups(digits: str) -> str:
    """So that two can be compared by eye."""
    return " ".join(digits[place : place + 8] for place in range(0, len(digits), 8))


def _name(step: Step) -> str:
    return {
        "before": tr("Fingerprint of the file before"),
        "told": tr("You: {words}", words=TELLS),
        "asked": tr("You: {words}", words=ASKS),
        "new": tr("New conversation, you: {words}", words=ASKS),
        "after": tr("Fingerprint of the file after"),
    }[step]
