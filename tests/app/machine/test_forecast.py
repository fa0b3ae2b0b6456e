"""What is foretold follows from what the last answers took, and from how long they were."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from app.engine.events import PromptSize, Statistics
from app.machine.forecast import Accuracy, Forecaster, foretell
from app.machine.speed import Speed
from app.machine.speed_store import SpeedStore
from app.machine.timing import Taken, fitted
from app.store.conversations import Conversations
from app.store.database import Database

SIZE = PromptSize(draft_tokens=20, prompt_tokens=1240, reused_tokens=1180, context_length=8192)
MODEL = Path("/models/some.gguf")


def _statistics(answer_tokens: int, first_token_s: float = 1.0) -> Statistics:
    return Statistics(
        prompt_tokens=100,
        reused_tokens=0,
        answer_tokens=answer_tokens,
        first_token_s=first_token_s,
        read_tokens_per_s=30.0,
        write_tokens_per_s=10.0,
        total_s=5.0,
    )


def _took(read: int, reused: int, answer: int) -> Taken:
    """On a computer with a moment of its own, that slows down as the context grows."""
    first = 0.08 + 0.01 * read + 2e-6 * read * (reused + read / 2)
    writing = (answer - 1) * (0.05 + 4e-6 * (read + reused + answer / 2))
    return Taken(read, reused, first, answer, writing)


def test_only_new_tokens_are_read_and_then_the_answer_is_written() -> None:
    forecast = foretell(SIZE, fitted([], Speed(30.0, 10.0)), answer_tokens=200)
    assert (forecast.new_tokens, forecast.reused_tokens) == (60, 1180)
    assert forecast.first_word_s == pytest.approx(2.0)
    assert forecast.answer_s == pytest.approx(22.0, abs=0.2)


def test_without_a_speed_no_time_is_told() -> None:
    forecast = foretell(SIZE, fitted([], None), answer_tokens=200)
    assert forecast.new_tokens == 60
    assert forecast.first_word_s == forecast.answer_s == 0.0


def test_a_model_that_has_read_little_reads_no_slower_than_it_writes() -> None:
    timing = fitted([], Speed(0.0, 10.0))
    assert foretell(SIZE, timing, answer_tokens=10).first_word_s == pytest.approx(6.0)


def test_what_the_last_answers_took_is_found_again_also_where_the_context_is_long() -> None:
    chance = random.Random(3)
    taken = [_took(chance.randint(5, 400), chance.choice((0, 200, 3000)), 80) for _ in range(24)]
    timing = fitted(taken, Speed(20.0, 5.0))
    assert timing is not None
    for read, reused in ((10, 0), (300, 0), (60, 6000), (2000, 0)):
        asked = _took(read, reused, 200)
        assert timing.first_word_s(read, reused) == pytest.approx(asked.first_word_s, rel=0.1)
        assert timing.write_s(200, read + reused) == pytest.approx(asked.write_s, rel=0.1)


def test_answers_that_were_disturbed_count_little() -> None:
    taken = [_took(number * 10 + 10, 0, 60) for number in range(12)]
    slow = [Taken(t.read_tokens, 0, t.first_word_s * 8, t.answer_tokens, t.write_s * 8) for t in taken[::4]]
    timing = fitted([*slow, *taken], None)
    assert timing is not None
    assert timing.first_word_s(100, 0) == pytest.approx(_took(100, 0, 60).first_word_s, rel=0.15)


def test_answers_of_one_kind_do_not_mislead_about_others() -> None:
    timing = fitted([Taken(1066, 0, 1.2, 44, 0.7), *[Taken(100, 200, 0.9, 60, 2.6)] * 5], None)
    assert timing is not None
    assert timing.first_word_s(16, 1110) < 1.2


def test_one_answer_is_enough() -> None:
    timing = fitted([_took(100, 0, 50)], None)
    assert timing is not None
    assert timing.first_word_s(100, 0) == pytest.approx(_took(100, 0, 50).first_word_s, rel=0.05)
    assert timing.write_s(50, 100) == pytest.approx(_took(100, 0, 50).write_s, rel=0.05)


def test_no_time_is_ever_below_zero() -> None:
    chance = random.Random(4)
    for _ in range(50):
        taken = [
            Taken(chance.randint(1, 900), chance.randint(0, 900), chance.random(), 9, chance.random())
            for _ in range(chance.randint(1, 6))
        ]
        timing = fitted(taken, None)
        assert timing is not None
        assert timing.first_word_s(1, 0) >= 0
        assert timing.write_s(1000, 8000) >= 0


def test_the_usual_answer_is_the_median_of_the_last_ones(database: Database) -> None:
    conversations = Conversations(database)
    SpeedStore(database).record(MODEL, _statistics(100))
    forecaster = Forecaster(database)
    before = forecaster.foretell(SIZE, MODEL, "Some", None)
    for tokens in (40, 1000, 60):
        question = conversations.add_question(conversations.create().id, "Why?")
        answer = conversations.answers.begin(question.id, "Some")
        conversations.answers.finish(answer.id, "Because.", "end", _statistics(tokens), 0)

    assert before.answer_tokens > 100
    assert forecaster.foretell(SIZE, MODEL, "Some", None).answer_tokens == 60
    assert forecaster.foretell(SIZE, MODEL, "Some", 50).answer_tokens == 50
    assert forecaster.foretell(SIZE, MODEL, "Another", None).answer_tokens == 60


def test_times_are_kept_for_the_last_answers_and_go_with_the_model(database: Database) -> None:
    speeds = SpeedStore(database)
    for number in range(70):
        speeds.record(MODEL, _statistics(30, first_token_s=number + 1))
    taken = speeds.taken(MODEL)
    assert len(taken) == 64
    assert taken[0] == Taken(100, 0, 70.0, 30, pytest.approx(2.9))
    speeds.forget(MODEL)
    assert speeds.taken(MODEL) == []


@pytest.mark.parametrize(
    ("median", "told"),
    [
        (0.01, "comes when it is foretold"),
        (0.11, "off by about a tenth,"),
        (0.47, "off by about half,"),
        (3.0, "far off"),
    ],
)
def test_how_good_forecasts_are_is_told_in_words(median: float, told: str) -> None:
    sentence = Accuracy(count=6, median=median, ninth_decile=2 * median).sentence
    assert told in sentence
    assert sentence.endswith("seen over 6 answers.")


def test_a_slow_model_and_one_that_is_large_may_be_silent_for_longer(database: Database) -> None:
    forecaster, speeds = Forecaster(database), SpeedStore(database)
    assert forecaster.longest_silence_s(MODEL, 500_000_000) == 40.0
    assert forecaster.longest_silence_s(MODEL, 9_000_000_000) > 9_000_000_000 / 100e6  # a disk of today
    slow = replace(_statistics(answer_tokens=20, first_token_s=100.0), read_tokens_per_s=1.0)
    for _ in range(3):
        speeds.record(MODEL, slow)
    assert forecaster.longest_silence_s(MODEL, 500_000_000) > 64.0  # the first tokens, read at once
