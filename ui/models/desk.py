"""All about models that lives as long as the window: what is here, what is on its way, how fast it is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.downloads.jobs import JobStore
from app.machine.speed_store import SpeedStore
from app.models.library import Library
from app.models.moving import Moved, Moving, move_models
from app.network.connections import Network
from app.paths import Paths
from app.store.database import Database
from app.store.settings import SettingsStore
from app.words import tr
from ui.background import Lane
from ui.chat.model_choice import ModelChoice
from ui.models.computer import Computer
from ui.models.download_queue import DownloadQueue, downloads_note
from ui.models.fetching import Fetching
from ui.models.shelf import Shelf
from ui.page import Page
from ui.sidebar import Sidebar
from ui.theme import Theme
from ui.window import Window

if TYPE_CHECKING:
    from ui.models.page import ModelsPage

PAGE = "models"


class ModelDesk:
    """Made before the window; `join` puts the page into it."""

    def __init__(
        self, paths: Paths, database: Database, settings: SettingsStore, network: Network, quick_lane: Lane
    ) -> None:
        self.paths = paths
        self._database = database
        self.network = network
        self.quick_lane = quick_lane
        # One thread: of two wishes about the models folder, and of two looks at it, the later one counts.
        self.library_lane = Lane("library", 1)
        # Searching need not wait for what takes long: verifying, looking through folders.
        self.hub_lane = Lane("hub", 5)
        # One thread: what is measured beside something else is measured wrongly.
        self.measuring_lane = Lane("measuring", 1)
        self._downloads_lane = Lane("downloads", 2)
        self.library = Library(paths, database)
        self.shelf = Shelf(self.library, paths.models, self.library_lane)
        self.computer = Computer(SpeedStore(database), self.hub_lane, self.measuring_lane, settings)

    def join(
        self, theme: Theme, window: Window, sidebar: Sidebar, choice: ModelChoice, token: Callable[[], str]
    ) -> None:
        """token: of the person, for Hugging Face; "" for none."""
        self._theme = theme
        self._window = window
        self._sidebar = sidebar
        self._choice = choice
        self.token = token
        self._fetching = fetching = Fetching(self.paths.models, self.network, token)
        lanes = (self._downloads_lane, self.library_lane, self.hub_lane)
        self.downloads = DownloadQueue(JobStore(self.paths.models), fetching.fetch, fetching.renew, *lanes)
        self.downloads.listed.connect(self._show_note)
        self.downloads.listed.connect(self.shelf.refresh)  # another window may have finished it
        self.downloads.changed.connect(self._show_note)
        self.downloads.finished.connect(self._on_downloaded)
        self.shelf.removed.connect(self._on_removed)
        window.make_page_by(PAGE, self._make_page)

    def start(self) -> None:
        """What can wait until the window is on the screen."""
        self.downloads.start()
        self.hub_lane.run(_load_page, _ignore, _ignore)

    def close(self) -> None:
        """Downloads are not paused, so the next start goes on with them."""
        self._downloads_lane.close(timeout_s=3.0)
        self.hub_lane.close(timeout_s=1.0)
        self.measuring_lane.close(timeout_s=1.0)
        self.library_lane.close(timeout_s=1.0)

    def why_not_to_move(self) -> str:
        """A sentence while the models cannot be moved, else ""."""
        if any(download.is_active for download in self.downloads.all()):
            return tr("A download is running. Pause it, then the models can be moved.")
        return ""

    def move(self, folder: Path, stop: threading.Event) -> Iterator[Moving | Moved]:
        """Move all models to another folder; `use_folder` then uses them there."""
        return move_models(self.paths, self._database, folder, stop)

    def use_folder(self, folder: Path) -> None:
        """The models were moved to it."""
        self.paths = self.paths._replace(chosen_models=folder)
        self.library.use(self.paths)
        self._fetching.use(folder)
        self.downloads.use(JobStore(folder))
        self.shelf.use(folder)
        self._choice.start()  # the one that answers may lie there, too

    def _make_page(self) -> Page:
        from ui.models.page import ModelsPage  # with the Hub's HTTP client, which costs time at start

        page = ModelsPage(self._theme, self)
        page.chat_requested.connect(self._chat_with)
        page.settings_requested.connect(lambda words: self._window.show_page("settings", words))
        page.open_file_requested.connect(self._window.ask_for_model_file)
        self._choice.changed.connect(lambda: self._mark_in_use(page))
        self._mark_in_use(page)
        return page

    def _mark_in_use(self, page: ModelsPage) -> None:
        description = self._choice.description
        page.show_current(self._path_in_use(), description.draft_model.path if description else None)

    def _path_in_use(self) -> Path | None:
        return self._choice.current.path if self._choice.current else None

    def _chat_with(self, model: Path) -> None:
        self._forget_download(model)
        self._choice.choose(model)
        self._window.new_conversation()

    def _show_note(self, _job_id: str = "") -> None:
        self._sidebar.show_note(PAGE, *downloads_note(self.downloads.all()))

    def _on_downloaded(self, job_id: str) -> None:
        self._show_note()
        self.shelf.refresh()
        download = self.downloads.get(job_id)
        if download is None or download.path is None:
            return
        told = tr("{name} is on this computer now.", name=download.name)
        chat = partial(self._chat_with, download.path)
        self._window.notify(told, tr("Chat with it"), chat, about=str(download.path))

    def _forget_download(self, model: Path) -> None:
        """What became of it has been seen to."""
        self._window.forget_notice(str(model))
        for download in self.downloads.all():
            if download.path == model:
                self.downloads.forget(download.job.id)

    def _on_removed(self, model: Path) -> None:
        self._forget_download(model)
        if self._path_in_use() == model:
            self._choice.start()  # its file is gone: the built-in guide takes its place


def _load_page() -> None:
    """On a lane: when the page is first shown, what it needs is there."""
    import ui.models.page  # noqa: F401


def _ignore(_value: object) -> None:
    return None
