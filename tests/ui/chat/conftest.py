"""A theme and a transcript on the screen."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from ui.chat.transcript import Transcript
from ui.theme import Theme


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:
    theme = Theme()
    theme.set_mode("light")
    return theme


@pytest.fixture
def transcript(qtbot: QtBot, theme: Theme) -> Transcript:
    made = Transcript(theme)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    qtbot.waitExposed(made)
    return made
