"""Beside Send: how long an answer may be and how much is thought first, with what that takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.engine.landing import ends_a_sentence
from tests.app.engine import random_model
from tests.desk import OpenWindow, Person
from ui.chat.dials import DialButton

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def thinking_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Writes nonsense; its template asks whether to think."""
    opening = "{% if enable_thinking is false %}<think>\n\n</think>\n\n{% else %}<think>\n{% endif %}"
    template = random_model.CHATML.replace("assistant\n{% endif", f"assistant\n{opening}{{% endif")
    control = (*random_model.CONTROL, "<think>", "</think>")
    shape = random_model.Shape(template=template, control=control, endless=True)
    return random_model.write(tmp_path_factory.mktemp("models") / "thinking.gguf", shape)


def _dials(person: Person) -> list[str]:
    return [one.accessibleName() for one in person.window.findChildren(DialButton) if one.isVisible()]


def test_a_short_answer_is_chosen_by_the_keyboard_and_ends_with_a_sentence(open_window: OpenWindow) -> None:
    person = open_window()
    person.desk.settings.set(temperature=0.0)
    assert _dials(person) == ["Answer length: No limit"]  # the guide does not think
    for _ in range(4):  # enough for the forecast, and for a prompt of some length
        person.ask("What is a token, and what is the context?")
    person.type("Why are answers slow?")
    for _ in range(2):
        person.press(Qt.Key.Key_Tab, on=QApplication.focusWidget())
    assert isinstance(QApplication.focusWidget(), DialButton)
    person.press(Qt.Key.Key_Space, on=QApplication.focusWidget())
    menu = person.open_menu()
    person.wait(lambda: all("\t" in action.text() for action in menu.actions()))
    told = [action.text().split(",")[0].split("\t")[0] for action in menu.actions()]
    assert told == ["Short", "Normal", "Long", "No limit"]
    person.choose(menu, "Short")
    person.wait(lambda: _dials(person) == ["Answer length: Short"])
    assert person.page.settings().max_answer_tokens == 128

    person.page.change_options({"max_answer_tokens": 20, "temperature": 0.0})
    assert _dials(person) == ["Answer length: At most 20 tokens"]
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: not person.page.is_answering())
    answer = person.thread()[-1]
    assert answer.finish_reason == "length"
    assert ends_a_sentence(answer.content)
    person.page.open(None)
    assert _dials(person) == ["Answer length: No limit"]  # it was that conversation's own


def test_thinking_is_a_dial_where_the_model_can(open_window: OpenWindow, thinking_model: Path) -> None:
    person = open_window(thinking_model)
    person.wait(lambda: "Thinking: As the model has it" in _dials(person))
    person.click("Thinking: As the model has it")
    menu = person.open_menu()
    assert [action.text() for action in menu.actions()] == ["As the model has it", "Off", "Brief", "Full"]
    person.choose(menu, "Off")
    person.wait(lambda: "Thinking: Off" in _dials(person))
    person.page.change_options({"max_answer_tokens": 20})
    answer = person.ask("Why?")
    assert not answer.content.startswith("<think>")
    person.page.change_options({"thinking": "brief"})
    assert person.ask("Why?").content.startswith("<think>")
