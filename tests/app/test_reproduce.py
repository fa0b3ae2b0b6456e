"""An answer can be made again, word for word."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from app.chat import Chat
from app.engine.client import Engine
from app.engine.events import ChatMessage, LoadOptions, ReplyOptions, Sampling
from app.errors import UserError
from app.machine.forecast import Forecaster
from app.machine.speed_store import SpeedStore
from app.making import Making, reply_options_of
from app.reproduce import Reproduced, reproduce
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.messages import Message
from tests.app.engine import random_model

ELSE = [ChatMessage("user", "Something else")]
LOAD = LoadOptions(context_length=512, threads=1)


@pytest.fixture
def conversations(database: Database) -> Conversations:
    return Conversations(database)


@pytest.fixture
def chat(conversations: Conversations, engine: Engine, database: Database) -> Chat:
    return Chat(conversations, engine, SpeedStore(database), Forecaster(database))


def _ask(
    chat: Chat, conversations: Conversations, model: Path, text: str, temperature: float | None
) -> Message:
    conversation = conversations.create()
    for number in range(2):  # the second one with what is in memory of the first
        question = conversations.add_question(conversation.id, f"{text} {number}")
        options = ReplyOptions(Sampling(temperature=temperature), max_tokens=24)
        for _ in chat.answer(question, Making(model, LOAD, options, "Be kind."), threading.Event()):
            pass
    return conversations.thread(conversation.id)[-1]


def _again(answer: Message, conversations: Conversations, engine: Engine) -> Reproduced:
    last = list(reproduce(answer, conversations, engine, threading.Event()))[-1]
    assert isinstance(last, Reproduced)
    return last


@pytest.mark.parametrize("temperature", [0.0, 1.2])
def test_the_same_words_come_again(
    chat: Chat, conversations: Conversations, engine: Engine, guide_model: Path, temperature: float
) -> None:
    answer = _ask(chat, conversations, guide_model, "What is a token?", temperature)
    for _ in engine.reply(ELSE, ReplyOptions(max_tokens=4), threading.Event()):
        pass  # something else is in memory now
    again = _again(answer, conversations, engine)
    assert again.text == answer.content
    assert again.is_same and again.prompt_is_same
    assert again.same_characters == len(answer.content)


def test_it_comes_again_also_where_old_messages_had_left_and_one_was_pinned(
    chat: Chat, conversations: Conversations, engine: Engine, guide_model: Path
) -> None:
    conversation = conversations.create()
    left_out, number = 0, 0
    while not left_out:
        text = "My dog is called Brando." if not number else f"{number}. Tell me of tokens. " * 8
        question = conversations.add_question(conversation.id, text)
        if not number:
            conversations.set_sending(question.id, "pinned")
        options = ReplyOptions(Sampling(temperature=0.0), max_tokens=12)
        for _ in chat.answer(question, Making(guide_model, LOAD, options), threading.Event()):
            pass
        answer = conversations.thread(conversation.id)[-1]
        left_out, number = answer.left_out, number + 1
    again = _again(answer, conversations, engine)
    assert again.prompt_is_same
    assert again.is_same


def test_another_seed_gives_other_words(
    chat: Chat, conversations: Conversations, engine: Engine, tmp_path: Path
) -> None:
    unsure = random_model.write(tmp_path / "random.gguf", random_model.Shape(endless=True))
    answer = _ask(chat, conversations, unsure, "Tell me something about", 1.0)
    assert _again(answer, conversations, engine).is_same
    changed = answer._replace(options=answer.options.replace('"drawn_seed": ', '"drawn_seed": 1'))
    again = _again(changed, conversations, engine)
    assert not again.is_same
    assert again.same_characters < len(answer.content)


def test_what_cannot_be_made_again_says_why(
    chat: Chat, conversations: Conversations, engine: Engine, guide_model: Path
) -> None:
    answer = _ask(chat, conversations, guide_model, "What is a token?", None)
    with pytest.raises(UserError, match="seed of this answer was not kept"):
        _again(answer._replace(options="{}"), conversations, engine)
    with pytest.raises(UserError, match="not loaded"):
        _again(answer._replace(model="Another"), conversations, engine)
    corrected = answer._replace(is_corrected=True)
    with pytest.raises(UserError, match="in one go"):
        _again(corrected, conversations, engine)


def test_each_answer_is_foretold_and_the_forecast_kept_with_it(
    chat: Chat, conversations: Conversations, guide_model: Path, database: Database
) -> None:
    for number in range(3):
        answer = _ask(chat, conversations, guide_model, f"What is a token? {number}", 0.0)
    assert answer.forecast is not None and answer.statistics is not None
    assert answer.forecast.new_tokens == answer.statistics.new_tokens
    assert answer.forecast.reused_tokens == answer.statistics.reused_tokens > 0
    assert 0 < answer.forecast.first_word_s < answer.forecast.answer_s
    accuracy = Forecaster(database).accuracy(answer.model)
    assert accuracy is not None
    assert accuracy.count >= 4
    assert 0 <= accuracy.median <= accuracy.ninth_decile


def test_one_made_without_guesses_is_made_again_without(
    chat: Chat, conversations: Conversations, guide_model: Path
) -> None:
    answer = _ask(chat, conversations, guide_model, "What is a token?", 0.0)
    assert answer.statistics is not None
    plain = replace(answer.statistics, drafted_tokens=0, accepted_tokens=0)
    assert reply_options_of(answer._replace(statistics=plain)).drafts == "never"
    guessed = replace(answer.statistics, drafted_tokens=9, accepted_tokens=4)
    assert reply_options_of(answer._replace(statistics=guessed)).drafts == "where they pay"
