"""What is kept of the tokens of answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.engine.events import Candidate, Choice, Choices
from app.errors import UserError
from app.paths import Paths
from app.store.choices import AnswerChoices
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.messages import Message
from app.store.versions import Versions


def choice(token: int, text: str, *others: tuple[int, str, float]) -> Choice:
    return Choice(token, text, 0.75, (Candidate(token, text, 0.75), *(Candidate(*one) for one in others)))


HE = choice(1, "He", (2, "She", 0.125), (3, "\ufffd", 0.0625))
LLO = choice(4, "llo", (5, "\u202ey", 1e-7))


@pytest.fixture
def database(home: Paths) -> Iterator[Database]:
    with Database(home.database) as database:
        yield database


@pytest.fixture
def answer(database: Database) -> Message:
    conversations = Conversations(database)
    question = conversations.add_question(conversations.create().id, "Hi")
    return conversations.answers.begin(question.id, "Some model")


def test_what_is_kept_comes_back_and_goes_with_the_answer(database: Database, answer: Message) -> None:
    conversations = Conversations(database)
    assert conversations.choices.of(answer.id) is None
    conversations.choices.save(answer.id, AnswerChoices(0, (HE,)))
    told = AnswerChoices(7, (HE, LLO))
    conversations.choices.save(answer.id, told)
    assert conversations.choices.of(answer.id) == told
    versions = Versions(database)
    copy = versions.branch(answer.id)
    assert conversations.choices.of(conversations.thread(copy)[-1].id) == told
    versions.remove(answer.id)
    conversations.purge()
    with database.reading() as connection:
        assert connection.execute("SELECT COUNT(*) FROM answer_choices").fetchone()[0] == 1


def test_choices_for_an_answer_that_is_gone_are_dropped(database: Database, answer: Message) -> None:
    Conversations(database).choices.save(answer.id + 100, AnswerChoices(0, (HE,)))
    assert Conversations(database).choices.of(answer.id + 100) is None


def test_a_thousand_tokens_with_five_candidates_take_little_room(database: Database, answer: Message) -> None:
    choices = tuple(
        choice(
            n, f" word{n}", *((n * 7 % 1000 + k, f" other{n * 7 % 1000 + k}", 0.1 / k) for k in range(1, 5))
        )
        for n in range(1000)
    )
    Conversations(database).choices.save(answer.id, AnswerChoices(0, choices))
    with database.reading() as connection:
        (size,) = connection.execute("SELECT LENGTH(choices) FROM answer_choices").fetchone()
    assert size < 60_000


def test_parts_that_follow_each_other_are_joined_and_others_begin_anew() -> None:
    first = AnswerChoices(0, ()).with_more(Choices(0, 0, (HE,)), 0)
    assert first.with_more(Choices(1, 2, (LLO,)), 0) == AnswerChoices(0, (HE, LLO))
    assert first.with_more(Choices(0, 0, (LLO,)), 2) == AnswerChoices(0, (HE, LLO))
    assert first.with_more(Choices(0, 0, (LLO,)), 40) == AnswerChoices(40, (LLO,))


def test_only_a_candidate_can_stand_in_a_tokens_place() -> None:
    told = AnswerChoices(0, (HE, LLO))
    other = told.other_at(0, 2)
    assert [one.id for one in other.choices] == [2]
    assert other.choices[0].text == "She"
    assert other.choices[0].candidates == HE.candidates
    assert [one.id for one in told.other_at(1, 5).choices] == [1, 5]
    for position, token in ((1, 2), (2, 1), (-1, 4)):
        with pytest.raises(UserError):
            told.other_at(position, token)
