"""What helps after a failure, where a button can do it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.engine.events import USUAL_CONTEXTS
from app.errors import UserError
from app.store.messages import Message
from app.store.presets import Presets
from app.words import tr
from ui.chat.context_length import ContextLength
from ui.chat.page import ChatPage

_SHORTEST_CONTEXT = 512


class Remedies(QObject):
    """Belongs to one page."""

    def __init__(self, page: ChatPage, presets: Presets, length: ContextLength) -> None:
        super().__init__(page)
        self._page = page
        self._presets = presets
        self._length = length
        page.remedy_requested.connect(self._answer_again)

    def _answer_again(self, message: Message) -> None:
        """Do what helps, then answer again."""
        if message.remedy == "another_model":
            self._page.ask_for_model()
        elif message.remedy == "free_space":
            self._page.more_models_requested.emit()
        elif message.remedy == "longer_context":
            self._length.find_longer(
                message.conversation_id, lambda length: self._answer_with(message, length)
            )
        else:
            now = self._presets.settings_for(message.conversation_id).context_length
            self._answer_with(message, max(_SHORTEST_CONTEXT, (now or USUAL_CONTEXTS[0]) // 2))

    def _answer_with(self, message: Message, context_length: int | None) -> None:
        if context_length is None:
            self._page.tell(tr("This model has no longer context, or it does not fit into the memory."))
            return
        try:
            self._length.keep(message.conversation_id, context_length)
        except UserError as error:
            self._page.show_problem(error)
            return
        self._page.act(message.id, "again")
