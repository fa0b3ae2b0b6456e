from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.chat import AnswerEnded, Chat
from app.engine.client import Engine
from app.engine.events import LoadOptions, ReplyOptions, Sampling
from app.making import Making
from app.paths import Paths
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.messages import Message
from app.titles import is_wanted, make_title, title_from, title_messages


@pytest.fixture
def conversations(home: Paths) -> Iterator[Conversations]:
    with Database(home.database) as database:
        yield Conversations(database)


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Making lentil soup", "Making lentil soup"),
        ('  "Making lentil soup."\n', "Making lentil soup"),
        ("**Title: Making lentil soup**", "Making lentil soup"),
        ("# Linsensuppe kochen", "Linsensuppe kochen"),
        ("<think>\nWhat is it about?\n</think>\n\nSoup", "Soup"),
        ("«Суп»", "Суп"),
        ("<think>\nWhat is it about? Maybe", ""),
        ("Sure! Here is a title:\nSoup", ""),
        ("This is a whole sentence that goes on and on about soup and lentils.", ""),
        ("x" * 80, ""),
        ("", ""),
        (' ""', ""),
    ],
)
def test_a_title_is_seen_in_what_a_model_said_or_not(said: str, title: str) -> None:
    assert title_from(said) == title


Ask = Callable[[int, str], Message]


@pytest.fixture
def ask(engine: Engine, conversations: Conversations, guide_model: Path) -> Ask:
    """Asks the guide in a conversation; returns its answer."""
    chat = Chat(conversations, engine)

    def ask(conversation_id: int, text: str) -> Message:
        question = conversations.add_question(conversation_id, text)
        options = ReplyOptions(Sampling(temperature=0.0))
        events = chat.answer(question, Making(guide_model, LoadOptions(), options), threading.Event())
        return next(event.message for event in events if isinstance(event, AnswerEnded))

    return ask


def test_a_title_is_wanted_once_after_the_first_whole_answer(conversations: Conversations, ask: Ask) -> None:
    chat = conversations.create().id
    assert not is_wanted(conversations, chat)
    ask(chat, "What is a token?")
    assert is_wanted(conversations, chat)
    ask(chat, "And a model?")
    assert not is_wanted(conversations, chat)
    named = conversations.create().id
    ask(named, "What is a token?")
    conversations.rename(named, "Mine")
    assert not is_wanted(conversations, named)


def test_asking_for_a_title_reads_almost_nothing_twice_and_what_is_no_title_is_not_kept(
    engine: Engine, conversations: Conversations, ask: Ask
) -> None:
    chat = conversations.create().id
    first = ask(chat, "What is a token?")
    assert first.statistics is not None
    # The guide knows nothing of titles and answers with sentences.
    assert list(make_title(engine, conversations, chat, "", threading.Event())) == []
    assert conversations.get(chat).title == "What is a token?"
    second = ask(chat, "And a model?")
    assert second.statistics is not None
    kept = first.statistics.prompt_tokens + first.statistics.answer_tokens
    assert second.statistics.reused_tokens >= kept - 8


def test_a_stopped_title_is_none(engine: Engine, conversations: Conversations, ask: Ask) -> None:
    chat = conversations.create().id
    ask(chat, "What is a token?")
    stop = threading.Event()
    stop.set()
    assert list(make_title(engine, conversations, chat, "", stop)) == []
    assert conversations.get(chat).title_by == "words"


def test_the_model_is_asked_after_the_whole_conversation(conversations: Conversations) -> None:
    chat = conversations.create().id
    conversations.add_question(chat, "What is a token?")
    messages = title_messages(conversations.thread(chat), "Be brief.")
    assert [message.role for message in messages] == ["system", "user"]
    assert messages[1].content.startswith("What is a token?\n\nName this conversation")
