"""Stored messages as entries of the transcript."""

from __future__ import annotations

from dataclasses import replace

from app.chat import alternating
from app.conversations import Message
from app.engine.events import ChatMessage, Statistics
from ui.chat.answers import LiveAnswer
from ui.chat.entries import entries_of, entry_of, first_seen, left_out_of

QUESTION = Message(1, 7, None, "user", "Why?", 0.0, "complete", "", "", "", None, None, 0)
ANSWER = Message(
    2,
    7,
    1,
    "assistant",
    "Because.",
    0.0,
    "complete",
    "m",
    "",
    "",
    Statistics(9, 0, 3, 0.4, 90, 38.2, 1),
    "end",
    0,
)


def test_a_complete_answer_has_its_figures_below() -> None:
    entry = entry_of(ANSWER)
    assert (entry.text, entry.notice, entry.actions) == ("Because.", "", ())
    assert entry.foot == "3 tokens · 38.2 tok/s · first word in 0.4 s"


def test_a_failed_answer_keeps_its_half_and_says_why() -> None:
    failed = replace(ANSWER, state="failed", error="The engine ended.", hint="Close other programs.")
    entry = entry_of(failed)
    assert entry.text == "Because."
    assert entry.notice == "The engine ended. Close other programs."
    assert entry.notice_is_error
    assert entry.actions == ("Try again",)


def test_an_answer_stopped_before_its_first_word_says_so() -> None:
    entry = entry_of(replace(ANSWER, content="", finish_reason="stopped"))
    assert entry.notice == "Stopped before the first word."
    assert not entry.notice_is_error


def test_a_question_without_an_answer_offers_one() -> None:
    entries = entries_of([QUESTION], None)
    assert [entry.role for entry in entries] == ["user", "assistant"]
    assert entries[1].actions == ("Answer it now",)


def test_the_answer_in_the_making_takes_the_place_of_the_one_that_failed() -> None:
    live = LiveAnswer(QUESTION)
    live.text = "Half of"
    entries = entries_of([QUESTION, replace(ANSWER, state="failed", error="No.")], live)
    assert [entry.text for entry in entries] == ["Why?", "Half of"]


def test_the_line_stands_above_the_first_message_that_is_sent() -> None:
    thread = [
        QUESTION,
        replace(ANSWER, content=""),
        replace(QUESTION, id=3),
        replace(ANSWER, id=4),
        replace(QUESTION, id=5),
        replace(ANSWER, id=6, left_out=2),
    ]
    sent = alternating([ChatMessage(message.role, message.content) for message in thread])
    assert [message.role for message in sent] == ["user", "assistant", "user", "assistant"]
    assert left_out_of(thread) == 2
    assert first_seen(thread, 2) == 5
    assert first_seen(thread, 0) is None
    assert first_seen(thread, 99) is None
