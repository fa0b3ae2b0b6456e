"""Stored messages as entries of the transcript."""

from __future__ import annotations

from app.context import alternating, first_seen
from app.documents.attachments import Attachment
from app.engine.events import ChatMessage, Statistics
from app.store.messages import Message
from ui.chat.answers import LiveAnswer
from ui.chat.entries import entries_of, entry_of, left_out_of

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
    failed = ANSWER._replace(state="failed", error="The engine ended.", hint="Close other programs.")
    entry = entry_of(failed)
    assert entry.text == "Because."
    assert entry.notice == "The engine ended. Close other programs."
    assert entry.notice_is_error
    assert entry.actions == ("Continue", "Try again")


def test_an_answer_stopped_before_its_first_word_says_so() -> None:
    entry = entry_of(ANSWER._replace(content="", finish_reason="stopped"))
    assert entry.notice == "Stopped before the first word."
    assert not entry.notice_is_error


def test_an_interrupted_answer_offers_to_go_on_only_where_nothing_follows() -> None:
    interrupted = ANSWER._replace(state="interrupted", statistics=None, finish_reason=None)
    last = entries_of([QUESTION, interrupted], None)[-1]
    assert last.actions == ("Continue", "Try again")
    assert last.notice == "Interrupted before the answer was complete."
    assert "continue" in last.offers
    followed = entries_of([QUESTION, interrupted, QUESTION._replace(id=3, parent_id=2)], None)[1]
    assert followed.actions == ("Try again",)
    assert "continue" not in followed.offers
    assert entry_of(interrupted._replace(content=" ")).actions == ("Try again",)


def test_only_a_cut_answer_offers_to_go_on() -> None:
    change = ("pin", "leave_out")
    assert entry_of(ANSWER).offers == ("edit", "again", *change, "branch", "details", "delete")
    cut = entry_of(ANSWER._replace(finish_reason="length"))
    assert "continue" in cut.offers
    assert cut.foot.endswith("cut at the answer length")
    assert entry_of(ANSWER._replace(state="writing")).offers == ()
    assert entry_of(QUESTION).offers == ("edit", *change, "branch", "delete")


def test_what_is_pinned_or_left_out_says_so_and_offers_the_way_back() -> None:
    left_out = QUESTION._replace(sending="left_out")
    question, answer = entries_of([left_out, ANSWER], None)
    assert question.notice == "You left this out: the model is not sent it."
    assert question.actions == ("Send it again",)
    assert "send_again" in question.offers
    assert answer.notice == "Left out with its question."
    question, answer = entries_of([QUESTION, ANSWER._replace(sending="pinned")], None)
    assert question.foot == "pinned"  # an answer keeps its question
    assert answer.foot.startswith("pinned · ")
    assert "unpin" in answer.offers


def test_versions_are_counted_from_one() -> None:
    versions = {2: (2, 5, 9), 5: (2, 5, 9), 9: (2, 5, 9)}
    entry = entry_of(ANSWER._replace(id=5), versions)
    assert (entry.version, entry.versions) == (2, 3)
    assert (entry_of(QUESTION, versions).version, entry_of(QUESTION, versions).versions) == (1, 1)


def test_a_corrected_answer_says_who_wrote_it() -> None:
    corrected = ANSWER._replace(statistics=None, finish_reason=None, is_corrected=True)
    entry = entry_of(corrected)
    assert entry.foot == "corrected by you"
    assert "continue" not in entry.offers and "details" not in entry.offers


def test_what_goes_along_with_a_question_is_told_in_a_chip() -> None:
    paste = Attachment("paste", "Pasted text", "one two three", 1650)
    file = Attachment("file", "notes.txt", "one")
    entry = entry_of(QUESTION._replace(attachments=(paste, file)))
    assert entry.chips == ("Pasted text · 3 words · 1,650 tokens", "notes.txt · 1 word")


def test_a_question_without_an_answer_offers_one() -> None:
    entries = entries_of([QUESTION], None)
    assert [entry.role for entry in entries] == ["user", "assistant"]
    assert entries[1].actions == ("Answer it now",)


def test_the_answer_in_the_making_takes_the_place_of_the_one_that_failed() -> None:
    live = LiveAnswer(QUESTION)
    live.text = "Half of"
    entries = entries_of([QUESTION, ANSWER._replace(state="failed", error="No.")], live)
    assert [entry.text for entry in entries] == ["Why?", "Half of"]


def test_the_line_stands_above_the_first_message_that_is_sent() -> None:
    thread = [
        QUESTION,
        ANSWER._replace(content=""),
        QUESTION._replace(id=3),
        ANSWER._replace(id=4),
        QUESTION._replace(id=5),
        ANSWER._replace(id=6, left_out=2),
    ]
    sent = alternating([ChatMessage(message.role, message.content) for message in thread])
    assert [message.role for message in sent] == ["user", "assistant", "user", "assistant"]
    assert left_out_of(thread) == 2
    assert first_seen(thread, 2) == 5
    assert first_seen(thread, 0) is None
    assert first_seen(thread, 99) is None
