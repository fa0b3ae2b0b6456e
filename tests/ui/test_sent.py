"""What an answer's model was sent can be looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from app.context import sent_for
from tests.desk import OpenWindow, Person
from ui import formats
from ui.alerts import AlertDialog
from ui.chat.answer_details import AnswerDetails
from ui.chat.sent_dialog import SentDialog

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def _look(person: Person) -> None:
    person.wait(lambda: person.status.state_text().startswith("Last answer · "))
    person.click(f"{person.status.state_text()}. Show details")
    person.wait(lambda: person.shows_button("What the model was sent"))
    person.click("What the model was sent")


def test_the_prompt_is_shown_with_its_template_and_token_by_token(open_window: OpenWindow) -> None:
    person = open_window()
    person.ask("My name is Zorvella.")
    answer = person.ask("What is my name?")
    assert answer.statistics is not None
    _look(person)
    person.wait(lambda: person.window.findChildren(SentDialog))
    dialog = person.find(SentDialog)
    person.wait(dialog.isVisible)

    assert "<|im_start|>user\nMy name is Zorvella.<|im_end|>" in dialog.shown_text()
    assert dialog.shown_text().endswith("<|im_start|>assistant\n")
    summary = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert f"{answer.statistics.prompt_tokens} tokens" in summary
    assert "still in memory" in summary
    assert "put together again" not in summary
    person.click("Copy all")
    assert QGuiApplication.clipboard().text() == dialog.shown_text()
    person.click("Show tokens")
    assert "<|im_start|> " in dialog.shown_text()
    assert len(dialog.shown_text().split("   ")) > answer.statistics.prompt_tokens
    person.click("Copy all")
    ids = [int(line.split("\t")[0]) for line in QGuiApplication.clipboard().text().splitlines()]
    sent = person.desk.engine.sent(sent_for(answer, person.desk.conversations), answer.left_out)
    assert ids == [token.id for token in sent.tokens]
    dialog.accept()


def _dialog(person: Person) -> SentDialog:
    _look(person)
    person.wait(lambda: person.window.findChildren(SentDialog))
    dialog = person.find(SentDialog)
    person.wait(dialog.isVisible)
    return dialog


def test_an_answer_is_made_again_and_compared(open_window: OpenWindow) -> None:
    person = open_window()
    answer = person.ask("My name is Zorvella. What is a token?")
    dialog = _dialog(person)
    told = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Settings: Temperature " in told and "Seed " in told
    assert "Marks of the template" in told
    person.click("Reproduce")
    person.wait(lambda: dialog.told_text() == "The same answer came out again, to the letter.")
    assert person.thread()[-1] == answer
    dialog.accept()


def test_an_answer_that_was_continued_cannot_be_made_again(open_window: OpenWindow, slow_model: Path) -> None:
    person = open_window(slow_model)
    person.send("Tell me something long")
    person.wait(lambda: person.thread()[-1].role == "assistant" and len(person.thread()[-1].content) > 20)
    person.press(Qt.Key.Key_Escape)
    person.wait(lambda: not person.page.is_answering())
    person.wait(lambda: person.shows_button("Continue this answer"))
    person.click("Continue this answer")
    person.wait(lambda: person.page.is_answering())
    person.press(Qt.Key.Key_Escape)
    person.wait(lambda: not person.page.is_answering())
    dialog = _dialog(person)
    person.click("Reproduce")
    person.wait(lambda: "not made in one go" in dialog.told_text())
    dialog.accept()


def test_the_forecast_stands_beside_what_it_took(open_window: OpenWindow) -> None:
    person = open_window()
    for number in range(4):
        answer = person.ask(f"{number}. What is a token?")
    assert answer.forecast is not None and answer.statistics is not None
    person.page.show_details(answer)
    details = person.find(AnswerDetails)

    def told() -> list[str]:
        return [label.text() for label in details.findChildren(QLabel)]

    person.wait(lambda: any(text.endswith("seen over 3 answers.") for text in told()))
    assert "Foretold" in told() and "Came true" in told()
    assert formats.seconds(answer.forecast.first_word_s) in told()
    assert formats.seconds(answer.statistics.first_token_s) in told()
    details.accept()


def test_another_model_cannot_tell_what_this_one_was_sent(open_window: OpenWindow, slow_model: Path) -> None:
    person = open_window()
    person.ask("Hello")
    person.desk.models.open_file(slow_model)
    person.wait(lambda: (found := person.desk.models.description) and found.path == slow_model)
    _look(person)
    person.wait(lambda: person.window.findChildren(AlertDialog))
    dialog = person.find(AlertDialog)
    assert "not loaded now" in " ".join(label.text() for label in dialog.findChildren(QLabel))
    dialog.accept()
