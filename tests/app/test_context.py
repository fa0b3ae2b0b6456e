"""What of a conversation the model is sent: what is pinned stays, what is left out is not there."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.chat import Chat
from app.context import as_then, first_seen, history, sending_options, sent_for, turns_of
from app.engine.client import Engine
from app.engine.events import ChatMessage, LoadOptions, ReplyOptions, Sampling
from app.making import Making
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.messages import Message, Sending

SMALL = LoadOptions(context_length=512, threads=1)
BRIEF = ReplyOptions(Sampling(temperature=0.0), max_tokens=12)


def _ask(chat: Chat, conversations: Conversations, conversation_id: int, text: str, model: Path) -> Message:
    question = conversations.add_question(conversation_id, text)
    for _ in chat.answer(question, Making(model, SMALL, BRIEF), threading.Event()):
        pass
    return conversations.thread(conversation_id)[-1]


@pytest.fixture
def conversations(database: Database) -> Conversations:
    return Conversations(database)


def _thread(conversations: Conversations, *texts: str) -> list[Message]:
    """A conversation of questions and answers, ended by a question."""
    conversation = conversations.create()
    for place, text in enumerate(texts):
        if place % 2 == 0:
            question = conversations.add_question(conversation.id, text)
        else:
            answer = conversations.answers.begin(question.id, "Guide")
            conversations.answers.save_partial(answer.id, text)
    return conversations.thread(conversation.id)


def _marked(thread: Sequence[Message], **sendings: Sending) -> list[Message]:
    """By the message's text."""
    return [message._replace(sending=sendings.get(message.content, "usual")) for message in thread]


def _texts(thread: Sequence[Message]) -> list[str]:
    return [message.content for message in history(thread, "")]


def test_what_is_left_out_is_not_sent_and_an_answer_goes_with_its_question(
    conversations: Conversations,
) -> None:
    thread = _thread(conversations, "a", "A", "b", "B", "c")
    assert _texts(_marked(thread, A="left_out")) == ["a\n\nb", "B", "c"]
    assert _texts(_marked(thread, a="left_out")) == ["b", "B", "c"]
    assert _texts(_marked(thread, c="left_out")) == ["a", "A", "b", "B", "c"]  # the question itself


def test_a_pinned_answer_keeps_its_question(conversations: Conversations) -> None:
    thread = _marked(_thread(conversations, "a", "A", "b", "B", "c"), B="pinned")
    pinned = [turn.message.content for turn in turns_of(thread, "") if turn.message.is_pinned]
    assert pinned == ["b", "B"]
    assert sending_options(thread) == {"pinned": [2, 3]}


def test_each_part_knows_its_messages(conversations: Conversations) -> None:
    thread = _thread(conversations, "a", "A", "b", "B", "c")
    turns = turns_of(_marked(thread, A="left_out"), "Be brief.")
    ids = [message.id for message in thread]
    assert [turn.ids for turn in turns] == [(), (ids[0], ids[2]), (ids[3],), (ids[4],)]
    assert first_seen(_marked(thread, a="left_out"), 2) == ids[4]


def test_pinned_messages_stay_when_the_context_is_full(
    conversations: Conversations, engine: Engine, guide_model: Path
) -> None:
    chat = Chat(conversations, engine)
    conversation = conversations.create()
    answer = _ask(chat, conversations, conversation.id, "My dog is called Brando.", guide_model)
    assert answer.parent_id is not None
    conversations.set_sending(answer.parent_id, "pinned")
    number = 0
    while not answer.left_out:
        number += 1
        text = f"{number}. Tell me of tokens. " * 8
        answer = _ask(chat, conversations, conversation.id, text, guide_model)
    assert answer.left_out >= 2
    sent = engine.sent(sent_for(answer, conversations), answer.left_out)
    assert sent.is_exact
    assert answer.statistics is not None
    assert len(sent.tokens) == answer.statistics.prompt_tokens
    assert sent.text.startswith("<|im_start|>user\nMy dog is called Brando.")
    assert "1. Tell me of tokens" not in sent.text


def test_an_answer_remembers_what_it_was_sent_without(
    conversations: Conversations, engine: Engine, guide_model: Path
) -> None:
    chat = Chat(conversations, engine)
    conversation = conversations.create()
    first = _ask(chat, conversations, conversation.id, "My name is Zorvella.", guide_model)
    assert first.parent_id is not None
    conversations.set_sending(first.parent_id, "left_out")
    second = _ask(chat, conversations, conversation.id, "What is a token?", guide_model)
    conversations.set_sending(first.parent_id, "usual")
    sent = engine.sent(sent_for(second, conversations), second.left_out)
    assert sent.is_exact
    assert sent.text == "<|im_start|>user\nWhat is a token?<|im_end|>\n<|im_start|>assistant\n"
    then = as_then(conversations.path_to(first.id), second)
    assert [message.sending for message in then] == ["left_out", "left_out"]


def test_a_pin_is_no_part_of_what_a_message_is() -> None:
    assert ChatMessage("user", "a", is_pinned=True) == ChatMessage("user", "a")


def test_a_summary_stands_for_all_above_it_but_what_is_pinned(conversations: Conversations) -> None:
    thread = _thread(conversations, "a", "A", "b", "B", "c", "C", "d")
    conversations.set_summary(thread[3].id, "Letters a and b.")
    thread = conversations.thread(thread[0].conversation_id)
    system = "Be kind.\n\nWhat was said before, in short:\n\nLetters a and b."
    assert [turn.message.content for turn in turns_of(thread, "Be kind.")] == [system, "c", "C", "d"]
    pinned = _marked(thread, A="pinned")
    assert [turn.message.content for turn in turns_of(pinned, "Be kind.")] == [
        system,
        "a",
        "A",
        "c",
        "C",
        "d",
    ]
    assert first_seen(thread, 2) == thread[6].id
    conversations.set_summary(thread[3].id, "")
    assert _texts(conversations.thread(thread[0].conversation_id)) == ["a", "A", "b", "B", "c", "C", "d"]


def test_a_summary_of_all_that_was_said_leaves_the_question(conversations: Conversations) -> None:
    thread = _thread(conversations, "a", "A", "b")
    conversations.set_summary(thread[1].id, "Letter a.")
    assert _texts(conversations.thread(thread[0].conversation_id))[1:] == ["b"]
    conversations.set_summary(thread[2].id, "Even the question.")
    assert _texts(conversations.thread(thread[0].conversation_id))[1:] == ["b"]


def test_an_answer_remembers_the_summary_it_was_made_with(
    conversations: Conversations, guide_model: Path
) -> None:
    with Engine() as engine:
        chat = Chat(conversations, engine)
        conversation_id = conversations.create().id
        first = _ask(chat, conversations, conversation_id, "Hello", guide_model)
        conversations.set_summary(first.id, "They said hello.")
        second = _ask(chat, conversations, conversation_id, "Who are you?", guide_model)
        conversations.set_summary(first.id, "Something else.")
        sent = sent_for(second, conversations)
        assert [message.role for message in sent] == ["system", "user"]
        assert "They said hello." in sent[0].content
        exact = engine.sent(sent, second.left_out)
        assert exact.is_exact and "They said hello." in exact.text and "Something else." not in exact.text
