"""A conversation that is never written to the disk: a chat page of its own on a database in memory."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.store.database import MemoryDatabase
from app.store.presets import Presets
from app.store.settings import SettingsStore
from app.words import tr
from ui import icons
from ui.chat.answers import Answers
from ui.chat.page import ChatPage
from ui.chat.stores import Stores
from ui.controls import Label, TextButton
from ui.page import Page
from ui.theme import Theme


class TemporaryChat:
    """The parts of a chat, on a database in memory. What is said in it ends with the window, or before."""

    def __init__(
        self,
        theme: Theme,
        settings: SettingsStore,
        presets: Presets,
        make: Callable[[Stores], tuple[Answers, ChatPage]],
    ) -> None:
        """presets: the person's own. make: the answers and the page that belong to some stores."""
        self._settings = settings
        self._stores = stores = Stores.of(MemoryDatabase(), settings)
        self.conversations = stores.conversations
        _copy_presets(presets, stores.presets)
        self.answers, self.chat = make(stores)
        self.page = TemporaryPage(theme, self)
        self.chat.open(None)

    def enter(self) -> None:
        settings = self._settings.get()
        self.chat.set_send_key(settings.send_key)
        self.chat.set_zoom(settings.zoom)
        self.chat.focus_composer()

    def forget(self) -> None:
        """End it now: nothing of it is left anywhere."""
        self.chat.open(None)
        for conversation in self._stores.conversations.all():
            self.answers.stop(conversation.id)
            self._stores.conversations.discard(conversation.id)
        self.chat.focus_composer()


def _copy_presets(source: Presets, target: Presets) -> None:
    for built_in in target.all():
        target.delete(built_in.id)
    for preset in source.all():
        copy = target.add(preset.name, preset.options)
        if preset.is_default:
            target.set_default(copy.id)


class TemporaryPage(Page):
    """The chat below a line that says what it is."""

    def __init__(self, theme: Theme, temporary: TemporaryChat) -> None:
        super().__init__(theme, tr("Temporary chat"))
        self._temporary = temporary
        self.header.hide()
        strip = Strip(theme)
        strip.end.clicked.connect(temporary.forget)
        self._column.addWidget(strip)
        self.add(temporary.chat)
        temporary.chat.sidebar_toggled.connect(self.sidebar_toggled)
        temporary.chat.theme_toggled.connect(self.theme_toggled)

    def enter(self) -> None:
        self._temporary.enter()

    def escape(self) -> None:
        self._temporary.chat.escape()


class Strip(QWidget):
    """What a temporary chat is, and the way to end it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setMinimumHeight(40)
        told = Label(
            theme,
            tr("Temporary chat: nothing of it is written to the disk. It ends with the window."),
            font_px=13,
            wraps=True,
        )
        self.end = TextButton(theme, tr("End it now"), look="link", font_px=13, weight=600, height_px=30)
        self.end.setToolTip(tr("Forget all that was said here"))
        row = QHBoxLayout(self)
        row.setContentsMargins(46, 5, 12, 5)
        row.addWidget(told, 1)
        row.addWidget(self.end)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._theme.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.accent_soft))
        painter.drawRect(self.rect())
        icons.draw(painter, "ghost", QRectF(18, 0, 18, self.height()), colors.text)
