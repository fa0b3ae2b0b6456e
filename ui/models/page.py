"""The Models page: what is on this computer, and where to get more."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal

from app.library import Library
from ui.background import Lane
from ui.models.installed import InstalledSection
from ui.page import Page
from ui.scroll_column import ScrollColumn
from ui.theme import Theme


class ModelsPage(Page):
    """Puts the sections together."""

    chat_requested = Signal(Path)  # with the model of that file
    removed = Signal(Path)

    def __init__(self, theme: Theme, library: Library, quick_lane: Lane, hub_lane: Lane) -> None:
        super().__init__(theme, "Models")
        self._installed = InstalledSection(theme, library, quick_lane, hub_lane)
        self._home = ScrollColumn(theme)
        self._home.column.addWidget(self._installed)
        self._home.scrolled.connect(self.header.show_line)
        self.add(self._home)
        self._installed.chat_requested.connect(self.chat_requested)
        self._installed.removed.connect(self.removed)

    def enter(self) -> None:
        super().enter()
        self._installed.refresh()
