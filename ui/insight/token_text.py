"""An answer token by token, each marked by how likely the model found it."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from app.engine.events import Choice
from app.insight.sureness import Sureness, sureness
from app.words import tr
from ui.scroll_bar import SlimScrollBar
from ui.theme import Theme

_UNDERLINES = {
    "likely": QTextCharFormat.UnderlineStyle.DotLine,
    "unsure": QTextCharFormat.UnderlineStyle.DashUnderline,
    "guess": QTextCharFormat.UnderlineStyle.WaveUnderline,
}


def format_of(theme: Theme, sure: Sureness) -> QTextCharFormat:
    """By colour and by the line below, so that nobody has to see colours."""
    colors = theme.colors
    style = QTextCharFormat()
    style.setForeground(QColor(colors.text))
    if sure in _UNDERLINES:
        style.setUnderlineStyle(_UNDERLINES[sure])
        style.setUnderlineColor(
            QColor({"likely": colors.muted, "unsure": colors.warn}.get(sure, colors.danger))
        )
    grounds = {"unsure": colors.hit, "guess": colors.danger_soft}
    if sure in grounds:
        style.setBackground(QColor(grounds[sure]))
    return style


class TokenText(QTextEdit):
    """One token is the current one: that under the pointer, or that the arrow keys have come to."""

    moved = Signal(int)  # place of the token among the choices

    def __init__(self, theme: Theme, before: str, choices: Sequence[Choice]) -> None:
        """before: the answer's text before the first of the tokens."""
        super().__init__()
        self._theme = theme
        self._choices = choices
        self._starts: list[int] = []  # where the tokens with a text begin
        self._places: list[int] = []  # which of the choices they are
        self._current = -1
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFont(theme.font(15))
        self.setVerticalScrollBar(SlimScrollBar(theme, "surface"))
        self.setAccessibleName(tr("The answer, token by token"))
        self._write(before)

    def _write(self, before: str) -> None:
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        quiet = QTextCharFormat()
        quiet.setForeground(QColor(self._theme.colors.muted))
        cursor.insertText(before, quiet)
        for place, choice in enumerate(self._choices):
            if choice.text:
                self._starts.append(cursor.position())
                self._places.append(place)
                cursor.insertText(choice.text, format_of(self._theme, sureness(choice.probability)))
        cursor.endEditBlock()
        self._end = cursor.position()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def current_place(self) -> int | None:
        """Of the current token among the choices."""
        return self._places[self._current] if 0 <= self._current < len(self._places) else None

    def go_to(self, index: int) -> None:
        """index: among the tokens with a text."""
        if not self._starts:
            return
        index = max(0, min(index, len(self._starts) - 1))
        if index == self._current:
            return
        self._current = index
        mark = QTextEdit.ExtraSelection()
        mark.cursor = QTextCursor(self.document())
        mark.cursor.setPosition(self._starts[index])
        end = self._starts[index + 1] if index + 1 < len(self._starts) else self._end
        mark.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        style = QTextCharFormat()
        style.setBackground(QColor(self._theme.colors.accent))
        style.setForeground(QColor(self._theme.colors.on_accent))
        mark.format = style
        self.setExtraSelections([mark])
        self.moved.emit(self._places[index])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Home: -(10**9), Qt.Key.Key_End: 10**9}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.go_to(self._current + step)
        cursor = self.textCursor()
        cursor.setPosition(self._starts[self._current] if self._starts else 0)
        self.setTextCursor(cursor)  # scrolls to it
        self.ensureCursorVisible()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not event.buttons():
            self._point(event.position().toPoint())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._point(event.position().toPoint())

    def _point(self, position: QPoint) -> None:
        """A token is left only for another one: the way to the list leads over others."""
        cursor = self.cursorForPosition(position)
        # The boundary nearest to the pointer may be the one behind the character below it.
        if self.cursorRect(cursor).left() > position.x() and cursor.position():
            cursor.movePosition(QTextCursor.MoveOperation.Left)
        index = bisect.bisect_right(self._starts, cursor.position()) - 1
        if index >= 0:
            self.go_to(index)
