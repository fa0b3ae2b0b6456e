"""A loaded model that is not what it should be: its template, or the graphics card, could not be used, or its
file is another one by now."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from app.engine.events import ModelDescription
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
        self._changed_file = ""  # that is told of
        self._panel = ChoicePanel(theme, "alert")
        page.add_above_box(self._panel)
        models.changed.connect(self._look)
        models.file_changed.connect(self._tell_change)
        self._panel.pressed.connect(self._on_way)
        self._panel.dismissed.connect(page.focus_composer)

    def _look(self) -> None:
        model = self._models.description
        problem = "" if model is None else model.template_problem or model.on_card.problem
        if model is None or model.path.name != self._changed_file:
            self._changed_file = ""
        if not problem and not self._changed_file:
            self._panel.hide()
        elif model is not None and problem and self._told != (model.path, problem):
            self._told = (model.path, problem)
            self._ask(problem, _hint(model))

    def _tell_change(self, file: str) -> None:
        self._changed_file = file
        self._ask(
            tr("The model file {file} was changed on the disk, so it was loaded again.", file=file),
            tr("It may answer otherwise now. If you did not change it, choose another or download it again."),
        )

    def _ask(self, problem: str, hint: str) -> None:
        ways = [Way("another", tr("Choose another model")), Way("go_on", tr("Go on with it"))]
        self._panel.ask(problem, hint, ways)

    def _on_way(self, key: str) -> None:
        self._page.focus_composer()
        if key == "another":
            self._page.ask_for_model()


def _hint(model: ModelDescription) -> str:
    if model.template_problem:
        return tr("A plain one stands in, which many models understand. Its answers may be worse.")
    if model.on_card.name:  # it works, and has no room
        return tr("Answers come more slowly so. A shorter context takes less of the card's memory.")
    return tr("Answers come more slowly so. A newer driver for the card may help.")
