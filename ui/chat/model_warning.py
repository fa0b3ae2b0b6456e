"""A loaded model that does not work as it should: its template, or the graphics card, could not be used."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from app.words import tr
from ui.chat.choice_panel import ChoicePanel, Way
from ui.chat.model_choice import ModelChoice
from ui.chat.page import ChatPage
from ui.theme import Theme


class ModelWarning(QObject):
    """Belongs to one page. What is the matter with a model is told once."""

    def __init__(self, theme: Theme, page: ChatPage, models: ModelChoice) -> None:
        super().__init__(page)
        self._page = page
        self._models = models
        self._told: tuple[Path, str] | None = None
        self._panel = ChoicePanel(theme, "alert")
        page.add_above_box(self._panel)
        models.changed.connect(self._look)
        self._panel.pressed.connect(self._on_way)

    def _look(self) -> None:
        model = self._models.description
        problem = "" if model is None else model.template_problem or model.on_card.problem
        if model is None or not problem:
            self._panel.hide()
        elif self._told != (model.path, problem):
            self._told = (model.path, problem)
            hint = tr("A plain one stands in, which many models understand. Its answers may be worse.")
            if not model.template_problem:
                hint = tr("Answers come more slowly so. A shorter context takes less of the card's memory.")
            ways = [Way("another", tr("Choose another model")), Way("go_on", tr("Go on with it"))]
            self._panel.ask(problem, hint, ways)

    def _on_way(self, key: str) -> None:
        if key == "another":
            self._page.ask_for_model()
