"""Asks before a model is loaded that would not fit into the memory."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from app.engine.events import LoadOptions
from app.errors import UserError
from app.machine.before_loading import MemoryGuard, WouldSwap
from app.quantities import readable_memory
from app.store.presets import Presets
from app.words import tr
from ui.chat.choice_panel import ChoicePanel, Way
from ui.chat.model_choice import ModelChoice
from ui.chat.page import ChatPage
from ui.theme import Theme


class FitQuestion(QObject):
    """Belongs to one page."""

    def __init__(
        self, theme: Theme, page: ChatPage, models: ModelChoice, presets: Presets, guard: MemoryGuard
    ) -> None:
        super().__init__(page)
        self._page = page
        self._models = models
        self._presets = presets
        self._guard = guard
        self._doubt: WouldSwap | None = None
        self._panel = ChoicePanel(theme, "alert")
        page.add_above_box(self._panel)
        models.doubted.connect(self._ask)
        models.changed.connect(self._look)
        self._panel.pressed.connect(self._on_way)
        self._panel.dismissed.connect(page.focus_composer)

    def _ask(self, doubt: WouldSwap) -> None:
        self._doubt = doubt
        ways = []
        if doubt.context_length is not None:
            ways.append(Way("context", tr("Context of {count} tokens", count=doubt.context_length)))
        if doubt.half_fits:
            tip = tr("What the model has read is kept less exactly; answers differ little.")
            ways.append(Way("half", tr("KV cache in half the memory"), tip))
        ways.append(Way("another", tr("Another model")))
        free = readable_memory(doubt.available_bytes)
        tip = tr("It needs {needed}; {free} are free.", needed=readable_memory(doubt.needed_bytes), free=free)
        ways.append(Way("anyway", tr("Load anyway"), tip))
        self._panel.ask(doubt.message, doubt.hint, ways)

    def _look(self) -> None:
        """It is no question any more once another load has begun."""
        if self._models.loading_fraction is not None or self._models.description is not None:
            self._panel.hide()

    def _on_way(self, key: str) -> None:
        self._page.focus_composer()
        doubt = self._doubt
        if doubt is None:
            return
        if key == "another":
            self._page.ask_for_model()
            return
        try:
            self._models.load(self._changed(doubt, key))
        except UserError as error:
            self._page.show_problem(error)

    def _changed(self, doubt: WouldSwap, key: str) -> LoadOptions:
        """How to load it now; what is chosen is kept in the settings."""
        if key == "context":
            self._presets.set_where_it_holds(
                self._page.conversation_id, "context_length", doubt.context_length
            )
            return replace(doubt.options, context_length=doubt.context_length)
        if key == "half":
            self._presets.set_where_it_holds(self._page.conversation_id, "kv_cache", "half")
            return replace(doubt.options, kv_cache="half")
        self._guard.accept(doubt.path, doubt.options)
        return doubt.options
