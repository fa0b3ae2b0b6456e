"""Which part of the engine is the fastest here: found out once, while nothing else computes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

from app.engine.client import Engine
from app.errors import UserError
from app.machine.engine_trial import EngineTrial
from app.machine.idle import Disturbance
from app.machine.variant_store import VariantStore
from app.machine.variants import Comparison, Tried, Trying
from ui.background import Lane, Task

_WAIT_MS = 60_000  # after the last use of the engine, or after something else was in the way

Obstacle = Literal["", "engine", "person"] | Disturbance
"""Why it is not compared though it is due. engine: a model computes. person: who stopped it."""


class EngineChoice(QObject):
    """Tells the engine what computes. What is found out holds from the next load on.

    Whatever the engine is wanted for goes first, and what is finished of a comparison is kept until it can go
    on.
    """

    changed = Signal()  # what is known, or how the comparison goes

    def __init__(
        self,
        store: VariantStore,
        engine: Engine,
        new_comparison: Callable[[], Comparison],
        lane: Lane,
        engine_lane: Lane,
        *,
        wait_ms: int = _WAIT_MS,
    ) -> None:
        """lane: to compare on. engine_lane: all that the engine is used for."""
        super().__init__()
        self._store = store
        self._engine = engine
        self._new_comparison = new_comparison
        self._lane = lane
        self._engine_lane = engine_lane
        self._trial: EngineTrial | None = None
        self._comparison: Comparison | None = None
        self._is_due = False
        self._is_asked = False  # and is yet to begin
        self._task: Task | None = None
        self._fraction: float | None = None
        self._obstacle: Obstacle = ""
        self._problem: UserError | None = None
        self._timer = QTimer(self, singleShot=True, interval=wait_ms)
        self._timer.timeout.connect(lambda: self._go_on(gives_way=True))
        engine_lane.busy_changed.connect(self._on_engine)

    @property
    def trial(self) -> EngineTrial | None:
        """What is known; None before anything was found out."""
        return self._trial

    @property
    def fraction(self) -> float | None:
        """How much of the comparison is done; None while none runs."""
        return self._fraction

    @property
    def obstacle(self) -> Obstacle:
        return self._obstacle

    @property
    def problem(self) -> UserError | None:
        """What ended the last comparison before it had found anything out."""
        return self._problem

    def start(self) -> None:
        """Use what is known, or find it out a while later."""
        self._lane.run(self._store.trial, self._take, lambda error: None)

    def compare(self) -> None:
        """The person wants it now, whatever other programs do; if the engine is in use, right after that."""
        self._is_due = True
        if self._task is None and not self._engine_lane.is_busy:
            self._is_asked = False
            self._go_on(gives_way=False)
        elif self._fraction is None:
            self._is_asked = True
            if self._task is not None:
                self._task.stop()  # it only looks whether others compute
            else:
                self._obstacle = "engine"
                self.changed.emit()

    def stop(self) -> None:
        """The person does not want it now."""
        if self._task is not None:
            self._is_due = False
            self._task.stop()

    def _take(self, trial: EngineTrial | None) -> None:
        if trial is not None:
            self._use(trial)
        self._is_due = self._is_due or trial is None or not trial.is_sure
        self._begin_or_wait()

    def _use(self, trial: EngineTrial) -> None:
        self._trial = trial
        found = trial.backends()
        # What crashed with a real model may have passed with the small ones.
        refused = dict.fromkeys((*found.refused, *self._engine.backends.refused))
        self._engine.backends = replace(found, refused=tuple(refused))
        self.changed.emit()

    def _on_engine(self, is_busy: bool) -> None:
        """It goes first."""
        if not is_busy:
            self._begin_or_wait()
            return
        self._timer.stop()
        if self._task is not None:
            self._task.stop()

    def _begin_or_wait(self) -> None:
        if self._is_asked:
            self.compare()
        elif self._is_due and self._task is None and not self._engine_lane.is_busy:
            self._timer.start()

    def _go_on(self, *, gives_way: bool) -> None:
        self._timer.stop()
        self._comparison = self._comparison or self._new_comparison()
        job = partial(self._store.find_out, self._comparison, gives_way=gives_way)
        self._task = self._lane.stream(job, self._on_event, self._on_end, self._on_error)
        self._problem = None
        if not gives_way:  # else it first looks whether it may
            self._fraction, self._obstacle = 0.0, ""
            self.changed.emit()

    def _on_event(self, event: Trying | Tried | Disturbance) -> None:
        if isinstance(event, Trying):
            self._fraction, self._obstacle = event.fraction, ""
            self.changed.emit()
        elif isinstance(event, Tried):
            self._comparison, self._is_due = None, event.trial.is_disturbed
            self._obstacle = ""
            self._use(event.trial)
        else:
            self._obstacle = event

    def _on_end(self) -> None:
        task, self._task, self._fraction = self._task, None, None
        if task is not None and task.stop_asked.is_set() and self._comparison is not None:
            self._obstacle = "engine" if self._is_due else "person"
        self.changed.emit()
        self._begin_or_wait()

    def _on_error(self, error: Exception) -> None:
        self._is_due = False  # it would fail again; the next start, or the person, tries again
        self._problem = error if isinstance(error, UserError) else None
        self._on_end()
