"""A part of the settings page: a heading, and rows on a card below it."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.controls import Label
from ui.ground import Ground
from ui.theme import Theme


class SearchedRow(QWidget):
    """A row that the search looks at. words: all it says, in lower case."""

    def __init__(self, *texts: str) -> None:
        super().__init__()
        self.words = " ".join(texts).casefold()

    def answers_to(self, wanted: str) -> bool:
        """Whether every word of the search is somewhere in it."""
        return all(word in self.words for word in wanted.casefold().split())


class Section(QWidget):
    """The heading and its card. Hidden while none of its rows is wanted."""

    def __init__(self, theme: Theme, title: str, group: str) -> None:
        super().__init__()
        self.group = group
        self.title = title
        self.rows: list[SearchedRow] = []
        self._heading = Label(theme, title, font_px=15, weight=600)
        self._card = Card(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 20, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addWidget(self._card)

    def add(self, row: SearchedRow) -> None:
        self.rows.append(row)
        self._card.column.addWidget(row)

    def clear(self) -> None:
        """Takes all rows away."""
        for row in self.rows:
            self._card.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []

    def show_for(self, wanted: str, group: str) -> bool:
        """Shows what answers to a search, or without one all of it in its own group; whether it is seen."""
        for row in self.rows:
            row.setVisible(row.answers_to(wanted) if wanted else True)
        is_seen = any(not row.isHidden() for row in self.rows) if wanted else group == self.group
        self.setVisible(is_seen)
        return is_seen


class Card(Ground):
    """A raised ground with a hairline between its rows."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(1, 1, 1, 1)
        self.column.setSpacing(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        hairline = self._theme.color("hairline")
        shown = [row for number in range(self.column.count()) if (row := self._row(number)) is not None]
        for row in shown[1:]:
            painter.fillRect(QRectF(16, row.y() - 1, self.width() - 32, 1), hairline)

    def _row(self, number: int) -> QWidget | None:
        item = self.column.itemAt(number)
        widget = item.widget() if item else None
        return widget if widget is not None and widget.isVisible() else None
