"""What is written but not sent: a conversation's draft, and the message that waits for an answer's end."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from app.documents import attachments
from app.documents.attachments import Attachment, Place
from app.store.database import Database, storable
from app.store.messages import gone


class Draft(NamedTuple):
    """Words and what goes along with them."""

    text: str = ""
    attachments: tuple[Attachment, ...] = ()

    @property
    def is_blank(self) -> bool:
        return not self.text.strip() and not self.attachments

    def and_then(self, other: Draft) -> Draft:
        """Both as one, this first."""
        texts = [text for text in (self.text, other.text) if text.strip()]
        return Draft("\n\n".join(texts), (*self.attachments, *other.attachments))


class Drafts:
    """The drafts of one database. Each method is one short transaction, from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, conversation_id: int) -> Draft:
        with self._database.reading() as connection:
            return _get(connection, conversation_id, "draft")

    def save(self, conversation_id: int, draft: Draft) -> None:
        self._put(conversation_id, "draft", draft)

    def queue(self, conversation_id: int, message: Draft) -> None:
        """Keep it until it is sent; a blank one: nothing waits any more."""
        self._put(conversation_id, "queue", message)

    def keep_queued(self, conversation_id: int) -> Draft:
        """What waits becomes the beginning of the draft, which is returned."""
        with self._database.writing() as connection:
            waiting = _get(connection, conversation_id, "queue")
            draft = _get(connection, conversation_id, "draft")
            if waiting.is_blank:
                return draft
            both = waiting.and_then(draft)
            put(connection, conversation_id, "draft", both)
            put(connection, conversation_id, "queue", Draft())
            return both

    def _put(self, conversation_id: int, place: Place, draft: Draft) -> None:
        with self._database.writing() as connection:
            put(connection, conversation_id, place, draft)


def put(connection: sqlite3.Connection, conversation_id: int, place: Place, draft: Draft) -> None:
    """Write a draft within the caller's transaction; attachments that are there already stay."""
    column = "draft" if place == "draft" else "queued"
    changed = connection.execute(
        f"UPDATE conversation SET {column} = ? WHERE id = ?", (storable(draft.text), conversation_id)
    ).rowcount
    if not changed:
        raise gone()
    if attachments.of_place(connection, conversation_id, place) != draft.attachments:
        attachments.clear_place(connection, conversation_id, place)
        attachments.keep(connection, draft.attachments, conversation_id, place)


def _get(connection: sqlite3.Connection, conversation_id: int, place: Place) -> Draft:
    row = connection.execute(
        "SELECT draft, queued FROM conversation WHERE id = ?", (conversation_id,)
    ).fetchone()
    if row is None:
        raise gone()
    text: str = row["draft" if place == "draft" else "queued"]
    return Draft(text, attachments.of_place(connection, conversation_id, place))
