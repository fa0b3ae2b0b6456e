"""Which part of the engine is the fastest here: found out once, while nobody waits for an answer."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.engine.client import Engine
from app.machine.engine_trial import CARDS, EngineTrial
from app.machine.idle import Disturbance
from app.machine.variant_store import VariantStore
from app.machine.variants import Tried, Trying
from app.paths import Paths
from app.words import tr
from ui.background import Lane, Task
from ui.chat.answers import Answers

_FIRST_WAIT_MS = 60_000  # after the window is there: a person who comes to ask something does that first
_NEXT_WAIT_MS = 10 * 60_000  # after something was in the way


class EngineChoice(QObject):
    """Tells the engine what computes. What is found out holds from the next load on."""

    changed = Signal()

    def __init__(
        self,
        store: VariantStore,
        engine: Engine,
        paths: Paths,
        lane: Lane,
        answers: Answers,
        *,
        first_wait_ms: int = _FIRST_WAIT_MS,
    ) -> None:
        super().__init__()
        self._store = store
        self._engine = engine
        self._model = paths.guide_model
        self._lane = lane
        self._answers = answers
        self._first_wait_ms = first_wait_ms
        self._trial: EngineTrial | None = None
        self._task: Task | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._try)
        answers.changed.connect(self._give_way)

    @property
    def sentence(self) -> str:
        """What computes, for a person."""
        trial = self._trial
        if trial is None or not trial.variant:
            return tr(
                "The engine's parts for processors were not compared on this computer yet. That happens by "
                "itself while nothing else computes."
            )
        told = [tr("The fastest part for this processor is in use: {name}.", name=trial.variant)]
        broken = [one.name for one in trial.variants if one.problem]
        if broken:
            told.append(tr("Left out, because it fails here: {names}.", names=", ".join(broken)))
        if trial.uses_cards and any(one.name == CARDS for one in trial.variants):
            told.append(tr("The graphics card computes, too."))
        return " ".join(told)

    def start(self) -> None:
        """Use what is known, or find it out a while later."""
        self._lane.run(self._store.trial, self._take, lambda error: None)

    def _take(self, trial: EngineTrial | None) -> None:
        if trial is not None:
            self._use(trial)
        if trial is None or not trial.variant:  # it was too busy to be measured: once more
            self._timer.start(self._first_wait_ms)

    def _use(self, trial: EngineTrial) -> None:
        self._trial = trial
        self._engine.backends = trial.backends()
        self.changed.emit()

    def _try(self) -> None:
        if self._answers.conversation_ids():
            self._timer.start(_NEXT_WAIT_MS)
        elif self._task is None:
            job = partial(self._store.find_out, self._model)
            self._task = self._lane.stream(job, self._on_event, self._on_end, lambda error: self._on_end())

    def _give_way(self) -> None:
        """An answer goes first."""
        if self._task is not None and self._answers.conversation_ids():
            self._task.stop()

    def _on_event(self, event: Trying | Tried | Disturbance) -> None:
        if isinstance(event, Tried):
            self._use(event.trial)

    def _on_end(self) -> None:
        self._task = None
        if self._trial is None:
            self._timer.start(_NEXT_WAIT_MS)
