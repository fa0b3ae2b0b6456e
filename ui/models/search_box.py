"""Where a person writes what to look for on the Hub."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from app.words import tr
from ui import icons
from ui.theme import Theme

_LINKS = ("https://huggingface.co/", "http://huggingface.co/", "huggingface.co/", "https://hf.co/", "hf.co/")


class HubSearchBox(QLineEdit):
    """Words are sent when Return is pressed, not while they are typed; a pasted link opens at once."""

    searched = Signal(str)
    repository_named = Signal(str)  # a link, or org/repo

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._last = ""
        self.setPlaceholderText(tr("Search Hugging Face, or paste a link"))
        self.setAccessibleName(tr("Search Hugging Face"))
        self.setAccessibleDescription(tr("Words to search for, a link, or org/name. Press Return."))
        self.setFixedHeight(42)
        self.setMaxLength(400)
        self.textEdited.connect(self._on_edited)
        theme.changed.connect(self._apply)
        self._apply()

    def _on_edited(self, text: str) -> None:
        is_pasted = len(text) - len(self._last) > 8
        self._last = text
        if is_pasted and _is_link(text):
            self.repository_named.emit(text.strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = self.text().strip()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if _is_link(text) or ("/" in text and " " not in text):
                self.repository_named.emit(text)
            else:
                self.searched.emit(text)
        else:
            super().keyPressEvent(event)

    def _apply(self) -> None:
        colors = self._theme.colors
        self.setFont(self._theme.font(14))
        self.setStyleSheet(
            f"QLineEdit {{ background: {colors.surface}; color: {colors.text};"
            f" border: 1px solid {colors.border}; border-radius: 12px; padding-left: 40px;"
            " padding-right: 12px; }"
            f"QLineEdit:focus {{ border: 2px solid {colors.accent}; padding-left: 39px;"
            " padding-right: 11px; }"
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        icons.draw(painter, "search", QRectF(15, 0, 17, self.height()), self._theme.colors.muted)


def _is_link(text: str) -> bool:
    return text.strip().lower().startswith(_LINKS)
