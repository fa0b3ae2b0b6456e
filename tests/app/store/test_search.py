from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.events import NOTHING_DONE
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.migrations import migrate
from app.store.search import snippet


@pytest.fixture(scope="module")
def conversations(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Conversations]:
    path: Path = tmp_path_factory.mktemp("search")
    with Database(path / "inglenook.sqlite") as database:
        conversations = Conversations(database)
        for title, text in (
            ("Baking", 'The recipe says "fold", not AND or NEAR(knead)'),
            ("Café in Zürich", "Naïve Übersetzung"),
            ("旅行", "京都の紅葉はいつ見頃ですか"),
            ("Party", "Cake 🎂 and 100% fun_times, C++ and foo-bar"),
        ):
            conversations.add_question(conversations.create(title).id, text)
        conversations.delete(conversations.create("Baking secrets").id)
        yield conversations


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("bak", ["Baking"]),  # a prefix; the deleted one is not found
        ("recipe fold", ["Baking"]),  # all words
        ("recipe cake", []),
        ('"fold"', ["Baking"]),
        ("AND", ["Party", "Baking"]),
        ("NEAR(knead)", ["Baking"]),
        ("ZURICH", ["Café in Zürich"]),
        ("ubersetzung", ["Café in Zürich"]),
        ("紅葉", ["旅行"]),
        ("旅", ["旅行"]),
        ("🎂", ["Party"]),
        ("cake 🎂", ["Party"]),
        ("100%", ["Party"]),
        ("%", ["Party"]),
        ("fun_times", ["Party"]),
        ("foo-b", ["Party"]),
        ("c++", ["Party"]),
        ("", []),
        (" \n", []),
        ("*", []),
        ("title:x", []),
        ("\0", []),
        ("\ud83d", []),
        ("'; DROP TABLE message; --", []),
    ],
)
def test_search_finds_what_was_typed(conversations: Conversations, typed: str, titles: list[str]) -> None:
    assert [hit.title for hit in conversations.search(typed)] == titles


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=30))
def test_no_text_makes_the_search_fail(conversations: Conversations, typed: str) -> None:
    conversations.search(typed)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="\"'*():-+^{}~ ANDORTEc%_\\", max_size=20))
def test_no_operator_makes_the_search_fail(conversations: Conversations, typed: str) -> None:
    conversations.search(typed)


def test_titles_come_first_and_the_place_is_shown(conversations: Conversations) -> None:
    chat = conversations.create("Lighthouses")
    question = conversations.add_question(
        chat.id, "word " * 200 + "the lighthouse\nof Alexandria " + "more " * 200
    )
    title, text = conversations.search("lighthouse")
    assert (title.message_id, title.snippet) == (None, "Lighthouses")
    assert (text.conversation_id, text.message_id) == (chat.id, question.id)
    assert "the lighthouse of Alexandria" in text.snippet
    assert len(text.snippet) < 200
    scanned = conversations.search("lighthouse .")
    assert scanned == []
    conversations.add_question(chat.id, "before " * 50 + "灯台の光" + " after" * 50)
    [shown] = conversations.search("灯台")
    assert "灯台" in shown.snippet
    assert shown.snippet.startswith("…") and shown.snippet.endswith("…")


@pytest.mark.parametrize(
    ("text", "typed", "shown"),
    [
        ("x " * 100 + "a Naïve Übersetzung of it", ["ubersetzung"], "Übersetzung"),
        ("x " * 100 + "the Lighthouse keeper", ["keep", "light"], "keeper"),
        ("x " * 100 + "the foo-bar", ["foo-b"], "foo-bar"),
        ("x" * 100 + "灯台の光", ["灯台"], "灯台"),
        ("x " * 100 + "in C++ of course", ["c++"], "C++"),
        ("weighty and eight", ["eight"], "weighty and eight"),
    ],
)
def test_the_snippet_shows_a_word_that_was_searched(text: str, typed: list[str], shown: str) -> None:
    told = snippet(text, typed)
    assert shown in told
    assert len(told) < 130


def test_the_newest_are_found_though_newer_ones_were_deleted(tmp_path: Path) -> None:
    with Database(tmp_path / "inglenook.sqlite") as database:
        conversations = Conversations(database)
        chats = [conversations.create().id for _ in range(3)]
        for chat in chats:
            for number in range(900):
                conversations.add_question(chat, f"penguin {number}")
        conversations.delete(chats[2])
        found = conversations.search("penguin", limit=3)
        assert [hit.conversation_id for hit in found if hit.message_id is None] == [chats[1], chats[0]]
        assert [hit.snippet for hit in found if hit.message_id is not None] == ["penguin 899"]


def test_the_number_of_hits_is_limited(conversations: Conversations) -> None:
    chat = conversations.create()
    for _ in range(10):
        conversations.add_question(chat.id, "penguin")
    assert len(conversations.search("penguin", limit=4)) == 4


def test_what_has_no_spaces_is_found_as_soon_as_it_is_whole_and_never_once_it_is_gone(tmp_path: Path) -> None:
    with Database(tmp_path / "inglenook.sqlite") as database:
        conversations = Conversations(database)
        chat = conversations.create()
        question = conversations.add_question(chat.id, "What is 灯台?")
        answer = conversations.answers.begin(question.id, "m")
        conversations.answers.save_partial(answer.id, "船に光を")
        conversations.answers.finish(answer.id, "船に光を送る塔です", "end", NOTHING_DONE)
        assert [hit.message_id for hit in conversations.search("光を送る")] == [answer.id]
        assert conversations.search("光台") == []  # each sign is in one of them, in none the word
        conversations.delete(chat.id)
        conversations.purge(0)
        assert conversations.search("光") == []
        with database.reading() as connection:
            connection.execute("CREATE VIRTUAL TABLE temp.kept USING fts5vocab (main, message_sign, row)")
            assert connection.execute("SELECT term FROM temp.kept").fetchall() == []


def test_an_older_database_is_searched_for_signs_as_well(tmp_path: Path) -> None:
    path = tmp_path / "inglenook.sqlite"
    old = sqlite3.connect(path, isolation_level=None)
    migrate(old, 13)  # the last one without
    old.execute("INSERT INTO conversation (title, created_at, updated_at) VALUES ('Party', 1, 1)")
    old.execute(
        "INSERT INTO message (conversation_id, role, content, created_at, state) "
        "VALUES (1, 'user', 'Cake 🎂', 1, 'complete')"
    )
    old.close()
    with Database(path) as database:
        assert [hit.title for hit in Conversations(database).search("🎂")] == ["Party"]
