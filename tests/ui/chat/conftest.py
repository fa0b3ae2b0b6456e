"""A theme and a transcript on the screen."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.chat.transcript import Transcript
from ui.theme import Theme


@pytest.fixture(scope="module")
def module_theme(qapp: QApplication) -> Theme:
    """Dressing the application takes longer than most of these tests."""
    return Theme()


@pytest.fixture
def theme(qtbot: QtBot, module_theme: Theme) -> Theme:
    module_theme.set_mode("light")
    return module_theme


@pytest.fixture
def transcript(qtbot: QtBot, theme: Theme) -> Transcript:
    made = Transcript(theme)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    qtbot.waitExposed(made)
    return made
