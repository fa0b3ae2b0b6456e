"""A smaller model guesses for another: the answer is the same, whatever it guesses or comes upon it."""

from __future__ import annotations

import dataclasses
import os
import random
import threading
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from app.engine.client import Engine
from app.engine.events import ChatMessage, DraftModel, LoadOptions, Piece, ReplyOptions, Sampling
from app.engine.payoff import NO_BET, Payoff
from app.errors import UserError
from tests.app.engine import random_model, random_other_models
from tests.app.engine.driving import GREEDY, Heard, turns
from tests.app.engine.random_model import Shape

WARM = Sampling(temperature=0.9, top_k=20, top_p=0.95, min_p=0.0, repeat_penalty=1.1, seed=11)
LARGE = Shape()  # so narrow that a batch of it is rounded as single tokens are, nearly always
SMALL = Shape(layers=1, width=32, heads=2, kv_heads=1, feed_forward=64)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """reciter and its small double write the same, and the slipping one but for each fifth token; the random
    ones have nothing in common but the tokens."""
    folder = tmp_path_factory.mktemp("models")
    shapes = {
        "reciter": dataclasses.replace(LARGE, recites=True),
        "small-reciter": dataclasses.replace(SMALL, recites=True),
        "slipping": dataclasses.replace(SMALL, recites=True, slips=5),
        "deep": dataclasses.replace(LARGE, layers=16, width=128, recites=True),
        "endless": dataclasses.replace(LARGE, layers=16, width=128, endless=True),
        "random": LARGE,
        "small-random": SMALL,
        "short": dataclasses.replace(SMALL, recites=True, context=256),
    }
    return {name: random_model.write(folder / f"{name}.gguf", shape) for name, shape in shapes.items()}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with Engine(log_path=tmp_path / "engine.log") as engine:
        yield engine


def load(engine: Engine, model: Path, draft: Path, context_length: int = 1024) -> Engine:
    options = LoadOptions(context_length=context_length, threads=1)
    for _ in engine.load(model, options, threading.Event(), DraftModel(draft, draft.stem)):
        pass
    return engine


def reply(engine: Engine, messages: Sequence[ChatMessage], **options: object) -> Heard:
    chosen = dataclasses.replace(ReplyOptions(GREEDY, max_tokens=120), **options)  # type: ignore[arg-type]
    return Heard(list(engine.reply(messages, chosen, threading.Event())))


def both(engine: Engine, messages: Sequence[ChatMessage], **options: object) -> Heard:
    """The answer with guesses, which is that without."""
    plain = reply(engine, messages, drafts="never", **options)
    guessed = reply(engine, messages, drafts="always", **options)
    assert guessed.text == plain.text
    assert guessed.finished.reason == plain.finished.reason
    statistics = guessed.finished.statistics
    assert statistics.answer_tokens == plain.finished.statistics.answer_tokens
    assert plain.finished.statistics.drafted_tokens == 0
    assert 0 <= statistics.model_accepted_tokens <= statistics.accepted_tokens <= statistics.drafted_tokens
    return guessed


@pytest.mark.parametrize("sampling", [GREEDY, WARM], ids=["greedy", "sampled"])
def test_an_answer_with_a_draft_model_is_the_answer_without(
    engine: Engine, files: dict[str, Path], sampling: Sampling
) -> None:
    load(engine, files["reciter"], files["small-reciter"])
    statistics = both(engine, turns("Say it."), sampling=sampling).finished.statistics
    if sampling is GREEDY:
        assert statistics.model_accepted_tokens > 90
    load(engine, files["reciter"], files["slipping"])
    statistics = both(engine, turns("Say it."), sampling=sampling).finished.statistics
    if sampling is GREEDY:
        assert 40 < statistics.model_accepted_tokens < 110
    load(engine, files["random"], files["small-random"])
    statistics = both(engine, turns("Say it."), sampling=sampling).finished.statistics
    assert statistics.model_drafted_tokens > statistics.model_accepted_tokens


def test_who_guesses_is_told(engine: Engine, files: dict[str, Path]) -> None:
    description = load(engine, files["reciter"], files["small-reciter"]).description()
    assert description is not None
    assert description.draft_model == DraftModel(files["small-reciter"], "small-reciter")


