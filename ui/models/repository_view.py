"""One repository of the Hub: what it holds, explained, and which file suits this computer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import outlook
from app.errors import UserError
from app.fit import recommended
from app.hub import Hub, ModelFile, Repository
from app.hub_problems import HubProblem
from app.speed import ComputerSpeed
from ui import formats
from ui.background import Lane, Task
from ui.controls import Label, TextButton
from ui.models import wording
from ui.models.badge import Badge
from ui.models.card import Card, Section, TroubleLine, words_label
from ui.models.computer import Computer
from ui.models.gate_box import GateBox
from ui.models.get_button import GetButton
from ui.models.outlook_line import OutlookLine
from ui.models.problem_box import ProblemBox
from ui.models.repositories import Listing, read_listing
from ui.scroll_column import ScrollColumn
from ui.theme import Theme

_GROUPS = (
    ("Balanced", "Balanced", "Nearly the quality of the full model at a third of its size."),
    ("Small", "Small", "For computers with little memory. The smaller, the more mistakes."),
    ("Large", "Large", "Closest to the full model, and slower."),
    (None, "Others", "Their names do not tell how the weights are stored."),
)


class RepositoryView(ScrollColumn):
    """Shows what is known at once, then once more when the header of a file was read."""

    chat_requested = Signal(Path)
    settings_requested = Signal()

    def __init__(
        self, theme: Theme, hub: Hub, lane: Lane, computer: Computer, make_get: Callable[[bool], GetButton]
    ) -> None:
        super().__init__(theme)
        self._theme = theme
        self._hub = hub
        self._lane = lane
        self._computer = computer
        self._make_get = make_get
        self._name = ""
        self._task: Task | None = None
        self._listing: Listing | None = None
        self._cards: list[FileCard] = []
        self._title = Label(theme, font_px=18, weight=600)
        self._title.setWordWrap(True)
        self._facts = words_label(theme)
        self._link = TextButton(
            theme, "Open on huggingface.co", icon="external", look="link", font_px=13, height_px=28
        )
        self._state = Label(theme, font_px=13, ink="muted")
        self._problem = ProblemBox(theme)
        self._gate = GateBox(theme)
        self._files = QWidget()
        self._lay_out()
        self._link.clicked.connect(self._open_in_browser)
        self._gate.open_pressed.connect(self._open_in_browser)
        self._gate.settings_pressed.connect(self.settings_requested)
        self._problem.retry_pressed.connect(lambda: self.open(self._name))
        computer.changed.connect(self._show_outlooks)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._link)
        row.addStretch(1)
        for label in (self._title, self._facts):
            self.column.addWidget(label)
            self.column.addSpacing(4)
        self.column.addLayout(row)
        self.column.addSpacing(6)
        for widget in (self._state, self._problem, self._gate, self._files):
            self.column.addWidget(widget)

    def open(self, name: str) -> None:
        """org/name, or a link to it."""
        self.stop()
        self._name = name
        self._listing = None
        self._show_files(None)
        self._title.set_text(name.removeprefix("https://").removeprefix("huggingface.co/"))
        self._facts.hide()
        self._link.hide()
        self._gate.hide()
        self._problem.hide()
        self._say("Asking Hugging Face…")
        self._task = task = self._lane.stream(
            partial(read_listing, self._hub, name),
            lambda listing: self._on_listing(task, listing),
            lambda: self._on_end(task),
            lambda error: self._on_error(task, error),
        )

    def stop(self) -> None:
        if self._task is not None:
            self._task.stop()
            self._task = None

    def _say(self, text: str) -> None:
        self._state.set_text(text)
        self._state.setVisible(bool(text))

    def _on_listing(self, task: Task, listing: Listing) -> None:
        if task is not self._task:
            return
        is_first = self._listing is None
        self._listing = listing
        if not is_first:
            self._show_outlooks()
            return
        repository = listing.repository
        self._title.set_text(repository.repo)
        self._facts.set_text(_facts(repository))
        self._facts.show()
        self._link.show()
        self._gate.setVisible(bool(repository.gate))
        self._gate.show_repository(repository)
        self._say(repository.problem)
        self._show_files(repository)

    def _on_end(self, task: Task) -> None:
        if task is self._task:
            self._task = None

    def _on_error(self, task: Task, error: Exception) -> None:
        if task is not self._task:
            return
        self._task = None
        self._say("")
        if isinstance(error, UserError):
            is_known = isinstance(error, HubProblem) and error.kind in ("token", "gone", "gated")
            self._problem.show_error(error, can_retry=isinstance(error, HubProblem) and not is_known)

    def _show_files(self, repository: Repository | None) -> None:
        self.column.removeWidget(self._files)
        self._files.hide()
        self._files.deleteLater()
        self._files = QWidget()
        self._cards = []
        self.column.addWidget(self._files)
        if repository is None or (repository.problem and not repository.files):
            return
        column = QVBoxLayout(self._files)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        best = recommended(repository.files, repository.parameter_count)
        if best is not None:
            self._add_group(column, repository, "The best of them for this computer", "", [best], best)
        for tier, title, sentence in _GROUPS:
            files = [file for file in repository.files if file.tier == tier and file is not best]
            if files:
                self._add_group(column, repository, title, sentence, files, best)
        self._show_outlooks()

    def _add_group(
        self,
        column: QVBoxLayout,
        repository: Repository,
        title: str,
        sentence: str,
        files: Sequence[ModelFile],
        best: ModelFile | None,
    ) -> None:
        section = Section(self._theme, title, sentence)
        for file in files:
            get = self._make_get(file is best)
            get.chat_requested.connect(self.chat_requested)
            card = FileCard(self._theme, file, get, is_best=file is best)
            get.set_file(file.name.removesuffix(".gguf").rpartition("/")[2], repository.commit, file)
            self._cards.append(card)
            section.column.addWidget(card)
        column.addWidget(section)

    def _show_outlooks(self) -> None:
        context_length = self._computer.context_length
        if self._listing is not None:
            for card in self._cards:
                card.show_outlook(self._listing, self._computer.speed, context_length)

    def _open_in_browser(self) -> None:
        if self._listing is not None:
            QDesktopServices.openUrl(QUrl(f"https://huggingface.co/{self._listing.repository.repo}"))


class FileCard(Card):
    """One file, or a split set as one."""

    def __init__(self, theme: Theme, file: ModelFile, get: GetButton, *, is_best: bool) -> None:
        name = file.name.rpartition("/")[2]
        super().__init__(theme, name)
        self.file = file
        self.set_marked(is_best)
        self._outlook = OutlookLine(theme)
        trouble = TroubleLine(theme)
        get.troubled.connect(trouble.show_trouble)
        title = QHBoxLayout()
        title.setSpacing(10)
        title.addWidget(Label(theme, file.quantization or name, font_px=14, weight=600))
        size = formats.file_size(file.size_bytes)
        parts = f" in {len(file.parts)} files" if len(file.parts) > 1 else ""
        title.addWidget(Label(theme, f"{size}{parts}", font_px=13, ink="muted"))
        if is_best and file.tier:
            title.addWidget(Badge(theme, file.tier))
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

    def show_outlook(
        self, listing: Listing, computer: ComputerSpeed | None, context_length: int | None
    ) -> None:
        known = outlook.of_file(
            self.file,
            listing.outline,
            computer,
            parameter_count=listing.repository.parameter_count,
            context_length=context_length,
        )
        self._outlook.show_outlook(known)

    def label(self) -> str:
        """Whether it runs well here, in a word or two."""
        return self._outlook.label()


def _facts(repository: Repository) -> str:
    license_name = wording.license_name(repository.license)
    updated = wording.day(repository.updated_at)
    return wording.facts(
        wording.size_facts(repository.parameter_count, repository.context_length),
        f"licence {license_name}" if license_name and "licence" not in license_name else license_name,
        wording.languages(repository.languages),
        f"{formats.short_count(repository.downloads)} downloads" if repository.downloads else "",
        f"updated {updated}" if updated else "",
    )
