"""Two windows on one home folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from tests.desk import OpenWindow, Person


def come_back_to(person: Person) -> None:
    person.window.activateWindow()
    person.wait(person.window.isActiveWindow)
    QApplication.sendEvent(person.window, QEvent(QEvent.Type.ActivationChange))


def test_what_one_window_adds_the_other_shows_when_it_is_used_again(open_window: OpenWindow) -> None:
    first, second = open_window(), open_window(is_ready=False)
    answer = first.ask("What can you do?")
    come_back_to(second)
    assert second.rows() == ["Today", "What can you do?"]
    second.click_row("What can you do?")
    assert second.shown_text(answer) == answer.content
    longer = first.ask("Hello")
    come_back_to(second)
    assert second.shown_text(longer) == longer.content


def test_an_answer_being_written_in_one_window_is_left_alone_by_the_other(
    open_window: OpenWindow, slow_model: Path
) -> None:
    first = open_window(slow_model)
    first.send("Tell me a long story.")
    live = first.desk.answers.of(first.page.conversation_id)
    assert live is not None
    first.wait(lambda: len(live.text) > 20)
    second = open_window(is_ready=False)
    second.click_row("Tell me a long story.")
    assert second.thread()[-1].state == "writing"
    second.type("Stop that.")
    second.press(Qt.Key.Key_Return)
    assert second.status.state_text() == "This conversation is being answered in another window."
    first.click("Stop")
    first.wait(lambda: not first.page.is_answering())
    answer = first.thread()[-1]
    second.wait(lambda: second.shown_text(answer) == answer.content)
    assert answer.finish_reason == "stopped"
