"""What went wrong with a question to the Hub, in place of its answer."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout

from app.errors import UserError
from app.hub.problems import TOKEN_KINDS, HubProblem
from app.words import tr
from ui import icons
from ui.controls import TextButton
from ui.ground import Ground
from ui.models.card import words_label
from ui.theme import Theme


class ProblemBox(Ground):
    """The sentence, what to do, and a button to try again. Hidden until there is something to tell."""

    retry_pressed = Signal()
    settings_pressed = Signal(str)  # words of the setting that is in the way: to go on, it is to be changed

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, color="danger_soft", border="danger_border")
        self._words = words_label(theme)
        self._words.set_ink("text")
        self._retry = TextButton(theme, tr("Try again"), font_px=13, height_px=32)
        self._settings = TextButton(theme, tr("Open Settings"), font_px=13, height_px=32)
        self._is_offline = False
        self._setting = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(44, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(self._words, 1)
        row.addWidget(self._retry)
        row.addWidget(self._settings)
        self._settings.clicked.connect(lambda: self.settings_pressed.emit(self._setting))
        self._retry.clicked.connect(self.retry_pressed)
        self.hide()

    def show_error(self, error: UserError, can_retry: bool = True) -> None:
        self._words.set_text(f"{error.message} {error.hint}".rstrip())
        self.setAccessibleName(self._words.whole_text())
        kind = error.kind if isinstance(error, HubProblem) else ""
        self._is_offline = kind == "switched_off"
        self._setting = (
            tr("Offline") if self._is_offline else tr("Access token") if kind in TOKEN_KINDS else ""
        )
        self._retry.setVisible(can_retry and not self._is_offline)
        self._settings.setVisible(bool(self._setting))
        self.show()

    def retry_if_offline(self) -> None:
        """The switch may have been changed meanwhile: what failed for it alone is tried again."""
        if self._is_offline and not self.isHidden():
            self._is_offline = False
            self.retry_pressed.emit()

    def text(self) -> str:
        """What it says; empty while it is hidden."""
        return "" if self.isHidden() else self._words.whole_text()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        place = QRectF(14, self.height() / 2 - 9, 18, 18)
        icons.draw(QPainter(self), "alert", place, self._theme.colors.danger)
