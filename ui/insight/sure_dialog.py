"""How sure the model was of each token of an answer, and what else could have stood there, to go on from."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextEdit,
    QWidget,
)

from app.engine.events import Candidate, Choice
from app.insight.sureness import Sureness
from app.store.choices import AnswerChoices
from app.words import Marked, later, tr, translated
from ui import formats
from ui.controls import Label, TextButton
from ui.dialog import Dialog
from ui.insight.token_text import TokenText, format_of
from ui.reading_box import box_sheet
from ui.scroll_bar import SlimScrollBar
from ui.theme import Theme

_NAMES: dict[Sureness, Marked] = {
    "sure": later("Sure, over 90%"),
    "likely": later("Likely, 50 to 90%"),
    "unsure": later("Unsure, 20 to 50%"),
    "guess": later("A guess, below 20%"),
}


class SureDialog(Dialog):
    """The text above; below it what could have stood at the current place."""

    chosen = Signal(int, int)  # place among the choices, the candidate's id: go on from there

    def __init__(
        self, theme: Theme, before: str, told: AnswerChoices, refusal: str, parent: QWidget | None = None
    ) -> None:
        """before: the answer's text before its first told token. refusal: why nothing can be continued now;
        empty if it can."""
        super().__init__(theme, parent)
        self._choices = told.choices
        self._refusal = refusal
        self._text = TokenText(theme, before, told.choices)
        self._here = Label(theme, tr("Point at a word, or press the arrow keys."), font_px=13, weight=500)
        self._list = QListWidget()
        self._list.setAccessibleName(tr("What could have stood here"))
        self._list.setVerticalScrollBar(SlimScrollBar(theme, "surface"))
        self._go = TextButton(
            theme, tr("Continue from this one instead"), look="outline", font_px=14, height_px=34
        )
        self._lay_out()
        self._apply()
        self._text.moved.connect(self._show_place)
        self._list.currentRowChanged.connect(lambda _: self._show_button())
        self._list.itemActivated.connect(lambda _: self._continue())
        self._go.clicked.connect(self._continue)
        self._show_button()
        self.resize(760, 540)
        self._text.setFocus()

    def _lay_out(self) -> None:
        theme = self._theme
        told = tr(
            "At each place a model gives every token it knows a probability, and one of the likely ones is "
            "drawn. Sure does not mean true."
        )
        column = self.begin_column(tr("How sure the model was"), told, spacing_px=8)
        column.addWidget(self._legend())
        column.addWidget(self._text, 1)
        column.addWidget(self._here)
        column.addWidget(self._list)
        self._list.setFixedHeight(150)
        row = QHBoxLayout()
        row.addWidget(self._go)
        row.addStretch(1)
        row.addWidget(self.make_close())
        column.addLayout(row)
        if self._refusal:
            why = Label(theme, self._refusal, font_px=12, ink="muted", wraps=True)
            column.insertWidget(column.count() - 1, why)

    def _legend(self) -> QTextEdit:
        """The marks as they are in the text."""
        legend = QTextEdit()
        legend.setReadOnly(True)
        legend.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        legend.setFrameShape(QTextEdit.Shape.NoFrame)
        legend.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        legend.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        legend.setObjectName("legend")
        legend.setFont(self._theme.font(12))
        legend.setFixedHeight(26)
        legend.setAccessibleName(", ".join(translated(name) for name in _NAMES.values()))
        cursor = legend.textCursor()
        for sure, name in _NAMES.items():
            cursor.insertText(translated(name), format_of(self._theme, sure))
            cursor.insertText("     ", format_of(self._theme, "sure"))
        return legend

    def _apply(self) -> None:
        colors = self._theme.colors
        self.setStyleSheet(
            box_sheet(self._theme) + "QTextEdit#legend { background: transparent; border: none; padding: 0; }"
            f"QListWidget::item {{ padding: 2px 4px; color: {colors.text}; }}"
            f"QListWidget::item:selected {{ background: {colors.press}; color: {colors.text}; }}"
        )
        self._list.setFont(self._theme.font(13))
        self._text.setFont(self._theme.font(15))

    def _show_place(self, place: int) -> None:
        choice = self._choices[place]
        told = tr(
            "Here the model wrote {token}: {share}",
            token=_quoted(choice.text),
            share=_percent(choice.probability),
        )
        self._here.set_text(told)
        self._list.clear()
        for candidate in choice.candidates:
            item = QListWidgetItem(_line(candidate, choice))
            item.setData(Qt.ItemDataRole.UserRole, candidate.id)
            self._list.addItem(item)
        others = [row for row, one in enumerate(choice.candidates) if one.id != choice.id]
        self._list.setCurrentRow(others[0] if others else -1)
        self._text.setAccessibleDescription(told)
        self._show_button()

    def _other(self) -> int | None:
        """The id of the candidate that is picked, if it is another one than was written."""
        place, item = self._text.current_place(), self._list.currentItem()
        if place is None or item is None:
            return None
        token = int(item.data(Qt.ItemDataRole.UserRole))
        return None if token == self._choices[place].id else token

    def _show_button(self) -> None:
        self._go.setEnabled(not self._refusal and self._other() is not None)

    def _continue(self) -> None:
        place, token = self._text.current_place(), self._other()
        if place is not None and token is not None and not self._refusal:
            self.chosen.emit(place, token)
            self.accept()


def _line(candidate: Candidate, choice: Choice) -> str:
    told = f"{_percent(candidate.probability):>7}   {_quoted(candidate.piece)}"
    return tr("{token}   (written)", token=told) if candidate.id == choice.id else told


def _quoted(text: str) -> str:
    """With its spaces and ends of lines to be seen."""
    shown = text.replace("\n", "⏎").replace(" ", "·")
    return f"“{shown}”"


def _percent(probability: float) -> str:
    return tr("below 1%") if probability < 0.01 else formats.percent(probability)
