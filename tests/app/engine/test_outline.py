"""Which tokens come from which message: told of every prompt, to the token."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from app.engine.client import Engine
from app.engine.events import ChatMessage, LoadOptions, PromptPart, ReplyOptions, Sampling, SentToken
from app.engine.llama import Library, Log, open_library
from app.engine.model import Model
from app.engine.reply import Chat
from app.engine.stopping import StopFlag
from app.engine.templates import TemplateProcess
from tests.app.engine import random_model
from tests.app.engine.driving import ask, loaded, turns

BRIEF = ReplyOptions(Sampling(temperature=0.0), max_tokens=8)
TALK = [ChatMessage("system", "Be kind."), *turns("a", "user", "What is a token?")]


@pytest.fixture(scope="module")
def guide(guide_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with Engine(log_path=tmp_path_factory.mktemp("log") / "engine.log") as engine:
        yield loaded(engine, guide_model, LoadOptions(context_length=512, threads=1))


def _by_role(tokens: Sequence[SentToken]) -> list[tuple[str | None, str]]:
    return [
        (role, "".join(token.text for token in group))
        for role, group in groupby(tokens, lambda token: token.role)
    ]


def test_each_token_is_told_whose_words_it_is_part_of(guide: Engine) -> None:
    assert _by_role(guide.sent(TALK).tokens) == [
        (None, "<|im_start|>system\n"),
        ("system", "Be kind."),
        (None, "<|im_end|>\n<|im_start|>user\n"),
        ("user", "a"),
        (None, "<|im_end|>\n<|im_start|>assistant\n"),
        ("assistant", "user"),
        (None, "<|im_end|>\n<|im_start|>user\n"),
        ("user", "What is a token?"),
        (None, "<|im_end|>\n<|im_start|>assistant\n"),
    ]


@pytest.mark.parametrize(
    "template",
    [
        # Takes no system prompt, and takes the spaces off.
        "{% for m in messages %}{% if m.role == 'system' %}{{ raise_exception('no') }}{% endif %}"
        "[{{ m.role }}] {{ m.content | trim }}</s>{% endfor %}[assistant]",
        # Changes what is said.
        "{% for m in messages %}{{ m.role }}: {{ m.content | replace('kind', 'k.') }}\n{% endfor %}A:",
    ],
)
def test_it_is_told_under_other_templates_too(template: str, tmp_path: Path) -> None:
    model = random_model.write(tmp_path / "odd.gguf", random_model.Shape(template=template))
    with Engine(log_path=tmp_path / "engine.log") as engine:
        loaded(engine, model)
        sent = engine.sent([*TALK[:-1], ChatMessage("user", " What is a token? ")])
    said = "".join(token.text for token in sent.tokens if token.role == "user")
    assert said.endswith("What is a token?")
    assert "".join(token.text for token in sent.tokens if token.role == "assistant") == "user"


def test_the_parts_of_a_prompt_have_all_of_its_tokens(guide: Engine) -> None:
    question = "notes.txt:\n```\nBread and butter.\n```\n\nWhat do I need?"
    messages = [*TALK, ChatMessage("assistant", "A piece of text."), ChatMessage("user", question)]
    texts = [message.content for message in messages[:-1]]
    parts = [PromptPart(place, text) for place, text in enumerate(texts)]
    parts += [PromptPart(5, question.split("\n\n")[0]), PromptPart(5, "What do I need?")]
    outline = guide.outline(messages, parts)
    assert all(outline.is_sent)
    assert sum(outline.tokens) == outline.size.prompt_tokens == len(guide.sent(messages).tokens)
    alone = guide.count("What do I need?")
    assert alone <= outline.tokens[-1] <= alone + 8
    assert outline.tokens[1] < outline.tokens[3]


def test_parts_that_have_no_room_are_told_and_pinned_ones_stay(guide: Engine) -> None:
    long = "Tell me of tokens and again of tokens. " * 6
    messages = [ChatMessage("user", "My dog is Brando.", is_pinned=True), ChatMessage("assistant", "Good.")]
    messages += turns(*[f"{number} {long}" for number in range(9)])
    parts = [PromptPart(place, message.content) for place, message in enumerate(messages)]
    outline = guide.outline(messages, parts)
    assert outline.left_out > 1
    assert list(outline.is_sent) == [True] + [place >= outline.left_out for place in range(1, len(parts))]
    sent = [count for count, is_sent in zip(outline.tokens, outline.is_sent, strict=True) if is_sent]
    assert sum(sent) == outline.size.prompt_tokens
    assert 0 < outline.tokens[1] < outline.tokens[2]
    heard = ask(guide, messages, max_tokens=4)
    assert heard.left_out == outline.left_out
    assert heard.finished.statistics.prompt_tokens == outline.size.prompt_tokens


class _Watched:
    """llama.cpp's functions; keeps what llama_decode was given."""

    def __init__(self, bindings: Any) -> None:
        self._bindings = bindings
        self.decoded: list[int] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._bindings, name)

    def llama_batch_get_one(self, tokens: Any, count: int) -> Any:
        batch = self._bindings.llama_batch_get_one(tokens, count)
        batch.watched = (tokens, count)
        return batch

    def llama_decode(self, context: Any, batch: Any) -> int:
        tokens, count = batch.watched
        self.decoded += list(tokens[:count])
        result: int = self._bindings.llama_decode(context, batch)
        return result


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with (tmp_path_factory.mktemp("log") / "engine.log").open("a") as file:
        yield open_library(Log(file))


def test_the_ids_shown_are_those_that_llama_cpp_was_given(library: Library, guide_model: Path) -> None:
    watched = _Watched(library.bindings)
    seen: Any = dataclasses.replace(library, bindings=watched)
    options = LoadOptions(context_length=512, threads=1)
    model = Model(seen, guide_model, options, stop=StopFlag(), on_progress=lambda _: None)
    templates = TemplateProcess()
    chat = Chat(model, templates)
    try:
        messages: list[ChatMessage] = []
        memory: list[int] = []
        for question in ("My name is Zorvella-Ünsal.", "What is my name?"):
            messages.append(ChatMessage("user", question))
            watched.decoded.clear()
            events = list(chat.reply(messages, BRIEF))
            statistics = events[-1].statistics  # type: ignore[union-attr]
            read = statistics.prompt_tokens - statistics.reused_tokens
            shown = [token.id for token in chat.sent(messages, 0).tokens]
            assert shown == memory[: statistics.reused_tokens] + watched.decoded[:read]
            memory = shown + watched.decoded[read:]
            said = "".join(getattr(event, "text", "") for event in events)
            messages.append(ChatMessage("assistant", said))
    finally:
        templates.close()
        model.close()
