"""Showing a folder or a file in the programs that the system has for them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.words import tr
from ui.alerts import AlertDialog
from ui.theme import Theme


def show_on_disk(theme: Theme, widget: QWidget, path: Path) -> None:
    """A folder in the system's file manager, a file in what opens such files; else what it would be in.
    Where the system has no such program, a sentence tells the place. widget: beside which it is told."""
    while not path.exists() and path.parent != path:
        path = path.parent
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        told = tr("It is here: {path}", path=path)
        title = tr("This system has no program that shows it.")
        AlertDialog(theme, title, told, parent=widget.window()).open()
