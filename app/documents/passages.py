"""What of a long text is sent when not all of it fits: its beginning, or what is nearest to a question."""

from __future__ import annotations

import contextlib
import re
import sqlite3

_PASSAGE = 1_200  # characters, about
_GAP = "[…]"


def beginning(text: str, most: int) -> str:
    """At most so many characters from the start, cut between paragraphs, lines or words."""
    if len(text) <= most:
        return text
    part = text[:most]
    for end in ("\n\n", "\n", " "):
        place = part.rfind(end)
        if place > most // 2:
            return part[:place].rstrip() + f"\n\n{_GAP}"
    return part + f"\n\n{_GAP}"


def nearest(text: str, question: str, most: int) -> str:
    """The passages that have most of the question's rarer words (BM25, as SQLite's FTS5 counts it).

    At most so many characters together, in the order of the text; its beginning when no word is in it.
    """
    passages = split(text)
    chosen: set[int] = set()
    room = most
    for number in _ranked(passages, question):
        cost = len(passages[number]) + len(_GAP) + 4
        if cost <= room:
            chosen.add(number)
            room -= cost
    if not chosen:
        return beginning(text, most)
    parts: list[str] = []
    last = -1
    for number in sorted(chosen):
        if number != last + 1:
            parts.append(_GAP)
        parts.append(passages[number])
        last = number
    if last != len(passages) - 1:
        parts.append(_GAP)
    return "\n\n".join(parts)


def split(text: str) -> list[str]:
    """Whole paragraphs put together to passages of about one length; a long one is cut between words."""
    passages: list[str] = []
    current = ""
    for paragraph in re.split(r"\n\s*\n", text):
        for piece in _pieces(paragraph.strip("\n")):
            if current and len(current) + len(piece) > _PASSAGE:
                passages.append(current)
                current = ""
            current = f"{current}\n\n{piece}" if current else piece
    return [*passages, current] if current.strip() else passages


def _pieces(paragraph: str) -> list[str]:
    pieces = []
    while len(paragraph) > _PASSAGE:
        end = max(paragraph.rfind(sign, _PASSAGE // 2, _PASSAGE) for sign in ("\n", ". ", " "))
        end = _PASSAGE if end < 0 else end + 1
        pieces.append(paragraph[:end].rstrip())
        paragraph = paragraph[end:].lstrip(" ")
    return [*pieces, paragraph] if paragraph.strip() else pieces


def _ranked(passages: list[str], question: str) -> list[int]:
    """The numbers of the passages that share a word with the question, the nearest first."""
    words = sorted({word.lower() for word in re.findall(r"\w+", question)})
    if not words:
        return []
    query = " OR ".join(f'"{word}"' for word in words)
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE passage USING fts5 (text, tokenize = 'porter unicode61')")
        connection.executemany(
            "INSERT INTO passage (rowid, text) VALUES (?, ?)", list(enumerate(passages, start=1))
        )
        rows = connection.execute(
            "SELECT rowid FROM passage WHERE passage MATCH ? ORDER BY bm25(passage), rowid", (query,)
        ).fetchall()
    return [rowid - 1 for (rowid,) in rows]
