"""The models that may guess for the one in use, in the settings, and which of them does."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from app.models.draft_models import AUTOMATIC, OFF, DraftModels
from app.models.library import InstalledModel
from app.store.settings import SettingsStore
from app.words import tr
from ui.background import Lane, Latest
from ui.chat.model_choice import ModelChoice
from ui.controls import Ink
from ui.settings.page import SettingsPage

_SETTING = "draft_model"


class DraftChoice(QObject):
    """Keeps that setting's row up to date while its page is seen."""

    def __init__(
        self,
        page: SettingsPage,
        settings: SettingsStore,
        models: ModelChoice,
        draft_models: DraftModels,
        quick_lane: Lane,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._settings = settings
        self._models = models
        self._draft_models = draft_models
        self._suiting = Latest(quick_lane)
        page.entered.connect(self._look)
        models.changed.connect(self._look_if_seen)
        self._look()

    def _look_if_seen(self) -> None:
        if self._page.isVisible() and self._models.loading_fraction is None:
            self._look()

    def _look(self) -> None:
        model = self._models.current
        if model is not None:
            work = partial(self._draft_models.suiting, model.path)
            self._suiting.run(work, partial(self._show, model.path), lambda _: None)

    def _show(self, path: Path, suiting: list[InstalledModel]) -> None:
        model = self._models.current
        if model is None or model.path != path:
            return
        self._page.offer_models(_SETTING, [(one.name, str(one.path)) for one in suiting])
        sentence, ink = self._told(model, bool(suiting))
        self._page.show_obstacle(_SETTING, sentence, ink)

    def _told(self, model: InstalledModel, is_any: bool) -> tuple[str, Ink]:
        wanted, description = self._settings.get().draft_model, self._models.description
        if wanted == OFF:
            return "", "muted"
        if description is not None and description.draft_model.path is not None:
            return tr("In use: {name}.", name=description.draft_model.name), "muted"
        if description is not None and description.draft_model.problem:
            return description.draft_model.problem, "warn"
        if wanted == AUTOMATIC and not is_any:
            return (
                tr(
                    "No model on this computer suits {model}: one with the same vocabulary and at most a "
                    "third of its size.",
                    model=model.name,
                ),
                "muted",
            )
        if wanted == AUTOMATIC and description is not None:
            return tr("There is too little memory for one beside {model}.", model=model.name), "warn"
        return "", "muted"
