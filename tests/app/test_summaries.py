"""Summaries: which turns they are of, and how the model is asked for them."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from app.context import history
from app.engine.client import Engine
from app.engine.events import ChatMessage, LoadOptions
from app.errors import UserError
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.messages import Message
from app.summaries import place_to_sum_up, sum_up, summary_messages
from tests.app.engine.driving import ask, loaded


def _thread(database: Database, *texts: str) -> list[Message]:
    conversations = Conversations(database)
    conversation = conversations.create()
    for place, text in enumerate(texts):
        if place % 2 == 0:
            question = conversations.add_question(conversation.id, text)
        else:
            conversations.answers.save_partial(conversations.answers.begin(question.id, "Guide").id, text)
    return conversations.thread(conversation.id)


def test_the_newest_turns_stay_as_far_as_they_take_less_than_half_of_the_room(database: Database) -> None:
    thread = _thread(database, "a", "A", "b", "B", "c", "C", "d", "D")
    assert place_to_sum_up(thread, [10] * 8, room_tokens=100) == 3  # c, C, d, D stay
    assert place_to_sum_up(thread, [10] * 8, room_tokens=150) == 1
    assert place_to_sum_up(thread, [50] * 8, room_tokens=100) == 5  # the last turn stays, however long it is
    assert place_to_sum_up(thread[:2], [10] * 2, room_tokens=10) is None


def test_the_model_reads_only_the_request_for_a_summary(database: Database, guide_model: Path) -> None:
    with Engine() as engine:
        loaded(engine, guide_model, LoadOptions(context_length=1024, threads=1))
        thread = _thread(database, "My name is Mara.", "Nice to meet you, Mara.", "What is a token?")
        ask(engine, history(thread, "Be kind."))
        size = engine.measure(summary_messages(thread[:2], "Be kind."), "")
        assert size.reused_tokens > 30  # the system prompt and the turn
        said = "".join(sum_up(engine, thread[:2], "Be kind.", threading.Event()))
        assert said.strip()


def test_a_thinking_answer_is_summed_up_without_its_reasoning(database: Database) -> None:
    thread = _thread(database, "a", "<think>\nHm.\n</think>\n\nA")
    assert summary_messages(thread, "")[1] == ChatMessage("assistant", "A")


def test_what_does_not_fit_at_once_is_told(database: Database, guide_model: Path) -> None:
    with Engine() as engine:
        loaded(engine, guide_model, LoadOptions(context_length=512, threads=1))
        thread = _thread(database, "word " * 200, "A", "word " * 200, "B")
        with pytest.raises(UserError, match="too long to be summed up"):
            list(sum_up(engine, thread, "", threading.Event()))
