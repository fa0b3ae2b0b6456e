"""Whether the engine, when it has something to do, still says how it gets on."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.engine.client import Engine
from app.machine.forecast import Forecaster
from ui.background import Lane, Latest
from ui.chat.model_choice import ModelChoice

_LOOK_EACH_MS = 2_000
_LIMIT_S = 120.0  # before it is known of the model


class EngineWatch(QObject):
    """One for all that is asked of the engine: loads, answers, summaries, titles, and questions in between,
    as how many tokens a draft has. Whatever runs can hang, and everything else waits behind it."""

    changed = Signal()  # it fell silent, or is so no more

    def __init__(
        self,
        engine: Engine,
        models: ModelChoice,
        forecaster: Forecaster,
        engine_lane: Lane,
        asking_lane: Lane,
        quick_lane: Lane,
    ) -> None:
        """asking_lane: for questions in between."""
        super().__init__()
        self._engine = engine
        self._models = models
        self._forecaster = forecaster
        self._lane = engine_lane
        self._asking_lane = asking_lane
        self._finding_limit = Latest(quick_lane)
        self._limit_s = _LIMIT_S
        self._waits_since = 0.0
        self._silent_s = 0.0
        self._timer = QTimer(self, interval=_LOOK_EACH_MS)
        self._timer.timeout.connect(self._look)
        self._limit_of: Path | None = None
        engine_lane.busy_changed.connect(self._on_work)
        asking_lane.busy_changed.connect(self._on_busy)
        models.changed.connect(self._on_model)

    @property
    def silent_s(self) -> float:
        """So long, at least, nothing has come though something should have; 0.0 while all is well."""
        return self._silent_s

    def stop(self) -> None:
        """End what runs. An engine that does not hear of it is ended, too."""
        if (work := self._lane.running) is not None:
            work.stop()
        else:
            self._lane.run(self._engine.give_up, lambda _: self._models.on_given_up(), lambda _: None)
        self._look()

    def wait(self) -> None:
        """Let it be silent for as long again."""
        self._waits_since = time.monotonic()
        self._look()

    def _on_work(self, is_busy: bool) -> None:
        if is_busy:
            self._find_limit()
        self._on_busy()

    def _on_busy(self) -> None:
        if self._lane.is_busy or self._asking_lane.is_busy:
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._timer.stop()
        self._look()

    def _on_model(self) -> None:
        model = self._models.current
        if model is not None and model.path != self._limit_of:
            self._find_limit()

    def _find_limit(self) -> None:
        """Of the model that is in use now: what its last answers took may tell."""
        model = self._models.current
        if model is not None:
            path, size_bytes = model.path, model.size_bytes
            self._limit_of = path
            self._finding_limit.run(
                lambda: self._forecaster.longest_silence_s(path, size_bytes), self._set_limit, lambda _: None
            )

    def _set_limit(self, limit_s: float) -> None:
        self._limit_s = limit_s

    def _look(self) -> None:
        heard_at, silent_s = self._heard_at(), 0.0
        if heard_at and time.monotonic() - max(heard_at, self._waits_since) >= self._limit_s:
            silent_s = self._limit_s
        if silent_s != self._silent_s:
            self._silent_s = silent_s
            self.changed.emit()

    def _heard_at(self) -> float:
        """When something came last of what runs; 0.0: nothing runs, or nothing that is not told to end."""
        work, question = self._lane.running, self._asking_lane.running
        if work is not None:
            return 0.0 if work.stop_asked.is_set() else max(work.heard_at, self._engine.heard_at)
        return 0.0 if question is None else question.heard_at