def test_after_an_edit_and_another_conversation_it_reads_what_differs(
    engine: Engine, files: dict[str, Path]
) -> None:
    load(engine, files["random"], files["small-random"])
    asked = turns("One question.", "One answer.", "A second question, of many words and more.")
    edited = [*asked[:2], ChatMessage("user", "Another second question.")]
    for messages in (asked, edited, turns("Something else."), asked, asked):
        both(engine, messages, max_tokens=40)


def test_it_goes_on_where_old_turns_left(engine: Engine, files: dict[str, Path]) -> None:
    load(engine, files["reciter"], files["small-reciter"], context_length=256)
    thread, was_left_out = turns("First question."), 0
    for first in (11, 71, 131, 191):  # each answer is of other tokens: none can be guessed from the context
        heard = both(engine, thread, begun=(first,), max_tokens=48)
        assert heard.finished.statistics.model_accepted_tokens > 20
        was_left_out = max(was_left_out, heard.left_out)
        thread = [*thread, ChatMessage("assistant", heard.text), ChatMessage("user", "Go on.")]
    assert was_left_out > 0


def test_guesses_end_where_either_context_does(engine: Engine, files: dict[str, Path]) -> None:
    load(engine, files["random"], files["small-random"], context_length=256)
    assert both(engine, turns("abc"), max_tokens=None).finished.reason == "context"
    load(engine, files["reciter"], files["short"])  # it was made for 256 tokens
    heard = both(engine, turns("Some words " * 12), max_tokens=200)
    assert heard.finished.statistics.model_accepted_tokens > 50


def test_a_stop_at_any_time_keeps_what_was_said(engine: Engine, files: dict[str, Path]) -> None:
    load(engine, files["reciter"], files["small-reciter"])
    asked = turns("Say it.")
    whole = reply(engine, asked, drafts="never", max_tokens=200)
    for after_tokens in range(3, 120, 13):
        stop, text = threading.Event(), ""
        for event in engine.reply(asked, ReplyOptions(GREEDY, max_tokens=200, drafts="always"), stop):
            if isinstance(event, Piece):
                text += event.text
                if event.token_count >= after_tokens:
                    stop.set()
        assert whole.text.startswith(text)
    assert both(engine, asked, max_tokens=200).text == whole.text


def test_a_long_prompt_is_read_by_it_too_and_where_it_pays_is_found_out(
    engine: Engine, files: dict[str, Path]
) -> None:
    load(engine, files["deep"], files["small-reciter"])
    asked = turns("Some words, and more of them. " * 20)
    plain = reply(engine, asked, drafts="never", max_tokens=150)
    # Whether it guesses is up to the clock here.
    answers = [reply(engine, asked, max_tokens=150) for _ in range(2)]
    guessed = reply(engine, asked, drafts="always", max_tokens=150)
    assert [answer.text for answer in (*answers, guessed)] == [plain.text] * 3
    assert guessed.finished.statistics.model_drafted_tokens > 0


@pytest.mark.allow_log_problems  # of the engine that is killed
def test_after_a_kill_it_guesses_again(engine: Engine, files: dict[str, Path]) -> None:
    asked, options = turns("Say it."), ReplyOptions(WARM, 4000, drafts="always")
    load(engine, files["endless"], files["small-random"], context_length=4096)
    pid = engine.pid
    assert pid
    with pytest.raises(UserError, match="while writing"):
        for event in engine.reply(asked, options, threading.Event()):
            if isinstance(event, Piece) and pid:
                os.kill(pid, 9)
                pid = 0
    load(engine, files["reciter"], files["small-reciter"])
    assert both(engine, asked).finished.statistics.model_accepted_tokens > 90


