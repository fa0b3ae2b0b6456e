"""What the Models page shows first: downloads, what is here, what to get."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal

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

    def __init__(
        self,
        theme: Theme,
        downloads: DownloadsSection,
        installed: InstalledSection,
        elsewhere: ElsewhereSection,
        offered: CatalogSection,
    ) -> None:
        super().__init__(theme)
        for section in (downloads, installed, elsewhere, offered):
            self.column.addWidget(section)
        for source in (downloads, installed, offered):
            source.chat_requested.connect(self.chat_requested)
        offered.repository_requested.connect(self.repository_requested)
