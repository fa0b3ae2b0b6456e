"""The rows of the sidebar."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Any

import pytest

from app.store.conversations import Conversation
from app.store.search import Hit
from app.store.shelves import Folder
from ui.conversation_rows import ARCHIVE, Listing, Row, found_parts, rows_of, rows_of_search

DAY_S = 86_400


def conversation(
    number: int, title: str, days_ago: float = 0.0, draft: str = "", **kept: Any
) -> Conversation:
    when = time.time() - days_ago * DAY_S
    places = {"deleted_at": None, "pinned_at": None, "archived_at": None, "folder_id": None} | kept
    return Conversation(number, title, when, when, draft, title_by="words", **places)


def rows(*conversations: Conversation, open_id: int | None = None, **listed: Any) -> list[Row]:
    return rows_of(Listing(conversations, **listed), datetime.now(), open_id)


def test_conversations_stand_under_their_days() -> None:
    assert [(row.kind, row.title) for row in rows(conversation(1, "New"), conversation(2, "Old", 3))] == [
        ("heading", "Today"),
        ("conversation", "New"),
        ("heading", "Last week"),
        ("conversation", "Old"),
    ]


def test_an_unsent_question_is_listed_by_its_words_unless_it_is_open() -> None:
    draft = conversation(1, "", draft="half a\n thought")
    closed, opened = rows(draft)[1], rows(draft, open_id=1)[1]
    assert (closed.title, closed.is_draft) == ("half a thought", True)
    assert (opened.title, opened.is_draft) == ("New chat", False)


def test_pins_folders_archive_and_bin_have_their_places() -> None:
    shown = rows(
        conversation(1, "Loose"),
        conversation(2, "Inside", folder_id=7),
        conversation(3, "Pinned one", folder_id=7, pinned_at=1.0),
        conversation(4, "Old", archived_at=1.0, pinned_at=1.0),
        folders=[Folder(7, "Kitchen"), Folder(8, "Empty")],
        deleted=[conversation(5, "Gone", deleted_at=time.time() - 10 * DAY_S)],
        folded=frozenset({ARCHIVE}),
    )
    assert [(row.kind, row.title, row.detail) for row in shown] == [
        ("heading", "Pinned", ""),
        ("conversation", "Pinned one", ""),
        ("section", "Kitchen", "1"),
        ("conversation", "Inside", ""),
        ("section", "Empty", "0"),
        ("heading", "Today", ""),
        ("conversation", "Loose", ""),
        ("section", "Archive", "1"),
        ("section", "Bin", "1"),
        ("deleted", "Gone", "gone for good in 20 days"),
    ]


def test_archive_and_bin_are_folded_at_first() -> None:
    gone = conversation(5, "", draft="half a thought", deleted_at=time.time() - 29.5 * DAY_S)
    assert [row.title for row in rows(deleted=[gone])] == ["Bin"]
    [_, row] = rows(deleted=[gone], folded=frozenset())
    assert (row.title, row.detail) == ("half a thought", "gone for good tomorrow")


def test_hits_say_where_the_words_stand() -> None:
    hits = rows_of_search([Hit(1, None, "Soup", "Soup"), Hit(2, 5, "Rain", "about soup")])
    assert [(row.title, row.detail) for row in hits] == [
        ("2 found", ""),
        ("Soup", ""),
        ("Rain", "about soup"),
    ]
    assert [row.title for row in rows_of_search([])] == ["Nothing found"]


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Soup and more soup", ["soup"], ["Soup", "soup"]),
        ("Onion soups", ["so", "on"], ["On", "so"]),
        ("C++ (and c)", ["c++", "("], ["C++", "("]),
        ("nothing here", ["soup"], []),
        ("", ["soup"], []),
        ("text", [], []),
    ],
)
def test_words_are_found_where_a_word_begins(text: str, words: list[str], found: list[str]) -> None:
    parts = found_parts(text, words)
    assert "".join(part for part, _ in parts) == text
    assert [part for part, is_found in parts if is_found] == found
