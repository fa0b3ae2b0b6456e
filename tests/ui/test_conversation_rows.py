"""The rows of the sidebar."""

from __future__ import annotations

import time
from datetime import date

import pytest

from app.conversations import Conversation
from app.search import Hit
from ui.conversation_rows import found_parts, rows_by_date, rows_of_search


def conversation(number: int, title: str, days_ago: float = 0.0, draft: str = "") -> Conversation:
    when = time.time() - days_ago * 86_400
    return Conversation(number, title, when, when, draft, None)


def test_conversations_stand_under_their_days() -> None:
    rows = rows_by_date([conversation(1, "New"), conversation(2, "Old", 3)], date.today(), None)
    assert [(row.kind, row.title) for row in rows] == [
        ("heading", "Today"),
        ("conversation", "New"),
        ("heading", "Last week"),
        ("conversation", "Old"),
    ]


def test_an_unsent_question_is_listed_by_its_words_unless_it_is_open() -> None:
    draft = conversation(1, "", draft="half a\n thought")
    closed, opened = rows_by_date([draft], date.today(), None)[1], rows_by_date([draft], date.today(), 1)[1]
    assert (closed.title, closed.is_draft) == ("half a thought", True)
    assert (opened.title, opened.is_draft) == ("New chat", False)


def test_hits_say_where_the_words_stand() -> None:
    rows = rows_of_search([Hit(1, None, "Soup", "Soup"), Hit(2, 5, "Rain", "about soup")])
    assert [(row.title, row.detail) for row in rows] == [
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
