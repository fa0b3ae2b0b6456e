"""The Models page: what is on this computer, and where to get more."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import UserError
from app.hub.client import Hub
from app.models.other_programs import standard_places
from app.words import tr
from ui.controls import IconButton
from ui.models.catalog_section import CatalogSection
from ui.models.desk import ModelDesk
from ui.models.download_queue import DownloadQueue
from ui.models.downloads import DownloadsSection
from ui.models.elsewhere import ElsewhereSection
from ui.models.get_button import GetButton
from ui.models.home_view import HomeView
from ui.models.installed import InstalledSection
from ui.models.moving_box import MovingBox
from ui.models.problem_box import ProblemBox
from ui.models.repositories import Repositories
from ui.models.repository_view import RepositoryView
from ui.models.search_box import HubSearchBox
from ui.models.search_view import SearchView
from ui.page import Page
from ui.scroll_column import ScrollColumn, column_margins
from ui.theme import Theme


class ModelsPage(Page):
    """The search field above one of three views: at home, what a search found, one repository."""

    chat_requested = Signal(Path)  # with the model of that file
    settings_requested = Signal(str)  # words of the setting
    open_file_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        desk: ModelDesk,
    ) -> None:
        super().__init__(theme, tr("Models"))
        self._theme = theme
        self._shelf = shelf = desk.shelf
        self._computer = computer = desk.computer
        hub, hub_lane, queue = Hub(desk.network, token=desk.token), desk.hub_lane, desk.downloads

        def make_get() -> GetButton:
            get = GetButton(theme, queue, shelf, lambda: desk.paths.models)
            get.downloads_requested.connect(self.show_downloads)
            return get

        repositories = Repositories(hub, hub_lane)
        moving = MovingBox(theme, desk.move, hub_lane)
        moving.running.connect(queue.hold)
        moving.moved.connect(desk.use_folder)
        self._installed = InstalledSection(theme, shelf, computer, hub_lane, moving, desk.why_not_to_move)
        self._elsewhere = ElsewhereSection(theme, shelf, standard_places(), hub_lane)
        self._offered = CatalogSection(
            theme, desk.paths.catalog, repositories, computer, desk.quick_lane, make_get
        )
        self._home = HomeView(
            theme,
            DownloadsSection(theme, queue),
            self._installed,
            self._elsewhere,
            self._offered,
        )
        self._found = SearchView(theme, hub, hub_lane, computer)
        self._repository = RepositoryView(theme, hub, hub_lane, computer, make_get)
        self._box = HubSearchBox(theme)
        self._back = IconButton(theme, "arrow-left", tr("Back"))
        self._problem = ProblemBox(theme)
        self._trail: list[ScrollColumn] = []  # the views that Back leads to
        self._lay_out()
        self._connect(queue)

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._top = TopBar(self._theme)
        self._margins = QVBoxLayout(self._top)
        self._margins.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._back)
        row.addWidget(self._box, 1)
        self._margins.addLayout(row)
        self._margins.addWidget(self._problem)
        self._stack = QStackedWidget()
        for view in (self._home, self._found, self._repository):
            self._stack.addWidget(view)
            view.scrolled.connect(self._top.show_line)
        column.addWidget(self._top)
        column.addWidget(self._stack, 1)
        self._back.hide()
        self.add(body)

    def _connect(self, queue: DownloadQueue) -> None:
        self._box.searched.connect(self.search)
        self._box.repository_named.connect(self.open_repository)
        self._back.clicked.connect(self.escape)
        self._found.repository_requested.connect(self.open_repository)
        self._home.repository_requested.connect(self.open_repository)
        self._home.chat_requested.connect(self.chat_requested)
        self._repository.chat_requested.connect(self.chat_requested)
        self._repository.settings_requested.connect(self._ask_for_token)
        self._home.token_requested.connect(self._ask_for_token)
        self._installed.open_file_requested.connect(self.open_file_requested)
        queue.refused.connect(self._on_refused)
        for box in self.findChildren(ProblemBox):
            box.settings_pressed.connect(self.settings_requested)

    def enter(self) -> None:
        self._box.setFocus()
        self._box.selectAll()  # what is typed now is another search, not more of the last one
        self._shelf.refresh()
        self._computer.start()
        self._elsewhere.look()
        for box in self.findChildren(ProblemBox):
            box.retry_if_offline()
        self._offered.refresh()

    def show_current(self, model: Path | None, draft_model: Path | None) -> None:
        """Mark the model that answers, and the one that guesses for it."""
        self._installed.show_current(model, draft_model)

    def escape(self) -> None:
        """One view back; from the first one to the chat."""
        if self._trail:
            view = self._trail.pop()
            if view is self._home:
                self._box.clear()
            self._show(view)
        else:
            self.left.emit()

    def show_downloads(self) -> None:
        """Where they can be paused and cancelled: at the top of the first view."""
        self._trail.clear()
        self._box.clear()
        self._show(self._home)
        self._home.show_top()

    def search(self, text: str) -> None:
        """Look for models on the Hub; for no words: what is most popular."""
        self._go_to(self._found)
        self._found.search(text)

    def open_repository(self, name: str) -> None:
        """Show an org/name, or the repository that a link leads to."""
        self._go_to(self._repository)
        self._repository.open(name)

    def _go_to(self, view: ScrollColumn) -> None:
        shown = self._stack.currentWidget()
        if shown is not view and isinstance(shown, ScrollColumn):
            if view in self._trail:  # a new search from a repository: not back and forth for ever
                del self._trail[self._trail.index(view) :]
            else:
                self._trail.append(shown)
        self._show(view)

    def _show(self, view: ScrollColumn) -> None:
        for other in (self._found, self._repository):
            if other is not view and other not in self._trail:
                other.stop()
        self._problem.hide()
        self._stack.setCurrentWidget(view)
        self._back.setVisible(bool(self._trail))
        self._top.show_line(view.verticalScrollBar().value() > 0)
        if not self.focusWidget() or not self.focusWidget().isVisible():
            self._box.setFocus()

    def _ask_for_token(self) -> None:
        self.settings_requested.emit(tr("Access token"))

    def _on_refused(self, error: UserError) -> None:
        self._problem.show_error(error, can_retry=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        left, right = column_margins(self.width())
        self._margins.setContentsMargins(left, 8, right, 8)


class TopBar(QWidget):
    """What stands above the views; a hairline below once they are scrolled."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._has_line = False

    def show_line(self, is_shown: bool) -> None:
        if is_shown != self._has_line:
            self._has_line = is_shown
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._has_line:
            color = self._theme.color("hairline")
            QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, color)
