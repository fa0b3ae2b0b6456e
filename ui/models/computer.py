"""How fast this computer is, measured once while nothing else computes; and the context that was chosen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from app.measure import Measured, Measuring, measure
from app.settings import SettingsStore
from app.speed import ComputerSpeed
from app.speed_store import SpeedStore
from ui.background import Lane, Task


class Computer(QObject):
    """The measured speed, from the database or measured now."""

    changed = Signal()  # the speed, or how far the measurement is

    def __init__(self, store: SpeedStore, lane: Lane, settings: SettingsStore) -> None:
        super().__init__()
        self._settings = settings
        self._store = store
        self._lane = lane
        self._speed: ComputerSpeed | None = None
        self._fraction: float | None = None
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
    def context_length(self) -> int | None:
        """Tokens; None: as the engine chooses it."""
        return self._settings.get().context_length

    @property
    def fraction(self) -> float | None:
        """How much of the measurement is done; None when none runs."""
        return self._fraction

    def start(self) -> None:
        """Read what is known, and measure if that is due. Not while a model answers."""
        if self._task is None:
            self._lane.run(self._known, self._take, self._on_error)

    def stop(self) -> None:
        """Something else computes now."""
        if self._task is not None:
            self._task.stop()

    def _known(self) -> tuple[ComputerSpeed | None, bool]:
        return self._store.computer(), self._store.needs_measuring()

    def _take(self, known: tuple[ComputerSpeed | None, bool]) -> None:
        self._is_read = True
        self._speed, is_due = known
        if is_due and self._task is None and not self._was_measured:
            self._fraction = 0.0
            job = partial(measure, self._store)
            self._task = self._lane.stream(job, self._on_event, self._on_end, self._on_error)
        self.changed.emit()

    def _on_event(self, event: Measuring | Measured) -> None:
        if isinstance(event, Measured):
            self._speed, self._was_measured = event.computer, True
        else:
            self._fraction = event.fraction
        self.changed.emit()

    def _on_end(self) -> None:
        self._task, self._fraction = None, None
        self.changed.emit()

    def _on_error(self, _error: Exception) -> None:
        self._is_read = True  # speeds stay unknown; what fits is told all the same
        self._on_end()
