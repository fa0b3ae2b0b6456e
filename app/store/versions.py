"""Versions of messages: what is edited, answered again or corrected stands beside what was there before."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from typing import NamedTuple

from app.documents import attachments
from app.documents.attachments import Attachment
from app.store.database import Database, storable
from app.store.messages import Message, add, gone, leaf_of, message, new_id, path_to, set_leaf


class Removal(NamedTuple):
    """Messages that were put aside together, and the branch that was shown before."""

    conversation_id: int
    message_ids: tuple[int, ...]
    leaf_id: int | None


class Versions:
    """The branches of conversations. Nothing here loses a message; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, conversation_id: int) -> dict[int, tuple[int, ...]]:
        """For each message that has others in its place: the ids of all of them, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, parent_id, role FROM message "
                "WHERE conversation_id = ? AND deleted_at IS NULL ORDER BY id",
                (conversation_id,),
            ).fetchall()
        groups: dict[tuple[int | None, str], list[int]] = {}
        for row in rows:
            message_id, parent_id, role = row
            groups.setdefault((parent_id, role), []).append(message_id)
        return {one: tuple(ids) for ids in groups.values() if len(ids) > 1 for one in ids}

    def choose(self, message_id: int) -> None:
        """Show the branch of this message, down to the newest of its leaves."""
        with self._database.writing() as connection:
            chosen = message(connection, message_id)
            connection.execute(
                "UPDATE conversation SET leaf_id = ? WHERE id = ?",
                (_newest_below(connection, message_id), chosen.conversation_id),
            )

    def show(self, message_id: int) -> None:
        """Choose a branch with this message in it; nothing changes where it is in the chosen one."""
        with self._database.reading() as connection:
            conversation_id = message(connection, message_id).conversation_id
            shown = path_to(connection, leaf_of(connection, conversation_id))
        if message_id not in {one.id for one in shown}:
            self.choose(message_id)

    def edit_question(self, message_id: int, text: str, attached: Sequence[Attachment] = ()) -> Message:
        """The question anew, in its place; the old one stays with all that was said after it."""
        with self._database.writing(durable=True) as connection:
            old = message(connection, message_id)
            added_id = add(connection, old.conversation_id, old.parent_id, "user", storable(text))
            attachments.keep(connection, attached, old.conversation_id, "message", added_id)
            return message(connection, added_id)

    def correct_answer(self, message_id: int, text: str) -> Message:
        """The answer in the person's words, in its place; the model's own stays beside it."""
        with self._database.writing(durable=True) as connection:
            old = message(connection, message_id)
            place = (old.conversation_id, old.parent_id)
            added_id = add(
                connection, *place, "assistant", storable(text), model=old.model, is_corrected=True
            )
            return message(connection, added_id)

    def branch(self, message_id: int) -> int:
        """A new conversation with a copy of everything up to this message; returns its id."""
        with self._database.writing() as connection:
            path = path_to(connection, message_id)
            if not path:
                raise gone()
            now = time.time()
            added = connection.execute(
                "INSERT INTO conversation "
                "(title, title_by, created_at, updated_at, folder_id, preset_id, options, leaves_out) "
                "SELECT title || ' (branch)', title_by, ?, ?, folder_id, preset_id, options, leaves_out "
                "FROM conversation WHERE id = ?",
                (now, now, path[0].conversation_id),
            )
            conversation_id = new_id(added)
            leaf: int | None = None
            for one in path:
                leaf = _copy(connection, one, conversation_id, leaf)
            set_leaf(connection, conversation_id, leaf, now)
            return conversation_id

    def remove(self, message_id: int) -> Removal:
        """Puts the message and all below it aside; put_back() undoes it until they are purged.

        What is shown then is the version beside it that was made last, else what stood above.
        """
        with self._database.writing() as connection:
            removed = message(connection, message_id)
            ids = _below(connection, message_id)
            leaf = leaf_of(connection, removed.conversation_id)
            connection.execute(
                f"UPDATE message SET deleted_at = ? WHERE id IN ({', '.join(map(str, ids))})", (time.time(),)
            )
            if leaf in ids:
                beside = connection.execute(
                    "SELECT MAX(id) AS id FROM message WHERE conversation_id = ? AND parent_id IS ? "
                    "AND role = ? AND deleted_at IS NULL",
                    (removed.conversation_id, removed.parent_id, removed.role),
                ).fetchone()["id"]
                shown = removed.parent_id if beside is None else _newest_below(connection, beside)
                set_leaf(connection, removed.conversation_id, shown, time.time())
            return Removal(removed.conversation_id, tuple(ids), leaf)

    def put_back(self, removal: Removal) -> None:
        """Undo of remove(), with the branch that was shown then. What was purged since stays away."""
        with self._database.writing() as connection:
            back = connection.execute(
                "UPDATE message SET deleted_at = NULL "
                f"WHERE id IN ({', '.join(map(str, removal.message_ids))})"
            ).rowcount
            if not back:
                raise gone()
            if removal.leaf_id in removal.message_ids:
                set_leaf(connection, removal.conversation_id, removal.leaf_id, time.time())


_OWN = ("id", "conversation_id", "parent_id", "state", "deleted_at")  # what a copy does not share


def _copy(connection: sqlite3.Connection, one: Message, conversation_id: int, parent_id: int | None) -> int:
    columns = connection.execute("SELECT name FROM pragma_table_info('message')").fetchall()
    shared = ", ".join(row["name"] for row in columns if row["name"] not in _OWN)
    added = connection.execute(
        f"INSERT INTO message (conversation_id, parent_id, state, {shared}) "
        f"SELECT ?, ?, CASE state WHEN 'writing' THEN 'interrupted' ELSE state END, {shared} "
        "FROM message WHERE id = ?",
        (conversation_id, parent_id, one.id),
    )
    connection.execute(
        "INSERT INTO answer_choices (message_id, start, choices) "
        "SELECT ?, start, choices FROM answer_choices WHERE message_id = ?",
        (new_id(added), one.id),
    )
    attachments.keep(connection, one.attachments, conversation_id, "message", new_id(added))
    return new_id(added)


def _below(connection: sqlite3.Connection, message_id: int) -> list[int]:
    """The message and all that follow it in any branch, without those deleted before."""
    rows = connection.execute(
        "WITH RECURSIVE below (id) AS ("
        " SELECT ? UNION ALL"
        " SELECT message.id FROM below JOIN message ON message.parent_id = below.id"
        " WHERE message.deleted_at IS NULL"
        ") SELECT id FROM below",
        (message_id,),
    ).fetchall()
    return [row["id"] for row in rows]


def _newest_below(connection: sqlite3.Connection, message_id: int) -> int:
    # A message always has a greater id than what it follows: the greatest one is a leaf.
    return max(_below(connection, message_id))
