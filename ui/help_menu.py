"""The menu behind the question mark at the sidebar's foot: keys, log, about."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from app.words import tr


def show_help_menu(
    parent: QWidget,
    place: QPoint,
    show_keys: Callable[[], object],
    show_log: Callable[[], object],
    show_about: Callable[[], object],
) -> None:
    """place: of its lower left corner, on the screen."""
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    keys = menu.addAction(tr("Keyboard shortcuts"), lambda: show_keys())
    keys.setShortcut("Ctrl+/")
    menu.addAction(tr("Show log"), lambda: show_log())
    menu.addAction(tr("About Inglenook"), lambda: show_about())
    menu.popup(place - QPoint(0, menu.sizeHint().height()))
    menu.setActiveAction(keys)
