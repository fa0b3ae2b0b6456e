"""The window: the sidebar beside one of its pages, its shortcuts, and what it remembers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from app.errors import UserError
from app.store.settings import SettingsStore
from app.words import tr
from ui.chat.face import ChatFace
from ui.page import Page
from ui.sidebar import Sidebar
from ui.theme import Mode, Theme

if TYPE_CHECKING:
    from ui.chat.answers import Answers
    from ui.chat.page import ChatPage
    from ui.notice import Notice

_NARROW_PX = 760  # below this the sidebar is put away by itself
_SMALLEST = QSize(560, 400)
_FRAME = QSize(8, 40)  # about what a desktop's frame and title bar take
_CHAT = "chat"


class Window(QWidget):
    """Connects the sidebar and the pages, and keeps theme, place, size and the last conversation.

    It is painted with the chat's face alone; `join` brings what makes it work. `add_page` adds other pages.
    """

    files_dropped = Signal(list)  # list[Path] that are no models
    painted = Signal()  # once, after the first picture is on the screen
    closed = Signal()  # for good, not only put away

    def __init__(self, theme: Theme, settings: SettingsStore, sidebar: Sidebar, face: ChatFace) -> None:
        super().__init__()
        self._theme = theme
        self._settings = settings
        self._answers: Answers
        self._page: ChatPage
        self._is_joined = False
        self._sidebar = sidebar
        self.is_painted = False
        self._is_sidebar_wanted = settings.get().sidebar_visible
        self._what_runs: Callable[[], str] = str
        self._is_to_stay: Callable[[], bool] = bool
        self.setWindowTitle("Inglenook")
        self.setMinimumSize(_SMALLEST)
        self.setAcceptDrops(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(sidebar)
        self._makers: dict[str, Callable[[], Page]] = {}
        self._pages: dict[str, Page] = {}
        self._stack = QStackedWidget()
        self._stack.addWidget(face)
        row.addWidget(self._stack, 1)
        self._is_notice_low = False
        theme.changed.connect(self.update)

    def join(self, answers: Answers, page: ChatPage) -> None:
        """From now on it works. page: it has the face that is shown."""
        self._answers, self._page = answers, page
        self._is_joined = True
        self._stack.insertWidget(0, page)
        self._stack.setCurrentWidget(page)
        self._connect()
        self._add_shortcuts()
        page.set_send_key(self._settings.get().send_key)
        page.reopen(self._settings.get().last_conversation)
        page.focus_composer()

    def _connect(self) -> None:
        self._sidebar.new_requested.connect(self.new_conversation)
        self._sidebar.opened.connect(self.open_conversation)
        self._sidebar.message_opened.connect(self.open_message)
        self._sidebar.renamed.connect(self._on_renamed)
        self._sidebar.deleted.connect(self._on_deleted)
        self._sidebar.failed.connect(self.show_failure)
        self._sidebar.restored.connect(self.open_conversation)
        self._sidebar.left.connect(self._enter_page)
        self._sidebar.page_requested.connect(self.show_page)
        self._page.opened.connect(self._on_opened)
        self._page.title_changed.connect(self._on_title)
        self._page.conversations_changed.connect(self._sidebar.refresh)
        self._page.sidebar_toggled.connect(self.toggle_sidebar)
        self._page.theme_toggled.connect(self.toggle_theme)
        self._page.more_models_requested.connect(lambda: self.show_page("models"))
        self._answers.changed.connect(self._show_answering)

    def _add_shortcuts(self) -> None:
        actions: dict[str, Callable[[], object]] = {
            "new": self.new_conversation,
            "search": self._search,
            "sidebar": self.toggle_sidebar,
            "open_model": self.ask_for_model_file,
            "choose_model": self.ask_for_model,
            "rename": self._rename,
            "escape": self._escape,
            "shortcuts": self.show_shortcuts,
            "help": self._help,
            "close": self._put_away,
            "quit": self.close_if_wanted,
        }
        from ui import shortcuts  # here and below: not for the first picture of the window

        shortcuts.install(self, actions)

    def _shortcut(self, keys: str, slot: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def add_page(self, name: str, label: str, icon: str, keys: str, *, is_chat: bool = False) -> None:
        """A page beside the chat, shown by a button of that label at the sidebar's foot, by `keys`, or by
        show_page. is_chat: the button is a sign beside New chat."""
        (self._sidebar.add_tool if is_chat else self._sidebar.add_page)(name, label, icon, keys)
        self._shortcut(keys, lambda: self.show_page(name))

    def make_page_by(self, name: str, make: Callable[[], Page]) -> None:
        """How one that was added is made, when it is first shown."""
        self._makers[name] = make

    def show_page(self, name: str, words: str = "") -> None:
        """ "chat", or a name that was given to add_page. Gives it the keyboard. words: to look for there."""
        page = None if name == _CHAT else self._page_called(name)
        self._stack.setCurrentWidget(page or self._page)
        self._sidebar.show_page(name)
        self._is_notice_low = page is not None  # the chat's box stands there
        if "_notice" in vars(self):
            self._notice.lie_at_bottom(self._is_notice_low)
        self._show_title(page.accessibleName() if page else self._page.title())
        if page is not None and words:
            page.look_for(words)
        self._enter_page()

    @cached_property
    def _notice(self) -> Notice:
        """Made when there is first something to tell."""
        from ui.notice import Notice

        notice = Notice(self._theme, self._stack)
        notice.lie_at_bottom(self._is_notice_low)
        return notice

    def notify(self, text: str, action: str, act: Callable[[], None], about: str) -> None:
        """Tell what went on in the background, over whichever page is shown; `action` calls act."""
        self._notice.say(text, action, act, about)
        QApplication.alert(self)

    def forget_notice(self, about: str) -> None:
        """What it told was seen to in another way."""
        if "_notice" in vars(self):
            self._notice.forget(about)

    def _page_called(self, name: str) -> Page:
        if name not in self._pages:
            page = self._pages[name] = self._makers[name]()
            self._stack.addWidget(page)
            page.sidebar_toggled.connect(self.toggle_sidebar)
            page.theme_toggled.connect(self.toggle_theme)
            page.left.connect(lambda: self.show_page(_CHAT))
        return self._pages[name]

    def _enter_page(self) -> None:
        page = self._shown_page()
        if page is None:
            self._page.focus_composer()
        else:
            page.enter()

    def _shown_page(self) -> Page | None:
        """None: the chat."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def ask_for_model_file(self) -> None:
        self.show_page(_CHAT)
        self._page.ask_for_model_file()

    def ask_for_model(self) -> None:
        """Open the menu of models."""
        self.show_page(_CHAT)
        self._page.ask_for_model()

    def restore(self) -> None:
        """Size and place."""
        settings = self._settings.get()
        # No larger than the screen: what hangs below its edge could not be reached. The frame, whose size
        # is known only once it is shown, needs room as well.
        room = self.screen().availableSize() - _FRAME
        self.setMinimumSize(_SMALLEST.boundedTo(room))
        self.resize(QSize(1280, 840).boundedTo(room))
        if settings.window_geometry:
            self.restoreGeometry(QByteArray.fromBase64(settings.window_geometry.encode()))

    def new_conversation(self) -> None:
        self._page.open(None)
        self.show_page(_CHAT)

    def open_conversation(self, conversation_id: int) -> None:
        if conversation_id != self._page.conversation_id:
            self._page.open(conversation_id)
        self.show_page(_CHAT)

    def open_message(self, conversation_id: int, message_id: int, searched: str = "") -> None:
        """Show the conversation at a message of it, and there at the words that were searched for."""
        self.show_page(_CHAT)
        self._page.open_at(conversation_id, message_id, searched)
        self._page.focus_composer()

    def show_shortcuts(self) -> None:
        from ui.shortcuts import ShortcutDialog

        ShortcutDialog(self._theme, self._settings.get().send_key, self).open()

    def _on_opened(self, conversation_id: int | None) -> None:
        self._sidebar.set_open(conversation_id)
        self._settings.set(last_conversation=conversation_id or 0)

    def _on_title(self, title: str) -> None:
        if self._shown_page() is None:
            self._show_title(title)

    def _show_title(self, title: str) -> None:
        self.setWindowTitle(tr("{title} - Inglenook", title=title) if title else "Inglenook")

    def show_new_title(self, conversation_id: int, title: str) -> None:
        """A conversation was given another title."""
        if conversation_id == self._page.conversation_id:
            self._page.show_title(title)
        self._sidebar.refresh()

    def _on_renamed(self, conversation_id: int, title: str) -> None:
        if conversation_id == self._page.conversation_id:
            self._page.show_title(title)

    def _on_deleted(self, conversation_id: int, beside: int | None) -> None:
        self._answers.stop(conversation_id)
        if conversation_id == self._page.conversation_id:
            self._page.open(beside)

    def _rename(self) -> None:
        self._show_sidebar(True)
        self._sidebar.edit_title()

    def _search(self) -> None:
        self._show_sidebar(True)
        self._sidebar.focus_search()

    def _help(self) -> None:
        self._show_sidebar(True)
        self._sidebar.open_help()

    def _show_answering(self) -> None:
        self._sidebar.set_answering(self._answers.conversation_ids())

    def _escape(self) -> None:
        if self._sidebar.is_searching():
            self._sidebar.leave_search()
        elif (page := self._shown_page()) is not None:
            page.escape()
        else:
            self._page.escape()

    def toggle_sidebar(self) -> None:
        is_shown = self._sidebar.isHidden()
        self._show_sidebar(is_shown)
        if self.width() >= _NARROW_PX:
            self._is_sidebar_wanted = is_shown
            self._settings.set(sidebar_visible=is_shown)

    def _show_sidebar(self, is_shown: bool) -> None:
        had_focus = self._sidebar.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._sidebar.setVisible(is_shown)
        if had_focus and not is_shown:
            self._enter_page()

    def toggle_theme(self) -> None:
        """To the other theme; one that is the system's own is followed from then on."""
        wants_dark = not self._theme.is_dark
        mode: Mode = "system"
        self._theme.set_mode("system")
        if self._theme.is_dark != wants_dark:
            mode = "dark" if wants_dark else "light"
            self._theme.set_mode(mode)
        self._settings.set(theme=mode)

    def show_failure(self, error: UserError) -> None:
        """One that has no place of its own to be told."""
        from ui.alerts import failure_dialog

        failure_dialog(self._theme, error, self, lambda: self.show_page("models")).open()

    def apply_setting(self, name: str) -> None:
        """A setting was changed on the settings page: what it is for follows at once."""
        settings = self._settings.get()
        if name == "theme":
            self._theme.set_mode(settings.theme)
        elif name == "send_key":
            self._page.set_send_key(settings.send_key)
        elif name == "zoom":
            self._page.set_zoom(settings.zoom)
        else:
            self._page.apply_options()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A model file is opened; other files go along with what is written."""
        paths = _dropped_files(event)
        if not paths:
            return
        event.acceptProposedAction()
        models = [path for path in paths if path.suffix.lower() == ".gguf"]
        if models:
            self.show_page(_CHAT)
            self._page.open_model_file(models[0])
        else:
            self.files_dropped.emit(paths)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Another window on the same folder may have changed what is shown; so may midnight.
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self._is_joined:
            self._sidebar.refresh()
            self._page.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        was_narrow = 0 < event.oldSize().width() < _NARROW_PX
        is_narrow = self.width() < _NARROW_PX
        if was_narrow != is_narrow or event.oldSize().width() < 0:
            self._show_sidebar(self._is_sidebar_wanted and not is_narrow)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(self._theme.colors.bg))
        if not self.is_painted:
            self.is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def come_forward(self) -> None:
        """Be seen, wherever it was."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def ask_what_runs(self, what_runs: Callable[[], str]) -> None:
        """what_runs: sentences about what would end with the window; empty if nothing would."""
        self._what_runs = what_runs

    def hide_instead_of_closing(self, is_to_stay: Callable[[], bool]) -> None:
        """is_to_stay: whether a person who closes the window can bring it back, and wants it so."""
        self._is_to_stay = is_to_stay

    def has_to_ask(self) -> bool:
        """Whether something runs that would end with the window."""
        return bool(self._what_runs())

    def _put_away(self) -> None:
        """As its frame's button."""
        if self._is_to_stay():
            self.hide()
        else:
            self.close_if_wanted()

    def close_if_wanted(self) -> None:
        """Close, after a yes where something runs."""
        from ui.asking import ConfirmDialog, confirm

        if not (told := self._what_runs()):
            self.close()
        elif not self.findChildren(ConfirmDialog):
            confirm(self._theme, tr("Close Inglenook now?"), told, tr("Close"), self, self.close)

    def closeEvent(self, event: QCloseEvent) -> None:
        is_by_person = event.spontaneous()  # not by the program or a signal
        if is_by_person and (self._is_to_stay() or self.has_to_ask()):
            event.ignore()
            self._put_away()
            return
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        try:
            if self._is_joined:
                self._page.leave()
            self._settings.set(window_geometry=geometry)
        except UserError as error:  # a full disk must not keep the window open
            import logging  # not for the first picture of the window

            logging.getLogger(__name__).warning("not saved at the end: %s", error)
        event.accept()
        self.closed.emit()


def _dropped_files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
