"""What is foretold follows from the measured speed and from the last answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.engine.events import PromptSize, Statistics
from app.machine.forecast import Forecaster, foretell
from app.machine.speed import Speed
from app.machine.speed_store import SpeedStore
from app.store.conversations import Conversations
from app.store.database import Database

SIZE = PromptSize(draft_tokens=20, prompt_tokens=1240, reused_tokens=1180, context_length=8192)
MODEL = Path("/models/some.gguf")


def _statistics(answer_tokens: int) -> Statistics:
    return Statistics(
        prompt_tokens=100,
        reused_tokens=0,
        answer_tokens=answer_tokens,
        first_token_s=1.0,
        read_tokens_per_s=30.0,
        write_tokens_per_s=10.0,
        total_s=5.0,
    )


def test_only_new_tokens_are_read_and_then_the_answer_is_written() -> None:
    forecast = foretell(SIZE, Speed(30.0, 10.0), answer_tokens=200)
    assert (forecast.new_tokens, forecast.reused_tokens) == (60, 1180)
    assert forecast.first_word_s == pytest.approx(2.0)
    assert forecast.answer_s == pytest.approx(22.0)


def test_without_a_speed_no_time_is_told() -> None:
    forecast = foretell(SIZE, None, answer_tokens=200)
    assert forecast.new_tokens == 60
    assert forecast.first_word_s == forecast.answer_s == 0.0


def test_a_model_that_has_read_little_reads_no_slower_than_it_writes() -> None:
    assert foretell(SIZE, Speed(0.0, 10.0), answer_tokens=10).first_word_s == pytest.approx(6.0)


def test_the_usual_answer_is_the_median_of_the_last_ones(database: Database) -> None:
    conversations = Conversations(database)
    SpeedStore(database).record(MODEL, _statistics(100))
    forecaster = Forecaster(database)
    before = forecaster.foretell(SIZE, MODEL, "Some", None)
    for tokens in (40, 1000, 60):
        question = conversations.add_question(conversations.create().id, "Why?")
        answer = conversations.begin_answer(question.id, "Some")
        conversations.finish_answer(answer.id, "Because.", "end", _statistics(tokens), 0)

    assert before.answer_tokens > 100
    assert forecaster.foretell(SIZE, MODEL, "Some", None).answer_tokens == 60
    assert forecaster.foretell(SIZE, MODEL, "Some", 50).answer_tokens == 50
    assert forecaster.foretell(SIZE, MODEL, "Another", None).answer_tokens == 60
