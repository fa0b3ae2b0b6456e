"""Which model answers: chosen, opened from the disk, loaded ahead of the first question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.chat import Chat
from app.engine.events import Loaded, LoadEvent, LoadOptions, ModelDescription
from app.errors import UserError
from app.machine.before_loading import WouldSwap
from app.models.library import InstalledModel, Library
from app.quantities import readable_memory
from app.store.all_settings import Settings
from app.store.settings import SettingsStore
from app.words import tr, trn
from ui.background import Lane, Task


class ModelChoice(QObject):
    """The model in use. Reading files and loading happen on the lanes."""

    changed = Signal()  # another model, or another state of loading it
    listed = Signal(list)  # list[InstalledModel], after list_models()
    known_changed = Signal(list)  # list[InstalledModel]: those on the disk, after another one is in use
    failed = Signal(object, bool)  # UserError; whether trying again makes sense
    file_changed = Signal(str)  # the name of its file, which was another one when it was loaded before
    doubted = Signal(object)  # WouldSwap: it was not loaded, for it would not fit into the memory

    def __init__(
        self,
        library: Library,
        settings: SettingsStore,
        chat: Chat,
        engine_lane: Lane,
        library_lane: Lane,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._settings = settings
        self._chat = chat
        self._engine_lane = engine_lane
        self._library_lane = library_lane
        self._usual_options: Callable[[], LoadOptions] = lambda: settings.get().load_options()
        self._current: InstalledModel | None = None
        self._description: ModelDescription | None = None
        self._fraction: float | None = None
        self._loading: Task | None = None
        self._resting = ""
        self._is_missing = False

    @property
    def current(self) -> InstalledModel | None:
        """None only in the first moments, and when there is no model at all."""
        return self._current

    @property
    def is_missing(self) -> bool:
        """Whether there is no model at all."""
        return self._is_missing

    @property
    def description(self) -> ModelDescription | None:
        """The model as it was loaded last; None before."""
        return self._description

    @property
    def loading_fraction(self) -> float | None:
        """How much of the model is loaded; None when none is being loaded."""
        return self._fraction

    @property
    def resting_note(self) -> str:
        """Why no model is loaded though one is chosen; empty while one is, or is being loaded."""
        return self._resting

    def rest(self, minutes: int, bytes_back: int) -> None:
        """The model was unloaded, for nobody used it."""
        if self._loading is not None:
            return  # somebody wants it meanwhile
        self._description = None
        self._resting = trn(
            "The model was unloaded after {count} minute without a question; {memory} are free again. Your "
            "next question loads it.",
            "The model was unloaded after {count} minutes without a question; {memory} are free again. Your "
            "next question loads it.",
            minutes,
            memory=readable_memory(bytes_back),
        )
        self.changed.emit()

    def on_given_up(self) -> None:
        """The engine answered no more, and was ended."""
        if self._loading is not None:
            return  # it is loaded again already
        self._description = None
        self._resting = tr("The model answered no more and was ended. Your next question loads it.")
        self.changed.emit()

    def on_loaded(self, event: Loaded) -> None:
        """An answer had it loaded."""
        self._resting = ""
        self._take(event)

    def _take(self, event: Loaded) -> None:
        self._description = event.description
        self.changed.emit()
        if event.is_of_changed_file:
            self.file_changed.emit(event.description.path.name)

    def on_template_problem(self, problem: str) -> None:
        """Its own chat template could not be used for an answer."""
        if self._description is not None:
            self._description = replace(self._description, template_problem=problem)
            self.changed.emit()

    def path_for(self, settings: Settings) -> Callable[[], Path]:
        """Finds the model for an answer; reads files where it is not known yet, so call it on a lane."""
        if self._current is not None:
            path = self._current.path
            return lambda: path
        return lambda: self._library.default(settings).path

    def start(self) -> None:
        """Find the model of the last time and load it."""
        settings, before = self._settings.get(), self._current_path()

        def use(model: InstalledModel) -> None:
            if self._current_path() == before:  # else another one was chosen meanwhile
                self._use(model)

        self._library_lane.run(lambda: self._library.default(settings), use, self._on_missing)

    def _current_path(self) -> Path | None:
        return self._current.path if self._current is not None else None

    def list_models(self) -> None:
        self._library_lane.run(self._library.list, self.listed.emit, self._on_failure)

    def look_again(self) -> None:
        """Find out which models there are now; known_changed tells."""
        self._library_lane.run(self._library.list, self._on_known, self._on_failure)

    def open_file(self, path: Path) -> None:
        """Use a model file from anywhere on the disk."""
        self._library_lane.run(lambda: self._library.add(path), self._choose, self._on_bad_file)

    def choose(self, path: Path) -> None:
        """Use one of the models that were listed."""
        self._library_lane.run(lambda: self._library.find(str(path)), self._choose, self._on_bad_file)

    def load_as(self, options: Callable[[], LoadOptions]) -> None:
        """How models are loaded from now on where load() is not told."""
        self._usual_options = options

    def load(self, options: LoadOptions | None = None) -> None:
        """Load the current model, unless it is loaded so already. options None: as in the settings, or as
        load_as() was told."""
        if self._current is None:
            self.start()
            return
        if self._loading is not None:
            self._loading.stop()
        wanted = self._usual_options() if options is None else options
        job = partial(self._chat.load, self._current.path, wanted)
        before = self._description
        task = self._engine_lane.stream(
            job,
            lambda event: self._on_load_event(task, event),
            lambda: self._on_loaded(task, before),
            lambda error: self._on_load_error(task, before, error),
        )
        self._loading, self._fraction, self._resting = task, 0.0, ""
        self.changed.emit()

    def _choose(self, model: InstalledModel) -> None:
        try:
            self._settings.set(model="" if model.is_guide else str(model.path))
        except UserError as error:  # it answers nevertheless, in this window
            self.failed.emit(error, False)
        self._use(model)

    def _use(self, model: InstalledModel) -> None:
        self._current, self._description, self._is_missing = model, None, False
        self.load()
        self.look_again()

    def _on_known(self, models: list[InstalledModel]) -> None:
        """Beside another model of the same name, the one in use is called differently."""
        for model in models:
            if self._current and model.path == self._current.path and model.name != self._current.name:
                self._current = model
                self.changed.emit()
        self.known_changed.emit(models)

    def _on_load_event(self, task: Task, event: LoadEvent) -> None:
        if task is not self._loading:
            return  # of the model before, told when another one had been chosen
        if isinstance(event, Loaded):
            self._take(event)
        else:
            self._fraction = event.fraction
            self.changed.emit()

    def _on_loaded(self, task: Task, before: ModelDescription | None) -> None:
        """before: the model as it was loaded until then."""
        if task is not self._loading:
            return  # a newer load has taken its place
        self._loading, self._fraction = None, None
        if task.stop_asked.is_set() and self._description is before:
            self._description = None
            self._resting = tr("Loading the model was stopped. Your next question loads it.")
        self.changed.emit()

    def _on_load_error(self, task: Task, before: ModelDescription | None, error: Exception) -> None:
        is_wanted = task is self._loading
        self._on_loaded(task, before)
        if is_wanted and isinstance(error, WouldSwap):
            self.doubted.emit(error)
        elif is_wanted:
            self._on_failure(error)

    def _on_missing(self, error: Exception) -> None:
        self._is_missing = True
        self.changed.emit()
        self._on_failure(error)

    def _on_failure(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.failed.emit(error, True)

    def _on_bad_file(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.failed.emit(error, False)
