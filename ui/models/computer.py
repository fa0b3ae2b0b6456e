"""How fast this computer is, measured once while nothing else computes; and the context that was chosen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from app.engine.events import LoadOptions
from app.machine.measure import Measured, Measuring, PutOff, measure_when_free
from app.machine.speed import ComputerSpeed
from app.machine.speed_store import SpeedStore
from app.store.settings import SettingsStore
from app.words import later, translated
from ui.background import Lane, Latest, Task
from ui.chat.answers import Answers

_REASONS = {
    "busy": later("other programs keep this computer busy"),
    "battery": later("this computer runs on its battery"),
    "answering": later("a model is answering"),
}


class Computer(QObject):
    """The measured speed, from the database or measured now."""

    changed = Signal()  # the speed, or how far the measurement is

    def __init__(self, store: SpeedStore, lane: Lane, measuring_lane: Lane, settings: SettingsStore) -> None:
        super().__init__()
        self._settings = settings
        self._store = store
        self._measuring_lane = measuring_lane
        self._looking_up = Latest(lane)
        self._speed: ComputerSpeed | None = None
        self._fraction: float | None = None
        self._put_off = ""
        self._answering: list[Answers] = []
        self._task: Task | None = None
        self._is_read = False
        self._was_measured = False  # once is enough while the program runs, even if others disturbed it

    @property
    def speed(self) -> ComputerSpeed | None:
        """None before it was measured."""
        return self._speed

    @property
    def is_read(self) -> bool:
        """Whether it was looked up if the speed is known."""
        return self._is_read

    @property
    def options(self) -> LoadOptions:
        """How models are loaded, as the settings have it."""
        return self._settings.get().load_options()

    @property
    def fraction(self) -> float | None:
        """How much of the measurement is done; None when none runs."""
        return self._fraction

    @property
    def put_off(self) -> str:
        """Why it is not measured now, for a person; empty when it is, or need not be."""
        return self._put_off if self._speed is None else ""

    def give_way_to(self, answers: Answers) -> None:
        """While one is written nothing is measured; what is measured then ends at once."""
        self._answering.append(answers)
        answers.changed.connect(self._on_answers)

    def start(self) -> None:
        """Read what is known, and measure if that is due and would disturb nobody."""
        if self._task is None:
            self._looking_up.run(self._known, self._take, self._on_error)

    def _on_answers(self) -> None:
        if self._task is not None and self._is_answering():
            self._task.stop()

    def _is_answering(self) -> bool:
        return any(answers.conversation_ids() for answers in self._answering)

    def _known(self) -> tuple[ComputerSpeed | None, bool]:
        return self._store.computer(), self._store.needs_measuring()

    def _take(self, known: tuple[ComputerSpeed | None, bool]) -> None:
        self._is_read = True
        self._speed, is_due = known
        if not is_due or self._task is not None or self._was_measured:
            self._put_off = ""
        elif self._is_answering():
            self._put_off = translated(_REASONS["answering"])
        else:
            self._put_off = ""
            job = partial(measure_when_free, self._store)
            self._task = self._measuring_lane.stream(job, self._on_event, self._on_end, self._on_error)
        self.changed.emit()

    def _on_event(self, event: Measuring | Measured | PutOff) -> None:
        if isinstance(event, Measured):
            self._speed, self._was_measured = event.computer, True
        elif isinstance(event, PutOff):
            self._put_off = translated(_REASONS[event.reason])
        else:
            self._fraction = event.fraction
        self.changed.emit()

    def _on_end(self) -> None:
        if self._task is not None and self._task.stop_asked.is_set():
            self._put_off = translated(_REASONS["answering"])
        self._task, self._fraction = None, None
        self.changed.emit()

    def _on_error(self, _error: Exception) -> None:
        self._is_read = True  # speeds stay unknown; what fits is told all the same
        self._on_end()
