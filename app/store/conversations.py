"""Conversations: trees of messages in the database, their drafts, and the search through them."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from app.documents import attachments
from app.documents.attachments import Attachment
from app.store.answers import Answers
from app.store.choices import ChoiceStore
from app.store.database import Database, storable
from app.store.drafts import Draft, put
from app.store.messages import (
    Message,
    Sending,
    add,
    gone,
    leaf_of,
    message,
    new_id,
    path_to,
)

if TYPE_CHECKING:
    from app.store.search import Hit

TitleBy = Literal["words", "model", "person"]

_TITLE_LENGTH = 48  # characters


class Conversation(NamedTuple):
    """Times are seconds since 1970, UTC. deleted_at: when it was put aside; None for all in use.

    title_by: words, the first ones of the question; a model; or the person, whose title nothing replaces.
    """

    id: int
    title: str
    created_at: float
    updated_at: float
    draft: str
    deleted_at: float | None
    pinned_at: float | None
    archived_at: float | None
    folder_id: int | None
    title_by: TitleBy


class Conversations:
    """All conversations of one database. Each method is one short transaction, from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.answers = Answers(database)
        self.choices = ChoiceStore(database)

    def create(self, title: str = "") -> Conversation:
        now = time.time()
        with self._database.writing() as connection:
            added = connection.execute(
                "INSERT INTO conversation (title, created_at, updated_at, title_by, preset_id) "
                "VALUES (?, ?, ?, ?, (SELECT id FROM preset WHERE is_default))",
                (storable(title), now, now, "person" if title else "words"),
            )
            return _conversation(connection, new_id(added))

    def all(self) -> list[Conversation]:
        """Those in use, also the archived ones, the one last written to first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM conversation WHERE deleted_at IS NULL ORDER BY updated_at DESC, id DESC"
            ).fetchall()
        return [as_conversation(row) for row in rows]

    def get(self, conversation_id: int) -> Conversation:
        """One conversation, also a deleted one. UserError when it is gone for good."""
        with self._database.reading() as connection:
            return _conversation(connection, conversation_id)

    def rename(self, conversation_id: int, title: str) -> None:
        """The person's own title."""
        self._change_one(
            "UPDATE conversation SET title_by = 'person', title = ? WHERE id = ?",
            " ".join(storable(title).split()),
            conversation_id,
        )

    def suggest_title(self, conversation_id: int, title: str) -> None:
        """A model's title takes the place of the first words, but not of the person's own title."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE conversation SET title = ?, title_by = 'model' WHERE id = ? AND title_by = 'words'",
                (" ".join(storable(title).split()), conversation_id),
            )

    def delete(self, conversation_id: int) -> None:
        """Puts it aside; restore() brings it back until purge() has removed it."""
        self._change_one("UPDATE conversation SET deleted_at = ? WHERE id = ?", time.time(), conversation_id)

    def discard(self, conversation_id: int) -> None:
        """Removes one in which nothing was ever written, without a trace in the bin."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM conversation WHERE id = ?", (conversation_id,))

    def restore(self, conversation_id: int) -> None:
        """Back from the bin."""
        self._change_one("UPDATE conversation SET deleted_at = ? WHERE id = ?", None, conversation_id)

    def purge(self, older_than_s: float = 0.0) -> int:
        """Removes for good what was deleted at least so long ago, with every copy of its text.

        Returns how many conversations that were; messages removed from others are not counted.
        """
        before = time.time() - older_than_s
        with self._database.writing() as connection:
            removed = connection.execute("DELETE FROM conversation WHERE deleted_at <= ?", (before,)).rowcount
            messages = connection.execute(
                "DELETE FROM message WHERE deleted_at <= ? RETURNING conversation_id", (before,)
            ).fetchall()
            for conversation_id in {row["conversation_id"] for row in messages}:
                _name_again(connection, conversation_id)
        if removed or messages:
            self._database.forget_deleted_text()
        return removed

    def thread(self, conversation_id: int) -> list[Message]:
        """The messages from the first one to the conversation's chosen leaf."""
        with self._database.reading() as connection:
            return path_to(connection, leaf_of(connection, conversation_id))

    def last(self, conversation_id: int) -> Message | None:
        """The conversation's chosen leaf; None: there is no message in it."""
        with self._database.reading() as connection:
            leaf_id = leaf_of(connection, conversation_id)
            return None if leaf_id is None else message(connection, leaf_id)

    def path_to(self, message_id: int) -> list[Message]:
        """The messages from the first one to this one."""
        with self._database.reading() as connection:
            return path_to(connection, message_id)

    def message(self, message_id: int) -> Message:
        with self._database.reading() as connection:
            return message(connection, message_id)

    def add_question(
        self,
        conversation_id: int,
        text: str,
        attached: Sequence[Attachment] = (),
        place: Literal["draft", "queue"] = "draft",
    ) -> Message:
        """Adds it after the chosen leaf, and gives an untitled conversation a title.

        place: where it was kept until now; that is empty then. When this returns, the question is on the
        disk.
        """
        text = storable(text)
        with self._database.writing(durable=True) as connection:
            row = connection.execute(
                "SELECT title, leaf_id FROM conversation WHERE id = ?", (conversation_id,)
            ).fetchone()
            if row is None:
                raise gone()
            added_id = add(connection, conversation_id, row["leaf_id"], "user", text)
            attachments.keep(connection, attached, conversation_id, "message", added_id)
            put(connection, conversation_id, place, Draft())
            title = row["title"] or _title_from(text or " ".join(one.text[:500] for one in attached))
            connection.execute("UPDATE conversation SET title = ? WHERE id = ?", (title, conversation_id))
            return message(connection, added_id)

    def set_summary(self, message_id: int, text: str) -> None:
        """What the model is sent from now on instead of this message and all above it; empty: themselves."""
        self._change_one("UPDATE message SET summary = ? WHERE id = ?", storable(text).strip(), message_id)

    def set_sending(self, message_id: int, sending: Sending) -> None:
        """Whether the model is sent this message with later questions."""
        self._change_one("UPDATE message SET sending = ? WHERE id = ?", sending, message_id)

    def leaves_out(self, conversation_id: int) -> bool:
        """Whether the person has chosen that the oldest messages are left out when there is no room for them:
        then nobody asks again."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT leaves_out FROM conversation WHERE id = ?", (conversation_id,)
            ).fetchone()
        return row is not None and bool(row["leaves_out"])

    def choose_to_leave_out(self, conversation_id: int) -> None:
        self._change_one("UPDATE conversation SET leaves_out = ? WHERE id = ?", 1, conversation_id)

    def search(self, text: str, limit: int = 50) -> list[Hit]:
        """Places where every word of the text begins some word; titles first, newest first."""
        with self._database.reading() as connection:
            from app.store.search import find  # not for the first picture of the window

            return find(connection, storable(text), limit)

    def _change_one(self, statement: str, *values: str | float | None) -> None:
        """Raises UserError when what is to be changed is gone."""
        with self._database.writing() as connection:
            if not connection.execute(statement, values).rowcount:
                raise gone()


def _title_from(text: str) -> str:
    words = " ".join(text.split())
    if len(words) <= _TITLE_LENGTH:
        return words
    whole = words[: _TITLE_LENGTH + 1].rsplit(" ", 1)[0]
    return (whole if len(whole) <= _TITLE_LENGTH else words[:_TITLE_LENGTH]).rstrip(" ,;:.-") + "…"


def _name_again(connection: sqlite3.Connection, conversation_id: int) -> None:
    """A title that is a question's first words follows what is left, for that question may be gone."""
    first = connection.execute(
        "SELECT content FROM message WHERE conversation_id = ? AND role = 'user' ORDER BY id LIMIT 1",
        (conversation_id,),
    ).fetchone()
    connection.execute(
        "UPDATE conversation SET title = ? WHERE id = ? AND title_by = 'words'",
        (_title_from(first["content"]) if first else "", conversation_id),
    )


def _conversation(connection: sqlite3.Connection, conversation_id: int) -> Conversation:
    row = connection.execute("SELECT * FROM conversation WHERE id = ?", (conversation_id,)).fetchone()
    if row is None:
        raise gone()
    return as_conversation(row)


def as_conversation(row: sqlite3.Row) -> Conversation:
    return Conversation(
        id=row["id"],
        title=row["title"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        draft=row["draft"],
        deleted_at=row["deleted_at"],
        pinned_at=row["pinned_at"],
        archived_at=row["archived_at"],
        folder_id=row["folder_id"],
        title_by=row["title_by"],
    )
