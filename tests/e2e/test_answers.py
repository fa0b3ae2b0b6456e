"""From a typed question to the stored answer, through the real engine."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.paths import Paths
from tests.desk import OpenWindow

LONG = "Tell me a long story."


def test_a_typed_question_is_answered_and_kept(open_window: OpenWindow) -> None:
    person = open_window()
    answer = person.ask("What can you do?")
    assert answer.state == "complete"
    assert answer.finish_reason == "end"
    assert person.shown_text(answer) == answer.content
    assert len(answer.content) > 20
    assert [message.role for message in person.thread()] == ["user", "assistant"]
    assert person.box.toPlainText() == ""
    assert person.header.title() == "What can you do?"
    assert person.rows() == ["Today", "What can you do?"]


def test_a_first_question_button_sends_it(open_window: OpenWindow) -> None:
    person = open_window()
    person.click("Does anything leave my computer?")
    person.wait(lambda: not person.page.is_answering())
    question, answer = person.thread()
    assert question.content == "Does anything leave my computer?"
    assert answer.state == "complete"
    assert not person.shows_button("What can you do?")


def test_the_earlier_conversation_is_not_read_again(open_window: OpenWindow) -> None:
    person = open_window()
    person.ask("My name is Zorvella.")
    answer = person.ask("What is my name?")
    assert answer.statistics is not None
    assert answer.statistics.reused_tokens > answer.statistics.prompt_tokens // 2


def test_what_a_draft_will_take_is_told_before_it_is_sent(open_window: OpenWindow) -> None:
    person = open_window()
    person.ask("Tell me a long story about how an answer is made.")
    person.type("And what is a token?")
    person.wait(lambda: "already read" in person.status.state_text())
    line = person.status.state_text()
    assert line.startswith("Reads ")
    assert "first word in" in line
    assert "typical answer in" in line
    foretold = int(line.split()[1])
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: not person.page.is_answering())
    statistics = person.thread()[-1].statistics
    assert statistics is not None
    assert statistics.prompt_tokens - statistics.reused_tokens == foretold
    person.wait(lambda: person.status.state_text().startswith("Last answer"))


def test_the_first_draft_of_a_conversation_is_told_too(open_window: OpenWindow) -> None:
    person = open_window()
    person.type("What is a token?")
    person.wait(lambda: person.page.conversation_id is not None)  # the draft was stored
    person.wait(lambda: person.status.state_text().startswith("Reads "))


def test_what_was_read_before_a_restart_is_not_read_again(open_window: OpenWindow, slow_model: Path) -> None:
    person = open_window(slow_model)
    person.box.insertPlainText("Once upon a time there was a fox. " * 60)
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: person.status.state_text().startswith("Writing · "))
    person.press(Qt.Key.Key_Escape)
    person.wait(lambda: not person.page.is_answering())
    person.close()

    later = open_window()
    later.send("Go on.")
    later.wait(lambda: "not read again" in later.status.state_text())
    later.press(Qt.Key.Key_Escape)
    later.wait(lambda: not later.page.is_answering())
    statistics = later.thread()[-1].statistics
    assert statistics is not None
    assert statistics.reused_tokens > statistics.prompt_tokens * 0.9


def test_escape_stops_an_answer_and_keeps_what_was_said(open_window: OpenWindow, slow_model: Path) -> None:
    person = open_window(slow_model)
    person.send(LONG)
    person.wait(lambda: person.status.state_text().startswith("Writing · "))
    assert person.shows_button("Stop")
    person.press(Qt.Key.Key_Escape)
    person.wait(lambda: not person.page.is_answering())
    answer = person.thread()[-1]
    assert (answer.state, answer.finish_reason) == ("complete", "stopped")
    assert answer.content
    assert person.shown_text(answer) == answer.content
    assert person.shows_button("Send")


def test_the_stop_button_ends_the_reading_of_a_long_question(
    open_window: OpenWindow, slow_model: Path
) -> None:
    person = open_window(slow_model)
    person.box.setPlainText("word " * 1500)
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: person.status.state_text().startswith("Reading "))
    person.click("Stop")
    person.wait(lambda: not person.page.is_answering())
    assert person.thread()[-1].finish_reason == "stopped"


def test_an_answer_goes_on_while_another_conversation_is_shown(
    open_window: OpenWindow, slow_model: Path
) -> None:
    person = open_window(slow_model)
    person.send(LONG)
    person.wait(lambda: person.status.state_text().startswith("Writing"))
    asked_in = person.page.conversation_id
    person.click("New chat")
    assert not person.page.is_answering()
    index = person.list.rows.index_of(asked_in or 0)
    described = person.list.rows.data(index, Qt.ItemDataRole.AccessibleDescriptionRole)
    assert described == "is being answered"
    live = person.desk.answers.of(asked_in)
    assert live is not None
    length = len(live.text)
    person.wait(lambda: len(live.text) > length + 20)
    person.click_row("Tell me a long story.")
    assert person.page.is_answering()
    assert len(person.transcript.message_text(live.key)) >= len(live.text)
    person.press(Qt.Key.Key_Escape)
    person.wait(lambda: not person.page.is_answering())
    answer = person.thread()[-1]
    assert person.shown_text(answer) == answer.content


def test_a_second_conversation_waits_for_its_turn(open_window: OpenWindow, slow_model: Path) -> None:
    person = open_window(slow_model)
    person.send("The first story.")
    person.wait(lambda: person.status.state_text().startswith("Writing"))
    first = person.page.conversation_id
    person.click("New chat")
    person.send("The second story.")
    assert "Waiting for the answer in another conversation" in person.status.state_text()
    person.desk.answers.stop(first)
    person.wait(lambda: person.status.state_text().startswith("Writing"))
    person.press(Qt.Key.Key_Escape)
    person.wait(lambda: not person.page.is_answering())


def test_an_answer_that_was_stopped_in_the_queue_can_be_asked_for_later(
    open_window: OpenWindow, slow_model: Path
) -> None:
    person = open_window(slow_model)
    person.send("The first story.")
    first = person.page.conversation_id
    person.click("New chat")
    person.send("The second story.")
    person.press(Qt.Key.Key_Escape)
    person.wait(lambda: not person.page.is_answering())
    assert [message.role for message in person.thread()] == ["user"]
    person.desk.answers.stop(first)
    person.wait(lambda: not person.desk.answers.conversation_ids())
    person.click("Answer it now")
    person.wait(lambda: person.status.state_text().startswith("Writing"))
    person.press(Qt.Key.Key_Escape)
    person.wait(lambda: not person.page.is_answering())
    assert [message.role for message in person.thread()] == ["user", "assistant"]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
@pytest.mark.allow_log_problems
def test_when_the_engine_is_killed_the_half_answer_stays_and_trying_again_works(
    open_window: OpenWindow, slow_model: Path
) -> None:
    person = open_window(slow_model)
    person.send(LONG)
    live = person.desk.answers.of(person.page.conversation_id)
    assert live is not None
    person.wait(lambda: len(live.text) > 100)
    pid = person.desk.engine.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    person.wait(lambda: not person.page.is_answering())
    failed = person.thread()[-1]
    assert failed.state == "failed"
    assert failed.error.endswith(".")
    assert failed.hint
    assert len(failed.content) >= 100
    assert person.shown_text(failed) == failed.content
    person.click("Try again")
    person.wait(lambda: person.status.state_text().startswith("Writing"))
    person.press(Qt.Key.Key_Escape)
    person.wait(lambda: not person.page.is_answering())
    again = person.thread()[-1]
    assert again.state == "complete"
    assert again.parent_id == failed.parent_id
    assert person.desk.engine.pid not in (None, pid)


def test_closing_the_window_in_the_middle_of_an_answer_keeps_it(
    open_window: OpenWindow, slow_model: Path, home: Paths
) -> None:
    person = open_window(slow_model)
    person.send(LONG)
    live = person.desk.answers.of(person.page.conversation_id)
    assert live is not None
    person.wait(lambda: len(live.text) > 100)
    person.close()
    later = open_window()
    answer = later.thread()[-1]
    assert answer.state != "writing"  # how it ended is up to how soon the engine heard of it
    assert len(answer.content) >= 100
    assert later.shown_text(answer) == answer.content


def test_an_answer_that_another_process_left_behind_says_interrupted(
    open_window: OpenWindow, home: Paths
) -> None:
    person = open_window()
    person.ask("What can you do?")
    person.close()
    with person.desk.database.__class__(home.database) as database, database.writing() as connection:
        connection.execute(
            "UPDATE message SET state = 'writing', writer = '999999999 1.0', content = 'Half of it' "
            "WHERE role = 'assistant'"
        )
    later = open_window()
    assert later.thread()[-1].state == "interrupted"
    later.click("Continue")
    later.wait(lambda: not later.page.is_answering())
    ended = later.thread()[-1]
    assert ended.state == "complete"
    assert ended.content.startswith("Half of it")


def test_a_full_context_is_shown_as_a_line_in_the_conversation(
    open_window: OpenWindow, guide_model: Path
) -> None:
    person = open_window()
    person.desk.settings.set(context_length=256)
    person.page.apply_options()
    for _ in range(12):
        answer = person.ask("How does a language model make an answer?")
        if answer.left_out:
            break
    assert answer.left_out > 0
    person.transcript.scroll_to(person.thread()[answer.left_out].id)  # the line stands above it
    person.wait(lambda: "no longer sees" in person.shown_divider())
