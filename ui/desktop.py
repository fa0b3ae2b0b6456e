"""The window among the others of the desktop: what it tells while nobody looks, and its sign in the tray."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from app.errors import UserError
from app.store.conversations import Conversations
from app.store.settings import SettingsStore
from app.words import tr
from ui.chat.answers import Answers
from ui.models.download_queue import DownloadQueue
from ui.notifications import Notifications
from ui.tray import Tray
from ui.window import Window


class Desktop(QObject):
    """Both only as far as the settings say."""

    told = Signal(str, str)  # a setting's name; why it does nothing on this system, or ""

    def __init__(
        self, window: Window, settings: SettingsStore, notifications: Notifications, tray: Tray
    ) -> None:
        super().__init__()
        self._window = window
        self._settings = settings
        self._notifications = notifications
        self._tray = tray
        tray.show_requested.connect(window.come_forward)
        tray.new_requested.connect(self._begin_chat)
        tray.quit_requested.connect(self._quit)
        window.hide_instead_of_closing(self._stays)

    def apply(self) -> None:
        """The settings may have changed."""
        self._tray.switch(self._settings.get().tray != "none")

    def look(self) -> None:
        """Tell what this system has no place for."""
        no_tray = tr("This desktop has no tray: there is no icon, and closing the window ends Inglenook.")
        self.told.emit("tray", "" if self._tray.has_place() else no_tray)
        self._notifications.look(self._on_looked)

    def _on_looked(self, is_possible: bool) -> None:
        nobody = tr("This desktop has no service that shows notifications.")
        self.told.emit("notifications", "" if is_possible else nobody)

    def watch_answers(
        self, answers: Answers, conversations: Conversations, show: Callable[[int], None]
    ) -> None:
        """show: puts a conversation on the screen."""

        def tell(conversation_id: int) -> None:
            try:
                answer = conversations.thread(conversation_id)[-1]
            except UserError:  # it was deleted, which ended the answer
                return
            if answer.role == "user" or answer.finish_reason == "stopped":
                return
            title = conversations.get(conversation_id).title or tr("New chat")
            is_whole = answer.state == "complete"
            text = tr("The answer is there.") if is_whole else tr("The answer was broken off.")
            self._tell(title, text, lambda: show(conversation_id))

        answers.ended.connect(tell)

    def watch_downloads(self, downloads: DownloadQueue, show: Callable[[], None]) -> None:
        """show: puts the page with the models on the screen."""

        def tell(job_id: str) -> None:
            if download := downloads.get(job_id):
                self._tell(download.name, tr("The download is finished."), show)

        downloads.finished.connect(tell)

    def _tell(self, title: str, text: str, show: Callable[[], None]) -> None:
        front = QApplication.activeWindow()
        is_seen = front is not None and front.isVisible()  # one just put away is still the active one
        if not is_seen and self._settings.get().notifications:
            self._notifications.tell(title, text, lambda: self._show(show))

    def _show(self, show: Callable[[], None]) -> None:
        self._window.come_forward()
        show()

    def _stays(self) -> bool:
        return self._settings.get().tray == "stays" and self._tray.is_shown()

    def _begin_chat(self) -> None:
        self._window.come_forward()
        self._window.new_conversation()

    def _quit(self) -> None:
        if self._window.has_to_ask():
            self._window.come_forward()  # the question is not to wait behind other windows
        self._window.close_if_wanted()

    def close(self) -> None:
        self._tray.switch(False)
        self._notifications.close()
