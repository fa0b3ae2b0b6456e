"""Messages that wait for the end of an answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.desk import OpenWindow, Person
from ui.chat.writing import WritingArea

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def waiting_text(person: Person) -> str:
    return person.find(WritingArea).waiting_text()


def let_wait(person: Person, text: str) -> None:
    person.type(text)
    person.press(Qt.Key.Key_Return)
    assert person.box.toPlainText() == ""


def test_what_is_sent_while_an_answer_is_made_is_asked_after_it(
    open_window: OpenWindow, slow_model: Path
) -> None:
    person = open_window(slow_model)
    person.desk.settings.set(max_answer_tokens=40)
    person.send("First")
    let_wait(person, "Second")
    assert waiting_text(person) == "Waiting: Second"
    let_wait(person, "and a half")
    assert waiting_text(person) == "Waiting: Second and a half"
    person.type("a draft")
    person.wait(lambda: len(person.thread()) == 4 and not person.page.is_answering())
    assert [message.content for message in person.thread()[::2]] == ["First", "Second\n\nand a half"]
    assert person.thread()[1].finish_reason == "length"
    assert waiting_text(person) == ""
    assert person.box.toPlainText() == "a draft"
    assert person.shown_text(person.thread()[2]) == "Second\n\nand a half"


def test_it_is_asked_in_a_conversation_that_is_not_shown_any_more(
    open_window: OpenWindow, slow_model: Path
) -> None:
    person = open_window(slow_model)
    person.desk.settings.set(max_answer_tokens=40)
    person.send("First")
    let_wait(person, "Second")
    chat = person.page.conversation_id
    assert chat is not None
    person.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert waiting_text(person) == ""
    thread = person.desk.conversations.thread
    person.wait(lambda: len(thread(chat)) == 4 and thread(chat)[3].state == "complete")
    assert thread(chat)[2].content == "Second"


def test_after_a_stop_it_is_in_the_box_again(open_window: OpenWindow, slow_model: Path) -> None:
    person = open_window(slow_model)
    person.send("First")
    let_wait(person, "Second")
    person.type("third")
    person.press(Qt.Key.Key_Escape)
    person.wait(lambda: not person.page.is_answering())
    assert person.box.toPlainText() == "Second\n\nthird"
    assert waiting_text(person) == ""
    assert [message.content for message in person.thread()[::2]] == ["First"]


def test_it_can_be_edited_and_cancelled(open_window: OpenWindow, slow_model: Path) -> None:
    person = open_window(slow_model)
    person.send("First")
    let_wait(person, "Second")
    person.click("Edit")
    assert person.box.toPlainText() == "Second"
    assert waiting_text(person) == ""
    person.press(Qt.Key.Key_Return)
    assert waiting_text(person) == "Waiting: Second"
    person.click("Cancel the waiting message")
    assert waiting_text(person) == ""
    person.press(Qt.Key.Key_Escape)
    person.wait(lambda: not person.page.is_answering())
    assert person.box.toPlainText() == ""


def test_it_is_the_draft_of_the_next_window(open_window: OpenWindow, slow_model: Path) -> None:
    person = open_window(slow_model)
    person.send("First")
    let_wait(person, "Second")
    person.close()
    later = open_window(is_ready=False)
    assert later.box.toPlainText() == "Second"
    assert waiting_text(later) == ""


def test_another_window_leaves_it_where_it_waits(open_window: OpenWindow, slow_model: Path) -> None:
    person = open_window(slow_model)
    person.send("First")
    let_wait(person, "Second")
    other = open_window(is_ready=False)
    assert other.page.conversation_id == person.page.conversation_id
    assert other.box.toPlainText() == ""
    other.close()
    assert waiting_text(person) == "Waiting: Second"
    assert person.desk.stores.drafts.keep_queued(person.thread()[0].conversation_id).text == "Second"
