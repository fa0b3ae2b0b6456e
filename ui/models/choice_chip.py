"""Small buttons of which one is chosen: the sizes of a model, the kinds of the catalog."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.controls import Button, paint_focus_ring
from ui.flow import FlowLayout
from ui.theme import Theme

_PADDING_PX = 12
_GAP_PX = 6


class ChoiceChip(Button):
    """Words, and more words in grey behind them."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__(theme, words)
        self._words = words
        self._detail = ""
        self.setCheckable(True)
        self.setFixedHeight(30)

    def set_detail(self, detail: str) -> None:
        if detail != self._detail:
            self._detail = detail
            self.setAccessibleDescription(detail)
            self.updateGeometry()
            self.update()

    def nextCheckState(self) -> None:
        """The row that it stands in decides."""

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self._theme.font(13, 500)).horizontalAdvance(self._words)
        if self._detail:
            width += _GAP_PX + QFontMetrics(self._theme.font(12)).horizontalAdvance(self._detail)
        return QSize(width + 2 * _PADDING_PX + 2, 30)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if not self.isEnabled():
            painter.setOpacity(0.45)
        is_chosen = self.isChecked()
        painter.setPen(QPen(theme.color("accent" if is_chosen else "border"), 1.0))
        ground = "accent_soft" if is_chosen else "hover" if self._backdrop() else "surface"
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        font = theme.font(13, 500)
        metrics = QFontMetrics(font)
        baseline = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        painter.drawText(QPointF(_PADDING_PX, baseline), self._words)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("text" if is_chosen else "muted"))
        x = _PADDING_PX + metrics.horizontalAdvance(self._words) + _GAP_PX
        painter.drawText(QPointF(x, baseline), self._detail)
        if self._shows_focus:
            paint_focus_ring(painter, rect, 8, theme.colors.accent)


class ChipRow(QWidget):
    """One of several, chosen by click or key."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, choices: Sequence[tuple[str, str]]) -> None:
        """choices: key and words of each."""
        super().__init__()
        self.setAccessibleName(name)
        self._chips: dict[str, ChoiceChip] = {}
        row = FlowLayout()
        self.setLayout(row)
        for key, words in choices:
            chip = self._chips[key] = ChoiceChip(theme, words)
            chip.clicked.connect(lambda _=False, key=key: self._on_click(key))
            row.addWidget(chip)

    def choose(self, key: str) -> None:
        for other, chip in self._chips.items():
            chip.setChecked(other == key)

    def chip(self, key: str) -> ChoiceChip:
        return self._chips[key]

    def _on_click(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from one to the next, as in a group of radio buttons."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        usable = [chip for chip in self._chips.values() if chip.isEnabled()]
        focused = next((number for number, chip in enumerate(usable) if chip.hasFocus()), None)
        if step is None or focused is None:
            super().keyPressEvent(event)
            return
        usable[(focused + step) % len(usable)].setFocus(Qt.FocusReason.TabFocusReason)
