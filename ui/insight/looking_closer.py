"""From an answer to how sure the model was, and from another candidate to a new version of the answer."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.chat import Alternative
from app.store.messages import Message
from app.words import tr
from ui.chat.answers import Answers
from ui.chat.model_choice import ModelChoice
from ui.chat.page import ChatPage
from ui.chat.stores import Stores
from ui.chat.turns import why_not_now
from ui.insight.sure_dialog import SureDialog
from ui.insight.sure_note import SureNote
from ui.theme import Theme


class LookingCloser(QObject):
    """Opens the dialogs of one chat page."""

    def __init__(
        self, theme: Theme, page: ChatPage, stores: Stores, answers: Answers, models: ModelChoice
    ) -> None:
        super().__init__(page)
        self._theme = theme
        self._page = page
        self._conversations = stores.conversations
        self._answers = answers
        self._models = models

    def show(self, answer: Message) -> None:
        """How sure the model was of it, or how that can be recorded."""
        told = self._conversations.choices.of(answer.id)
        if told is None:
            self._offer_recording(answer)
            return
        dialog = SureDialog(
            self._theme, answer.content[: told.start], told, self._refusal(answer), self._page.window()
        )
        dialog.chosen.connect(lambda place, token: self._continue(answer, place, token))
        dialog.open()

    def _offer_recording(self, answer: Message) -> None:
        is_on = self._page.settings().records_choices
        dialog = SureNote(
            self._theme, is_on=is_on, may_answer=not self._why_not_now(answer), parent=self._page.window()
        )
        dialog.switched_on.connect(lambda again: self._record(answer, again=again))
        dialog.open()

    def _record(self, answer: Message, *, again: bool) -> None:
        self._page.change_options({"records_choices": True})
        if again and answer.parent_id is not None and not self._why_not_now(answer):
            self._answers.start(self._conversations.message(answer.parent_id))
            self._page.show_changed()

    def _why_not_now(self, answer: Message) -> str:
        return why_not_now(self._answers, self._conversations, answer.conversation_id)

    def _refusal(self, answer: Message) -> str:
        """Why nothing can be continued from this answer now; empty if it can."""
        if refusal := self._why_not_now(answer):
            return refusal
        model = self._models.description
        if model is None or model.name != answer.model:
            return tr(
                "This answer was written by {model}. Choose that model to continue from another token.",
                model=answer.model,
            )
        return ""

    def _continue(self, answer: Message, place: int, token: int) -> None:
        if answer.parent_id is not None and not self._why_not_now(answer):
            question = self._conversations.message(answer.parent_id)
            self._answers.answer_otherwise(Alternative(answer, place, token), question)
            self._page.show_changed()
