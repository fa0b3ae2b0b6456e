"""The menu behind the question mark at the sidebar's foot: first questions, keys, log, about."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from app.words import tr

if TYPE_CHECKING:
    from ui.help_dialog import Topic


def show_help_menu(
    parent: QWidget,
    place: QPoint,
    show_topic: Callable[[Topic], object],
    show_keys: Callable[[], object],
    show_log: Callable[[], object],
    show_about: Callable[[], object],
) -> None:
    """place: of its lower left corner, on the screen."""
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    first = menu.addAction(tr("Why is it slow?"), lambda: show_topic("slow"))
    menu.addAction(tr("Why did it forget the beginning?"), lambda: show_topic("forgot"))
    menu.addAction(tr("What do the words mean?"), lambda: show_topic("words"))
    menu.addSeparator()
    keys = menu.addAction(tr("Keyboard shortcuts"), lambda: show_keys())
    keys.setShortcut("Ctrl+/")
    menu.addAction(tr("Show log"), lambda: show_log())
    menu.addAction(tr("About Inglenook"), lambda: show_about())
    menu.popup(place - QPoint(0, menu.sizeHint().height()))
    menu.setActiveAction(first)
