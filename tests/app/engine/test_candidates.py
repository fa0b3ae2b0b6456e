"""What a model might have said instead, and going on from there."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from app.engine.client import Engine
from app.engine.events import ChatMessage, Choice, Choices, Piece, ReplyOptions, Sampling
from app.errors import UserError
from tests.app.engine import random_model
from tests.app.engine.driving import GREEDY, Heard, loaded, turns


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    from app.paths import Paths

    with Engine(log_path=tmp_path_factory.mktemp("log") / "engine.log") as engine:
        yield loaded(engine, Paths.resolve().guide_model)


def reply(engine: Engine, messages: Sequence[ChatMessage], **options: object) -> Heard:
    chosen = dataclasses.replace(ReplyOptions(GREEDY, max_tokens=16), **options)  # type: ignore[arg-type]
    return Heard(list(engine.reply(messages, chosen, threading.Event())))


def choices(heard: Heard) -> list[Choice]:
    """All of them in order, after a look at what the events say of their places."""
    found: list[Choice] = []
    for event in heard.events:
        if isinstance(event, Choices):
            assert event.first == len(found)
            assert event.start == sum(len(choice.text) for choice in found)
            found.extend(event.choices)
    return found


def test_every_token_comes_with_its_probability_and_the_likeliest_ones(guide: Engine) -> None:
    heard = reply(guide, turns("What is a token?"), candidates=5)
    told = choices(heard)
    assert len(told) == heard.finished.statistics.answer_tokens == 16
    assert "".join(choice.text for choice in told) == heard.text
    for choice in told:
        probabilities = [candidate.probability for candidate in choice.candidates]
        assert len(probabilities) == 5
        assert probabilities == sorted(probabilities, reverse=True)
        assert 0 < sum(probabilities) <= 1.0001
        # At temperature 0 the chosen one is the likeliest.
        assert choice.id == choice.candidates[0].id
        assert choice.text == choice.candidates[0].piece
        assert choice.probability == pytest.approx(probabilities[0])


def test_probabilities_of_the_whole_vocabulary_add_up_to_one(engine: Engine, tmp_path: Path) -> None:
    shape = random_model.Shape(vocabulary=270, control=("<|im_start|>", "<|im_end|>"))
    loaded(engine, random_model.write(tmp_path / "few.gguf", shape))
    hot = Sampling(temperature=50.0, top_k=0, top_p=1.0, min_p=0.0, seed=2)
    told = choices(reply(engine, turns("Hello"), candidates=270, sampling=hot, max_tokens=3))
    for choice in told:
        by_id = {candidate.id: candidate.probability for candidate in choice.candidates}
        assert len(by_id) == 270
        assert sum(by_id.values()) == pytest.approx(1.0, abs=1e-4)
        assert choice.probability == pytest.approx(by_id[choice.id], rel=1e-4)
    assert any(choice.id != choice.candidates[0].id for choice in told)


def test_nothing_is_told_unless_it_is_asked_for(guide: Engine) -> None:
    with_them = reply(guide, turns("What is a model?"), candidates=3)
    without = reply(guide, turns("What is a model?"))
    assert not choices(without)
    assert without.text == with_them.text


def test_an_answer_goes_on_from_an_alternative_as_a_fresh_model_would(
    guide: Engine, guide_model: Path, tmp_path: Path
) -> None:
    asked = turns("What is a token?")
    first = choices(reply(guide, asked, candidates=3))
    other = first[4].candidates[1]
    begun = (*(choice.id for choice in first[:4]), other.id)
    branched = reply(guide, asked, begun=begun, candidates=3)
    with Engine(log_path=tmp_path / "other.log") as fresh:
        expected = reply(loaded(fresh, guide_model), asked, begun=begun, candidates=3)
    kept = "".join(choice.text for choice in first[:4]) + other.piece
    assert next(event for event in branched.events if isinstance(event, Piece)).text.startswith(kept)
    assert branched.text == expected.text
    rest = [event for event in branched.events if isinstance(event, Choices)]
    assert rest[0].first == 5
    assert [c.id for e in rest for c in e.choices] == [
        c.id for e in expected.events if isinstance(e, Choices) for c in e.choices
    ]
    # What both have in common was in memory: of the answer's first four tokens none is read again.
    statistics = branched.finished.statistics
    assert branched.readings[0].reused == statistics.prompt_tokens + 4
    assert statistics.answer_tokens == 16
    assert expected.readings[0].reused == 0


def test_the_first_choice_as_an_alternative_repeats_the_answer(guide: Engine) -> None:
    asked = turns("Who are you?")
    whole = reply(guide, asked, candidates=1, max_tokens=24)
    ids = [choice.id for choice in choices(whole)]
    for kept in (1, 7, 23):
        again = reply(guide, asked, begun=tuple(ids[:kept]), max_tokens=24)
        assert again.text == whole.text


def test_the_next_turn_reads_nothing_of_a_branched_answer_again(guide: Engine) -> None:
    asked = turns("What is a context?")
    first = choices(reply(guide, asked, candidates=2))
    begun = (*(choice.id for choice in first[:3]), first[3].candidates[1].id)
    branched = reply(guide, asked, begun=begun)
    before = branched.finished.statistics
    after = reply(guide, turns(asked[0].content, branched.text, "Go on."))
    assert after.readings[0].reused >= before.prompt_tokens + before.answer_tokens - 1


def test_an_alternative_that_ends_the_answer_ends_it(guide: Engine) -> None:
    asked = turns("Hello")
    whole = reply(guide, asked, candidates=1, max_tokens=200)
    assert whole.finished.reason == "end"
    ids = [choice.id for choice in choices(whole)]
    end = next(token.id for token in guide.sent(turns("x", "y", "z")).tokens if token.text == "<|im_end|>")
    heard = reply(guide, asked, begun=(*ids[:2], end))
    assert heard.finished.reason == "end"
    assert heard.text == "".join(choice.text for choice in choices(whole)[:2])


def test_half_a_character_as_an_alternative_is_no_broken_text(random_engine: Engine) -> None:
    euro = [token.id for token in random_engine.tokens("€")]
    assert len(euro) == 3
    heard = reply(random_engine, turns("Price?"), begun=tuple(euro[:2]), max_tokens=2)
    assert heard.text == ""  # a character that is not whole is not shown
    heard = reply(random_engine, turns("Price?"), begun=tuple(euro), max_tokens=3)
    assert heard.text == "€"


def test_tokens_of_another_vocabulary_are_refused(random_engine: Engine) -> None:
    with pytest.raises(UserError, match="not in this model's tokens"):
        reply(random_engine, turns("Hello"), begun=(99_999,))
    with pytest.raises(UserError, match="no room to go on"):
        reply(random_engine, turns("Hello"), begun=(65,) * 5000)


def test_stopping_while_the_beginning_is_read_keeps_it(engine: Engine, slow_file: Path) -> None:
    loaded(engine, slow_file)
    stop = threading.Event()
    options = ReplyOptions(GREEDY, begun=tuple(token.id for token in engine.tokens("Once upon")))
    heard = Heard()
    for event in engine.reply(turns("x" * 3000), options, stop):
        heard.events.append(event)
        stop.set()  # at the first Reading
    assert heard.text == "Once upon"
    assert heard.finished.reason == "stopped"
