"""What to do for a repository that is handed out only to people who asked for it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.hub.repository import Repository
from app.words import tr
from ui import icons
from ui.controls import TextButton
from ui.models.card import RADIUS_PX, words_label
from ui.theme import Theme


class GateBox(QWidget):
    """The steps, and the two places where they are done."""

    open_pressed = Signal()
    settings_pressed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._words = words_label(theme)
        self._words.set_ink("text")
        opening = TextButton(theme, tr("Ask for access"), icon="external", font_px=13, height_px=32)
        settings = TextButton(theme, tr("Enter a token in Settings"), look="plain", font_px=13, height_px=32)
        opening.clicked.connect(self.open_pressed)
        settings.clicked.connect(self.settings_pressed)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(opening)
        buttons.addWidget(settings)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(46, 12, 16, 12)
        column.setSpacing(10)
        column.addWidget(self._words)
        column.addLayout(buttons)
        theme.changed.connect(self.update)
        self.hide()

    def show_repository(self, repository: Repository) -> None:
        told = tr(
            "This model is handed out on request. Sign in at huggingface.co/{repo}, accept its terms, make "
            "an access token of that account, and enter it in Settings.",
            repo=repository.repo,
        )
        waiting = tr("Its makers look at each request, which can take days.")
        self._words.set_text(f"{told} {waiting}" if repository.gate == "manual" else told)

    def text(self) -> str:
        return self._words.whole_text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.color("border"))
        painter.setBrush(self._theme.color("pill"))
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(rect, RADIUS_PX, RADIUS_PX)
        icons.draw(painter, "lock", QRectF(16, 13, 18, 18), self._theme.colors.muted)
