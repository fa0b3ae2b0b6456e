"""The program's sign in the system's tray, for those who want one."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from app.words import tr
from ui import icons


class Tray(QObject):
    """Shows the window, begins a chat, ends the program. Nothing is there before `switch`."""

    show_requested = Signal()
    new_requested = Signal()
    quit_requested = Signal()

    def __init__(self, has_tray: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable) -> None:
        """has_tray: whether this desktop shows such signs."""
        super().__init__()
        self._has_tray = has_tray
        self._icon: QSystemTrayIcon | None = None
        self._menu: QMenu | None = None

    def has_place(self) -> bool:
        """Whether this desktop has a tray, at this moment."""
        return self._has_tray()

    def is_shown(self) -> bool:
        """Whether a person finds the way back to a hidden window there."""
        return self._icon is not None and self._has_tray()

    def switch(self, is_wanted: bool) -> None:
        """A tray that comes later, as when the desktop starts after the program, gets the sign then."""
        if is_wanted and self._icon is None:
            self._icon = self._make()
            self._icon.show()
        elif not is_wanted and self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None

    def menu(self) -> QMenu | None:
        return self._menu if self._icon is not None else None

    def _make(self) -> QSystemTrayIcon:
        icon = QSystemTrayIcon(icons.app_icon(), self)
        icon.setToolTip("Inglenook")
        self._menu = QMenu()
        for text, asked in (
            (tr("Show Inglenook"), self.show_requested),
            (tr("New chat"), self.new_requested),
            (tr("Quit"), self.quit_requested),
        ):
            self._menu.addAction(text).triggered.connect(lambda _=False, asked=asked: asked.emit())
        icon.setContextMenu(self._menu)
        if sys.platform != "darwin":  # a click opens the menu there
            icon.activated.connect(self._on_activated)
        return icon

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.show_requested.emit()
