"""Titles made by the model while it has nothing else to do."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from app.engine.client import Engine
from app.errors import UserError
from app.store.conversations import Conversations
from app.store.presets import Presets
from app.titles import is_wanted, make_title
from ui.background import Lane, Task
from ui.chat.answers import Answers
from ui.chat.model_choice import ModelChoice

_IDLE_MS = 1_500


class Titles(QObject):
    """After the first answer of a conversation, and a moment of quiet, its model is asked for a title. The
    next question ends that at once."""

    titled = Signal(int, str)  # conversation, title

    def __init__(
        self,
        engine: Engine,
        conversations: Conversations,
        presets: Presets,
        answers: Answers,
        models: ModelChoice,
        engine_lane: Lane,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._conversations = conversations
        self._presets = presets
        self._answers = answers
        self._models = models
        self._lane = engine_lane
        self._waiting: int | None = None
        self._task: Task | None = None
        self._idle = QTimer(self, singleShot=True, interval=_IDLE_MS)
        self._idle.timeout.connect(self._begin)
        answers.ended.connect(self._on_ended)
        answers.changed.connect(self._on_answers)

    def _on_ended(self, conversation_id: int) -> None:
        model = self._models.current
        if model is not None and not model.is_guide:
            self._waiting = conversation_id
            self._idle.start()

    def _on_answers(self) -> None:
        if self._answers.conversation_ids():
            self._idle.stop()
            if self._task is not None:
                self._task.stop()

    def _begin(self) -> None:
        conversation_id = self._waiting
        if conversation_id is None or self._answers.conversation_ids():
            return
        settings = self._presets.settings_for(conversation_id)
        if not settings.titles_by_model:
            return

        def ask(stop: threading.Event) -> Iterator[str]:
            try:
                if is_wanted(self._conversations, conversation_id) and self._engine.description():
                    yield from make_title(
                        self._engine, self._conversations, conversation_id, settings.system_prompt, stop
                    )
            except UserError:
                return  # deleted meanwhile, or the engine died, which the next question tells

        self._task = self._lane.stream(
            ask, lambda title: self.titled.emit(conversation_id, title), _nothing, _ignore
        )


def _nothing() -> None:
    return None


def _ignore(_error: Exception) -> None:
    return None
