"""What an answer's model was sent can be looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from tests.desk import OpenWindow, Person
from ui.alerts import AlertDialog
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
    dialog.accept()


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
