"""What of the model in use the graphics card computes, in the settings, beside how many layers it may."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.engine.backends import has_part_for_cards
from app.machine.offload import told
from app.words import tr
from ui.chat.model_choice import ModelChoice
from ui.settings.page import SettingsPage

_SETTING = "gpu_layers"


class CardNote(QObject):
    """Keeps that setting's row up to date."""

    def __init__(self, page: SettingsPage, models: ModelChoice) -> None:
        super().__init__(page)
        self._page = page
        self._models = models
        if has_part_for_cards():
            page.entered.connect(self._show)
            models.changed.connect(self._show)
            self._show()
        else:
            page.show_obstacle(_SETTING, tr("This installation computes with the processor only."))

    def _show(self) -> None:
        description = self._models.description
        if description is None:
            self._page.show_obstacle(_SETTING, "")
            return
        on_card = description.on_card
        sentence = told(on_card) or tr("The engine sees no graphics card on this computer.")
        self._page.show_obstacle(_SETTING, sentence, "warn" if on_card.problem else "muted")
