"""The keys of the window and their list."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QWidget

from tests.desk import OpenWindow
from ui.shortcuts import SHORTCUTS, ShortcutDialog, native

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

CTRL = Qt.KeyboardModifier.ControlModifier
SAME_KEY = {"Ctrl+=": "Ctrl++"}  # without Shift on many keyboards


def test_every_shortcut_of_the_window_is_in_the_list(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    listed = {keys for group in SHORTCUTS.values() for one in group for keys in one.keys}
    installed = {one.key().toString() for one in person.window.findChildren(QShortcut)}
    assert {SAME_KEY.get(keys, keys) for keys in installed} <= listed
    promised = {keys for group in SHORTCUTS.values() for one in group if one.action for keys in one.keys}
    assert promised <= installed
    assert all(QKeySequence(keys).toString() for keys in listed)


def test_the_list_opens_with_its_keys_and_names_them(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    person.press(Qt.Key.Key_Slash, CTRL)
    dialog = person.find(ShortcutDialog)
    person.wait(dialog.isVisible)
    told = {label.accessibleName() for label in dialog.findChildren(QLabel)}
    assert f"New chat: {native('Ctrl+N')}" in told
    assert "Start a new line: Shift+Enter" in told
    person.click("Close")


def test_the_list_follows_the_key_that_sends(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    person.desk.settings.set(send_key="ctrl+enter")
    person.press(Qt.Key.Key_Slash, CTRL)
    dialog = person.find(ShortcutDialog)
    told = {label.accessibleName() for label in dialog.findChildren(QLabel)}
    assert "Start a new line: Enter" in told
    assert "Send, or let it wait for the end of the answer: Ctrl+Enter" in told
    person.click("Close")


def test_the_menu_key_works_wherever_the_keyboard_is(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    for name in ("Message", "Search conversations"):
        field = next(one for one in person.window.findChildren(QWidget) if one.accessibleName() == name)
        field.setFocus()
        person.press(Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier, on=field)
        menu = person.open_menu()
        assert any("Select All" in action.text() for action in menu.actions())
        menu.close()
