"""Whether a model will run well on this computer: a label, and the figures beside it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.machine.outlook import LABELS, Label, Outlook
from app.words import translated
from ui.controls import Ink
from ui.models.card import words_label
from ui.theme import Theme

_INKS: dict[Label, Ink] = {
    "Runs well": "ok",
    "Fits": "ok",
    "Slow": "warn",
    "Tight": "warn",
    "Does not fit": "danger",
}


class OutlookLine(QWidget):
    """The label with its reason as a tool tip, then the sentence in grey."""

    def __init__(self, theme: Theme, *, has_sentence: bool = True) -> None:
        super().__init__()
        self._pill = Pill(theme)
        self._sentence = words_label(theme)
        self._sentence.setContentsMargins(0, 3, 0, 3)  # its first line stands on the label's line
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignTop)
        if has_sentence:
            row.addWidget(self._sentence, 1, Qt.AlignmentFlag.AlignTop)

    def show_outlook(self, outlook: Outlook | None) -> None:
        """None: nothing is known about the model's size."""
        self.setVisible(outlook is not None)
        if outlook is not None:
            self._pill.show_label(_INKS[outlook.label], translated(LABELS[outlook.label]), outlook.reason)
            sentence = outlook.sentence
            self._sentence.set_text(sentence[0].upper() + sentence[1:])

    def label(self) -> str:
        return self._pill.accessibleName()

    def sentence(self) -> str:
        return self._sentence.whole_text()


class Pill(QWidget):
    """A dot and one or two words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._ink = "muted"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_label(self, ink: Ink, label: str, reason: str) -> None:
        self._ink = ink
        self.setAccessibleName(label)
        self.setAccessibleDescription(reason)
        # Rich text, so that a long tool tip wraps.
        self.setToolTip(f"<qt>{reason.replace('&', '&amp;').replace('<', '&lt;')}</qt>")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._theme.font(13, 500))
        return QSize(16 + metrics.horizontalAdvance(self.accessibleName()) + 2, 22)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self._theme.color(self._ink)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        middle = self.height() / 2
        painter.drawEllipse(QRectF(1, middle - 4, 8, 8))
        font = self._theme.font(13, 500)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(color)
        painter.drawText(
            QPointF(16, middle + (metrics.ascent() - metrics.descent()) / 2), self.accessibleName()
        )
