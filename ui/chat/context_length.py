"""How much the model sees at once: how much more or less it could, and where the choice is kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.context import history
from app.engine.client import Engine
from app.engine.events import USUAL_CONTEXTS
from app.engine.overlong import Overlong
from app.errors import UserError
from app.machine.before_loading import longer_context
from app.store.conversations import Conversations
from app.store.messages import Message
from app.store.presets import Presets
from ui.background import Lane
from ui.chat.model_choice import ModelChoice

_SHORTEST = 512  # with less a model is hardly of use


class ContextLength(QObject):
    """In the conversations of one store; conversation_id None: in one that is not stored yet. Lengths are in
    tokens."""

    def __init__(
        self,
        engine: Engine,
        conversations: Conversations,
        presets: Presets,
        models: ModelChoice,
        lane: Lane,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._conversations = conversations
        self._presets = presets
        self._models = models
        self._lane = lane

    def find_longer(
        self,
        conversation_id: int | None,
        on_length: Callable[[int | None], None],
        needed: Callable[[], int] = lambda: 0,
    ) -> None:
        """Tells the length that the model in use could have instead; None where there is none.

        needed: tells, on a lane, the tokens that a prompt has to have room for. Nothing is told when a loaded
        model is not loaded so any more by then.
        """
        loaded, current = self._models.description, self._models.current
        if current is None:
            on_length(None)
            return
        path = loaded.path if loaded else current.path
        options = self._presets.settings_for(conversation_id).load_options()
        now = loaded.context_length if loaded else self._tried(conversation_id)
        engine = self._engine

        def find() -> int | None:
            tokens, held = needed(), engine.held_bytes()
            return longer_context(
                path, options, now, held, needed_tokens=tokens, uses_cards=engine.uses_cards
            )

        def tell(length: int | None) -> None:
            if loaded is None or loaded == self._models.description:
                on_length(length)

        self._lane.run(find, tell, lambda _: tell(None))

    def find_longer_for(self, answer: Message, on_length: Callable[[int | None], None]) -> None:
        """The same, with room for what this answer, that failed, was to be made from."""
        settings = self._presets.settings_for(answer.conversation_id)

        def needed() -> int:
            messages = history(self._conversations.path_to(answer.id), settings.system_prompt)
            try:
                self._engine.measure(messages, "", settings.max_answer_tokens)
            except Overlong as error:
                return error.needed_tokens
            except UserError:  # no model is loaded
                pass
            return 0

        self.find_longer(answer.conversation_id, on_length, needed)

    def is_longest(self, conversation_id: int | None) -> bool:
        """Whether the model was made for no more than it has."""
        current = self._models.current
        return current is not None and 0 < current.context_length <= self._tried(conversation_id)

    def shorter(self, conversation_id: int | None) -> int | None:
        """Half of the length that was tried last; None where that would be too short to be of use."""
        half = self._tried(conversation_id) // 2
        return half if half >= _SHORTEST else None

    def _tried(self, conversation_id: int | None) -> int:
        """The length that the model has, or was to have: the engine chooses among the usual ones where none
        is asked for, and takes none that a model was not made for."""
        loaded, current = self._models.description, self._models.current
        asked = self._presets.settings_for(conversation_id).context_length
        tried = asked or (loaded.context_length if loaded else USUAL_CONTEXTS[-1])
        made_for = current.context_length if current else 0
        return min(tried, made_for) if made_for else tried

    def keep(self, conversation_id: int | None, length: int) -> None:
        """From the next load on. UserError where it cannot be stored."""
        self._presets.set_where_it_holds(conversation_id, "context_length", length)

    def use(self, conversation_id: int | None, length: int) -> None:
        """Keep it, and load the model again with it. UserError where it cannot be stored."""
        self.keep(conversation_id, length)
        self.load(conversation_id)

    def load(self, conversation_id: int | None) -> None:
        """Load the model as it is to be loaded in this conversation, unless it is so already."""
        self._models.load(self._presets.settings_for(conversation_id).load_options())
