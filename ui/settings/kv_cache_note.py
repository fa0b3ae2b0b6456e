"""Where the model in use cannot be loaded with the KV cache that is set: told in the settings, beside it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.engine.client import Engine
from app.quantities import readable_memory
from app.words import tr
from ui.chat.model_choice import ModelChoice
from ui.settings.page import SettingsPage


class KvCacheNote(QObject):
    """Keeps that setting's row up to date."""

    def __init__(self, page: SettingsPage, models: ModelChoice, engine: Engine) -> None:
        super().__init__(page)
        self._page = page
        self._models = models
        self._engine = engine
        page.entered.connect(self._show)
        models.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        model, asked = self._models.description, self._engine.loaded_with
        sentence = ""
        if model is not None and asked is not None and asked.kv_cache != model.kv_cache:
            sentence = tr(
                "With {model} this saves nothing: its shape allows only the full cache, of {memory}.",
                model=model.name,
                memory=readable_memory(model.cache_bytes),
            )
        self._page.show_obstacle("kv_cache", sentence)
