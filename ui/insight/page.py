"""The Insight page: what answers took in all, and what can be tried out to see how models work."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.words import tr
from ui.page import Page
from ui.scroll_column import ScrollColumn
from ui.theme import Theme


class InsightPage(Page):
    """Sections below each other."""

    def __init__(self, theme: Theme, sections: Sequence[QWidget], first: QWidget) -> None:
        """first: what gets the keyboard."""
        super().__init__(theme, tr("Insight"))
        self._first = first
        scroll = ScrollColumn(theme)
        scroll.scrolled.connect(self.header.show_line)
        for section in sections:
            scroll.column.addWidget(section)
        self.add(scroll)

    def enter(self) -> None:
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)
