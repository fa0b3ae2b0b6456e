"""The model's name in the header, its menu, files opened from anywhere, and what fails about them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.engine.events import ModelDescription
from app.errors import UserError
from app.models.library import InstalledModel
from app.words import tr
from ui.chat.action_bar import OtherModel
from ui.chat.banner import Banner
from ui.chat.header import Header, model_label
from ui.chat.model_choice import ModelChoice


class ModelMenu(QObject):
    """Between the choice of the model and what the page shows of it."""

    changed = Signal()  # another model, or another state of loading it
    others_known = Signal(list)  # list[OtherModel] that may answer instead of the one in use

    def __init__(self, models: ModelChoice, header: Header, banner: Banner, page: QWidget) -> None:
        super().__init__(page)
        self._models = models
        self._header = header
        self._banner = banner
        self._page = page
        self._failure: UserError | None = None  # is past once a model is loaded, or another one
        self._loaded_then: ModelDescription | None = None
        header.models_requested.connect(models.list_models)
        header.model_chosen.connect(models.choose)
        header.open_file_requested.connect(self.ask_for_file)
        models.changed.connect(self.show_model)
        models.listed.connect(self._show_menu)
        models.known_changed.connect(self._on_known)
        models.failed.connect(self._on_failure)

    def ask(self) -> None:
        """Open the menu of models."""
        self._models.list_models()

    def ask_for_file(self) -> None:
        model = self._models.current
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        if model is not None and not model.is_guide:
            folder = str(model.path.parent)
        if not Path(folder).is_dir():  # not every system has one for downloads
            folder = str(Path.home())
        dialog = QFileDialog(
            self._page.window(), tr("Open a model file"), folder, tr("Models (*.gguf);;All files (*)")
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.open_file(Path(path)))
        dialog.open()

    def open_file(self, path: Path) -> None:
        self._models.open_file(path)

    def look_again(self) -> None:
        """The page is shown: others may have changed what models there are."""
        if self._models.current is not None:
            self._models.look_again()

    def show_model(self) -> None:
        self._header.show_model(self._models.current)
        loaded = self._models.description
        if self._failure is not None and loaded is not None and loaded != self._loaded_then:
            self._banner.forget(self._failure)
            self._failure = None
        self.changed.emit()

    def _show_menu(self, models: list[InstalledModel]) -> None:
        if self._page.isVisible():  # there may be another chat page
            current = self._models.current
            self._header.show_models(models, current.path if current else None)

    def _on_known(self, models: list[InstalledModel]) -> None:
        current = self._models.current.path if self._models.current else None
        usable = [model for model in models if not model.problem and model.path != current]
        self.others_known.emit([OtherModel(model_label(model), str(model.path)) for model in usable])

    def _on_failure(self, error: UserError, can_retry: bool) -> None:
        self._failure = error
        self._loaded_then = None if can_retry else self._models.description  # goes on beside what failed
        self._banner.show_error(error, can_retry)
