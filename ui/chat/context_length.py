"""How much the model sees at once: how much more or less it could, and where the choice is kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.engine.client import Engine
from app.engine.events import USUAL_CONTEXTS, ModelDescription
from app.machine.before_loading import longer_context
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
        presets: Presets,
        models: ModelChoice,
        lane: Lane,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._presets = presets
        self._models = models
        self._lane = lane

    @property
    def model(self) -> ModelDescription | None:
        """The one in use, as it is loaded; None while none is."""
        return self._models.description

    def find_longer(self, conversation_id: int | None, on_length: Callable[[int | None], None]) -> None:
        """Tells the length that the loaded model could have instead; None where there is none.

        Nothing is told when another model was loaded meanwhile.
        """
        model = self._models.description
        if model is None:
            on_length(None)
            return
        options = self._presets.settings_for(conversation_id).load_options()
        engine, now = self._engine, model.context_length

        def find() -> int | None:
            return longer_context(model.path, options, now, engine.held_bytes(), uses_cards=engine.uses_cards)

        def tell(length: int | None) -> None:
            if model == self._models.description:
                on_length(length)

        self._lane.run(find, tell, lambda _: tell(None))

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
