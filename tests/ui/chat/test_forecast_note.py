"""Why a long text is slow, told before it is sent: on hover, on a click, by the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.machine.timing import Forecast
from tests.desk import OpenWindow
from ui.chat.context_strip import ContextStrip
from ui.chat.forecast_note import ForecastNote, explained
from ui.chat.line_button import LineButton

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

_WHY = "The model reads every token before it writes the first word"


def test_it_says_what_is_read_how_fast_and_what_was_read_before() -> None:
    assert explained(Forecast(570, 1180, 220, 9.4, 31.4)) == [
        f"{_WHY}: 570 new tokens at about 61 tokens a second.",
        "That takes about 9 s. 1,180 tokens were read before, and need not be read again.",
        "Then it writes token by token: a typical answer here has 220 tokens, at about 10 tokens a second.",
        "A shorter text or a smaller model begins sooner. A token is a word or a piece of one.",
    ]
    assert explained(Forecast(570, 0, 220, 0.0, 0.0)) == [
        f"{_WHY}.",
        "How fast it is here is known after its first answer.",
        "A token is a word or a piece of one.",
    ]


def test_the_line_below_the_box_explains_itself(open_window: OpenWindow) -> None:
    person = open_window()
    person.ask("What is a token?")
    person.type("Here is a long text about the compost heap. " * 20)
    person.wait(lambda: "typical answer in" in person.status.state_text())
    assert f"{_WHY}: " in person.status.state_tip()

    while not isinstance(focus := QApplication.focusWidget(), LineButton):
        person.press(Qt.Key.Key_Tab, on=focus)
    person.press(Qt.Key.Key_Return, on=focus)
    note = person.find(ForecastNote)
    assert _WHY in note.text()
    before = note.text()
    person.type("And more of it.")
    person.wait(lambda: note.text() != before)  # it follows what is written
    person.click("See what is sent")
    assert note.text() == ""
    person.wait(person.find(ContextStrip).isVisible)

    person.click(f"{person.status.state_text()}. Show why")
    assert note.text()
    person.press(Qt.Key.Key_Escape, on=QApplication.focusWidget())
    assert note.text() == ""
    assert person.box.hasFocus()
    assert person.composer.draft().text  # nothing was sent or stopped
