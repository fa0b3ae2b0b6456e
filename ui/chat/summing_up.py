"""Lets the model sum up a conversation, on the engine's lane."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject

from app.chat import Chat
from app.documents.attachments import with_attachments
from app.engine.client import Engine
from app.errors import UserError
from app.store.conversations import Conversations
from app.store.presets import Presets
from app.summaries import Part, place_to_sum_up, sum_up
from app.words import tr
from ui.background import Lane, Task
from ui.chat.model_choice import ModelChoice


class SummingUp(QObject):
    """For the conversations of one store."""

    def __init__(
        self,
        engine: Engine,
        chat: Chat,
        conversations: Conversations,
        presets: Presets,
        models: ModelChoice,
        lane: Lane,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._chat = chat
        self._conversations = conversations
        self._presets = presets
        self._models = models
        self._lane = lane

    def begin(
        self,
        conversation_id: int,
        room_tokens: int,
        on_event: Callable[[int | str | Part], None],
        on_done: Callable[[], None],
        on_error: Callable[[Exception], None],
    ) -> Task:
        """Of the oldest turns, as far as they should make room; room_tokens 0: of the whole conversation.

        on_event gets the id of the last message that is summed up, then the words; after a Part the words
        begin anew.
        """
        settings = self._presets.settings_for(conversation_id)
        find_model = self._models.path_for(settings)

        def write(stop: threading.Event) -> Iterator[int | str | Part]:
            for _ in self._chat.load(find_model(), settings.load_options(), stop):
                pass
            thread = self._conversations.thread(conversation_id)
            place: int | None = len(thread) - 1
            if room_tokens:
                texts = [with_attachments(message.content, message.attachments) for message in thread]
                tokens = [self._engine.count(text) for text in texts]
                place = place_to_sum_up(thread, tokens, room_tokens)
            if place is None or place < 0:
                raise UserError(tr("There is no older turn that could be summed up."))
            yield thread[place].id
            thread, thinking = thread[: place + 1], settings.reply_options().thinking
            yield from sum_up(self._engine, thread, settings.system_prompt, stop, thinking)

        return self._lane.stream(write, on_event, on_done, on_error)
