"""The Insight page: what answers took in all, and what can be tried out to see how models work."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from app.words import tr
from ui.page import Page
from ui.scroll_column import ScrollColumn
from ui.theme import Theme

_SETTLED_MS = 50  # after which a page that was just shown has its size


class InsightPage(Page):
    """Sections below each other."""

    def __init__(self, theme: Theme, sections: Sequence[QWidget], first: QWidget) -> None:
        """first: what gets the keyboard."""
        super().__init__(theme, tr("Insight"))
        self._first = first
        self._scroll = scroll = ScrollColumn(theme)
        scroll.scrolled.connect(self.header.show_line)
        for section in sections:
            scroll.column.addWidget(section)
        self.add(scroll)

    def go_to(self, section: QWidget) -> None:
        """Bring it into sight, once the page is laid out."""

        def scroll() -> None:
            body = section.parentWidget()
            layout = body.layout() if body else None
            if layout is not None:
                layout.activate()
            self._scroll.verticalScrollBar().setValue(section.y())

        QTimer.singleShot(_SETTLED_MS, self, scroll)

    def enter(self) -> None:
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)
