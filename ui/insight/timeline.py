"""The stages of an answer as a bar along the time, and above it the speed of writing."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.insight.journey import STAGES, Journey, Stage
from app.words import tr
from ui import formats, glossary
from ui.insight.wording import pace_in_words
from ui.theme import Colors, Theme

_HEIGHT_PX = 92
_CHART_PX = 52  # of these, for the speed
_LABEL_PX = 14.0  # above the chart
_CHART_TOP, _CHART_BOTTOM = 16.0, 52.0
_BAR_TOP, _BAR_HEIGHT = 56.0, 12.0
_ZERO_PX = 16.0  # what the zero at the left takes
_LEAST_PX = 3.0  # a stage that took no time to speak of is still to be seen


def stage_colors(colors: Colors) -> dict[Stage, str]:
    """Also told apart by their patterns, see stage_brush."""
    return {"prepare": colors.quote_bar, "read": colors.warn, "write": colors.accent}


def stage_brush(colors: Colors, stage: Stage) -> QBrush:
    """Plain for the tokens, striped for reading, full for writing."""
    pattern = Qt.BrushStyle.BDiagPattern if stage == "read" else Qt.BrushStyle.SolidPattern
    return QBrush(QColor(stage_colors(colors)[stage]), pattern)


class Timeline(QWidget):
    """Shows one journey; grows while the answer is on its way."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._journey = Journey()
        self._has_chart = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT_PX)
        self.setAccessibleName(tr("Timeline"))
        self.setToolTip(glossary.tip("first_word", "speed"))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def show_chart(self, is_shown: bool) -> None:
        """Whether there is room for the speed."""
        has_speeds = self._journey.now is not None or len(self._journey.pace.smooth().speeds()) > 1
        self._has_chart = is_shown and has_speeds
        self.setFixedHeight(_HEIGHT_PX if self._has_chart else _HEIGHT_PX - _CHART_PX)

    def show_journey(self, journey: Journey) -> None:
        self._journey = journey
        parts = [
            f"{_name(stage)} {formats.seconds(journey.seconds(stage))}"
            for stage in STAGES
            if journey.seconds(stage) > 0
        ]
        self.setAccessibleDescription(". ".join([", ".join(parts), pace_in_words(journey.pace)]))
        self.update()

    def spans(self) -> dict[Stage, QRectF]:
        """Where each stage's part of the bar is."""
        journey, width = self._journey, float(self.width())
        total = journey.total_s
        begun = [stage for stage in STAGES if journey.seconds(stage) > 0]
        if not begun or total <= 0:
            return {}
        spare = max(0.0, width - _LEAST_PX * len(begun))
        spans, x = {}, 0.0
        for stage in begun:
            part = _LEAST_PX + spare * journey.seconds(stage) / total
            spans[stage] = QRectF(x, _BAR_TOP, part, _BAR_HEIGHT)
            x += part
        return spans

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._theme.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._has_chart:
            painter.translate(0, -_CHART_PX)
        bar = QRectF(0, _BAR_TOP, self.width(), _BAR_HEIGHT)
        outline = QPainterPath()
        outline.addRoundedRect(bar, 4, 4)
        painter.fillPath(outline, QColor(colors.press))
        spans = self.spans()
        painter.save()
        painter.setClipPath(outline)
        for stage, area in spans.items():
            painter.fillRect(area, stage_brush(colors, stage))
        painter.restore()
        self._paint_axis(painter)
        if "write" in spans and self._has_chart:
            self._paint_speed(painter, spans["write"])

    def _paint_axis(self, painter: QPainter) -> None:
        """Zero, and how long it took; between them, where writing began."""
        painter.setFont(self._theme.font(11))
        painter.setPen(self._theme.color("muted"))
        area = QRectF(0, _BAR_TOP + _BAR_HEIGHT + 2, self.width(), 18)
        total = formats.seconds(self._journey.total_s) if self._journey.total_s else ""
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "0")
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, total)
        if (mark := self.first_word()) is None:
            return
        x, words, left = mark
        painter.fillRect(QRectF(x - 0.5, _BAR_TOP - 3, 1, _BAR_HEIGHT + 6), self._theme.color("text"))
        painter.drawText(
            QRectF(left, area.y(), self.width() - left, area.height()), Qt.AlignmentFlag.AlignVCenter, words
        )

    def first_word(self) -> tuple[float, str, float] | None:
        """Where on the bar it came, what is said of it, and where these words begin: below that place, but
        between the zero and the whole time at the ends. None: it is still to come, or there is no room."""
        journey, write = self._journey, self.spans().get("write")
        first_s = journey.prepare_s + journey.read_s
        if write is None or not first_s:
            return None
        words = tr("first word {time}", time=formats.seconds(first_s))
        metrics = QFontMetrics(self._theme.font(11))
        width = metrics.horizontalAdvance(words)
        rightmost = self.width() - metrics.horizontalAdvance(formats.seconds(journey.total_s)) - 12 - width
        if rightmost < _ZERO_PX:
            return None
        return write.left(), words, min(max(write.left() - width / 2, _ZERO_PX), rightmost)

    def _paint_speed(self, painter: QPainter, span: QRectF) -> None:
        """A line over the bar's last part, from no speed at its foot to the greatest one."""
        pace = self._journey.pace.smooth()
        speeds = pace.speeds()
        most = max(speeds, default=0.0)  # 0 while all that was written came in the interval that lasts yet
        if len(speeds) < 2 or not most or span.width() < 24:
            return
        colors = self._theme.colors
        step = span.width() * pace.interval_s / max(self._journey.write_s, pace.interval_s * len(speeds))
        room = _CHART_BOTTOM - _CHART_TOP
        points = [
            QPointF(span.left() + step * (number + 0.5), _CHART_BOTTOM - room * speed / most)
            for number, speed in enumerate(speeds)
        ]
        area = QPainterPath(QPointF(points[0].x(), _CHART_BOTTOM))
        line = QPainterPath(points[0])
        area.lineTo(points[0])
        for point in points[1:]:
            line.lineTo(point)
            area.lineTo(point)
        area.lineTo(QPointF(points[-1].x(), _CHART_BOTTOM))
        painter.fillPath(area, QColor(colors.accent_soft))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colors.accent), 1.6))
        painter.drawPath(line)
        painter.setFont(self._theme.font(11))
        painter.setPen(self._theme.color("muted"))
        words = tr("up to {speed}", speed=formats.speed(most))
        width = QFontMetrics(self._theme.font(11)).horizontalAdvance(words)
        painter.drawText(QRectF(self.width() - width - 2, 0, width + 2, _LABEL_PX), words)


def _name(stage: Stage) -> str:
    return {"prepare": tr("Into tokens"), "read": tr("Reading"), "write": tr("Writing")}[stage]
