"""What a conversation shows before its first question."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.words import tr
from ui import icons
from ui.controls import Label, TextButton
from ui.scroll_bar import SlimScrollBar
from ui.theme import Theme

SCROLL_BAR_PX = 12  # of the transcript
_WIDTH_PX = 640
_EDGE_PX = 8  # above and below what is too high for the window

Answerer = Literal["guide", "other", "nobody"]
"""Who answers the first question: the built-in guide, another model, or none as there is none."""


def first_questions(models_folder: Path) -> tuple[str, ...]:
    """Questions that the built-in guide is known to answer: checked when it is made."""
    questions = json.loads((models_folder / "first_questions.json").read_text(encoding="utf-8"))
    return tuple(str(question) for question in questions)


class Welcome(QWidget):
    """The name, one sentence, and where the built-in guide answers first questions and the way to others."""

    chosen = Signal(str)
    models_requested = Signal()

    def __init__(self, theme: Theme, questions: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(theme, "Inglenook", font_px=26, weight=600)
        self._sentence = Label(
            theme,
            tr(
                "Private conversations with a language model that runs on this computer.\n"
                "Nothing you write leaves it."
            ),
            font_px=15,
            ink="muted",
        )
        self._guide = Label(
            theme,
            tr(
                "The built-in guide answers: a tiny model that knows Inglenook and how models work.\n"
                "For everything else there are bigger models; nothing is downloaded until you choose one."
            ),
            font_px=13,
            ink="faint",
        )
        self._nobody = Label(theme, tr("For an answer it needs a model, and has none yet."), font_px=14)
        for label in (self._title, self._sentence, self._guide, self._nobody):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
        self._questions = QWidget()
        self._grid = QGridLayout(self._questions)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)
        self._buttons = [  # theirs from the start: Tab comes to them before what is made after them
            TextButton(theme, text, height_px=44, is_left=True, parent=self._questions) for text in questions
        ]
        for button, question in zip(self._buttons, questions, strict=True):
            button.clicked.connect(lambda _=False, question=question: self.chosen.emit(question))
        self._models = TextButton(
            theme, tr("See the models that fit this computer"), icon="box", look="link", height_px=36
        )
        self._models.clicked.connect(self.models_requested)
        self._answerer: Answerer = "guide"
        self._lay_out(theme)

    def _lay_out(self, theme: Theme) -> None:
        self._mark = Mark()
        self._column = column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(5)
        column.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(16)
        column.addWidget(self._title)
        column.addSpacing(8)
        column.addWidget(self._sentence)
        column.addSpacing(28)
        column.addWidget(self._questions)
        column.addSpacing(16)
        column.addWidget(self._guide)
        column.addWidget(self._nobody)
        column.addSpacing(8)
        column.addWidget(self._models, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(6)
        self._body = QWidget()
        self._body.setLayout(column)
        self._area = FocusScrollArea(theme, self)
        self._area.setWidget(self._body)

    def show_answerer(self, answerer: Answerer) -> None:
        """The questions are for the guide; who has no model, or only that one, is led to others."""
        self._answerer = answerer
        self._fit()

    def resizeEvent(self, _event: object) -> None:
        self._fit()

    def _fit(self) -> None:
        # Centred over the composer, which leaves room for the transcript's scroll bar.
        room = self.width() - SCROLL_BAR_PX
        width = max(0, min(_WIDTH_PX, room - 32))
        columns = 2 if width >= 580 else 1
        for number, button in enumerate(self._buttons):
            self._grid.addWidget(button, number // columns, number % columns)
        for column in range(2):  # alike where there is room, else as wide as their words
            self._grid.setColumnStretch(column, 1 if column < columns and width == _WIDTH_PX else 0)
        self._questions.setVisible(self._answerer == "guide")
        self._guide.setVisible(self._answerer == "guide")
        self._nobody.setVisible(self._answerer == "nobody")
        self._models.setVisible(self._answerer != "other")
        self._mark.setVisible(True)
        # What can be missed in a low window; the questions can not, they are scrolled to.
        for widget in (self._guide, self._mark):
            if self._column.totalHeightForWidth(width) + 2 * _EDGE_PX > self.height():
                widget.hide()
        left = (room - width) // 2
        self._column.setContentsMargins(left, 0, room - left - width, 0)
        self._area.setGeometry(0, 0, self.width(), self.height())
        lowest = self._column.totalHeightForWidth(room) + 2 * _EDGE_PX
        self._body.setFixedSize(room, max(self.height(), lowest))


class FocusScrollArea(QScrollArea):
    """Scrolls up and down over the window's own ground, also to what gets the keyboard."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollBar(SlimScrollBar(theme))
        self.setViewport(QWidget())  # one that paints no ground

    def setWidget(self, widget: QWidget) -> None:
        super().setWidget(widget)
        widget.setAutoFillBackground(False)


class Mark(QWidget):
    """The program's sign."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(56, 56)

    def paintEvent(self, _event: QPaintEvent) -> None:
        icons.draw(QPainter(self), "inglenook", QRectF(self.rect()), "#000000")
