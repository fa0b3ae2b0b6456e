"""How full the context is with what is written, and what leaves it: told below the box."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.engine.events import PromptSize
from app.errors import UserError
from ui.chat.draft_keeper import DraftKeeper
from ui.chat.leaving_line import NOTHING_LEAVES, Leaving
from ui.chat.meter import Meter
from ui.chat.model_choice import ModelChoice
from ui.chat.writing import WritingArea


class Fullness(QObject):
    """Follows the measuring of the draft. While an answer is made its own figures stand there."""

    def __init__(
        self,
        writing: WritingArea,
        drafts: DraftKeeper,
        meter: Meter,
        models: ModelChoice,
        is_answering: Callable[[], bool],
        parent: QObject,
    ) -> None:
        """is_answering: whether the conversation that is shown is being answered."""
        super().__init__(parent)
        self._line, self._status = writing.leaving, writing.status
        self._models = models
        self._is_answering = is_answering
        self._leaving = NOTHING_LEAVES
        meter.leaving.connect(self._on_leaving)
        meter.refused.connect(self._on_refused)
        drafts.measured.connect(self._on_measured)

    @property
    def context_length(self) -> int:
        """Of the loaded model, in tokens; 0 while there is none."""
        return self._models.description.context_length if self._models.description else 0

    def forget_leaving(self) -> None:
        """Another conversation is shown, or what is written was sent."""
        self._on_leaving(NOTHING_LEAVES)

    def settle_leaving(self, is_settled: bool) -> None:
        """Whether the person has chosen that the oldest messages leave."""
        self._line.set_settled(is_settled)

    def _on_leaving(self, leaving: Leaving) -> None:
        self._leaving = NOTHING_LEAVES if self._is_answering() else leaving
        self._line.show_leaving(self._leaving)

    def _on_measured(self, size: PromptSize | None) -> None:
        if self._is_answering():
            return
        if size is None:
            self._status.show_context(None)
        else:
            used = size.whole_tokens if self._leaving.message_count else size.prompt_tokens
            self._status.show_context(used, size.context_length, size.room_tokens)

    def _on_refused(self, error: UserError) -> None:
        if error.remedy == "longer_context" and not self._is_answering():
            self._status.show_context_exceeded(self.context_length)
