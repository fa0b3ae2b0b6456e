"""An answer of limited length is led to a close, and a reasoning to its end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.engine.client import Engine
from app.engine.events import BRIEF_TOKENS, ChatMessage, LoadOptions, ReplyOptions, Thinking
from app.engine.landing import Landing, ends_a_sentence
from app.engine.llama import Log, open_library
from app.engine.model import Model
from app.engine.stopping import StopFlag
from app.reasoning import split
from tests.app.engine import random_model
from tests.app.engine.driving import GREEDY, Heard, ask, loaded

QUESTIONS = ("What is a token?", "Who are you?", "Why are answers slow?", "What is the context length?")
_SWITCH = random_model.CHATML.replace(
    "assistant\n{% endif",
    "assistant\n{% if enable_thinking is false %}<think>\n\n</think>\n\n{% endif %}{% endif",
)


@pytest.fixture(scope="module")
def guide(guide_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with Engine(log_path=tmp_path_factory.mktemp("log") / "engine.log") as engine:
        yield loaded(engine, guide_model)


def _led(engine: Engine, question: str, most: int, thinking: Thinking | None = None) -> Heard:
    options = ReplyOptions(GREEDY, most, leads_to_close=True, thinking=thinking)
    return Heard(list(engine.reply([ChatMessage("user", question)], options, threading.Event())))


@pytest.mark.parametrize(
    ("text", "may_stop"),
    [
        ("It is so.", True),
        ('He said "yes."', True),
        ("- one\n", True),
        ("It is", False),
        ("As follows:\n", False),
        ("Take a look, e.g.", False),
        ("Steps:\n\n2.", False),
    ],
)
def test_where_a_text_may_stop(text: str, may_stop: bool) -> None:
    assert ends_a_sentence(text) is may_stop


def test_code_is_left_alone_until_it_is_closed(tmp_path: Path, random_file: Path) -> None:
    with (tmp_path / "engine.log").open("a") as log:
        model = Model(
            open_library(Log(log)),
            random_file,
            LoadOptions(context_length=64, threads=1),
            stop=StopFlag(),
            on_progress=lambda _: None,
        )
        landing = Landing(model.vocabulary, 20)
        landing.add("``")
        landing.add("`\nprint(1).\n")
        assert landing.scores(19) == {}
        landing.add("```\n")
        assert set(landing.scores(19)) == set(model.vocabulary.ends)
        model.close()


def test_answers_near_their_limit_end_with_a_sentence_and_say_why(guide: Engine) -> None:
    cut = [ask(guide, question, max_tokens=24) for question in QUESTIONS]
    led = [_led(guide, question, 24) for question in QUESTIONS]
    assert sum(ends_a_sentence(heard.text) for heard in cut) < len(QUESTIONS) - 1
    for heard in led:
        assert heard.finished.statistics.answer_tokens <= 24
        assert ends_a_sentence(heard.text)
        assert heard.finished.reason in ("length", "end")
    assert "length" in [heard.finished.reason for heard in led]


def test_a_limit_far_away_changes_nothing(guide: Engine) -> None:
    for question in QUESTIONS[:2]:
        heard, freely = _led(guide, question, 600), ask(guide, question, max_tokens=600)
        assert heard.text == freely.text
        assert heard.finished.reason == freely.finished.reason == "end"


def test_what_a_model_can_do_of_thinking_is_read_from_its_template(engine: Engine, tmp_path: Path) -> None:
    told = {}
    opening = random_model.CHATML.replace("assistant\n{% endif", "assistant\n<think>\n{% endif")
    for name, template in (("plain", random_model.CHATML), ("always", opening), ("switch", _SWITCH)):
        file = random_model.write(tmp_path / f"{name}.gguf", random_model.Shape(template=template))
        description = loaded(engine, file).description()
        assert description is not None
        told[name] = description.thinking
    assert told == {"plain": (), "always": ("brief", "full"), "switch": ("off", "brief", "full")}

    off = _led(engine, "Why?", 20, "off")
    assert engine.sent([ChatMessage("user", "Why?")]).text.endswith("assistant\n<think>\n\n</think>\n\n")
    full = _led(engine, "Why?", 20, "full")
    assert off.readings[0].total > full.readings[0].total


def test_a_brief_reasoning_ends_and_only_the_answer_counts(engine: Engine, tmp_path: Path) -> None:
    opening = random_model.CHATML.replace("assistant\n{% endif", "assistant\n<think>\n{% endif")
    control = (*random_model.CONTROL, "<think>", "</think>")
    shape = random_model.Shape(template=opening, control=control, endless=True)
    loaded(engine, random_model.write(tmp_path / "m.gguf", shape))
    heard = _led(engine, "Why?", 40, "brief")
    reasoning, answer = split(heard.text)
    assert "</think>" in heard.text
    assert reasoning.strip()
    assert answer.strip()
    tokens = heard.finished.statistics.answer_tokens
    assert BRIEF_TOKENS < tokens <= BRIEF_TOKENS + 40 + 8  # and the mark's own


def test_a_limited_answer_is_not_preceded_by_an_endless_reasoning(engine: Engine, tmp_path: Path) -> None:
    opening = random_model.CHATML.replace("assistant\n{% endif", "assistant\n<think>\n{% endif")
    control = (*random_model.CONTROL, "<think>", "</think>")
    shape = random_model.Shape(template=opening, control=control, endless=True)
    loaded(engine, random_model.write(tmp_path / "m.gguf", shape))
    tokens = _led(engine, "Why?", 40).finished.statistics.answer_tokens
    assert 1024 < tokens <= 1024 + 40 + 8
