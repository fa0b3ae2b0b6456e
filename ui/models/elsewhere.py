"""Models that other programs have on this computer, to be used where they lie."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.models.other_programs import OtherModel, Place, find
from app.words import tr
from ui import formats
from ui.background import Lane, Task
from ui.controls import TextButton
from ui.models import wording
from ui.models.card import Card, Section, Title, words_label
from ui.models.shelf import Shelf
from ui.theme import Theme


class ElsewhereSection(Section):
    """Hidden while nothing was found. Looks again each time the page is opened."""

    def __init__(self, theme: Theme, shelf: Shelf, places: Sequence[Place], lane: Lane) -> None:
        super().__init__(
            theme,
            tr("From other programs"),
            tr("Found on this computer. They are used where they lie, not copied."),
        )
        self._theme = theme
        self._shelf = shelf
        self._places = places
        self._lane = lane
        self._task: Task | None = None
        self._cards: dict[Path, OtherCard] = {}
        shelf.changed.connect(self._on_shelf)
        self.hide()

    def look(self) -> None:
        """Go through the other programs' folders, on the lane."""
        if self._task is not None:
            return
        known = [one.model.path for one in self._shelf.models]
        places = self._places

        def job(stop: threading.Event) -> Iterator[OtherModel]:
            return find(places, known, stop)

        self._task = self._lane.stream(job, self._add, self._on_end, lambda _error: self._on_end())

    def stop(self) -> None:
        if self._task is not None:
            self._task.stop()

    def _on_end(self) -> None:
        self._task = None

    def _add(self, model: OtherModel) -> None:
        if model.path in self._cards or self._shelf.has(model.path):
            return
        card = self._cards[model.path] = OtherCard(self._theme, model)
        card.use.clicked.connect(lambda: self._shelf.add(model.path))
        self.column.addWidget(card)
        self.show()

    def _on_shelf(self) -> None:
        """What is listed above is no longer offered here."""
        for path in [path for path in self._cards if self._shelf.has(path)]:
            card = self._cards.pop(path)
            self.column.removeWidget(card)
            card.hide()
            card.deleteLater()
        if not self._cards:
            self.hide()


class OtherCard(Card):
    """One model of another program."""

    def __init__(self, theme: Theme, model: OtherModel) -> None:
        super().__init__(theme, model.name)
        header = model.header
        self.use = TextButton(theme, tr("Use it"), font_px=13, height_px=32)
        self.use.setAccessibleName(tr("Use {name}", name=model.name))
        facts = wording.facts(
            tr("In {program}", program=model.program),
            wording.size_facts(header.parameter_count),
            header.quantization,
            formats.readable_size(header.size_bytes),
            model.path.name if model.name == header.name else "",  # Ollama's are named by their hashes
        )
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(Title(theme, model.name))
        words.addWidget(words_label(theme, facts))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self.use)
        self.setToolTip(str(model.path))
