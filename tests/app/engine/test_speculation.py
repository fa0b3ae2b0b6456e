"""Tokens that are guessed from the context: the answer is the same, and only what pays is tried."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.engine.client import Engine
from app.engine.events import ChatMessage, LoadOptions, Piece, ReplyOptions, Sampling
from app.engine.lookup import Lookup
from app.engine.payoff import LONGEST_DRAFT, NO_BET, LookupPayoff, Payoff
from tests.app.engine.driving import GREEDY, Heard, loaded, turns


def reply(engine: Engine, messages: Sequence[ChatMessage], **options: object) -> Heard:
    chosen = dataclasses.replace(ReplyOptions(GREEDY, max_tokens=120), **options)  # type: ignore[arg-type]
    return Heard(list(engine.reply(messages, chosen, threading.Event())))


WARM = Sampling(temperature=0.7, top_k=20, top_p=0.95, min_p=0.0, repeat_penalty=1.1, seed=11)


@pytest.mark.parametrize("sampling", [GREEDY, WARM], ids=["greedy", "sampled"])
def test_an_answer_with_guesses_is_the_answer_without(random_engine: Engine, sampling: Sampling) -> None:
    accepted = 0
    for question in ("Say it again and again.", "abcabcabcabc", "x" * 40):
        plain = reply(random_engine, turns(question), sampling=sampling, drafts="never")
        guessed = reply(random_engine, turns(question), sampling=sampling, drafts="always")
        assert guessed.text == plain.text
        assert guessed.finished.reason == plain.finished.reason
        statistics = guessed.finished.statistics
        assert statistics.answer_tokens == plain.finished.statistics.answer_tokens
        assert 0 <= statistics.accepted_tokens <= statistics.drafted_tokens
        assert plain.finished.statistics.drafted_tokens == 0
        accepted += statistics.accepted_tokens
    assert accepted > 0 or sampling is WARM


def test_the_guide_says_the_same_with_and_without(engine: Engine, guide_model: Path) -> None:
    loaded(engine, guide_model)
    asked = turns("What is a token?", "A token is a piece of text.", "What is a token?")
    plain = reply(engine, asked, drafts="never", candidates=3)
    guessed = reply(engine, asked, drafts="always", candidates=3)
    assert guessed.text == plain.text
    assert guessed.finished.statistics.accepted_tokens > 0


def test_what_was_guessed_wrongly_leaves_no_trace(
    random_engine: Engine, random_file: Path, tmp_path: Path
) -> None:
    first = reply(random_engine, turns("abcabcabc"), drafts="always", max_tokens=77)
    assert first.finished.statistics.drafted_tokens > first.finished.statistics.accepted_tokens
    asked = turns("abcabcabc", first.text, "Go on.")
    after = reply(random_engine, asked, drafts="never")
    statistics = first.finished.statistics
    assert after.readings[0].reused >= statistics.prompt_tokens + statistics.answer_tokens - 4
    with Engine(log_path=tmp_path / "other.log") as other:
        fresh = reply(loaded(other, random_file), asked, drafts="never")
    assert after.text == fresh.text


def test_a_stop_in_the_middle_of_guesses_keeps_what_was_said(random_engine: Engine) -> None:
    asked = turns("abcabcabc")
    whole = reply(random_engine, asked, drafts="never", max_tokens=300)
    for after_tokens in (20, 90):
        stop, text = threading.Event(), ""
        options = ReplyOptions(GREEDY, max_tokens=300, drafts="always")
        for event in random_engine.reply(asked, options, stop):
            if isinstance(event, Piece):
                text += event.text
                if event.token_count >= after_tokens:
                    stop.set()
        assert whole.text.startswith(text)
    assert reply(random_engine, asked, drafts="never", max_tokens=300).text == whole.text


def test_guesses_end_where_the_context_does(engine: Engine, random_file: Path) -> None:
    loaded(engine, random_file, LoadOptions(context_length=256, threads=1))
    plain = reply(engine, turns("abcabcabc"), drafts="never", max_tokens=None)
    guessed = reply(engine, turns("abcabcabc"), drafts="always", max_tokens=None)
    assert guessed.finished.reason == plain.finished.reason == "context"
    assert guessed.text == plain.text


def test_a_guess_is_what_followed_the_same_three_tokens_last_time() -> None:
    lookup = Lookup([1, 2, 3, 4, 5, 6, 1, 2, 3, 7, 8, 1, 2])
    assert lookup.guess is None
    lookup.add(3)
    assert lookup.draft(4) == [7, 8, 1, 2]
    lookup.add(7)
    assert (lookup.run, lookup.guess) == (1, 8)
    lookup.add(9)
    assert (lookup.run, lookup.guess) == (0, None)


def test_a_guess_may_repeat_itself() -> None:
    lookup = Lookup([5, 6, 5, 6, 5])
    assert lookup.draft(7) == [6, 5, 6, 5, 6, 5, 6]


def payoff(single_s: float, batch_s: float) -> LookupPayoff:
    """After a measurement of every length."""
    payoff = Payoff()
    for length in (0, 3, 7, 11, 15):
        payoff.costs.took(length, batch_s if length else single_s)
    return payoff.lookup


def test_long_guesses_pay_where_they_come_true_and_a_batch_is_cheap() -> None:
    cheap = payoff(0.02, 0.03)
    for _ in range(100):
        cheap.saw(9, came_true=True)
    assert cheap.best(9).length == LONGEST_DRAFT
    for _ in range(200):
        cheap.saw(9, came_true=False)
    assert cheap.best(9) == NO_BET


def test_where_a_batch_costs_as_much_as_its_tokens_nothing_is_guessed_but_once_more() -> None:
    dear = payoff(0.02, 0.4)
    for _ in range(100):
        dear.saw(20, came_true=True)
    tried = [dear.best(20).length for _ in range(20)]
    assert sorted(tried, reverse=True)[:5] == [15, 11, 7, 3, 0]
    assert tried[4:] == [0] * 16
    assert dear.best(3) == NO_BET


def test_one_dear_batch_is_enough_to_know_that_others_are_dear() -> None:
    payoff = Payoff()
    payoff.costs.took(0, 0.03)
    assert payoff.costs.of(3) < 2
    payoff.costs.took(3, 0.1)
    assert payoff.costs.of(1) > 1.5
    assert 4 < payoff.costs.of(7) < 1 + 7 * (payoff.costs.of(3) - 1) / 3
    payoff.costs.took(7, 0.15)
    assert payoff.costs.of(7) == pytest.approx(5)


def test_nothing_is_guessed_before_a_single_token_was_measured() -> None:
    assert Payoff().lookup.best(30) == NO_BET
