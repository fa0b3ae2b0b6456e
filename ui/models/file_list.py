"""The files of a repository, grouped by how far their weights are squeezed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.engine.events import LoadOptions
from app.hub.repository import ModelFile, Repository
from app.machine import outlook
from app.machine.fit import recommended
from app.machine.speed import ComputerSpeed
from app.models.gguf import Outline
from app.words import Marked, later, tr, translated
from ui import formats, glossary
from ui.controls import Label
from ui.models import wording
from ui.models.badge import Badge
from ui.models.card import Card, Section, TroubleLine, words_label
from ui.models.get_button import GetButton
from ui.models.outlook_line import OutlookLine
from ui.theme import Theme

_BEST = (later("The best of them for this computer", "size of a model"), Marked(""))
_ONLY = (later("Its only size", "size of a model"), Marked(""))
_GROUPS = (
    (
        "Balanced",
        later("Balanced", "size of a model"),
        later("Nearly the quality of the full model at a third of its size."),
    ),
    (
        "Small",
        later("Small", "size of a model"),
        later("For computers with little memory. The smaller, the more mistakes."),
    ),
    ("Large", later("Large", "size of a model"), later("Closest to the full model, and slower.")),
    (None, later("Others", "size of a model"), later("Their names do not tell how the weights are stored.")),
)


class FileList(QWidget):
    """The one that suits this computer first, then the others by tier."""

    chat_requested = Signal(Path)

    def __init__(self, theme: Theme, make_get: Callable[[], GetButton]) -> None:
        super().__init__()
        self._theme = theme
        self._make_get = make_get
        self._sections: dict[Marked, Section] = {}
        self._cards: list[FileCard] = []
        self._to_show: deque[tuple[tuple[Marked, Marked], ModelFile]] = deque()
        self._repository: Repository | None = None
        self._facts: tuple[Outline | None, ComputerSpeed | None, LoadOptions] = (None, None, LoadOptions())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._showing = QTimer(self, interval=0)
        self._showing.timeout.connect(self._show_next)

    def clear(self) -> None:
        self._showing.stop()
        self._to_show.clear()
        for section in self._sections.values():
            self._column.removeWidget(section)
            section.hide()
            section.deleteLater()
        self._sections, self._cards = {}, []

    def show_repository(self, repository: Repository) -> None:
        self.clear()
        self._repository = repository
        best = recommended(repository.files, repository.parameter_count)
        if best is not None:
            self._to_show.append((_BEST if len(repository.files) > 1 else _ONLY, best))
        for tier, title, sentence in _GROUPS:
            files = [file for file in repository.files if file.tier == tier and file is not best]
            self._to_show.extend(((title, sentence), file) for file in files)
        self._showing.start()

    def show_outlooks(
        self, outline: Outline | None, computer: ComputerSpeed | None, options: LoadOptions
    ) -> None:
        """outline: of the smallest file; None as long as it is not known."""
        self._facts = (outline, computer, options)
        for card in self._cards:
            self._show_outlook(card)

    def _show_outlook(self, card: FileCard) -> None:
        outline, computer, options = self._facts
        parameters = self._repository.parameter_count if self._repository else 0
        predicted = outlook.of_file(card.file, outline, computer, parameter_count=parameters, options=options)
        card.show_outlook(outlook.best_known(card.get.installed(), predicted, computer, options))

    def _show_next(self) -> None:
        """One card at a time: there may be thirty, and nobody sees the last ones yet."""
        if not self._to_show or self._repository is None:
            self._showing.stop()
            return
        (title, sentence), file = self._to_show.popleft()
        if title not in self._sections:
            self._sections[title] = Section(
                self._theme, translated(title, "size of a model"), translated(sentence)
            )
            self._column.addWidget(self._sections[title])
        is_best = title in (_BEST[0], _ONLY[0])
        get = self._make_get()
        get.set_recommended(is_best)
        get.chat_requested.connect(self.chat_requested)
        card = FileCard(self._theme, file, get, is_best=is_best)
        get.set_file(file.name.removesuffix(".gguf").rpartition("/")[2], self._repository.commit, file)
        get.shelved.connect(lambda: self._show_outlook(card))
        self._cards.append(card)
        self._show_outlook(card)
        self._sections[title].column.addWidget(card)


class FileCard(Card):
    """One file, or a split set as one."""

    def __init__(self, theme: Theme, file: ModelFile, get: GetButton, *, is_best: bool) -> None:
        name = file.name.rpartition("/")[2]
        super().__init__(theme, name)
        self.file = file
        self.get = get
        self.set_marked(is_best)
        self._outlook = OutlookLine(theme)
        trouble = TroubleLine(theme)
        get.troubled.connect(trouble.show_trouble)
        title = QHBoxLayout()
        title.setSpacing(10)
        kind = Label(theme, file.quantization or name, font_px=14, weight=600)
        kind.setToolTip(glossary.tip("quantization") if file.quantization else "")
        title.addWidget(kind)
        size = formats.readable_size(file.size_bytes)
        if len(file.parts) > 1:
            size = tr("{size} in {count} files", size=size, count=len(file.parts))
        title.addWidget(Label(theme, size, font_px=13, ink="muted"))
        if is_best and file.tier:
            title.addWidget(Badge(theme, wording.tier(file.tier)))
        title.addStretch(1)
        told = words_label(theme, file.problem or file.explanation)
        told.set_ink("danger" if file.problem else "text")
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addLayout(title)
        if told.text():
            words.addWidget(told)
        words.addWidget(self._outlook)
        words.addWidget(trouble)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 14, 12)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(get)
        self.setToolTip(name)

    def show_outlook(self, known: outlook.Outlook) -> None:
        self._outlook.show_outlook(known)

    def label(self) -> str:
        """Whether it runs well here, in a word or two."""
        return self._outlook.label()
