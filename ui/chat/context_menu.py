"""The menu of the conversation: what can be copied from where it was opened."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from app.words import tr


def copy(text: str) -> None:
    """Onto the clipboard, unless it is empty."""
    if text:
        QGuiApplication.clipboard().setText(text)


def make_menu(
    parent: QWidget,
    *,
    selected: Callable[[], str] | None,
    selected_markdown: Callable[[], str] | None,
    link: str,
    copy_message: Callable[[], None] | None,
    find: Callable[[], None],
    select_all: Callable[[], None],
) -> QMenu:
    """selected, selected_markdown: give what is selected; None: nothing is. link: the one pointed at."""
    menu = QMenu(parent)

    def add(name: str, action: Callable[[], None] | None) -> QAction:
        made = menu.addAction(name)
        made.setEnabled(action is not None)
        if action is not None:
            made.triggered.connect(lambda: action())
        return made

    add(tr("Copy"), None if selected is None else lambda: copy(selected()))
    add(tr("Copy as Markdown"), None if selected_markdown is None else lambda: copy(selected_markdown()))
    if link:
        add(tr("Copy link"), lambda: copy(link))
    if copy_message:
        add(tr("Copy message"), copy_message)
    menu.addSeparator()
    add(tr("Select all"), select_all)
    add(tr("Find…"), find)
    return menu
