"""Dialogs are told from the window they lie over."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

import ui
from ui.asking import confirm
from ui.dialog import Dialog
from ui.theme import Mode, Theme

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def test_all_dialogs_of_the_window_have_the_one_frame() -> None:
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        if module.name != "ui.__main__":
            importlib.import_module(module.name)
    own = [kind for kind in QDialog.__subclasses__() if kind.__module__.startswith("ui.")]
    assert own == [Dialog]
    assert len(Dialog.__subclasses__()) > 5


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_window_behind_is_dimmed_until_it_is_closed(qtbot: QtBot, mode: Mode) -> None:
    theme = Theme()
    theme.set_mode(mode)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(500, 300)
    window.show()
    plain = window.grab().toImage().pixelColor(250, 150)
    dialog = confirm(theme, "Delete it?", "It cannot be undone.", "Delete", window, lambda: None)
    shown = dialog.grab().toImage()
    edges = [(0, 20), (shown.width() - 1, 20), (40, 0), (40, shown.height() - 1)]
    assert {shown.pixelColor(*edge).name().upper() for edge in edges} == {theme.colors.frame}
    assert shown.pixelColor(4, 20).name().upper() == theme.colors.raised
    window.resize(600, 400)
    assert window.grab().toImage().pixelColor(590, 390).lightness() < plain.lightness()
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.reject()
    qtbot.waitUntil(lambda: bool(gone))
    assert window.grab().toImage().pixelColor(590, 390) == plain
