"""The line under the composer: what the model is doing, and how full its context is."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.words import tr
from ui import formats
from ui.controls import Button, paint_focus_ring, tool_tip
from ui.theme import Theme

_NEARLY_FULL, _FULL = 0.80, 0.95
_RING_PX = 6  # between the state's words and the ring of the focus around them


class StatusLine(QWidget):
    """State at the left, a thin bar where something has a known length, the context at the right."""

    details_requested = Signal()  # of the last answer
    context_requested = Signal()  # what it is filled with

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = StateButton(theme)
        self._bar = ThinBar(theme)
        self._gauge = ContextGauge(theme)
        self.setFixedHeight(36)
        row = QHBoxLayout(self)
        row.setContentsMargins(16 - _RING_PX, 0, 16 - _RING_PX, 0)
        row.setSpacing(12 - _RING_PX)
        row.addWidget(self._bar)
        row.addWidget(self._state, 1)
        row.addWidget(self._gauge)
        self._state.clicked.connect(self.details_requested)
        self._gauge.clicked.connect(self.context_requested)

    def say(self, text: str, fraction: float | None = None, *, has_details: bool = False) -> None:
        """What goes on, in words; `fraction` of it is done, if that is known.

        has_details: there is more to tell, on a click.
        """
        self._state.show_state(text, has_details)
        self._bar.show_fraction(fraction)

    def state_text(self) -> str:
        return self._state.text()

    def show_context(self, used_tokens: int | None, context_length: int = 0) -> None:
        self._gauge.show_usage(used_tokens, context_length)

    def context_text(self) -> str:
        return self._gauge.text()


class StateButton(Button):
    """The state in words; a button where there are details."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "")
        self.setFixedHeight(24)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setEnabled(False)

    def show_state(self, text: str, has_details: bool) -> None:
        if (text, has_details) == (self.text(), self.isEnabled()):
            return
        self.setText(text)
        self.setAccessibleName(tr("{text}. Show details", text=text) if has_details else text)
        self.setEnabled(has_details)
        self._explain()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    def _explain(self) -> None:
        is_cut = self._metrics().horizontalAdvance(self.text()) > self._room()
        hint = tr("Show details") if self.isEnabled() else ""
        self.setToolTip("\n".join(part for part in (self.text() if is_cut else "", hint) if part))

    def _room(self) -> int:
        return self.width() - 2 * _RING_PX

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._theme.font(12))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = self._metrics()
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self._room())
        font = QFont(self._theme.font(12))  # its own: others share that one
        is_pointed_at = self.isEnabled() and self.underMouse()
        font.setUnderline(is_pointed_at)
        painter.setFont(font)
        painter.setPen(self._theme.color("text" if is_pointed_at else "muted"))
        baseline = self.height() / 2 + (metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(_RING_PX, baseline), text)
        if self._shows_focus:
            area = QRectF(0, 0, metrics.horizontalAdvance(text) + 2 * _RING_PX, self.height())
            paint_focus_ring(painter, area, 6, self._theme.colors.accent)


class ThinBar(QWidget):
    """A progress bar of three pixels; hidden while there is nothing to show."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._fraction = 0.0
        self.setFixedSize(_RING_PX + 96, 12)  # it begins where the words do
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
        bar = QRectF(_RING_PX, 4.5, self.width() - _RING_PX, 3)
        painter.drawRoundedRect(bar, 1.5, 1.5)
        painter.setBrush(QColor(colors.accent))
        bar.setWidth(max(3.0, bar.width() * self._fraction))
        painter.drawRoundedRect(bar, 1.5, 1.5)


class ContextGauge(Button):
    """A ring and "2,318 of 8,192 tokens"; amber from 80 %, red from 95 %."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Context"))
        self._used = 0
        self._length = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(24)
        keys = tool_tip(tr("Show what it will be sent"), "Ctrl+I")
        told = tr(
            "How much of the model's context the conversation and your draft fill.\n"
            "When it is full, the model no longer sees the oldest messages."
        )
        self.setToolTip(f"{told}\n{keys}")
        self.hide()

    def show_usage(self, used_tokens: int | None, context_length: int) -> None:
        self.setVisible(used_tokens is not None and context_length > 0)
        if used_tokens is None or (used_tokens, context_length) == (self._used, self._length):
            return
        self._used, self._length = used_tokens, context_length
        self.setAccessibleDescription(self.text())
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        if self.isHidden():
            return ""
        return tr("{used} of {tokens}", used=self._used, tokens=formats.tokens(self._length))

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._theme.font(12))
        return QSize(26 + metrics.horizontalAdvance(self.text()) + 2 * _RING_PX, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._theme.colors
        fraction = min(1.0, self._used / self._length) if self._length else 0.0
        color = colors.accent
        if fraction >= _NEARLY_FULL:
            color = colors.warn if fraction < _FULL else colors.danger
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(_RING_PX + 1.2, self.height() / 2 - 6.8, 13.6, 13.6)
        painter.setPen(QPen(QColor(colors.border), 2.4))
        painter.drawEllipse(ring)
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
        painter.setPen(QColor(color if fraction >= _NEARLY_FULL else calm))
        baseline = self.height() / 2 + (metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(_RING_PX + 24, baseline), self.text())
        if self._shows_focus:
            paint_focus_ring(painter, QRectF(self.rect()), 6, colors.accent)
