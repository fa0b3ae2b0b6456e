"""Long pastes as chips."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from tests.desk import OpenWindow, Person
from ui.chat.attachment_dialog import AttachmentDialog
from ui.chat.chips import Chip

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

LONG = "\n".join(f"Line {number} of a long list." for number in range(80))


def paste(person: Person, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    person.box.setFocus()
    person.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def chips(person: Person) -> list[Chip]:
    return [chip for chip in person.window.findChildren(Chip) if chip.isVisible()]


def test_a_long_paste_becomes_a_chip_with_its_length(open_window: OpenWindow) -> None:
    person = open_window()
    paste(person, "short\ntext")
    assert person.box.toPlainText() == "short\ntext"
    assert chips(person) == []
    paste(person, LONG)
    assert person.box.toPlainText() == "short\ntext"
    tokens = person.desk.engine.count(LONG)
    person.wait(
        lambda: [chip.text() for chip in chips(person)] == [f"Pasted text · 480 words · {tokens:,} tokens"]
    )
    paste(person, "x" * 4001)
    assert len(chips(person)) == 2
    person.click("Remove Pasted text")
    assert len(chips(person)) == 1


def test_a_chip_is_sent_with_the_question_and_shown_above_it(open_window: OpenWindow) -> None:
    person = open_window()
    person.desk.settings.set(max_answer_tokens=5)
    paste(person, "a\n" * 70)
    person.type("How many?")
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: not person.page.is_answering())
    question = person.thread()[0]
    assert question.content == "How many?"
    assert [one.text for one in question.attachments] == ["a\n" * 70]
    statistics = person.thread()[1].statistics
    assert statistics is not None and statistics.prompt_tokens > 70
    [chip] = chips(person)
    assert chip.parent() is not None and not person.composer.isAncestorOf(chip)
    chip.click()
    dialog = person.find(AttachmentDialog)
    person.wait(dialog.isVisible)
    assert dialog.findChildren(QPlainTextEdit)[0].toPlainText() == "a\n" * 70
    assert not person.shows_button("Put into the box")
    dialog.close()


def test_a_chip_alone_can_be_sent(open_window: OpenWindow) -> None:
    person = open_window()
    person.desk.settings.set(max_answer_tokens=5)
    paste(person, "a\n" * 70)
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: not person.page.is_answering())
    assert person.thread()[0].content == ""
    assert len(person.thread()) == 2


def test_a_chip_is_put_into_the_box(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    person.type("Before: ")
    paste(person, LONG)
    chips(person)[0].click()
    person.wait(lambda: person.shows_button("Put into the box"))
    person.click("Put into the box")
    assert person.box.toPlainText() == "Before: " + LONG
    assert chips(person) == []


def test_chips_are_part_of_the_draft(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    person.type("about")
    paste(person, LONG)
    person.close()
    later = open_window(is_ready=False)
    assert later.box.toPlainText() == "about"
    assert [chip.text() for chip in chips(later)] == ["Pasted text · 480 words"]
    later.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert chips(later) == []


def test_a_draft_that_the_model_has_no_room_for_is_told_before_it_is_sent(open_window: OpenWindow) -> None:
    person = open_window()
    paste(person, "word " * 6000)
    person.wait(lambda: person.composer.token_count_text() == "Too long for this model")
    assert "more than this model's context" in person.composer.refusal_text()
    person.click("Remove Pasted text")
    person.type("short")
    tokens = person.desk.engine.count("short")
    person.wait(lambda: person.composer.token_count_text().split(" ")[0] == str(tokens))
    assert person.composer.refusal_text() == ""
