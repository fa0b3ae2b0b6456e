"""What happened to a message, in a box below it, with buttons for the ways out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from app.words import translated
from ui import icons
from ui.chat import inline
from ui.chat.entry import Entry
from ui.chat.look import SMALL, Look
from ui.chat.textbox import TextBox
from ui.theme import Theme

BUTTON_GAP = 8
_X, _Y = 14, 12
_BUTTON_HEIGHT = 28
_NARROWEST = 340  # of the text beside the buttons; else they stand below it


def button_width(theme: Theme, name: str) -> int:
    return QFontMetrics(theme.font(13, 500)).horizontalAdvance(name) + 26


class Notice:
    """Laid out for one width of the column. y counts from the top of the box."""

    def __init__(self, look: Look, entry: Entry, width: float) -> None:
        self._look = look
        self._is_error = entry.notice_is_error
        self._width = width
        widths = [button_width(look.theme, translated(name)) for name in entry.actions]
        self._buttons_width = _in_line(widths)
        self._is_narrow = bool(widths) and width - self._buttons_width < _NARROWEST
        self._lines = _lines(widths, width - 2 * _X)
        self._text = TextBox(look, inline.plain(entry.notice), SMALL)
        self._text.set_width(self._text_width())
        below = len(self._lines) * (_BUTTON_HEIGHT + BUTTON_GAP) if self._is_narrow else 0
        self.height = max(self._text.height + below, _BUTTON_HEIGHT if widths else 20) + 2 * _Y

    def _text_width(self) -> float:
        taken = 2 * _X + 28
        if self._buttons_width and not self._is_narrow:
            taken += self._buttons_width + 16
        return max(60.0, self._width - taken)

    def button_places(self) -> list[QPointF]:
        """The middle of each button's right edge: beside the text, or below it where that is too narrow, in
        as many lines as they need."""
        y = self.height / 2
        if self._is_narrow:
            y = self.height - _Y + BUTTON_GAP + _BUTTON_HEIGHT / 2
            y -= len(self._lines) * (_BUTTON_HEIGHT + BUTTON_GAP)
        places = []
        for line in self._lines:
            right = self._width - _X - _in_line(line) - BUTTON_GAP
            for width in line:
                right += width + BUTTON_GAP
                places.append(QPointF(right, y))
            y += _BUTTON_HEIGHT + BUTTON_GAP
        return places

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """area: the box, in the painter's coordinates."""
        look = self._look
        painter.setPen(QPen(look.color("danger_border" if self._is_error else "border"), 1))
        painter.setBrush(look.color("danger_soft" if self._is_error else "surface"))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        y = area.top() + _Y if self._is_narrow else area.center().y() - self._text.height / 2
        color = look.theme.colors.danger if self._is_error else look.theme.colors.muted
        icon = "alert" if self._is_error else "info"
        icons.draw(painter, icon, QRectF(_X, y + 1, 18, 18), color)
        self._text.paint(painter, _X + 28, y)


def _in_line(widths: Sequence[int]) -> int:
    """How wide buttons are beside each other."""
    return sum(widths) + BUTTON_GAP * (len(widths) - 1) if widths else 0


def _lines(widths: Sequence[int], room: float) -> list[list[int]]:
    """As many beside each other as there is room for."""
    lines: list[list[int]] = []
    for width in widths:
        if lines and _in_line([*lines[-1], width]) <= room:
            lines[-1].append(width)
        else:
            lines.append([width])
    return lines
