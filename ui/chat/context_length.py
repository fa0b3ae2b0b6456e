"""How much the model sees at once: how much more it could, and where the choice is kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.engine.client import Engine
from app.engine.events import ModelDescription
from app.machine.before_loading import longer_context
from app.store.presets import Presets
from ui.background import Lane
from ui.chat.model_choice import ModelChoice


class ContextLength(QObject):
    """In the conversations of one store. Lengths are in tokens."""

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

    def find_longer(self, conversation_id: int, on_length: Callable[[int | None], None]) -> None:
        """Tells the length that the loaded model could have instead; None where there is none.

        Nothing is told when another model was loaded meanwhile.
        """
        model = self._models.description
        if model is None:
            on_length(None)
            return
        options = self._presets.settings_for(conversation_id).load_options()
        held, now = self._engine.held_bytes, model.context_length

        def tell(length: int | None) -> None:
            if model == self._models.description:
                on_length(length)

        self._lane.run(lambda: longer_context(model.path, options, now, held()), tell, lambda _: tell(None))

    def keep(self, conversation_id: int, length: int) -> None:
        """From the next load on. UserError where it cannot be stored."""
        self._presets.set_where_it_holds(conversation_id, "context_length", length)

    def use(self, conversation_id: int, length: int) -> None:
        """Keep it, and load the model again with it. UserError where it cannot be stored."""
        self.keep(conversation_id, length)
        self._models.load(self._presets.settings_for(conversation_id).load_options())
