"""The terms of a journey, each with its figures; pressed, it is explained."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.insight.journey import Journey, Stage
from app.quantities import readable_memory
from app.words import tr
from ui import formats, glossary
from ui.controls import Button, paint_focus_ring
from ui.insight import wording
from ui.insight.timeline import stage_brush
from ui.theme import Theme

_HEIGHT_PX = 64
_GAP_PX, _MARGIN_PX = 6, 10
_SWATCH_PX = 14  # with the room beside it
_STEP_PX = 8


@dataclass(frozen=True, slots=True)
class Term:
    """name; its two lines of figures; what it means. stage: whose colour it shows; None: no stage's. words:
    those beside the figures that are not everybody's."""

    name: str
    first: str
    second: str
    explained: str
    stage: Stage | None = None
    words: tuple[glossary.Word, ...] = ()


def terms(journey: Journey) -> list[Term]:
    """In the order of the journey."""
    new = journey.prompt_tokens - journey.reused_tokens
    read = _joined(_time(journey.read_s), _speed(journey.read_tokens_per_s))
    kept = formats.count(journey.reused_tokens)
    return [
        Term(
            tr("Into tokens"),
            formats.tokens(journey.prompt_tokens) if journey.prompt_tokens else "…",
            _time(journey.prepare_s),
            wording.about_tokens(journey),
            "prepare",
            ("token",),
        ),
        Term(
            tr("Reading"),
            tr("{new} new, {kept} kept", new=formats.count(new), kept=kept) if journey.prompt_tokens else "…",
            read,
            wording.about_reading(journey),
            "read",
            ("kept", "speed"),
        ),
        Term(
            tr("Writing"),
            formats.tokens(journey.answer_tokens) if journey.answer_tokens else "…",
            _joined(_time(journey.write_s), _speed(journey.write_tokens_per_s)),
            wording.about_writing(journey),
            "write",
            ("token", "speed"),
        ),
        Term(
            tr("Memory"),
            readable_memory(journey.memory_bytes) if journey.memory_bytes else tr("Not measured"),
            "",
            wording.about_memory(journey),
        ),
        Term(
            tr("Energy"),
            _energy(journey),
            tr("estimate") if journey.energy_source == "estimate" else "",
            wording.about_energy(journey),
            words=("energy",),
        ),
    ]


def _energy(journey: Journey) -> str:
    if journey.energy_source:
        return wording.energy(journey.energy_j)
    return tr("Not known") if journey.now is None else tr("Told at the end")


def _time(seconds: float) -> str:
    return formats.seconds(seconds) if seconds > 0 else ""


def _speed(tokens_per_s: float) -> str:
    return formats.speed(tokens_per_s) if tokens_per_s > 0 else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


class Tiles(QWidget):
    """One beside the other; at most one is pressed."""

    explained = Signal(str)  # what the pressed one means; empty: none is pressed

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._tiles = [Tile(theme) for _ in terms(Journey())]
        for tile in self._tiles:
            tile.setParent(self)
            tile.clicked.connect(self._pressing(tile))
        for one, following in pairwise(self._tiles):
            QWidget.setTabOrder(one, following)
        self.setFixedHeight(_HEIGHT_PX)
        self.setFocusProxy(self._tiles[0])

    def show_terms(self, shown: Sequence[Term]) -> None:
        for tile, term in zip(self._tiles, shown, strict=True):
            tile.show_term(term)
        self._place()
        if pressed := next((tile for tile in self._tiles if tile.isChecked()), None):
            self.explained.emit(pressed.term.explained)

    def _place(self) -> None:
        """Each as wide as its figures, and what is left over shared: equal ones would cut the longest."""
        needs = [tile.needed_px() for tile in self._tiles]
        spare = self.width() - _GAP_PX * (len(needs) - 1) - sum(needs)
        x = 0.0
        for tile, need in zip(self._tiles, needs, strict=True):
            # What is missing is taken from all by their widths.
            width = need + (spare / len(needs) if spare >= 0 else spare * need / sum(needs))
            tile.setGeometry(round(x), 0, round(x + width) - round(x), _HEIGHT_PX)
            x += width + _GAP_PX

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _pressing(self, tile: Tile) -> Callable[[], None]:
        return lambda: self._on_pressed(tile)

    def _on_pressed(self, pressed: Tile) -> None:
        for tile in self._tiles:
            if tile is not pressed:
                tile.setChecked(False)
        self.explained.emit(pressed.term.explained if pressed.isChecked() else "")


class Tile(Button):
    """A name, and figures below it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "")
        self.term = Term("", "", "", "")
        self.setCheckable(True)
        self.setFixedHeight(_HEIGHT_PX)

    def needed_px(self) -> int:
        """What its longest line takes, in steps, so that the tiles stand still while figures change."""
        swatch = _SWATCH_PX if self.term.stage is not None else 0
        lines = (
            swatch + self._width(self.term.name, 12, 500),
            self._width(self.term.first, 12, 500),
            self._width(self.term.second, 11, 400),
        )
        return math.ceil((max(lines) + 2 * _MARGIN_PX) / _STEP_PX) * _STEP_PX

    def _width(self, text: str, px: int, weight: int) -> int:
        return QFontMetrics(self._theme.font(px, weight)).horizontalAdvance(text)

    def show_term(self, term: Term) -> None:
        if term == self.term:
            return
        self.term = term
        told = ", ".join(part for part in (term.first, term.second) if part)
        self.setAccessibleName(tr("{term}: {figures}", term=term.name, figures=told))
        self.setAccessibleDescription(term.explained)
        more = tr("Press to read more.")
        self.setToolTip(f"{glossary.tip(*term.words)}\n{more}" if term.words else more)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._theme.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        painter.setPen(QPen(QColor(colors.accent if self.isChecked() else colors.hairline), 1))
        painter.setBrush(QColor(self._backdrop() or colors.bg))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        left = float(_MARGIN_PX)
        if self.term.stage is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            swatch = QRectF(left, 11, 8, 8)
            painter.fillRect(swatch, QColor(colors.press))
            painter.fillRect(swatch, stage_brush(colors, self.term.stage))
            left += _SWATCH_PX
        room = rect.width() - _MARGIN_PX - 4
        self._write(painter, QRectF(left, 6, rect.width() - left - 4, 18), self.term.name, 12, "muted", 500)
        self._write(painter, QRectF(_MARGIN_PX, 24, room, 18), self.term.first, 12, "text", 500)
        self._write(painter, QRectF(_MARGIN_PX, 42, room, 16), self.term.second, 11, "muted")
        if self._shows_focus:
            paint_focus_ring(painter, rect, 8, colors.accent)

    def _write(
        self, painter: QPainter, area: QRectF, text: str, px: int, ink: str, weight: int = 400
    ) -> None:
        font = self._theme.font(px, weight)
        painter.setFont(font)
        painter.setPen(self._theme.color(ink))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
