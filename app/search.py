"""Finding words in titles and messages, whatever the person types."""

from __future__ import annotations

import sqlite3
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """A place found by a search; message_id None: in the title."""

    conversation_id: int
    message_id: int | None
    title: str
    snippet: str


def find(connection: sqlite3.Connection, text: str, limit: int) -> list[Hit]:
    """Titles, then messages, in which every word of the text begins some word; newest first.

    What was sent along with a question is searched as the question is. Words that the index does not
    know, as emoji or Chinese without spaces, are looked for as they are written. All versions of messages
    are searched, deleted ones and deleted conversations are not; an empty text finds nothing.
    """
    words = text.split()
    if not words:
        return []
    if all(_is_indexed(word) for word in words):
        rows = connection.execute(_INDEXED, {"query": _query(words), "limit": limit}).fetchall()
        return [_hit(row, row["text"]) for row in rows]
    rows = connection.execute(
        _SCAN.format(
            title=" AND ".join(["title LIKE ? ESCAPE '\\'"] * len(words)),
            content=" AND ".join(["content LIKE ? ESCAPE '\\'"] * len(words)),
            attached=" AND ".join(["a.text LIKE ? ESCAPE '\\'"] * len(words)),
        ),
        [*(_pattern(word) for word in words * 3), limit],
    ).fetchall()
    return [_hit(row, _around(row["text"], words[0])) for row in rows]


_INDEXED = """
    SELECT * FROM (
        SELECT c.id AS conversation_id, NULL AS message_id, c.title,
            snippet(title_text, 0, '', '', '…', 16) AS text, c.updated_at AS at
        FROM title_text JOIN conversation AS c ON c.id = title_text.rowid
        WHERE title_text MATCH :query AND c.deleted_at IS NULL
    UNION ALL
        SELECT c.id, m.id, c.title, snippet(message_text, 0, '', '', '…', 16), m.created_at
        FROM message_text JOIN message AS m ON m.id = message_text.rowid
            JOIN conversation AS c ON c.id = m.conversation_id
        WHERE message_text MATCH :query AND c.deleted_at IS NULL AND m.deleted_at IS NULL
    UNION ALL
        SELECT c.id, m.id, c.title, snippet(attachment_text, 0, '', '', '…', 16), m.created_at
        FROM attachment_text JOIN attachment AS a ON a.id = attachment_text.rowid
            JOIN message AS m ON m.id = a.message_id JOIN conversation AS c ON c.id = m.conversation_id
        WHERE attachment_text MATCH :query AND c.deleted_at IS NULL AND m.deleted_at IS NULL
    ) ORDER BY message_id IS NOT NULL, at DESC LIMIT :limit
"""

_SCAN = """
    SELECT * FROM (
        SELECT id AS conversation_id, NULL AS message_id, title, title AS text, updated_at AS at
        FROM conversation WHERE {title} AND deleted_at IS NULL
    UNION ALL
        SELECT c.id, m.id, c.title, m.content, m.created_at
        FROM message AS m JOIN conversation AS c ON c.id = m.conversation_id
        WHERE {content} AND c.deleted_at IS NULL AND m.deleted_at IS NULL
    UNION ALL
        SELECT c.id, m.id, c.title, a.text, m.created_at
        FROM attachment AS a JOIN message AS m ON m.id = a.message_id
            JOIN conversation AS c ON c.id = m.conversation_id
        WHERE {attached} AND c.deleted_at IS NULL AND m.deleted_at IS NULL
    ) ORDER BY message_id IS NOT NULL, at DESC LIMIT ?
"""


def _is_indexed(word: str) -> bool:
    """Whether the index has an entry that begins as this word does: it knows nothing of signs, and
    takes a run of a script written without spaces for one word."""
    kinds = {unicodedata.category(character) for character in word}
    return any(kind[0] in "LN" for kind in kinds) and not any(
        kind == "Lo" or kind[0] == "S" for kind in kinds
    )


def _query(words: list[str]) -> str:
    # A quoted string is never an operator; the star makes its last word a prefix.
    return " ".join('"' + word.replace('"', '""') + '"*' for word in words)


def _pattern(word: str) -> str:
    for special in "\\%_":
        word = word.replace(special, "\\" + special)
    return f"%{word}%"


def _around(text: str, word: str) -> str:
    """The part of the text in which the word stands, at most some 100 characters."""
    start = max(0, text.lower().find(word.lower()) - 30)
    part = text[start : start + 100]
    return ("…" if start else "") + part + ("…" if start + 100 < len(text) else "")


def _hit(row: sqlite3.Row, snippet: str) -> Hit:
    return Hit(row["conversation_id"], row["message_id"], row["title"], " ".join(snippet.split()))
