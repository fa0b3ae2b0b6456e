"""Summaries: which turns they are of, and how the model is asked for them."""

from __future__ import annotations

import threading
from pathlib import Path

from app.context import history
from app.engine.client import Engine
from app.engine.events import ChatMessage, LoadOptions
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.messages import Message
from app.summaries import Part, parts_of, place_to_sum_up, sum_up, summary_messages
from tests.app.engine import random_model
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
        events = list(sum_up(engine, thread[:2], "Be kind.", threading.Event()))
        assert all(isinstance(event, str) for event in events) and any(events)  # at once


def test_a_thinking_answer_is_summed_up_without_its_reasoning(database: Database) -> None:
    thread = _thread(database, "a", "<think>\nHm.\n</think>\n\nA")
    assert summary_messages(thread, "")[1] == ChatMessage("assistant", "A")


def test_a_model_that_can_be_told_so_does_not_think_first(database: Database, tmp_path: Path) -> None:
    template = random_model.CHATML + "{% if enable_thinking %}<think>{% else %}<think></think>{% endif %}"
    shape = random_model.Shape(template=template, context=8192, endless=True, letters=True)
    with Engine() as engine:
        loaded(engine, random_model.write(tmp_path / "m.gguf", shape), LoadOptions(threads=1))
        thread = _thread(database, "What is a token?", "A piece of a word.")
        list(sum_up(engine, thread, "", threading.Event(), "full"))
        sent = engine.sent(summary_messages(thread, ""))
    assert sent.is_exact
    assert sent.text.endswith("<think></think>")


def test_a_conversation_longer_than_the_context_is_summed_up_in_parts(
    database: Database, guide_model: Path
) -> None:
    context = 512
    with Engine() as engine:
        loaded(engine, guide_model, LoadOptions(context_length=context, threads=1))
        thread = _thread(database, *["What is a token?", "A token is a piece of a word. " * 24] * 7)
        tokens = sum(engine.count(message.content) for message in thread)
        assert tokens > 3 * context
        events = list(sum_up(engine, thread, "Be kind.", threading.Event()))
    parts = [event for event in events if isinstance(event, Part)]
    assert [part.number for part in parts] == list(range(1, parts[0].count + 1)) and len(parts) > 2
    assert events[0] == parts[0] and isinstance(events[-1], str)


def test_a_summary_that_is_read_as_more_tokens_than_it_was_written_with_leaves_room_for_the_part(
    database: Database, tmp_path: Path
) -> None:
    # Each of its words is one token where it writes it, and several letters where it reads it.
    shape = random_model.Shape(vocabulary=4096, context=1024, endless=True)
    with Engine() as engine:
        loaded(engine, random_model.write(tmp_path / "m.gguf", shape), LoadOptions(threads=1))
        thread = _thread(database, *["What is a token?", "A token is a piece of a word. " * 12] * 4)
        events = list(sum_up(engine, thread, "", threading.Event()))
    assert sum(isinstance(event, Part) for event in events) > 2 and isinstance(events[-1], str)


def test_what_was_left_out_before_is_summed_up(database: Database, guide_model: Path) -> None:
    with Engine() as engine:
        loaded(engine, guide_model, LoadOptions(context_length=512, threads=1))
        texts = [f"What is token {number}? " * 8 for number in range(12)]
        thread = _thread(database, *texts)
        assert ask(engine, history(thread[:9], "")).left_out
        sums = list(sum_up(engine, thread[:4], "", threading.Event()))
        assert "".join(words for words in sums if isinstance(words, str)).strip()


def test_parts_hold_all_words_in_order_and_none_is_too_long() -> None:
    texts = [f"{number} " * number for number in (3, 40, 1, 200, 7)] + ["x" * 90]
    parts = parts_of(texts, lambda text: len(text.split()) + len(text) // 30, 30)
    assert "".join("".join(parts).split()) == "".join("".join(texts).split())
    assert all(len(part.split()) <= 30 for part in parts)
    assert len(parts) < 15
