"""What the Models page shows first: downloads, what is here, what to get."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Signal

from ui.models.catalog_section import CatalogSection
from ui.models.downloads import DownloadsSection
from ui.models.elsewhere import ElsewhereSection
from ui.models.installed import InstalledSection
from ui.scroll_column import ScrollColumn
from ui.theme import Theme


class HomeView(ScrollColumn):
    """The sections in one column."""

    chat_requested = Signal(Path)
    repository_requested = Signal(str)
    token_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        downloads: DownloadsSection,
        installed: InstalledSection,
        elsewhere: ElsewhereSection,
        offered: CatalogSection,
    ) -> None:
        super().__init__(theme)
        downloads.grown.connect(self._keep_place)
        for section in (downloads, installed, elsewhere, offered):
            self.column.addWidget(section)
        for source in (downloads, installed, offered):
            source.chat_requested.connect(self.chat_requested)
        downloads.token_requested.connect(self.token_requested)
        offered.repository_requested.connect(self.repository_requested)

    def show_top(self) -> None:
        self.verticalScrollBar().setValue(0)

    def _keep_place(self, pixels: int) -> None:
        """What is being looked at, perhaps with the mouse on a button, stays where it is."""
        if self.verticalScrollBar().value() > 0:
            QTimer.singleShot(0, self, lambda: self._scroll_by(pixels))  # once it is laid out

    def _scroll_by(self, pixels: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pixels)
