"""Branches of a conversation: what is edited stands beside what was there before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.documents.attachments import Attachment
from app.engine.events import Statistics
from app.errors import UserError
from app.paths import Paths
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.messages import Message
from app.store.versions import Versions

STATISTICS = Statistics(20, 12, 7, 0.25, 80.5, 20.25, 1.5)
PASTE = Attachment("paste", "Pasted text", "eggs", 1)


class Talk:
    """A conversation and short ways to write in it."""

    def __init__(self, database: Database) -> None:
        self.conversations = Conversations(database)
        self.versions = Versions(database)
        self.id = self.conversations.create().id

    def ask(self, text: str) -> Message:
        return self.conversations.add_question(self.id, text)

    def answer(self, question: Message, text: str) -> Message:
        begun = self.conversations.answers.begin(question.id, "Guide")
        return self.conversations.answers.finish(begun.id, text, "end", STATISTICS)

    def shown(self) -> list[str]:
        return [message.content for message in self.conversations.thread(self.id)]


@pytest.fixture
def talk(home: Paths) -> Iterator[Talk]:
    with Database(home.database) as database:
        yield Talk(database)


def test_versions_are_the_messages_in_one_place(talk: Talk) -> None:
    question = talk.ask("Heads or tails?")
    heads, tails = talk.answer(question, "Heads"), talk.answer(question, "Tails")
    assert talk.versions.of(talk.id) == {heads.id: (heads.id, tails.id), tails.id: (heads.id, tails.id)}
    assert talk.shown() == ["Heads or tails?", "Tails"]


def test_a_chosen_version_is_shown_down_to_the_newest_of_what_followed(talk: Talk) -> None:
    question = talk.ask("Heads or tails?")
    heads = talk.answer(question, "Heads")
    follow = talk.ask("Sure?")
    talk.answer(follow, "Yes")
    talk.answer(follow, "Quite")
    tails = talk.answer(question, "Tails")
    assert talk.shown() == ["Heads or tails?", "Tails"]
    talk.versions.choose(heads.id)
    assert talk.shown() == ["Heads or tails?", "Heads", "Sure?", "Quite"]
    talk.versions.choose(tails.id)
    assert talk.shown() == ["Heads or tails?", "Tails"]


def test_showing_a_message_changes_the_branch_only_if_it_has_to(talk: Talk) -> None:
    question = talk.ask("One")
    first = talk.answer(question, "A")
    talk.answer(talk.ask("Two"), "B")
    talk.versions.show(first.id)
    assert talk.shown() == ["One", "A", "Two", "B"]
    talk.answer(question, "C")
    talk.versions.show(first.id)
    assert talk.shown() == ["One", "A", "Two", "B"]


def test_an_edited_question_stands_beside_the_old_one(talk: Talk) -> None:
    talk.answer(talk.ask("One"), "A")
    old = talk.ask("Two")
    talk.answer(old, "B")
    talk.answer(talk.ask("Three"), "C")
    new = talk.versions.edit_question(old.id, "Two, but better", [PASTE])
    assert (new.parent_id, new.role, new.attachments) == (old.parent_id, "user", (PASTE,))
    assert talk.shown() == ["One", "A", "Two, but better"]
    talk.answer(new, "D")
    assert talk.versions.of(talk.id)[new.id] == (old.id, new.id)
    talk.versions.choose(old.id)
    assert talk.shown() == ["One", "A", "Two", "B", "Three", "C"]


def test_the_first_question_can_be_edited_too(talk: Talk) -> None:
    old = talk.ask("One")
    new = talk.versions.edit_question(old.id, "Uno")
    assert new.parent_id is None
    assert talk.versions.of(talk.id)[old.id] == (old.id, new.id)


def test_a_corrected_answer_is_marked_and_the_models_own_stays(talk: Talk) -> None:
    answer = talk.answer(talk.ask("One"), "A")
    corrected = talk.versions.correct_answer(answer.id, "Better")
    assert (corrected.is_corrected, corrected.state, corrected.model) == (True, "complete", "Guide")
    assert corrected.statistics is None
    assert not corrected.is_cut
    assert talk.shown() == ["One", "Better"]
    assert talk.conversations.message(answer.id) == answer


def test_a_branch_is_a_copy_of_its_own(talk: Talk) -> None:
    question = talk.conversations.add_question(talk.id, "One", [PASTE])
    begun = talk.conversations.answers.begin(question.id, "Guide", '{"seed": 1}')
    answer = talk.conversations.answers.finish(begun.id, "A", "length", STATISTICS, 2, 4.5)
    talk.ask("Two")
    branch = talk.versions.branch(answer.id)
    copied = talk.conversations.thread(branch)
    ids = [one.id for one in copied]
    assert copied == [
        question._replace(id=ids[0], conversation_id=branch),
        answer._replace(id=ids[1], conversation_id=branch, parent_id=ids[0]),
    ]
    assert talk.conversations.get(branch).title == "One (branch)"
    talk.conversations.add_question(branch, "Elsewhere")
    assert talk.shown() == ["One", "A", "Two"]
    assert {hit.conversation_id for hit in talk.conversations.search("One")} == {talk.id, branch}


def test_a_message_is_removed_with_all_below_it_and_comes_back(talk: Talk) -> None:
    talk.answer(talk.ask("One"), "A")
    second = talk.ask("Two zebras")
    talk.answer(second, "B")
    removal = talk.versions.remove(second.id)
    assert talk.shown() == ["One", "A"]
    assert talk.conversations.search("zebras") == []
    assert talk.conversations.search("zebr ☃") == []
    talk.versions.put_back(removal)
    assert talk.shown() == ["One", "A", "Two zebras", "B"]
    assert [hit.message_id for hit in talk.conversations.search("zebras")] == [second.id]


def test_what_is_removed_gives_its_place_to_the_version_beside_it(talk: Talk) -> None:
    question = talk.ask("Heads or tails?")
    talk.answer(question, "Heads")
    talk.ask("Sure?")
    tails = talk.answer(question, "Tails")
    removal = talk.versions.remove(tails.id)
    assert talk.shown() == ["Heads or tails?", "Heads", "Sure?"]
    assert talk.versions.of(talk.id) == {}
    talk.versions.put_back(removal)
    assert talk.shown() == ["Heads or tails?", "Tails"]


def test_removing_the_only_question_leaves_an_empty_conversation(talk: Talk) -> None:
    removal = talk.versions.remove(talk.ask("One").id)
    assert talk.shown() == []
    assert talk.ask("Uno").parent_id is None
    talk.versions.put_back(removal)
    assert talk.shown() == ["One"]


def test_removing_another_branch_keeps_the_one_that_is_shown(talk: Talk) -> None:
    question = talk.ask("Heads or tails?")
    heads = talk.answer(question, "Heads")
    talk.answer(question, "Tails")
    removal = talk.versions.remove(heads.id)
    assert talk.shown() == ["Heads or tails?", "Tails"]
    talk.versions.put_back(removal)
    assert talk.shown() == ["Heads or tails?", "Tails"]


def test_a_message_that_was_removed_earlier_stays_away_when_what_is_above_it_comes_back(talk: Talk) -> None:
    question = talk.ask("One")
    first, second = talk.answer(question, "A"), talk.answer(question, "B")
    talk.versions.remove(first.id)
    talk.versions.put_back(talk.versions.remove(question.id))
    assert talk.shown() == ["One", "B"]
    assert talk.versions.of(talk.id) == {}
    assert second.id in [message.id for message in talk.conversations.thread(talk.id)]


def test_removed_messages_are_purged_with_every_copy_of_their_text(home: Paths, talk: Talk) -> None:
    talk.answer(talk.ask("One"), "A")
    removal = talk.versions.remove(talk.ask("Quetzalcoatlus northropi " * 100).id)
    assert talk.conversations.purge(older_than_s=3600) == 0
    talk.conversations.purge()
    left = b"".join(file.read_bytes() for file in home.home.iterdir() if file.is_file()).lower()
    # The title is that of the first question.
    assert b"quetzal" not in left
    with pytest.raises(UserError, match="no longer exists"):
        talk.versions.put_back(removal)
    assert talk.shown() == ["One", "A"]


def test_which_answers_were_cut(talk: Talk) -> None:
    question = talk.ask("One")
    assert not question.is_cut
    assert not talk.answer(question, "whole").is_cut
    begun = talk.conversations.answers.begin(question.id, "Guide")
    assert not begun.is_cut
    talk.conversations.answers.interrupt(begun.id, "half")
    assert talk.conversations.message(begun.id).is_cut
    for reason in ("length", "context", "stopped"):
        assert talk.conversations.answers.finish(begun.id, "half", reason, STATISTICS).is_cut
    assert not talk.conversations.answers.finish(begun.id, "", "stopped", STATISTICS).is_cut
    assert talk.conversations.answers.fail(begun.id, "half", UserError("No.")).is_cut
    other = talk.conversations.create("later")
    again = talk.conversations.answers.go_on(begun.id)
    assert [one.id for one in talk.conversations.all()] == [talk.id, other.id]
    assert (again.state, again.content, again.error) == ("writing", "half", "")
