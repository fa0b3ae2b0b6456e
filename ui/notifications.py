"""Notifications of the desktop: through D-Bus on Linux, elsewhere through Qt."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSystemTrayIcon

from ui import icons
from ui.background import Lane
from ui.bus_notifications import BusNotifications


class Notifications(QObject):
    """Tells what happened while the person was elsewhere. What cannot be told is only logged."""

    def __init__(self, lane: Lane) -> None:
        super().__init__()
        self._way = BusNotifications(lane) if sys.platform == "linux" else _IconNotifications()

    def look(self, tell: Callable[[bool], None]) -> None:
        """Tells, maybe a moment later, whether this system shows notifications."""
        self._way.look(tell)

    def tell(self, title: str, text: str, act: Callable[[], None]) -> None:
        """act: what a click on it does."""
        self._way.tell(title, text, act)

    def close(self) -> None:
        self._way.close()


class _IconNotifications(QObject):
    """On Windows and macOS every notification comes from a sign in the tray."""

    def __init__(self) -> None:
        super().__init__()
        self._icon: QSystemTrayIcon | None = None

    def look(self, tell: Callable[[bool], None]) -> None:
        tell(True)

    def tell(self, title: str, text: str, act: Callable[[], None]) -> None:
        if self._icon is not None:
            self._icon.deleteLater()
        self._icon = QSystemTrayIcon(icons.app_icon(), self)
        self._icon.messageClicked.connect(lambda: act())
        self._icon.messageClicked.connect(self._icon.hide)
        self._icon.show()  # there is no message without it
        self._icon.showMessage(title, text, icons.app_icon())

    def close(self) -> None:
        if self._icon is not None:
            self._icon.hide()
