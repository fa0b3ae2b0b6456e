"""An engine of which nothing is heard for long: the person may stop what it does."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.words import tr
from ui import formats
from ui.chat.answers import Answers
from ui.chat.choice_panel import ChoicePanel, Way
from ui.chat.page import ChatPage
from ui.engine_watch import EngineWatch
from ui.theme import Theme


class Silence(QObject):
    """Belongs to one page, whatever the engine was asked for, and by whom: all else waits for that."""

    def __init__(self, theme: Theme, page: ChatPage, answers: Answers, watch: EngineWatch) -> None:
        super().__init__(page)
        self._page = page
        self._answers = answers
        self._watch = watch
        self._panel = ChoicePanel(theme, "clock")
        watch.changed.connect(self._look)
        page.opened.connect(self._look)
        self._panel.pressed.connect(self._on_way)
        self._panel.dismissed.connect(lambda: self._on_way("wait"))
        page.add_above_box(self._panel)
        self._look()

    def _look(self) -> None:
        if not self._watch.silent_s:
            self._panel.hide()
            return
        time = formats.seconds(self._watch.silent_s)
        self._panel.ask(
            tr("Nothing has come from the model for {time}.", time=time),
            self._hint(),
            [Way("stop", tr("Stop it")), Way("wait", tr("Wait"))],
        )

    def _hint(self) -> str:
        answer = self._answers.running()
        if answer is None:
            return tr("It may be stuck, or this computer short of memory.")
        if answer.conversation_id == self._page.conversation_id:
            return tr("It may be stuck, or this computer short of memory. What was said so far is kept.")
        return tr(
            "It works on an answer in another conversation, and may be stuck, or this computer short of "
            "memory. What was said so far is kept."
        )

    def _on_way(self, key: str) -> None:
        self._page.focus_composer()
        if key == "stop":
            self._watch.stop()
        else:
            self._watch.wait()
