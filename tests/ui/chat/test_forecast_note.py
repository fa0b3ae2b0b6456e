"""Why a long text is slow, told before it is sent: on hover, on a click, by the keyboard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.engine.statistics import NOTHING_DONE
from app.machine.speed_store import SpeedStore
from app.machine.timing import Forecast
from app.paths import Paths
from app.store.conversations import Conversations
from app.store.database import Database
from tests.desk import OpenWindow, Person
from ui.chat.context_strip import ContextStrip
from ui.chat.forecast_note import ForecastNote, explained, ways_to_speed
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


def _click_line(person: Person) -> None:
    """That below the box, whose name changes with what it says."""
    QTest.mouseClick(person.status.findChildren(LineButton)[0], Qt.MouseButton.LeftButton)


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

    _click_line(person)
    assert note.text()
    person.press(Qt.Key.Key_Escape, on=QApplication.focusWidget())
    assert note.text() == ""
    assert person.box.hasFocus()
    assert person.composer.draft().text  # nothing was sent or stopped


def test_what_makes_it_faster_is_offered_where_it_helps() -> None:
    def keys(forecast: Forecast, earlier: int = 0, *, has_smaller: bool = True) -> list[str]:
        return [way.key for way in ways_to_speed(forecast, earlier, None, has_smaller=has_smaller)]

    assert keys(Forecast(60, 900, 220, 0.8, 12.0), 30) == []  # nobody waits long
    assert keys(Forecast(60, 900, 220, 0.8, 60.0)) == ["length", "model"]
    assert keys(Forecast(60, 900, 90, 0.8, 60.0)) == ["model"]  # answers are shorter than the shortest
    assert keys(Forecast(900, 0, 220, 30.0, 50.0), 840) == ["earlier", "model"]
    assert keys(Forecast(900, 0, 220, 30.0, 50.0), 10) == ["model"]  # it is the draft that is long
    assert keys(Forecast(900, 0, 220, 10.0, 50.0), 840, has_smaller=False) == ["length", "earlier"]


@pytest.fixture
def slow_before(home: Paths, guide_model: Path) -> None:
    """The guide took long for its last answers, and they were long."""
    took = replace(
        NOTHING_DONE,
        prompt_tokens=100,
        answer_tokens=300,
        first_token_s=2.0,
        total_s=92.0,
        write_tokens_per_s=3.3,
    )
    with Database(home.database) as database:
        conversations, speeds = Conversations(database), SpeedStore(database)
        conversation = conversations.create()
        for _ in range(4):
            asked = conversations.add_question(conversation.id, "Why?")
            answer = conversations.answers.begin(asked.id, "Inglenook Guide")
            conversations.answers.finish(answer.id, "So.", "end", took, 0, None)
            speeds.record(guide_model, took)


@pytest.mark.usefixtures("slow_before")
def test_a_slow_answer_is_made_shorter_where_it_is_foretold(open_window: OpenWindow) -> None:
    person = open_window()
    person.type("Why is it slow?")
    person.wait(lambda: "typical answer in" in person.status.state_text())
    slow = person.status.state_text()
    assert "what makes it faster" in person.status.state_tip()
    _click_line(person)
    person.click("Shorter answers…")
    menu = person.open_menu()
    person.choose(menu, "Short")
    assert person.page.settings().max_answer_tokens == 128
    person.wait(lambda: person.status.state_text() != slow)
