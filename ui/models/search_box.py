"""Where a person writes what to look for on the Hub."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.words import tr
from ui.search_field import SearchField
from ui.theme import Theme

_LINKS = ("https://huggingface.co/", "http://huggingface.co/", "huggingface.co/", "https://hf.co/", "hf.co/")


class HubSearchBox(SearchField):
    """Words are sent when Return is pressed, not while they are typed; a pasted link opens at once."""

    searched = Signal(str)
    repository_named = Signal(str)  # a link, or org/repo

    def __init__(self, theme: Theme) -> None:
        name = tr("Search Hugging Face")
        super().__init__(
            theme, name, "", tr("Search Hugging Face, or paste a link"), height_px=42, go=tr("Search")
        )
        self._last = ""
        self.setAccessibleDescription(tr("Words to search for, a link, or org/name. Press Return."))
        self.setMaxLength(400)
        self.textEdited.connect(self._on_edited)

    def _on_edited(self, text: str) -> None:
        is_pasted = len(text) - len(self._last) > 8
        self._last = text
        if is_pasted and _is_link(text):
            self.repository_named.emit(text.strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.search()
        else:
            super().keyPressEvent(event)

    def search(self) -> None:
        text = self.text().strip()
        if _is_link(text) or ("/" in text and " " not in text):
            self.repository_named.emit(text)
        else:
            self.searched.emit(text)


def _is_link(text: str) -> bool:
    return text.strip().lower().startswith(_LINKS)
