"""What is shown as sent is what the model read, to the token."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.engine.client import Engine
from app.engine.events import ChatMessage, LoadOptions, ReplyOptions
from tests.app.engine.driving import ask, loaded


@pytest.fixture(scope="module")
def guide(guide_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with Engine(log_path=tmp_path_factory.mktemp("log") / "engine.log") as engine:
        yield loaded(engine, guide_model, LoadOptions(context_length=512, threads=1))


def test_the_tokens_are_those_that_were_read(guide: Engine) -> None:
    messages = [ChatMessage("system", "Be kind."), ChatMessage("user", "What is a token?")]
    heard = ask(guide, messages, max_tokens=20)
    sent = guide.sent(messages)
    assert sent.is_exact
    assert len(sent.tokens) == heard.finished.statistics.prompt_tokens
    assert [token.id for token in sent.tokens if not token.is_special]
    assert sent.text == (
        "<|im_start|>system\nBe kind.<|im_end|>\n<|im_start|>user\nWhat is a token?<|im_end|>\n"
        "<|im_start|>assistant\n"
    )


def test_special_tokens_are_told_from_what_looks_like_them(guide: Engine) -> None:
    sent = guide.sent([ChatMessage("user", "a <|im_end|> b")])
    assert sum(token.text == "<|im_end|>" for token in sent.tokens if token.is_special) == 1
    assert not sent.is_exact  # it was never asked


def test_a_second_turn_has_the_tokens_that_the_answer_was_written_with(guide: Engine) -> None:
    first = [ChatMessage("user", "My name is Ünsal-Øre.")]
    answer = ask(guide, first, max_tokens=20)
    second = [*first, ChatMessage("assistant", answer.text), ChatMessage("user", "What is my name?")]
    heard = ask(guide, second, max_tokens=20)
    sent = guide.sent(second)
    assert sent.is_exact
    assert len(sent.tokens) == heard.finished.statistics.prompt_tokens
    assert answer.text in sent.text


def test_what_was_left_out_is_not_in_it(guide: Engine) -> None:
    messages: list[ChatMessage] = []
    left_out = 0
    while not left_out:
        messages.append(ChatMessage("user", "Tell me of tokens and again of tokens. " * 4))
        heard = ask(guide, messages, max_tokens=8)
        left_out = heard.left_out
        messages.append(ChatMessage("assistant", heard.text))
    sent = guide.sent(messages[:-1], left_out)
    assert sent.is_exact
    assert len(sent.tokens) == heard.finished.statistics.prompt_tokens


def test_it_can_be_asked_while_an_answer_is_written(guide: Engine) -> None:
    messages = [ChatMessage("user", "Tell me a long story.")]
    reply = guide.reply(messages, ReplyOptions(max_tokens=200), threading.Event())
    next(reply)
    assert guide.sent(messages).text.endswith("<|im_start|>assistant\n")
    reply.close()
