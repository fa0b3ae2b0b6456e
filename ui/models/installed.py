"""The models on this computer, one card each."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal

from app.errors import UserError
from app.machine.outlook import of_installed
from app.models.provenance import Verified, verify
from app.words import tr
from ui.background import Lane
from ui.controls import TextButton, tool_tip
from ui.models.card import Section
from ui.models.computer import Computer
from ui.models.installed_card import InstalledCard
from ui.models.moving_box import MovingBox
from ui.models.problem_box import ProblemBox
from ui.models.shelf import Shelf, Shelved
from ui.theme import Theme

_SHOWN_FIRST = 8


class InstalledSection(Section):
    """One card for each model on the shelf; of many only those that came or answered last, until asked."""

    chat_requested = Signal(Path)
    open_file_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        shelf: Shelf,
        computer: Computer,
        long_lane: Lane,
        moving: MovingBox,
        why_not_to_move: Callable[[], str],
    ) -> None:
        """why_not_to_move: a sentence while the models cannot be moved, else ""."""
        super().__init__(theme, tr("On this computer"))
        self._theme = theme
        self._shelf = shelf
        self._computer = computer
        self._long_lane = long_lane
        self._shown: tuple[Shelved, ...] = ()
        self._cards: dict[Path, InstalledCard] = {}
        self._current: Path | None = None
        self._draft: Path | None = None
        opening = TextButton(
            theme, tr("Open a model file…"), icon="folder", look="link", font_px=13, height_px=28
        )
        opening.setToolTip(tool_tip(tr("A .gguf file anywhere on this computer"), "Ctrl+O"))
        opening.clicked.connect(self.open_file_requested)
        self._move = TextButton(theme, tr("Move models…"), look="link", font_px=13, height_px=28)
        self._move.setAccessibleName(tr("Move the models to another folder…"))
        self._move.setToolTip(tr("Keep the downloaded models in another folder, as on a larger disk"))
        self._move.clicked.connect(self._on_move)
        self.head.addWidget(self._move)
        self._move.hide()
        self.head.addWidget(opening)
        self._opening = opening
        self._moving, self._why_not_to_move = moving, why_not_to_move
        self._problem = ProblemBox(theme)
        self.column.addWidget(moving)
        self.column.addWidget(self._problem)
        self._shows_all = False
        self._more = TextButton(theme, "", font_px=13, height_px=34)
        self._more.clicked.connect(self._show_all)
        self.column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        shelf.changed.connect(self._show)
        shelf.failed.connect(self._show_error)
        computer.changed.connect(self._show_outlooks)
        self._show()

    def show_current(self, path: Path | None, draft: Path | None) -> None:
        """The model that answers is marked, and the one that guesses for it."""
        self._current, self._draft = path, draft
        for card in self._cards.values():
            card.set_current(card.model.path == path)
            card.set_guessing(card.model.path == draft)
        self._fold()

    def _on_move(self) -> None:
        if self._moving.is_moving:
            return
        if told := self._why_not_to_move():
            self._moving.say(told)
            return
        own = [one.model for one in self._shown if one.goes_to_bin]
        self._moving.choose(len(own), sum(model.size_bytes for model in own), Path.home())

    def _show_all(self) -> None:
        first_new = next((card for card in self._cards.values() if card.isHidden()), None)
        self._shows_all = True
        self._fold()
        if first_new is not None:  # the button that was pressed is gone
            first_new.take_keyboard()

    def _fold(self) -> None:
        own = sorted((one for one in self._shown if not one.model.is_guide), key=lambda one: -one.touched_at)
        is_short = self._shows_all or len(own) <= _SHOWN_FIRST
        folded = set() if is_short else {one.model.path for one in own[_SHOWN_FIRST:]} - {self._current}
        for path, card in self._cards.items():
            card.setVisible(path not in folded)
        self._more.set_text(tr("Show all {count} models", count=len(self._cards)))
        self._more.setVisible(bool(folded))

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
            self.column.insertWidget(self.column.indexOf(self._problem) + 1 + number, self._cards[path])
        focused = self.focusWidget()
        had_focus = focused is not None and any(card.isAncestorOf(focused) for card in before.values())
        for card in before.values():
            card.stop_verifying()
            card.hide()
            card.deleteLater()
        if had_focus:  # the keyboard stays here, where the card was
            self._opening.setFocus(Qt.FocusReason.TabFocusReason)
        self._move.setVisible(any(one.goes_to_bin for one in self._shown))
        self._show_outlooks()
        self.show_current(self._current, self._draft)

    def _make(self, one: Shelved) -> InstalledCard:
        card = InstalledCard(self._theme, one)
        card.chat_requested.connect(self.chat_requested)
        card.remove_requested.connect(lambda: self._shelf.remove(one.model))
        card.verify_requested.connect(lambda: self._verify(card))
        return card

    def _show_outlooks(self) -> None:
        options = self._computer.options
        for card in self._cards.values():
            card.show_outlook(of_installed(card.model, self._computer.speed, options=options))

    def _show_error(self, error: UserError) -> None:
        self._problem.show_error(error, can_retry=False)
        for card in self._cards.values():
            card.forget_question()

    def _verify(self, card: InstalledCard) -> None:
        def show(event: Verified) -> None:
            if card.is_verifying(task):  # else another one is listed for that model now, or it was begun anew
                card.show_verified(event)

        def fail(error: Exception) -> None:
            if card.is_verifying(task):
                card.show_error(error)

        task = self._long_lane.stream(partial(_verified, card.model.path), show, lambda: None, fail)
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
