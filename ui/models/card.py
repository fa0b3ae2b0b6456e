"""The frame around one model, and the heading above several."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.controls import Ink, Label
from ui.theme import Theme

RADIUS_PX = 12


class Card(QWidget):
    """A bordered box for a model. Its accessible name is the model's."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._is_marked = False
        self.setAccessibleName(name)
        theme.changed.connect(self.update)

    def set_marked(self, is_marked: bool) -> None:
        """The recommended one has the accent's border."""
        if is_marked != self._is_marked:
            self._is_marked = is_marked
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 1.5 if self._is_marked else 1.0
        painter.setPen(QPen(self._theme.color("accent" if self._is_marked else "border"), width))
        painter.setBrush(self._theme.color("surface"))
        half = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), RADIUS_PX, RADIUS_PX)


class TroubleLine(Label):
    """What is in the way of a download; hidden while nothing is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, font_px=13, ink="danger")
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hide()

    def show_trouble(self, sentence: str, ink: Ink = "danger") -> None:
        """ "": nothing any more."""
        self.set_text(sentence)
        self.set_ink(ink)
        self.setVisible(bool(sentence))


class Title(Label):
    """A model's name: as wide as it is, cut short where there is no room for it. Its quantization, at the
    end, tells it apart."""

    def __init__(self, theme: Theme, text: str, *, font_px: int = 14) -> None:
        super().__init__(theme, text, font_px=font_px, weight=600, is_elided=True, keeps_end=True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.whole_text())
        return QSize(width + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, super().minimumSizeHint().height())


class Section(QWidget):
    """A heading, with what is put into `head` at its right; a sentence if it needs one; `column`."""

    def __init__(self, theme: Theme, title: str, sentence: str = "") -> None:
        super().__init__()
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 16, 0, 12)
        outer.setSpacing(4)
        self.head = QHBoxLayout()
        self.head.addWidget(Label(theme, title, font_px=15, weight=600))
        self.head.addStretch(1)
        outer.addLayout(self.head)
        if sentence:
            told = Label(theme, sentence, font_px=13, ink="muted", wraps=True)
            outer.addWidget(told)
        self.column = QVBoxLayout()
        self.column.setContentsMargins(0, 6, 0, 0)
        self.column.setSpacing(10)
        outer.addLayout(self.column)


def words_label(theme: Theme, text: str = "") -> Label:
    """A muted sentence that wraps and can be selected."""
    label = Label(theme, text, font_px=13, ink="muted", wraps=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
