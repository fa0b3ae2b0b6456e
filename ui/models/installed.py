"""The models on this computer, one card each: chat, verify, show where it lies, put it into the bin."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.machine.outlook import Outlook, of_installed
from app.models.gguf_names import split_part
from app.models.library import InstalledModel
from app.models.provenance import Verified, verify
from ui import formats
from ui.background import Lane, Task
from ui.controls import IconButton, TextButton, tool_tip
from ui.models import wording
from ui.models.badge import Badge
from ui.models.card import Card, Section, Title, words_label
from ui.models.computer import Computer
from ui.models.outlook_line import OutlookLine
from ui.models.problem_box import ProblemBox
from ui.models.shelf import Shelf, Shelved
from ui.theme import Theme


class InstalledSection(Section):
    """One card for each model on the shelf."""

    chat_requested = Signal(Path)
    open_file_requested = Signal()

    def __init__(self, theme: Theme, shelf: Shelf, computer: Computer, long_lane: Lane) -> None:
        super().__init__(theme, "On this computer")
        self._theme = theme
        self._shelf = shelf
        self._computer = computer
        self._long_lane = long_lane
        self._shown: tuple[Shelved, ...] = ()
        self._cards: dict[Path, InstalledCard] = {}
        self._current: Path | None = None
        opening = TextButton(
            theme, "Open a model file…", icon="folder", look="link", font_px=13, height_px=28
        )
        opening.setToolTip(tool_tip("A .gguf file anywhere on this computer", "Ctrl+O"))
        opening.clicked.connect(self.open_file_requested)
        self.head.addWidget(opening)
        self._opening = opening
        self._problem = ProblemBox(theme)
        self.column.addWidget(self._problem)
        shelf.changed.connect(self._show)
        shelf.failed.connect(self._show_error)
        computer.changed.connect(self._show_outlooks)
        self._show()

    def show_current(self, path: Path | None) -> None:
        """The model that answers is marked."""
        self._current = path
        for card in self._cards.values():
            card.set_current(card.model.path == path)

    def _show(self) -> None:
        if self._shelf.models == self._shown:
            return
        self._problem.hide()
        known = {one.model.path: one for one in self._shown}
        self._shown = self._shelf.models
        before, self._cards = self._cards, {}
        for number, one in enumerate(self._shown):
            path = one.model.path
            # One that did not change keeps its card, with what it says and the keyboard in it.
            card = before.pop(path) if known.get(path) == one else None
            self._cards[path] = card or self._make(one)
            self.column.insertWidget(1 + number, self._cards[path])
        focused = self.focusWidget()
        had_focus = focused is not None and any(card.isAncestorOf(focused) for card in before.values())
        for card in before.values():
            card.hide()
            card.deleteLater()
        if had_focus:  # the keyboard stays here, where the card was
            self._opening.setFocus(Qt.FocusReason.TabFocusReason)
        self._show_outlooks()
        self.show_current(self._current)

    def _make(self, one: Shelved) -> InstalledCard:
        card = InstalledCard(self._theme, one)
        card.chat_requested.connect(self.chat_requested)
        card.remove_requested.connect(lambda: self._shelf.remove(one.model))
        card.verify_requested.connect(lambda: self._verify(card))
        return card

    def _show_outlooks(self) -> None:
        context_length = self._computer.context_length
        for card in self._cards.values():
            card.show_outlook(of_installed(card.model, self._computer.speed, context_length=context_length))

    def _show_error(self, error: UserError) -> None:
        self._problem.show_error(error, can_retry=False)
        for card in self._cards.values():
            card.forget_question()

    def _verify(self, card: InstalledCard) -> None:
        task = self._long_lane.stream(
            partial(_verified, card.model.path), card.show_verified, lambda: None, card.show_error
        )
        card.show_verifying(task)


def _verified(path: Path, stop: threading.Event) -> Iterator[Verified]:
    """Not more often than a percent at a time: each event wakes the window."""
    shown = -1
    last = None
    for last in verify(path, stop):
        percent = last.done_bytes * 100 // max(1, last.total_bytes)
        if percent != shown and percent < 100:
            shown = percent
            yield last
    if last is not None and not stop.is_set():
        yield last


class InstalledCard(Card):
    """One model: its facts, what to do with it, and the question before it goes."""

    chat_requested = Signal(Path)
    remove_requested = Signal()
    verify_requested = Signal()

    def __init__(self, theme: Theme, shelved: Shelved) -> None:
        model = shelved.model
        super().__init__(theme, model.name)
        self.model = model
        self._goes_to_bin = shelved.goes_to_bin
        self._verifying: Task | None = None
        self._facts = words_label(theme, model.problem or _facts(model))
        self._facts.set_ink("danger" if model.problem else "muted")
        self._told = words_label(theme)
        self._told.hide()
        self._in_use = Badge(theme, "In use")
        self._in_use.hide()
        self._outlook = OutlookLine(theme)
        self._outlook.hide()
        self._actions = self._make_actions(theme, shelved.can_verify)
        self._question = self._make_question(theme)
        self._question.hide()
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(Title(theme, model.name))
        top.addWidget(self._in_use)
        top.addStretch(1)
        top.addWidget(self._actions)
        top.addWidget(self._question)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 12)
        column.setSpacing(3)
        column.addLayout(top)
        for line in (self._facts, self._outlook, self._told):
            column.addWidget(line)

    def _make_actions(self, theme: Theme, can_verify: bool) -> QWidget:
        model = self.model
        actions = QWidget()
        row = QHBoxLayout(actions)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addStretch(1)
        if can_verify:
            verify = IconButton(theme, "shield", f"Verify {model.name}: read it again, compare its checksum")
            verify.clicked.connect(self.verify_requested)
            row.addWidget(verify)
        if not model.is_guide:
            folder = IconButton(theme, "folder", f"Show the folder of {model.name}")
            folder.clicked.connect(self._show_folder)
            self._bin = IconButton(theme, "trash", f"Remove {model.name}")
            self._bin.clicked.connect(self._ask)
            row.addWidget(folder)
            row.addWidget(self._bin)
        row.addSpacing(4)
        chat = TextButton(theme, "Chat", font_px=13, height_px=32)
        chat.setAccessibleName(f"Chat with {model.name}")
        chat.setEnabled(not model.problem)
        chat.clicked.connect(lambda: self.chat_requested.emit(model.path))
        row.addWidget(chat)
        return actions

    def _make_question(self, theme: Theme) -> QWidget:
        question = QWidget()
        row = QHBoxLayout(question)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        self._keep = TextButton(theme, "Keep", look="plain", font_px=13, height_px=32)
        self._keep.clicked.connect(self.forget_question)
        remove = TextButton(theme, "Remove", font_px=13, height_px=32)
        remove.clicked.connect(self.remove_requested)
        row.addWidget(self._keep)
        row.addWidget(remove)
        return question

    def _ask(self) -> None:
        if self._goes_to_bin:
            is_split = split_part(self.model.path.name) is not None
            files = "Its files of {} go" if is_split else "Its file of {} goes"
            outcome = files.format(formats.file_size(self.model.size_bytes)) + " to the bin."
        else:
            outcome = f"It is taken off this list; its file stays at {self.model.path}."
        self._say(f"Remove {self.model.name}? {outcome}")
        self._actions.hide()
        self._question.show()
        self._keep.setFocus(Qt.FocusReason.TabFocusReason)

    def forget_question(self) -> None:
        if not self._question.isHidden():
            self._say("")
            self._question.hide()
            self._actions.show()
            self._bin.setFocus(Qt.FocusReason.TabFocusReason)

    def set_current(self, is_current: bool) -> None:
        self._in_use.setVisible(is_current)

    def show_outlook(self, outlook: Outlook | None) -> None:
        self._outlook.show_outlook(outlook)

    def _say(self, text: str) -> None:
        self._told.set_text(text)
        self._told.set_ink("muted")
        self._told.setVisible(bool(text))

    def show_verifying(self, task: Task) -> None:
        if self._verifying is not None:
            self._verifying.stop()
        self._verifying = task
        self._say("Verifying…")

    def show_verified(self, event: Verified) -> None:
        if event.problem:
            self._show_problem(event.problem, "Remove it and download it again.")
        elif event.done_bytes < event.total_bytes:
            self._say(f"Verifying: {event.done_bytes / event.total_bytes:.0%}")
        else:
            self._say("It is whole: every byte is as it was published.")

    def show_error(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._show_problem(error.message, error.hint)

    def _show_problem(self, message: str, hint: str) -> None:
        self._say(f"{message} {hint}".strip())
        self._told.set_ink("danger")

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.model.path.parent)))


def _facts(model: InstalledModel) -> str:
    """4B parameters · Q4_K_M · 2.5 GB · context of 32,768 tokens"""
    return wording.facts(
        "Built in" if model.is_guide else "",
        wording.size_facts(model.parameter_count),
        model.quantization,
        formats.file_size(model.size_bytes),
        wording.size_facts(0, model.context_length),
        f"used {formats.ago(time.time() - model.use.used_at)}" if model.use else "",
        "" if model.is_guide else _file_name(model.path),
    )


def _file_name(path: Path) -> str:
    """Of a split set: without the number of the part."""
    part = split_part(path.name)
    return path.name if part is None else f"{part[0]} in {part[2]} files"