def test_one_that_cannot_be_loaded_is_told_and_left_out(
    engine: Engine, files: dict[str, Path], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(files["small-reciter"].read_bytes()[:-4096])
    description = load(engine, files["reciter"], broken).description()
    assert description is not None and description.draft_model.path is None
    assert description.draft_model.problem.startswith("No draft model is in use: The model file broken.gguf")
    assert reply(engine, turns("Say it.")).finished.statistics.model_drafted_tokens == 0


def test_models_that_cannot_forget_a_guess_have_none_and_are_none(
    engine: Engine, files: dict[str, Path], tmp_path: Path
) -> None:
    mamba = random_other_models.write_mamba(tmp_path / "mamba.gguf")
    for model, draft, told in (
        (mamba, files["small-reciter"], "so no other model guesses for it"),
        (files["reciter"], mamba, "mamba cannot forget a wrong guess, so it is no draft model"),
    ):
        description = load(engine, model, draft).description()
        assert description is not None and description.draft_model.path is None
        assert told in description.draft_model.problem
        statistics = both(engine, turns("Say it."), max_tokens=20).finished.statistics
        assert statistics.model_drafted_tokens == 0


@pytest.mark.allow_log_problems  # of that death
def test_an_engine_that_dies_over_it_comes_back_without(
    engine: Engine, files: dict[str, Path], tmp_path: Path
) -> None:
    # Heads that cannot be shared out: ggml takes that for a bug of ours, and aborts.
    deadly = random_model.write(tmp_path / "deadly.gguf", dataclasses.replace(SMALL, heads=4, kv_heads=3))
    description = load(engine, files["reciter"], deadly).description()
    assert description is not None and description.draft_model.path is None
    assert "the engine ended while deadly was loaded" in description.draft_model.problem
    assert reply(engine, turns("Say it."), max_tokens=9).finished.statistics.answer_tokens == 9


def measured(single_s: float, batch_s: float, guess_s: float) -> Payoff:
    payoff = Payoff()
    for length in (0, 1, 3, 7, 11, 15):
        payoff.costs.took(length, batch_s if length else single_s)
    bet = payoff.model.best(0, 0.0)
    payoff.model.drafted(bet, 1, guess_s)
    return payoff


def test_a_draft_model_that_is_often_right_and_cheap_guesses_far_ahead() -> None:
    model = measured(0.1, 0.13, 0.005).model
    for run in range(60):
        model.saw(run, came_true=True)
    assert model.best(60, 0.0).length == 15
    assert not model.best(60, 0.0).is_trial
    assert model.best(60, behind_s=60.0) == NO_BET  # more to read first than an answer makes good
    assert model.best(60, behind_s=2.0).length == 15


@pytest.mark.parametrize("dear", [True, False])
def test_it_never_costs_much_and_gains_where_batches_are_cheap(dear: bool) -> None:
    """Seconds of 600 tokens, without one and with one that is right so often."""

    def seconds(right: float) -> float:
        payoff, chance = Payoff(), random.Random(1)
        taken, tokens, run = 0.0, 0, 0
        while tokens < 600:
            bet = payoff.model.best(run, 0.0)
            decode_s = 0.03 * (1 + bet.length * (0.6 if dear else 0.05))
            payoff.costs.took(bet.length, decode_s)
            taken, tokens = taken + decode_s + bet.length * 0.002, tokens + 1
            if bet.length:
                payoff.model.drafted(bet, bet.length, bet.length * 0.002)
            for _ in range(bet.length):
                came_true = chance.random() < right
                payoff.model.saw(run, came_true=came_true)
                run = run + 1 if came_true else 0
                if not came_true:
                    break
                tokens += 1
        return taken

    plain = 600 * 0.03
    assert all(seconds(right) < 1.08 * plain for right in (0.0, 0.5, 0.7, 1.0))
    if not dear:
        assert seconds(1.0) < plain / 4 and seconds(0.7) < plain / 1.5


def test_one_that_does_not_pay_rests_and_is_tried_again_ever_more_rarely() -> None:
    model = measured(0.1, 0.2, 0.09).model
    for _ in range(100):
        model.saw(0, came_true=False)
    trials = []
    for token in range(1000):
        bet = model.best(0, 0.0)
        if bet.length:
            assert bet.is_trial
            trials.append(token)
            model.drafted(bet, bet.length, 0.09 * bet.length)
            model.saw(0, came_true=False)
    pauses = [after - before for before, after in pairwise(trials)]
    assert pauses == sorted(pauses) and pauses[-1] > 200
    assert len(trials) < 12
