"""The model's memory is given back when nobody has used it for a while."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.engine.client import Engine
from app.store.settings import SettingsStore
from ui.background import Lane
from ui.chat.answers import Answers
from ui.chat.meter import Meter
from ui.chat.model_choice import ModelChoice

_MINUTE_MS = 60_000


class IdleUnload(QObject):
    """Counts from the last answer, load or typed word. The next question loads the model again."""

    def __init__(
        self,
        engine: Engine,
        settings: SettingsStore,
        models: ModelChoice,
        engine_lane: Lane,
        parent: QObject | None = None,
        *,
        minute_ms: int = _MINUTE_MS,
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._settings = settings
        self._models = models
        self._lane = engine_lane
        self._minute_ms = minute_ms
        self._answers: list[Answers] = []
        self._minutes = 0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_time)
        models.changed.connect(self.apply)

    def watch(self, answers: Answers, meter: Meter) -> None:
        """Answers being made, and words being counted, are use."""
        self._answers.append(answers)
        answers.changed.connect(self.apply)
        meter.measured.connect(self._on_typed)

    def apply(self) -> None:
        """Count anew, as the settings have it now."""
        wanted = self._settings.get().unload_after
        self._minutes = 0 if wanted == "never" else int(wanted)
        if self._minutes and self._models.description is not None:
            self._timer.start(self._minutes * self._minute_ms)
        else:
            self._timer.stop()

    @property
    def is_counting(self) -> bool:
        """Whether there is a model, and it would be unloaded some time."""
        return self._timer.isActive()

    def _on_typed(self) -> None:
        if self._timer.isActive():
            self._timer.start()

    def _on_time(self) -> None:
        is_used = any(answers.conversation_ids() for answers in self._answers)
        if is_used or self._models.loading_fraction is not None:
            self.apply()
            return

        def unload() -> int:
            held = self._engine.held_bytes()
            self._engine.unload()
            return held

        self._lane.run(unload, lambda held: self._models.rest(self._minutes, held), lambda _: None)
