"""How one message is drawn; where its parts are, ui/chat/row.py tells."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from ui import icons
from ui.chat.emphasis import Emphasis
from ui.chat.leaf import Leaf
from ui.chat.look import FOOT_HEIGHT
from ui.chat.marks import Marks
from ui.chat.row import DIVIDER_HEIGHT, THOUGHT_INDENT, THOUGHT_PART, Row
from ui.controls import paint_focus_ring

_BUBBLE_RADIUS = 18
_FRAME_RADIUS = 10


def paint_row(
    row: Row, painter: QPainter, clip: tuple[float, float], number: int, emphasis: Emphasis
) -> None:
    """clip: from and to which height. number: of the row in the conversation."""
    fold = row.fold_area()
    if row.divider:
        _paint_divider(row, painter)
    if row.is_marked:
        _paint_mark(row, painter)
    if row.has_bubble:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(row.look.color("bubble"))
        painter.drawRoundedRect(row.bubble_area(), _BUBBLE_RADIUS, _BUBBLE_RADIUS)
    if not fold.isEmpty() and clip[0] < fold.bottom():
        _paint_fold(row, painter, fold)
        if emphasis.fold == number:
            paint_focus_ring(painter, _fold_ring(row, fold), 6, row.look.theme.colors.accent)
    _paint_texts(row, painter, clip, number, emphasis)
    if row.entry.is_pinned:
        icons.draw(painter, "pin", row.pin_area(), row.look.theme.colors.muted)
    if emphasis.frame == number:
        paint_focus_ring(painter, row.frame_area(), _frame_radius(row), row.look.theme.colors.accent)
    if row.is_streaming and row.is_live and not row.is_thinking:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(row.look.color("accent"))
        painter.drawRoundedRect(row.caret_area(), 2, 2)
    if row.entry.notice:
        row.notice_box().paint(painter, row.notice_area())


def _paint_texts(
    row: Row, painter: QPainter, clip: tuple[float, float], number: int, emphasis: Emphasis
) -> None:
    for part, body, x, y in row.parts():
        painter.translate(x, 0)
        if part == THOUGHT_PART:
            bar = QRectF(-THOUGHT_INDENT, y, 2, body.height)
            painter.fillRect(bar, row.look.color("quote_bar"))

        def marks(slot: int, leaf: Leaf, part: int = part) -> Marks:
            return emphasis.of(number, part, slot, leaf)

        body.paint(painter, y, clip, marks)
        painter.translate(-x, 0)


def _paint_divider(row: Row, painter: QPainter) -> None:
    painter.setFont(row.look.theme.font(12))
    metrics = painter.fontMetrics()
    text = metrics.elidedText(row.divider, Qt.TextElideMode.ElideRight, int(row.width - 48))
    half = metrics.horizontalAdvance(text) / 2 + 12
    y = DIVIDER_HEIGHT / 2
    middle = row.width / 2
    line = row.look.color("border")
    painter.fillRect(QRectF(0, y, max(0.0, middle - half), 1), line)
    painter.fillRect(QRectF(middle + half, y, max(0.0, middle - half), 1), line)
    painter.setPen(row.look.color("faint"))
    painter.drawText(QRectF(0, y - 10, row.width, 20), Qt.AlignmentFlag.AlignCenter, text)


def _paint_mark(row: Row, painter: QPainter) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(row.look.color("accent_soft"))
    area = row.frame_area()
    if not row.has_bubble:
        area.adjust(0, 0, 0, 6 - FOOT_HEIGHT)  # the foot's text is too faint for this ground
    painter.drawRoundedRect(area, _frame_radius(row), _frame_radius(row))


def _frame_radius(row: Row) -> int:
    return _BUBBLE_RADIUS + 4 if row.has_bubble else _FRAME_RADIUS


def _paint_fold(row: Row, painter: QPainter, area: QRectF) -> None:
    icon = "chevron-down" if row.shows_thought else "chevron-right"
    icons.draw(painter, icon, QRectF(-2, area.center().y() - 8, 16, 16), row.look.theme.colors.muted)
    painter.setPen(row.look.color("muted"))
    painter.setFont(row.look.theme.font(13))
    painter.drawText(area.adjusted(18, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, row.fold_name)


def _fold_ring(row: Row, area: QRectF) -> QRectF:
    width = QFontMetrics(row.look.theme.font(13)).horizontalAdvance(row.fold_name)
    return area.adjusted(-6, 2, 0, -2).intersected(QRectF(-6, 0, width + 34, row.height))
