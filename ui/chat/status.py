"""The line under the composer: what the model is doing, and how full its context is."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.words import tr
from ui import formats
from ui.chat.line_button import RING_PX, LineButton
from ui.controls import Button, paint_focus_ring, tool_tip
from ui.theme import Theme
from ui.tips import TipAbove

_NEARLY_FULL, _FULL = 0.80, 0.95
_NEARLY_NO_ROOM = 0.85

About = Literal["nothing", "answer", "forecast", "slow_forecast"]
"""What there is more to tell about than the line says."""


class StatusLine(QWidget):
    """State at the left, a thin bar where something has a known length, the context at the right."""

    details_requested = Signal()  # of the last answer
    forecast_requested = Signal()  # why it takes so long
    context_requested = Signal()  # what it is filled with

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._about: About = "nothing"
        self._state = LineButton(theme, "muted")
        self._bar = ThinBar(theme)
        self._gauge = ContextGauge(theme)
        self.setFixedHeight(36)
        row = QHBoxLayout(self)
        row.setContentsMargins(16 - RING_PX, 0, 16 - RING_PX, 0)
        row.setSpacing(12 - RING_PX)
        row.addWidget(self._bar)
        row.addWidget(self._state, 1)
        row.addWidget(self._gauge)
        self._state.clicked.connect(self._on_state)
        self._gauge.clicked.connect(self.context_requested)

    def say(
        self, text: str, fraction: float | None = None, *, about: About = "nothing", tip: str = ""
    ) -> None:
        """What goes on, in words; `fraction` of it is done, if that is known.

        about: what a click tells more of. tip: what a pointer is told before.
        """
        self._about = about
        more = {
            "nothing": "",
            "answer": tr("Show details"),
            "forecast": tr("Show why"),
            "slow_forecast": tr("Show why, and what makes it faster"),
        }[about]
        self._state.show_line(text, more, tip)
        self._bar.show_fraction(fraction)

    def state_text(self) -> str:
        return self._state.text()

    def state_tip(self) -> str:
        """What a pointer on the state is told."""
        return self._state.tip()

    def show_context(self, used_tokens: int | None, context_length: int = 0, room_tokens: int = 0) -> None:
        """room_tokens: of the context, for what is sent; the rest is kept for the answer. 0: not known."""
        self._gauge.show_usage(used_tokens, context_length, room_tokens)

    def show_context_exceeded(self, context_length: int) -> None:
        """By what is written alone: how much it is, is not known."""
        self._gauge.show_usage(None, context_length, is_exceeded=True)

    def context_text(self) -> str:
        return self._gauge.text()

    def _on_state(self) -> None:
        is_forecast = self._about in ("forecast", "slow_forecast")
        (self.forecast_requested if is_forecast else self.details_requested).emit()


class ThinBar(QWidget):
    """A progress bar of three pixels; hidden while there is nothing to show."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._fraction = 0.0
        self.setFixedSize(RING_PX + 96, 12)  # it begins where the words do
        self.setAccessibleName(tr("Progress"))
        self.hide()

    def show_fraction(self, fraction: float | None) -> None:
        self.setVisible(fraction is not None)
        if fraction is not None and fraction != self._fraction:
            self._fraction = min(1.0, max(0.0, fraction))
            self.setAccessibleDescription(formats.percent(self._fraction))
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._theme.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.press))
        bar = QRectF(RING_PX, 4.5, self.width() - RING_PX, 3)
        painter.drawRoundedRect(bar, 1.5, 1.5)
        painter.setBrush(QColor(colors.accent))
        bar.setWidth(max(3.0, bar.width() * self._fraction))
        painter.drawRoundedRect(bar, 1.5, 1.5)


class ContextGauge(Button):
    """A ring and "2,318 of 8,192 tokens"; amber from 80 %, or from 85 % of the room for what is sent; red
    from 95 %, or when there is no room for all of it. The grey part is kept for the answer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Context"))
        self._used = 0
        self._length = 0
        self._room = 0
        self._is_exceeded = False
        self._tip = TipAbove(theme, self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(24)
        self.hide()

    def show_usage(
        self,
        used_tokens: int | None,
        context_length: int,
        room_tokens: int = 0,
        *,
        is_exceeded: bool = False,
    ) -> None:
        """is_exceeded: it is not known how many tokens there are, but that they are too many."""
        is_known = used_tokens is not None or is_exceeded
        self.setVisible(is_known and context_length > 0)
        used = context_length + 1 if is_exceeded else used_tokens
        usage = (used, context_length, room_tokens, is_exceeded)
        if used is None or usage == (self._used, self._length, self._room, self._is_exceeded):
            return
        self._used, self._length, self._room, self._is_exceeded = (
            used,
            context_length,
            room_tokens,
            is_exceeded,
        )
        kept = self._kept_line()
        told = [
            tr("How much of the model's context the conversation and your draft fill."),
            *([kept] if kept else []),
            tr("When all but that is full, the model no longer sees the oldest messages.")
            if kept
            else tr("When it is full, the model no longer sees the oldest messages."),
            tool_tip(tr("Show what it will be sent"), "Ctrl+I"),
        ]
        self._tip.text = "\n".join(told)
        self.setAccessibleDescription(f"{self.text()}. {kept}" if kept else self.text())
        self.updateGeometry()
        self.update()

    def tip(self) -> str:
        return self._tip.text

    def _kept_line(self) -> str:
        """What is kept for the answer, where that is known."""
        if not 0 < self._room < self._length:
            return ""
        return tr(
            "{count} tokens of it are kept for the answer: the grey part of the ring.",
            count=self._length - self._room,
        )

    def text(self) -> str:
        if self.isHidden():
            return ""
        if self._is_exceeded:
            return tr("More than {tokens}", tokens=formats.tokens(self._length))
        return tr("{used} of {tokens}", used=self._used, tokens=formats.tokens(self._length))

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._theme.font(12))
        return QSize(26 + metrics.horizontalAdvance(self.text()) + 2 * RING_PX, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._theme.colors
        fraction = min(1.0, self._used / self._length) if self._length else 0.0
        color = colors.accent
        filled = self._used / self._room if self._room else 0.0
        is_full = filled > 1 or fraction >= _FULL
        if is_full or fraction >= _NEARLY_FULL or filled >= _NEARLY_NO_ROOM:
            color = colors.danger if is_full else colors.warn
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(RING_PX + 1.2, self.height() / 2 - 6.8, 13.6, 13.6)
        painter.setPen(QPen(QColor(colors.border), 2.4))
        painter.drawEllipse(ring)
        if 0 < self._room < self._length:  # up to the top, from the other side
            painter.setPen(QPen(QColor(colors.faint), 2.4, c=Qt.PenCapStyle.FlatCap))
            painter.drawArc(ring, 90 * 16, round((1 - self._room / self._length) * 360 * 16))
        pen = QPen(QColor(color), 2.4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        if fraction > 0:  # from the top, clockwise, in sixteenths of a degree
            painter.drawArc(ring, 90 * 16, -max(300, round(fraction * 360 * 16)))
        font = QFont(self._theme.font(12))
        font.setUnderline(self.underMouse())
        metrics = QFontMetrics(font)
        painter.setFont(font)
        calm = colors.text if self.underMouse() else colors.muted
        painter.setPen(QColor(calm if color == colors.accent else color))
        baseline = self.height() / 2 + (metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(RING_PX + 24, baseline), self.text())
        if self._shows_focus:
            paint_focus_ring(painter, QRectF(self.rect()), 6, colors.accent)
