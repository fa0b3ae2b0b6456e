"""Before anything is recorded: what recording is, and the switch for it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.words import tr
from ui.controls import Label, TextButton
from ui.dialog import Dialog
from ui.theme import Theme


class SureNote(Dialog):
    """For an answer of which nothing was recorded."""

    switched_on = Signal(bool)  # in this conversation; True: and answer again now

    def __init__(self, theme: Theme, *, is_on: bool, may_answer: bool, parent: QWidget | None = None) -> None:
        """is_on: recording is switched on, only this answer is older. may_answer: again, now."""
        super().__init__(theme, parent)
        self.setWindowTitle(tr("How sure the model was"))
        told = tr(
            "For each token of an answer it can be recorded how likely the model found it, and what else "
            "could have stood there. That takes a little time and about 40 bytes a token, so it is off "
            "until you want it."
        )
        state = tr("It is on now, but was not for this answer.") if is_on else ""
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(Label(theme, tr("How sure the model was"), font_px=15, weight=600))
        for text in (told, state):
            label = Label(theme, text, font_px=13, ink="muted", wraps=True)
            label.setVisible(bool(text))
            column.addWidget(label)
        again = TextButton(theme, tr("Record, and answer again"), look="accent", font_px=14, height_px=34)
        only = TextButton(theme, tr("Record from now on"), look="outline", font_px=14, height_px=34)
        cancel = TextButton(theme, tr("Cancel"), look="plain", font_px=14, height_px=34)
        only.setVisible(not is_on)
        again.setEnabled(may_answer)
        row = QHBoxLayout()
        row.addWidget(cancel)
        row.addStretch(1)
        row.addWidget(only)
        row.addWidget(again)
        column.addSpacing(6)
        column.addLayout(row)
        self._fit([button for button in (cancel, only, again) if not button.isHidden()])
        cancel.clicked.connect(self.reject)
        only.clicked.connect(lambda: self._switch(False))
        again.clicked.connect(lambda: self._switch(True))
        again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self, buttons: list[TextButton]) -> None:
        """As wide as the buttons need in the language in use, and as high as the words are then."""
        width = max(460, sum(button.sizeHint().width() + 12 for button in buttons) + 48)
        self.setFixedWidth(width)
        self.setMinimumHeight(self.heightForWidth(width))

    def _switch(self, again: bool) -> None:
        self.switched_on.emit(again)
        self.accept()
