"""What the pages beside the chat share: a bar with the title, and where Escape leads."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.words import tr
from ui.controls import IconButton, Label
from ui.theme import Theme

_SAME_LINE_PX = 12


class Page(QWidget):
    """A page of the window: its title above, then what `add` puts below."""

    sidebar_toggled = Signal()
    theme_toggled = Signal()
    left = Signal()  # Escape with nothing of the page's own to close: back to the chat

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.header = PageHeader(theme, title)
        self.header.panel.clicked.connect(self.sidebar_toggled)
        self.header.light.clicked.connect(self.theme_toggled)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.header)

    def add(self, body: QWidget) -> None:
        """Puts it below the title, with all the room there is."""
        self._column.addWidget(body, 1)

    def enter(self) -> None:
        """It is shown now: take the keyboard, refresh what may have changed."""
        self.setFocus()

    def look_for(self, words: str) -> None:
        """Show what these words lead to, on a page that can be searched."""

    def escape(self) -> None:
        """Escape was pressed."""
        self.left.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes as one reads, also to what was put between other things later."""
        for one, following in pairwise(_as_read(self)):
            QWidget.setTabOrder(one, following)
        return super().focusNextPrevChild(forward)


def _as_read(page: QWidget) -> list[QWidget]:
    """What takes the keyboard and is shown, line by line."""
    places = [
        (widget.mapTo(page, widget.rect().center()).y(), widget.mapTo(page, QPoint(0, 0)).x(), widget)
        for widget in page.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    lines: list[list[tuple[int, int, QWidget]]] = []
    for place in sorted(places, key=lambda place: place[:2]):
        if lines and place[0] - lines[-1][0][0] < _SAME_LINE_PX:
            lines[-1].append(place)
        else:
            lines.append([place])
    return [widget for line in lines for _, _, widget in sorted(line, key=lambda place: place[1])]


class PageHeader(QWidget):
    """As the chat's: the sidebar's button, the title, light or dark."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self._theme = theme
        self._has_line = False
        self.setFixedHeight(52)
        self.panel = IconButton(theme, "panel", tr("Show or hide the conversations"), "Ctrl+B")
        self.title = Label(theme, title, font_px=14, weight=600, is_elided=True)
        self.light = IconButton(theme, "moon", tr("Dark colours"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(4)
        row.addWidget(self.panel)
        row.addSpacing(4)
        row.addWidget(self.title, 1)
        row.addWidget(self.light)
        theme.changed.connect(self._apply)
        self._apply()

    def show_line(self, is_shown: bool) -> None:
        """A hairline below, once the page is scrolled."""
        if is_shown != self._has_line:
            self._has_line = is_shown
            self.update()

    def _apply(self) -> None:
        if self._theme.is_dark:
            self.light.set_icon("sun", tr("Light colours"))
        else:
            self.light.set_icon("moon", tr("Dark colours"))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._has_line:
            painter = QPainter(self)
            painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(self._theme.colors.hairline))
