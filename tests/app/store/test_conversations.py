"""The list of conversations: named, ordered, deleted, and read whole."""

from __future__ import annotations

import time

import pytest

from app.engine.events import NOTHING_DONE
from app.errors import UserError
from app.paths import Paths
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.drafts import Draft, Drafts


@pytest.fixture
def conversations(database: Database) -> Conversations:
    return Conversations(database)


def test_an_untitled_conversation_is_named_after_the_first_words(conversations: Conversations) -> None:
    chat = conversations.create()
    conversations.add_question(chat.id, "  Please\nexplain to me, slowly, how a sundial is made, and why. ")
    conversations.add_question(chat.id, "And at night?")
    assert conversations.get(chat.id).title == "Please explain to me, slowly, how a sundial is…"
    named = conversations.create("Time")
    conversations.add_question(named.id, "What is it?")
    assert conversations.get(named.id).title == "Time"
    long = conversations.create()
    conversations.add_question(long.id, "x" * 500)
    assert conversations.get(long.id).title == "x" * 48 + "…"


def test_the_conversation_last_written_to_comes_first(
    database: Database, conversations: Conversations
) -> None:
    first, second = conversations.create("first"), conversations.create("second")
    assert [one.id for one in conversations.all()] == [second.id, first.id]
    conversations.add_question(first.id, "Hello again")
    assert [one.id for one in conversations.all()] == [first.id, second.id]
    Drafts(database).save(second.id, Draft("a draft changes no order"))
    conversations.rename(second.id, " new \n name ")
    assert [one.title for one in conversations.all()] == ["first", "new name"]


def test_a_deleted_conversation_comes_back_until_it_is_purged(conversations: Conversations) -> None:
    kept, chat = conversations.create("kept"), conversations.create("chat")
    question = conversations.add_question(chat.id, "Whatever")
    conversations.delete(chat.id)
    assert conversations.all() == [conversations.get(kept.id)]
    assert conversations.search("whatever") == []
    conversations.restore(chat.id)
    assert conversations.thread(chat.id) == [question]
    conversations.delete(chat.id)
    assert conversations.purge(older_than_s=3600) == 0
    assert conversations.purge() == 1
    with pytest.raises(UserError, match="no longer exists"):
        conversations.get(chat.id)


def test_nothing_of_a_purged_conversation_is_left_on_the_disk(
    home: Paths, conversations: Conversations
) -> None:
    conversations.create("other")
    chat = conversations.create()
    for turn in range(20):
        question = conversations.add_question(chat.id, f"Turn {turn} about Quetzalcoatlus northropi")
        answer = conversations.answers.begin(question.id, "Guide")
        conversations.answers.save_partial(answer.id, "Quetzalcoatlus was")
        conversations.answers.finish(answer.id, "Quetzalcoatlus was large", "end", NOTHING_DONE)
    conversations.delete(chat.id)
    conversations.purge()
    left = b"".join(file.read_bytes() for file in home.home.iterdir() if file.is_file()).lower()
    assert b"quetzal" not in left
    assert b"northropi" not in left


def test_what_is_gone_is_said_so(conversations: Conversations) -> None:
    for use in (
        lambda: conversations.get(99),
        lambda: conversations.thread(99),
        lambda: conversations.last(99),
        lambda: conversations.rename(99, "x"),
        lambda: conversations.add_question(99, "x"),
        lambda: conversations.answers.begin(99, "x"),
        lambda: conversations.message(99),
    ):
        with pytest.raises(UserError, match="no longer exists"):
            use()


def test_a_long_conversation_is_read_whole_and_in_order(conversations: Conversations) -> None:
    chat = conversations.create()
    for number in range(1500):
        conversations.add_question(chat.id, str(number))
    started = time.process_time()
    thread = conversations.thread(chat.id)
    assert [message.content for message in thread] == [str(number) for number in range(1500)]
    assert time.process_time() - started < 5.0  # linear; some 30 ms of computing
