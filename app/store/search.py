"""Finding words in titles and messages, whatever the person types."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from app.store.signs import signs


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
    know, as emoji or Chinese without spaces, are looked for as they are written, in what has all their
    signs. All versions of messages are searched, deleted ones and deleted conversations are not; an empty
    text finds nothing.
    """
    words = text.split()
    if not words:
        return []
    is_indexed = all(_is_indexed(word) for word in words)
    signs_wanted = signs(text)
    found: list[_Place] = []
    for source in (_TITLES, _MESSAGES, _ATTACHMENTS):
        matching = " AND ".join([f"{source.column} LIKE ? ESCAPE '\\'"] * len(words))
        patterns = [_pattern(word) for word in words]
        if is_indexed:
            rows = connection.execute(source.indexed, (_query(words), _MOST)).fetchall()
        elif source.narrowed and signs_wanted:
            narrowed = source.narrowed.format(matching)
            rows = connection.execute(narrowed, (signs_wanted, *patterns, _MOST)).fetchall()
        else:
            rows = connection.execute(source.scanned.format(matching), (*patterns, _MOST)).fetchall()
        found += [_Place(source, *row) for row in rows]
    found.sort(key=lambda place: (place.source is not _TITLES, -place.at))
    return [_hit(connection, place, words) for place in found[:limit]]


_MOST = 2_000
"""Of so many places, those with the greatest ids, the newest are shown. Looking up the time of every message
with a common word in it would take a second."""


@dataclass(frozen=True, slots=True)
class _Source:
    """What is searched. CROSS JOIN: in the order in which it stands, which SQLite would else turn round."""

    column: str
    indexed: str
    scanned: str
    narrowed: str = ""  # what has all signs, as app/store/signs.py keeps them; titles are few


_JOINED = "CROSS JOIN conversation AS c ON c.id = m.conversation_id WHERE"
_ALIVE = "c.deleted_at IS NULL AND m.deleted_at IS NULL"
_TITLES = _Source(
    column="c.title",
    indexed="SELECT c.id, c.id, NULL, c.title, c.updated_at FROM title_text "
    "CROSS JOIN conversation AS c ON c.id = title_text.rowid "
    "WHERE title_text MATCH ? AND c.deleted_at IS NULL ORDER BY title_text.rowid DESC LIMIT ?",
    scanned="SELECT c.id, c.id, NULL, c.title, c.updated_at FROM conversation AS c "
    "WHERE {} AND c.deleted_at IS NULL ORDER BY c.id DESC LIMIT ?",
)
_MESSAGES = _Source(
    column="m.content",
    indexed="SELECT m.id, c.id, m.id, c.title, m.created_at FROM message_text "
    f"CROSS JOIN message AS m ON m.id = message_text.rowid {_JOINED} message_text MATCH ? AND {_ALIVE} "
    "ORDER BY message_text.rowid DESC LIMIT ?",
    scanned=f"SELECT m.id, c.id, m.id, c.title, m.created_at FROM message AS m {_JOINED} {{}} AND {_ALIVE} "
    "ORDER BY m.id DESC LIMIT ?",
    narrowed="SELECT m.id, c.id, m.id, c.title, m.created_at FROM message_sign "
    f"CROSS JOIN message AS m ON m.id = message_sign.rowid {_JOINED} message_sign MATCH ? AND {{}} "
    f"AND {_ALIVE} ORDER BY message_sign.rowid DESC LIMIT ?",
)
_ATTACHMENTS = _Source(
    column="a.text",
    indexed="SELECT a.id, c.id, m.id, c.title, m.created_at FROM attachment_text "
    "CROSS JOIN attachment AS a ON a.id = attachment_text.rowid "
    f"CROSS JOIN message AS m ON m.id = a.message_id {_JOINED} attachment_text MATCH ? AND {_ALIVE} "
    "ORDER BY attachment_text.rowid DESC LIMIT ?",
    scanned="SELECT a.id, c.id, m.id, c.title, m.created_at FROM attachment AS a "
    f"CROSS JOIN message AS m ON m.id = a.message_id {_JOINED} {{}} AND {_ALIVE} ORDER BY a.id DESC LIMIT ?",
    narrowed="SELECT a.id, c.id, m.id, c.title, m.created_at FROM attachment_sign "
    "CROSS JOIN attachment AS a ON a.id = attachment_sign.rowid "
    f"CROSS JOIN message AS m ON m.id = a.message_id {_JOINED} attachment_sign MATCH ? AND {{}} "
    f"AND {_ALIVE} ORDER BY attachment_sign.rowid DESC LIMIT ?",
)


@dataclass(frozen=True, slots=True)
class _Place:
    """A row in which the words were found. id: within its source. at: seconds since 1970."""

    source: _Source
    id: int
    conversation_id: int
    message_id: int | None
    title: str
    at: float


def _hit(connection: sqlite3.Connection, place: _Place, words: list[str]) -> Hit:
    text = place.title
    if place.source is not _TITLES:
        table = "message AS m" if place.source is _MESSAGES else "attachment AS a"
        (text,) = connection.execute(
            f"SELECT {place.source.column} FROM {table} WHERE id = ?", (place.id,)
        ).fetchone()
    return Hit(place.conversation_id, place.message_id, place.title, snippet(text, words))


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


def snippet(text: str, words: Sequence[str]) -> str:
    """The part of the text in which one of the words stands, at most some 120 characters, on one line."""
    at = next((place for word in words if (place := _find(text, word)) >= 0), 0)
    start, end = max(0, at - 30), at + 90
    if start:
        start = text.find(" ", start, at) + 1 or start
    part = text[start:end]
    if end < len(text) and " " in part[60:]:
        part = part[: 60 + part[60:].rindex(" ")]
    return ("…" if start else "") + " ".join(part.split()) + ("…" if end < len(text) else "")


def _find(text: str, word: str) -> int:
    """Where a word begins so, whatever its case and accents; -1: nowhere."""
    if not _is_indexed(word):
        found = re.search(re.escape(word), text, re.IGNORECASE)
        return found.start() if found else -1
    # The index takes signs within a word for spaces.
    pattern = r"\b" + r"\W+".join(re.findall(r"\w+", word))
    found = re.search(pattern, text, re.IGNORECASE)
    if found is None and not text.isascii():
        found = re.search("".join(map(_base, pattern)), "".join(map(_base, text)), re.IGNORECASE)
    return found.start() if found else -1


@cache
def _base(character: str) -> str:
    """The letter without its accent; always one character, so that places stay the same."""
    return unicodedata.normalize("NFD", character)[0]
