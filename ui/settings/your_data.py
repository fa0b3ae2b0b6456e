"""What of a person's own is where on the disk, and how to take it along or bring it in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.paths import Paths
from app.words import tr
from ui.controls import Label, TextButton
from ui.exchange import Exchange
from ui.on_disk import show_on_disk
from ui.settings.section import SearchedRow, Section
from ui.theme import Theme


class ActionRow(SearchedRow):
    """Something to be done: a title, what it means, and its buttons."""

    def __init__(
        self, theme: Theme, title: str, told: str, *buttons: tuple[str, Callable[[], object]]
    ) -> None:
        super().__init__(title, told, *(text for text, _ in buttons))
        self._title = title
        self._told = Label(theme, told, font_px=12, ink="muted", wraps=True)
        self._told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(Label(theme, title, weight=500))
        texts.addWidget(self._told)
        texts.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(8)
        row.addLayout(texts, 1)
        row.addSpacing(16)
        for text, then in buttons:
            button = TextButton(theme, text, height_px=34)
            button.setAccessibleName(f"{text} ({title})")
            button.clicked.connect(lambda _=False, then=then: then())
            row.addWidget(button)

    def tell(self, told: str) -> None:
        """What it means now, for one without buttons."""
        self._told.set_text(told)
        self.words = f"{self._title} {told}".casefold()

    def told(self) -> str:
        return self._told.whole_text()


class ExchangeSection(Section):
    """Export and import, with the sentence that says what was done last. A failure has a dialog."""

    def __init__(self, theme: Theme, exchange: Exchange) -> None:
        super().__init__(theme, tr("Export and import"), "data")
        self.add(
            ActionRow(
                theme,
                tr("Export all conversations"),
                tr(
                    "JSON holds everything, with all versions, and can be imported again. "
                    "Markdown is to read: a file for each conversation."
                ),
                (tr("JSON…"), exchange.export_all),
                (tr("Markdown…"), exchange.export_all_markdown),
            )
        )
        self.add(
            ActionRow(
                theme,
                tr("Import conversations"),
                tr(
                    "Files that Inglenook exported, ChatGPT's export (conversations.json, or the zip it "
                    "comes in), and LM Studio's conversations. They are added to yours."
                ),
                (tr("Choose files…"), exchange.import_files),
            )
        )
        self._result = ResultRow(theme)
        self.add(self._result)
        exchange.told.connect(self._result.tell)
        exchange.saved.connect(lambda told, _path: self._result.tell(told))


class ResultRow(SearchedRow):
    """What was done last; nothing before that."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._label = Label(theme, font_px=13, ink="ok", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self._label)
        self.hide()

    def tell(self, text: str) -> None:
        self._label.set_text(text)
        self.show()

    def text(self) -> str:
        return self._label.whole_text()

    def setVisible(self, is_visible: bool) -> None:
        super().setVisible(is_visible and bool(self._label.whole_text()))


class PlacesSection(Section):
    """The folders, each with a button that shows it."""

    def __init__(self, theme: Theme, paths: Paths) -> None:
        super().__init__(theme, tr("On this computer"), "data")
        for title, told, path in (
            (tr("Conversations and settings"), f"{paths.database}", paths.home),
            (tr("Models"), f"{paths.models}", paths.models),
            (
                tr("Log"),
                tr("{folder}. What you write and what models answer is never in it.", folder=paths.logs),
                paths.logs,
            ),
        ):
            show = (tr("Show"), lambda path=path: show_on_disk(theme, self, path))
            self.add(ActionRow(theme, title, told, show))
