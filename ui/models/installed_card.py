"""One model on this computer: its facts, what to do with it, and the question before it goes."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.machine.outlook import Outlook
from app.models.gguf_names import split_part
from app.models.library import InstalledModel
from app.models.provenance import Verified
from app.words import tr
from ui import formats, glossary
from ui.background import Task
from ui.controls import IconButton, TextButton
from ui.models import wording
from ui.models.badge import Badge
from ui.models.card import Card, Title, words_label
from ui.models.outlook_line import OutlookLine
from ui.models.shelf import Shelved
from ui.theme import Theme


class InstalledCard(Card):
    """One model: its facts, what to do with it, and the question before it goes."""

    chat_requested = Signal(Path)
    remove_requested = Signal()
    verify_requested = Signal()

    def __init__(self, theme: Theme, shelved: Shelved) -> None:
        model = shelved.model
        super().__init__(theme, model.name)
        self.setToolTip(str(model.path))
        self.model = model
        self._goes_to_bin = shelved.goes_to_bin
        self._verifying: Task | None = None
        self._facts = words_label(theme, model.problem or _facts(model))
        self._facts.setToolTip("" if model.problem else glossary.tip("quantization", "context"))
        self._facts.set_ink("danger" if model.problem else "muted")
        self._told = words_label(theme)
        self._told.hide()
        self._in_use = Badge(theme, tr("In use"))
        self._in_use.hide()
        self._guesses = Badge(theme, tr("Draft model in use"))
        self._guesses.hide()
        self._outlook = OutlookLine(theme)
        self._outlook.hide()
        self._actions = self._make_actions(theme, shelved.can_verify)
        self._question = self._make_question(theme)
        self._question.hide()
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(Title(theme, model.name))
        top.addWidget(self._in_use)
        top.addWidget(self._guesses)
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
            verify = IconButton(
                theme, "shield", tr("Verify {name}: read it again, compare its checksum", name=model.name)
            )
            verify.clicked.connect(self.verify_requested)
            row.addWidget(verify)
        if not model.is_guide:
            folder = IconButton(theme, "folder", tr("Show the folder of {name}", name=model.name))
            folder.clicked.connect(self._show_folder)
            self._bin = IconButton(theme, "trash", tr("Remove {name}", name=model.name))
            self._bin.clicked.connect(self._ask)
            row.addWidget(folder)
            row.addWidget(self._bin)
        row.addSpacing(4)
        chat = self._chat = TextButton(theme, tr("Chat"), font_px=13, height_px=32)
        chat.setAccessibleName(tr("Chat with {name}", name=model.name))
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
        self._keep = TextButton(theme, tr("Keep"), look="plain", font_px=13, height_px=32)
        self._keep.clicked.connect(self.forget_question)
        remove = TextButton(theme, tr("Remove"), font_px=13, height_px=32)
        remove.clicked.connect(self.remove_requested)
        row.addWidget(self._keep)
        row.addWidget(remove)
        return question

    def _ask(self) -> None:
        if self._goes_to_bin:
            size = formats.readable_size(self.model.size_bytes)
            if split_part(self.model.path.name) is not None:
                outcome = tr("Its files of {size} go to the bin.", size=size)
            else:
                outcome = tr("Its file of {size} goes to the bin.", size=size)
        else:
            outcome = tr("It is taken off this list; its file stays at {path}.", path=self.model.path)
        self._say(tr("Remove {name}? {outcome}", name=self.model.name, outcome=outcome))
        self._actions.hide()
        self._question.show()
        self._keep.setFocus(Qt.FocusReason.TabFocusReason)

    def take_keyboard(self) -> None:
        self._chat.setFocus(Qt.FocusReason.TabFocusReason)

    def forget_question(self) -> None:
        if not self._question.isHidden():
            self._say("")
            self._question.hide()
            self._actions.show()
            self._bin.setFocus(Qt.FocusReason.TabFocusReason)

    def set_current(self, is_current: bool) -> None:
        self._in_use.setVisible(is_current)

    def set_guessing(self, is_guessing: bool) -> None:
        """Whether it guesses for the model that answers."""
        self._guesses.setVisible(is_guessing)

    def show_outlook(self, outlook: Outlook | None) -> None:
        self._outlook.show_outlook(outlook)

    def _say(self, text: str) -> None:
        self._told.set_text(text)
        self._told.set_ink("muted")
        self._told.setVisible(bool(text))

    def is_verifying(self, task: Task) -> bool:
        """Whether that is what the card waits for."""
        return task is self._verifying

    def stop_verifying(self) -> None:
        if self._verifying is not None:
            self._verifying.stop()
            self._verifying = None

    def show_verifying(self, task: Task) -> None:
        self.stop_verifying()
        self._verifying = task
        self._say(tr("Verifying…"))

    def show_verified(self, event: Verified) -> None:
        if event.problem:
            self._show_problem(event.problem, tr("Remove it and download it again."))
        elif event.done_bytes < event.total_bytes:
            self._say(
                tr("Verifying: {percent}", percent=formats.percent(event.done_bytes / event.total_bytes))
            )
        else:
            self._say(tr("It is whole: every byte is as it was published."))

    def show_error(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._show_problem(error.message, error.hint)

    def _show_problem(self, message: str, hint: str) -> None:
        self._say(f"{message} {hint}".strip())
        self._told.set_ink("danger")

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.model.path.parent)))


def _facts(model: InstalledModel) -> str:
    """4B parameters · qwen3 · Q4_K_M · 2.5 GB · context of 32,768 tokens"""
    return wording.facts(
        tr("Built in") if model.is_guide else "",
        wording.size_facts(model.parameter_count),
        model.architecture,
        model.quantization,
        formats.readable_size(model.size_bytes),
        wording.size_facts(0, model.context_length),
        tr("used {time}", time=formats.ago(time.time() - model.use.used_at)) if model.use else "",
        "" if model.is_guide else _file_name(model.path),
    )


def _file_name(path: Path) -> str:
    """Of a split set: without the number of the part."""
    part = split_part(path.name)
    return path.name if part is None else tr("{name} in {count} files", name=part[0], count=part[2])
