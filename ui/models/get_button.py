"""The one button beside a model that can be downloaded: Download, how far it is, Resume, or Chat."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal

from app.hub.repository import ModelFile
from app.models.library import InstalledModel
from app.words import tr
from ui import formats
from ui.controls import Ink, TextButton
from ui.models.download_queue import Download, DownloadQueue
from ui.models.shelf import Shelf
from ui.theme import Theme

_SECOND_CLICK_S = 0.8  # of an impatient person: it begins one download and leads nowhere
_INKS: dict[str, Ink] = {"waiting": "warn", "failed": "danger"}


class GetButton(TextButton):
    """For one file of a repository; follows its download and whether the model is here."""

    chat_requested = Signal(Path)
    downloads_requested = Signal()  # its download goes on: to where that can be watched and paused
    troubled = Signal(str, str)  # why the download waits or failed, "" when it does not; the ink for it

    shelved = Signal()  # its model came, went, or has answered

    def __init__(
        self,
        theme: Theme,
        queue: DownloadQueue,
        shelf: Shelf,
        models_folder: Callable[[], Path],
    ) -> None:
        super().__init__(theme, tr("Download"), font_px=13, height_px=32)
        self._is_recommended = False
        self._queue = queue
        self._shelf = shelf
        self._models_folder = models_folder
        self._commit = ""
        self._file: ModelFile | None = None
        self._title = ""
        self._trouble = ""
        self._clicked_at = 0.0
        self._installed: InstalledModel | None = None
        queue.listed.connect(self._show)
        queue.changed.connect(self._on_changed)
        queue.finished.connect(self._on_changed)
        shelf.changed.connect(self._on_shelf)
        self.clicked.connect(self._on_click)
        self._show()

    def set_recommended(self, is_recommended: bool) -> None:
        """The one that stands out."""
        self._is_recommended = is_recommended
        self._show()

    def set_file(self, title: str, commit: str, file: ModelFile | None) -> None:
        """title: as a person calls it. file None: not known yet."""
        self._title, self._commit, self._file = title, commit, file
        self._show()

    def installed(self) -> InstalledModel | None:
        """The file as a model on this computer."""
        place = self._place()
        return None if place is None else self._shelf.get(place)

    def _on_shelf(self) -> None:
        self._show()
        installed = self.installed()
        if installed != self._installed:
            self._installed = installed
            self.shelved.emit()

    def _download(self) -> Download | None:
        return self._queue.of_file(self._file.parts[0].repo, self._file.path) if self._file else None

    def _place(self) -> Path | None:
        """Where the model is when it has been downloaded."""
        if self._file is None:
            return None
        return self._models_folder().joinpath(
            *self._file.parts[0].repo.split("/"), *self._file.path.split("/")
        )

    def _is_here(self) -> bool:
        place = self._place()
        return place is not None and self._shelf.has(place)

    def _on_changed(self, job_id: str) -> None:
        download = self._download()
        if download is not None and download.job.id == job_id:
            self._show()

    def _show(self) -> None:
        download = self._download()
        text, is_enabled = tr("Download"), self._file is not None and not self._file.problem
        if self._is_here():
            text = tr("Chat")
        elif download is not None and download.state != "done":
            text = tr("Resume") if download.state == "paused" else tr("Try again")
            if download.is_active:
                text = (
                    tr("Waiting")
                    if download.state in ("queued", "waiting")
                    else formats.percent(download.fraction)
                )
        trouble = download.sentence if download is not None and download.state in _INKS else ""
        if trouble != self._trouble:
            self._trouble = trouble
            self.troubled.emit(trouble, _INKS[download.state] if download and trouble else "muted")
        is_active = download is not None and download.is_active
        self.set_look("accent" if self._is_recommended and not is_active else "outline")
        self.setEnabled(is_enabled)
        self.setToolTip(tr("Show the downloads") if is_active else "")
        self.set_text(text, f"{text} {self._title}".rstrip())

    def _on_click(self) -> None:
        is_second = time.monotonic() - self._clicked_at < _SECOND_CLICK_S
        self._clicked_at = time.monotonic()
        if self._file is None:
            return
        download, place = self._download(), self._place()
        if place is not None and self._is_here():
            self.chat_requested.emit(place)
        elif download is not None and download.is_active:
            if not is_second:
                self.downloads_requested.emit()
        elif download is not None and download.state in ("paused", "failed"):
            self._queue.resume(download.job.id)
        elif download is None:
            self._queue.add(self._file.parts[0].repo, self._commit, self._file.parts)
