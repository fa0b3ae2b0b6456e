"""One repository of the Hub: what it holds, explained, and which file suits this computer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout

from app.errors import UserError
from app.hub.client import Hub, Listing
from app.hub.problems import HubProblem
from app.hub.repository import Repository
from app.words import tr
from ui import formats
from ui.background import Lane, Task
from ui.controls import Ink, Label, TextButton
from ui.models import wording
from ui.models.card import words_label
from ui.models.computer import Computer
from ui.models.file_list import FileList
from ui.models.gate_box import GateBox
from ui.models.get_button import GetButton
from ui.models.problem_box import ProblemBox
from ui.scroll_column import ScrollColumn
from ui.theme import Theme


class RepositoryView(ScrollColumn):
    """Shows what is known at once, then once more when the header of a file was read."""

    chat_requested = Signal(Path)
    settings_requested = Signal()

    def __init__(
        self, theme: Theme, hub: Hub, lane: Lane, computer: Computer, make_get: Callable[[], GetButton]
    ) -> None:
        super().__init__(theme)
        self._hub = hub
        self._lane = lane
        self._computer = computer
        self._name = ""
        self._task: Task | None = None
        self._listing: Listing | None = None
        self._title = Label(theme, font_px=18, weight=600, wraps=True)
        self._facts = words_label(theme)
        self._link = TextButton(
            theme, tr("Open on huggingface.co"), icon="external", look="link", font_px=13, height_px=28
        )
        self._state = words_label(theme)
        self._problem = ProblemBox(theme)
        self._gate = GateBox(theme)
        self._files = FileList(theme, make_get)
        self._lay_out()
        self._files.chat_requested.connect(self.chat_requested)
        self._link.clicked.connect(self._open_in_browser)
        self._gate.open_pressed.connect(self._open_in_browser)
        self._gate.settings_pressed.connect(self.settings_requested)
        self._problem.retry_pressed.connect(lambda: self.open(self._name))
        computer.changed.connect(self._show_outlooks)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addSpacing(-9)  # the link's words stand under the title, not its padding
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
        self._files.clear()
        self._title.set_text(name.removeprefix("https://").removeprefix("huggingface.co/"))
        self._facts.hide()
        self._link.hide()
        self._gate.hide()
        self._problem.hide()
        self._say(tr("Asking Hugging Face…"))
        self._task = task = self._lane.stream(
            partial(self._hub.listing, name),
            lambda listing: self._on_listing(task, listing),
            lambda: self._on_end(task),
            lambda error: self._on_error(task, error),
        )

    def stop(self) -> None:
        if self._task is not None:
            self._task.stop()
            self._task = None

    def _say(self, text: str, ink: Ink = "muted") -> None:
        self._state.set_text(text)
        self._state.set_ink(ink)
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
        self._say(repository.problem, "danger")
        if not repository.problem:  # else there is nothing in it that could be used
            self._files.show_repository(repository)
        self._show_outlooks()

    def _on_end(self, task: Task) -> None:
        if task is self._task:
            self._task = None

    def _on_error(self, task: Task, error: Exception) -> None:
        if task is not self._task:
            return
        self._task = None
        self._say("")
        if isinstance(error, UserError):
            is_known = isinstance(error, HubProblem) and error.kind in ("token", "missing", "gone", "gated")
            self._problem.show_error(error, can_retry=isinstance(error, HubProblem) and not is_known)

    def _show_outlooks(self) -> None:
        if self._listing is not None:
            computer = self._computer
            self._files.show_outlooks(self._listing.outline, computer.speed, computer.options)

    def _open_in_browser(self) -> None:
        if self._listing is not None:
            QDesktopServices.openUrl(QUrl(f"https://huggingface.co/{self._listing.repository.repo}"))


def _facts(repository: Repository) -> str:
    updated = wording.day(repository.updated_at)
    return wording.facts(
        wording.size_facts(repository.parameter_count, repository.context_length),
        wording.license_fact(repository.license),
        wording.languages(repository.languages),
        tr("{count} downloads", count=formats.short_count(repository.downloads))
        if repository.downloads
        else "",
        tr("updated {day}", day=updated) if updated else "",
    )
