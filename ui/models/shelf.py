"""The models on this computer as the page last read them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.models.library import InstalledModel, Library
from app.models.provenance import provenance_path
from ui.background import Lane


@dataclass(frozen=True, slots=True)
class Shelved:
    """can_verify: it was downloaded here, so what its bytes must be is known. goes_to_bin: when it is
    removed; what was opened from elsewhere stays there. touched_at: when it came here or answered last,
    seconds since 1970."""

    model: InstalledModel
    can_verify: bool
    goes_to_bin: bool
    touched_at: float


class Shelf(QObject):
    """Reads the library on a lane, and takes models away."""

    changed = Signal()
    removed = Signal(Path)
    failed = Signal(object)  # UserError

    def __init__(self, library: Library, folder: Path, library_lane: Lane) -> None:
        """folder: of the models that are downloaded."""
        super().__init__()
        self._folder = folder
        self._library = library
        self._library_lane = library_lane
        self._models: tuple[Shelved, ...] = ()
        self._usable: frozenset[Path] = frozenset()

    @property
    def models(self) -> tuple[Shelved, ...]:
        """Empty before the first refresh."""
        return self._models

    def has(self, path: Path) -> bool:
        """Whether the model with that first file can be chosen."""
        return path in self._usable

    def get(self, path: Path) -> InstalledModel | None:
        """The model with that first file; None where there is none that can be chosen."""
        return next((one.model for one in self._models if one.model.path == path and self.has(path)), None)

    def use(self, folder: Path) -> None:
        """Downloaded models are there now."""
        self._folder = folder
        self.refresh()

    def refresh(self) -> None:
        self._library_lane.run(self._read, self._take, self._on_error)

    def add(self, path: Path) -> None:
        """Remember a model file that lies anywhere on the disk."""
        self._library_lane.run(lambda: self._library.add(path), lambda _: self.refresh(), self._on_error)

    def remove(self, model: InstalledModel) -> None:
        """Off the list; a downloaded file goes to the bin."""

        def on_removed(_in_bin: bool) -> None:
            self.removed.emit(model.path)
            self.refresh()

        self._library_lane.run(lambda: self._library.remove(model), on_removed, self._on_error)

    def _read(self) -> tuple[Shelved, ...]:
        return tuple(
            Shelved(
                model,
                can_verify=provenance_path(model.path).is_file(),
                goes_to_bin=self._folder in model.path.parents,
                touched_at=max(_changed_at(model.path), model.use.used_at if model.use else 0.0),
            )
            for model in self._library.list()
        )

    def _take(self, models: tuple[Shelved, ...]) -> None:
        if models != self._models:
            self._models = models
            self._usable = frozenset(one.model.path for one in models if not one.model.problem)
            self.changed.emit()

    def _on_error(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.failed.emit(error)


def _changed_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # gone in this moment
        return 0.0
