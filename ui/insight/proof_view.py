"""It does not learn: a question after something was told, and in a new conversation; the file's hash."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.engine.events import LoadOptions
from app.insight.proof import ASKS, STEPS, TELLS, Doing, Seen, Step
from app.store.settings import SettingsStore
from app.words import tr
from ui import formats
from ui.background import Lane
from ui.chat.model_choice import ModelChoice
from ui.controls import Label, TextButton
from ui.insight.experiment import Experiment
from ui.theme import Theme

Prove = Callable[[Path, LoadOptions, threading.Event], Iterator[Doing | Seen]]


class ProofView(Experiment):
    """What a model is, in a few sentences, and the steps that show it."""

    def __init__(
        self, theme: Theme, models: ModelChoice, settings: SettingsStore, lane: Lane, prove: Prove
    ) -> None:
        """lane: the engine's. prove: app.insight.proof.prove with what it needs."""
        button = TextButton(theme, tr("Show it"), look="outline", font_px=14, height_px=34)
        verdict = Label(theme, font_px=13, weight=500, wraps=True)
        super().__init__(theme, models, settings, lane, button, verdict)
        self._prove = prove
        self._seen: dict[Step, str] = {}
        self._values: dict[Step, Label] = {}
        self._lay_out(
            tr("It does not learn"),
            tr(
                "A model is a file of numbers that was finished when it was made. It knows what you write "
                "only because the whole conversation is sent to it again with each question. In a new "
                "conversation it knows nothing of the others, and nothing you write changes the file: its "
                "fingerprint (SHA-256) stays the same."
            ),
            self._make_steps(),
        )

    def _make_steps(self) -> QWidget:
        """A row for each step, with a label for what came of it."""
        steps = QWidget()
        grid = QGridLayout(steps)
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
        return steps

    def value_text(self, step: Step) -> str:
        return self._values[step].text()

    def verdict_text(self) -> str:
        return self._outcome.text()

    def _start(self) -> None:
        model = self._models.current
        if model is None:
            self._outcome.set_text(tr("There is no model yet."))
            return
        self._seen = {}
        for value in self._values.values():
            value.set_text("")
        self._outcome.set_text(tr("Trying it with {model}", model=model.name))
        job = partial(self._prove, model.path, self._settings.get().load_options())
        self._run(job, self._on_event)

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

    def _finish(self) -> None:
        self.button.set_text(tr("Show it again"))
        before, after = self._seen.get("before"), self._seen.get("after")
        if before is None or after is None:
            self._outcome.set_text(tr("Stopped before the end."))
        elif before == after:
            self._outcome.set_text(
                tr(
                    "The file is the same to the last bit. What the model was told is gone with the "
                    "conversation."
                )
            )
        else:
            self._outcome.set_text(
                tr("The file was changed meanwhile, by another program: models are never written to.")
            )


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
