"""Totals add up what is kept of each answer."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.engine.events import Statistics
from app.insight.totals import Price, totals
from app.store.conversations import Conversations
from app.store.database import Database


def _answer(database: Database, conversation_id: int, model: str, when: datetime, energy_j: float) -> None:
    conversations = Conversations(database)
    question = conversations.add_question(conversation_id, "Why?")
    answer = conversations.answers.begin(question.id, model)
    took = Statistics(
        100, 60, 20, 1.0, 40.0, 10.0, 3.0, energy_j=energy_j, energy_source="estimate" if energy_j else ""
    )
    conversations.answers.finish(answer.id, "Because.", "end", took)
    with database.writing() as connection:
        connection.execute("UPDATE message SET created_at = ? WHERE id = ?", (when.timestamp(), answer.id))


def test_weeks_begin_on_monday_and_everything_is_in_one_of_each_group(database: Database) -> None:
    conversations = Conversations(database)
    one, other = conversations.create("One").id, conversations.create("Other").id
    _answer(database, one, "Big", datetime(2026, 11, 22, 23, 30), 36.0)  # a Sunday
    _answer(database, one, "Big", datetime(2026, 11, 23, 0, 30), 36.0)  # a Monday
    _answer(database, other, "Small", datetime(2026, 11, 29, 12, 0), 0.0)  # the Sunday after

    weeks = totals(database, "week")
    assert [(week.name, week.answers) for week in weeks] == [("2026-11-23", 2), ("2026-11-16", 1)]
    assert [(model.name, model.written_tokens) for model in totals(database, "model")] == [
        ("Big", 40),
        ("Small", 20),
    ]
    (all_,) = totals(database, "all")
    assert (all_.answers, all_.sent_tokens, all_.read_tokens, all_.seconds) == (3, 300, 120, 9.0)
    assert (all_.energy_j, all_.estimated, all_.unmeasured) == (72.0, 2, 1)
    (alone,) = totals(database, "conversation", other)
    assert (alone.name, alone.answers, alone.is_estimate) == ("Other", 1, False)


def test_a_deleted_conversation_counts_but_is_not_named(database: Database) -> None:
    conversations = Conversations(database)
    chat = conversations.create("Secret")
    _answer(database, chat.id, "Big", datetime(2026, 11, 23), 0.0)
    conversations.delete(chat.id)
    assert totals(database, "conversation") == []
    assert totals(database, "all")[0].answers == 1


def test_a_price_counts_the_whole_prompt_each_time(database: Database) -> None:
    chat = Conversations(database).create("One")
    _answer(database, chat.id, "Big", datetime(2026, 11, 23), 0.0)
    (all_,) = totals(database, "all")
    assert Price(sent=1_000, written=10_000).of(all_) == pytest.approx(0.1 + 0.2)


def test_without_answers_there_are_no_totals(database: Database) -> None:
    assert totals(database, "all") == []
