"""A summary as the model writes it, to be read and corrected before it is used."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from app.errors import UserError
from app.summaries import Part
from app.words import tr
from ui.controls import Label, TextButton
from ui.dialog import Dialog
from ui.fields import field_sheet
from ui.theme import Theme


class SummaryDialog(Dialog):
    """Its text can be changed once the model is done with it, or has failed."""

    saved = Signal(str)

    def __init__(self, theme: Theme, told: str, save: str, parent: QWidget | None = None) -> None:
        """told: what becomes of it. save: the words of the button that uses it."""
        super().__init__(theme, parent)
        self.setStyleSheet(field_sheet(theme))
        self._text = QPlainTextEdit()
        self._text.setAccessibleName(tr("Summary"))
        self._text.setTabChangesFocus(True)
        self._text.textChanged.connect(self._show_usable)
        self._state = Label(theme, font_px=13, ink="muted")
        self._problem = Label(theme, font_px=13, ink="danger", wraps=True)
        self._problem.hide()
        self._save = TextButton(theme, save, look="accent", font_px=14, height_px=34)
        self._cancel = TextButton(theme, tr("Cancel"), look="plain", font_px=14, height_px=34)
        self._is_done = False
        self._lay_out(told)
        self._save.clicked.connect(self._on_save)
        self._cancel.clicked.connect(self.reject)
        self.resize(560, 420)

    def _lay_out(self, told: str) -> None:
        column = self.begin_column(tr("Summary"), told)
        column.addWidget(self._text, 1)
        column.addWidget(self._problem)
        column.addWidget(self._state)  # beside the buttons it would make the dialog wider in some languages
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self._save)
        column.addLayout(row)

    def begin(self, part: Part | None = None) -> None:
        """The model is going to write it. part: it reads one part of the conversation after the other, and
        each time writes a summary of all up to there."""
        self._text.clear()
        self._text.setReadOnly(True)
        self._state.show()
        self._state.set_text(
            tr("The model reads part {number} of {count} and writes…", number=part.number, count=part.count)
            if part is not None and part.count > 1
            else tr("The model is writing…")
        )
        self._show_usable()

    def add(self, text: str) -> None:
        """More of it."""
        cursor = self._text.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text)
        self._text.ensureCursorVisible()

    def finish(self, text: str | None = None) -> None:
        """It is whole, and the person's turn. text: all of it, where it was not added bit by bit."""
        if text is not None:
            self._text.setPlainText(text)
        self._is_done = True
        self._text.setReadOnly(False)
        self._state.hide()
        self._show_usable()
        self._text.setFocus()

    def fail(self, error: UserError) -> None:
        """It could not be written; the person may do it."""
        self.finish()
        self._tell(error)

    def refuse(self, error: UserError) -> None:
        """It could not be written, nor is it known what it would stand for."""
        self._state.hide()
        self._tell(error)
        self._cancel.setFocus()

    def _tell(self, error: UserError) -> None:
        self._problem.set_text(f"{error.message} {error.hint}".strip())
        self._problem.show()

    def text(self) -> str:
        return self._text.toPlainText()

    def _show_usable(self) -> None:
        self._save.setEnabled(self._is_done and bool(self.text().strip()))

    def _on_save(self) -> None:
        self.saved.emit(self.text().strip())
        self.accept()
