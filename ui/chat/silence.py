"""An answer of which nothing is heard for long: the person may stop it."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer

from app.words import tr
from ui import formats
from ui.chat.answers import Answers, LiveAnswer
from ui.chat.choice_panel import ChoicePanel, Way
from ui.chat.page import ChatPage
from ui.theme import Theme

_LONG_S = 40.0  # a batch of a prompt is sized to take a fifth of a second
_LOOK_EACH_MS = 2_000


class Silence(QObject):
    """Belongs to one page. An engine that does not hear being stopped is ended, and the answer kept."""

    def __init__(
        self,
        theme: Theme,
        page: ChatPage,
        answers: Answers,
        *,
        long_s: float = _LONG_S,
        look_each_ms: int = _LOOK_EACH_MS,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._answers = answers
        self._long_s = long_s
        self._waits_for: tuple[LiveAnswer, float] | None = None  # since when the person waits
        self.panel = ChoicePanel(theme, "clock")
        self._look_again = QTimer(self, interval=look_each_ms)
        self._look_again.timeout.connect(self._look)
        answers.changed.connect(self._on_changed)
        self.panel.pressed.connect(self._on_way)
        self.panel.dismissed.connect(self._wait)
        page.add_above_box(self.panel)

    def _on_changed(self) -> None:
        if self._answers.conversation_ids():
            self._look_again.start()
        else:
            self._look_again.stop()
        self._look()

    def _look(self) -> None:
        live = self._answers.of(self._page.conversation_id)
        is_first = live is not None and self._answers.conversation_ids()[0] == live.conversation_id
        if live is None or not is_first or live.is_stopping:
            self.panel.hide()
            return
        silent_s = time.monotonic() - live.heard_at
        if self._waits_for is not None and self._waits_for[0] is live:
            silent_s = min(silent_s, time.monotonic() - self._waits_for[1])
        if silent_s < self._long_s:
            self.panel.hide()
            return
        self.panel.ask(
            tr("Nothing has come from the model for {time}.", time=formats.seconds(self._long_s)),
            tr("It may be stuck, or this computer short of memory. What was said so far is kept."),
            [Way("stop", tr("Stop it")), Way("wait", tr("Wait"))],
        )

    def _on_way(self, key: str) -> None:
        if key == "stop":
            self._answers.stop(self._page.conversation_id)
        else:
            self._wait()

    def _wait(self) -> None:
        live = self._answers.of(self._page.conversation_id)
        self._waits_for = (live, time.monotonic()) if live is not None else None
