"""A failure that belongs to no answer: the sentence, the hint, perhaps a button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Remedy, UserError
from app.words import tr, translated
from ui import icons
from ui.chat.entries import REMEDIES, TRY_AGAIN
from ui.controls import IconButton, Label, TextButton
from ui.ground import Ground
from ui.theme import Theme


class Banner(Ground):
    """Stays until it is dismissed or the next success takes it away."""

    help_requested = Signal(str)  # Remedy, of what was told
    shown_or_hidden = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, color="danger_soft", border="danger_border", parent=parent)
        self._remedy: Remedy = ""
        self._message = Label(theme, font_px=14, weight=500)
        self._hint = Label(theme, font_px=13, ink="muted")
        for label in (self._message, self._hint):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = TextButton(theme, "", font_px=13, height_px=30)
        self._close = IconButton(theme, "close", tr("Dismiss"), size_px=28, icon_px=16)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._message)
        words.addWidget(self._hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(44, 10, 10, 10)
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self._action, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._close.clicked.connect(self.dismiss)
        self._action.clicked.connect(self._on_action)
        self.hide()

    def show_error(self, error: UserError, can_retry: bool = False) -> None:
        """can_retry: whether the same once more is a way out, where no other is known."""
        if error.remedy in REMEDIES:
            self._remedy, action = error.remedy, translated(REMEDIES[error.remedy])
        elif can_retry:
            self._remedy, action = "again", translated(TRY_AGAIN)
        else:
            self._remedy, action = "", ""
        self._message.set_text(error.message)
        self._hint.set_text(error.hint)
        self._hint.setVisible(bool(error.hint))
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))
        self._action.updateGeometry()
        self.setAccessibleName(f"{error.message} {error.hint}".strip())
        self.setVisible(True)
        self.shown_or_hidden.emit(True)

    def dismiss(self) -> None:
        self.hide()
        self.shown_or_hidden.emit(False)

    def forget(self, error: UserError) -> None:
        """It is true no more: dismiss it, if it is what is told here."""
        if self._message.text() == error.message:
            self.dismiss()

    def text(self) -> str:
        """What it says; empty while it is hidden."""
        return "" if self.isHidden() else self.accessibleName()

    def _on_action(self) -> None:
        self.dismiss()
        self.help_requested.emit(self._remedy)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        icons.draw(QPainter(self), "alert", QRectF(14, 12, 18, 18), self._theme.colors.danger)
