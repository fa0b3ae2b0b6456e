"""The strip of what the model will see: closed by default, walked with the keyboard, obeyed by the model."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.context import sent_for
from app.paths import Paths
from app.store.database import Database
from app.store.messages import Message
from app.words import translated
from tests.desk import OpenWindow, Person
from ui.chat.context_strip import ContextStrip
from ui.chat.entries import DIVIDER, DIVIDER_WITH_PINS
from ui.chat.item import MessageItem
from ui.chat.segment_bar import SegmentBar, SegmentButton
from ui.chat.segments import Segment

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def _open(person: Person) -> ContextStrip:
    strip = person.find(ContextStrip)
    person.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    person.wait(lambda: strip.isVisible() and strip.segments())
    person.wait(lambda: isinstance(QApplication.focusWidget(), SegmentButton))
    return strip


def test_it_is_opened_before_there_is_a_question_and_leaves_the_keyboard_in_the_box(
    open_window: OpenWindow,
) -> None:
    person = open_window()
    strip = person.find(ContextStrip)
    person.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    person.wait(lambda: strip.text().startswith("Nothing to send yet."))
    QTest.keyClicks(person.box, "My name is ")
    person.wait(lambda: person.page.conversation_id is not None)
    person.wait(lambda: [segment.parts[0].kind for segment in strip.segments() if segment.parts] == ["draft"])
    assert strip.text().startswith("Sends ")
    assert person.box.hasFocus()
    QTest.keyClicks(person.box, "Zorvella.")
    assert person.box.toPlainText() == "My name is Zorvella."


def test_it_says_why_nothing_is_shown(open_window: OpenWindow, slow_model: Path) -> None:
    person = open_window(slow_model)
    person.send("Tell me a long story.")
    strip = person.find(ContextStrip)
    person.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert strip.text().startswith("The model is answering.")
    person.press(Qt.Key.Key_Escape)
    person.wait(lambda: not person.page.is_answering())
    person.wait(lambda: strip.text().startswith("Sends "))


def _button(person: Person, kind: str, words: str) -> SegmentButton:
    return next(
        button
        for button in person.find(SegmentBar).findChildren(SegmentButton)
        if button.isVisible() and (part := button.segment.part) and (part.kind, part.title) == (kind, words)
    )


def _key(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def _fates(strip: ContextStrip) -> list[str]:
    return [segment.fate for segment in strip.segments() if segment.parts]


def _current(person: Person) -> Segment | None:
    return person.find(SegmentBar).current()


def test_one_calm_line_until_it_is_asked_for(open_window: OpenWindow) -> None:
    person = open_window()
    person.ask("What is a token?")
    strip = person.find(ContextStrip)
    assert not strip.isVisible()
    person.wait(lambda: person.status.context_text())
    person.click("Context")
    person.wait(lambda: strip.isVisible() and strip.segments())
    assert [name.split(",")[0] for name in _names(person)] == [
        "Your question: What is a token?",
        f"Answer: {person.thread()[-1].content.split(',')[0][:80]}".split(",")[0],
        "Free",
        "Kept for the answer",
    ]
    person.press(Qt.Key.Key_Escape, on=QApplication.focusWidget())
    assert not strip.isVisible()
    assert person.box.hasFocus()


def _names(person: Person) -> list[str]:
    """What a screen reader says of each segment."""
    told = []
    for button in person.find(SegmentBar).findChildren(SegmentButton):
        interface = QAccessible.queryAccessibleInterface(button)
        assert interface is not None
        assert interface.role() == QAccessible.Role.Button
        told.append(interface.text(QAccessible.Text.Name))
    return told


def test_messages_are_pinned_and_left_out_with_the_keyboard_alone(open_window: OpenWindow) -> None:
    person = open_window()
    person.ask("My name is Zorvella.")
    person.ask("What is a token?")
    person.type("What is my name?")
    strip = _open(person)
    assert strip.text().startswith("Sends ")
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        _key(key)
    current = _current(person)
    assert current is not None and current.part is not None
    assert current.part.title == "What is a token?"
    _key(Qt.Key.Key_P)
    person.wait(lambda: _fates(strip) == ["sent", "sent", "pinned", "sent", "sent"])
    assert [message.sending for message in person.thread()] == ["usual", "usual", "pinned", "usual"]
    assert "pinned" in strip.text()
    _key(Qt.Key.Key_Home)
    _key(Qt.Key.Key_X)
    person.wait(lambda: _fates(strip) == ["left_out", "left_out", "pinned", "sent", "sent"])
    person.wait(lambda: "That saves " in strip.text())
    _key(Qt.Key.Key_Escape)

    answer = _send_and_wait(person)
    sent = person.desk.engine.sent(sent_for(answer, person.desk.conversations)).text
    assert "Zorvella" not in sent
    assert sent.startswith("<|im_start|>user\nWhat is a token?")


def _send_and_wait(person: Person) -> Message:
    person.press(Qt.Key.Key_Return)
    person.wait(person.page.is_answering)
    person.wait(lambda: not person.page.is_answering())
    return person.thread()[-1]


def test_what_is_left_out_says_so_in_the_conversation_and_comes_back(open_window: OpenWindow) -> None:
    person = open_window()
    person.ask("My name is Zorvella.")
    question = person.thread()[0]
    strip = _open(person)
    QTest.mouseMove(_button(person, "question", "My name is Zorvella."), QPoint(2, 12))
    person.click("Leave out")
    person.wait(lambda: _fates(strip)[:2] == ["left_out", "left_out"])
    person.wait(lambda: person.shows_button("Send it again"))
    person.page.act(question.id, "send_again")
    person.wait(lambda: _fates(strip)[:2] == ["sent", "sent"])
    assert [message.sending for message in person.thread()] == ["usual", "usual"]


def test_a_click_on_a_part_goes_to_its_message(open_window: OpenWindow) -> None:
    person = open_window()
    for number in range(5):
        person.ask(f"{number}. What is a token, and what is a model?")
    strip = _open(person)
    assert strip.segments()
    assert person.transcript.verticalScrollBar().value() > 0
    first = _button(person, "question", "0. What is a token, and what is a model?")
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    person.wait(lambda: person.transcript.verticalScrollBar().value() < 50)


def test_the_line_in_the_conversation_says_that_pinned_messages_are_still_seen(
    open_window: OpenWindow, home: Paths
) -> None:
    person = open_window()
    person.ask("My name is Zorvella.")
    last = person.ask("What is a token?")
    with Database(home.database) as database, database.writing() as connection:
        connection.execute("UPDATE message SET left_out = 2 WHERE id = ?", (last.id,))
    person.page.open(person.page.conversation_id)
    person.transcript.scroll_to(person.thread()[0].id)
    person.wait(lambda: person.shown_divider() == translated(DIVIDER))
    question = person.thread()[0]
    item = next(
        one
        for one in person.window.findChildren(MessageItem)
        if one.isVisible() and one.row is not None and one.row.entry.key == question.id
    )
    QTest.mouseMove(person.composer)
    QTest.mouseMove(person.transcript.viewport(), item.geometry().center())
    person.click("Pin: the model goes on seeing it")  # in sight under the message
    assert person.thread()[0].sending == "pinned"
    person.wait(lambda: person.shown_divider() == translated(DIVIDER_WITH_PINS))
    person.click("Unpin")
    person.wait(lambda: person.shown_divider() == translated(DIVIDER))
