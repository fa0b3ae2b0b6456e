"""Conversations into the database, all of what was read (app/exchange/reading.py) or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from app.documents import attachments
from app.exchange.portable import Portable, PortableMessage
from app.store.database import Database
from app.store.messages import as_columns, forecast_columns, new_id
from app.store.presets import stored_options


class Import:
    """Adds conversations to a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def store(self, conversations: Sequence[Portable]) -> list[int]:
        """Adds them all, or on a failure none; returns their ids."""
        with self._database.writing(durable=True) as connection:
            return [_store(connection, conversation) for conversation in conversations]


def _store(connection: sqlite3.Connection, conversation: Portable) -> int:
    added = connection.execute(
        "INSERT INTO conversation (title, draft, created_at, updated_at, title_by, pinned_at, archived_at, "
        "folder_id, preset_id, options) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            conversation.title,
            conversation.draft,
            conversation.created_at,
            conversation.updated_at,
            conversation.title_by,
            conversation.pinned_at,
            conversation.archived_at,
            _folder(connection, conversation.folder),
            _preset(connection, conversation),
            stored_options(conversation.options),
        ),
    )
    conversation_id = new_id(added)
    attachments.keep(connection, conversation.draft_attachments, conversation_id, "draft")
    ids: list[int] = []
    for message in conversation.messages:
        parent_id = None if message.parent is None else ids[message.parent]
        ids.append(_store_message(connection, conversation_id, parent_id, message))
    leaf_id = None if conversation.leaf is None else ids[conversation.leaf]
    connection.execute("UPDATE conversation SET leaf_id = ? WHERE id = ?", (leaf_id, conversation_id))
    return conversation_id


def _store_message(
    connection: sqlite3.Connection, conversation_id: int, parent_id: int | None, message: PortableMessage
) -> int:
    values = {
        "conversation_id": conversation_id,
        "parent_id": parent_id,
        **{name: getattr(message, name) for name in _COPIED},
        "is_corrected": int(message.is_corrected),
    }
    if message.statistics is not None:
        values |= as_columns(message.statistics)
    if message.forecast is not None:
        values |= forecast_columns(message.forecast)
    added = connection.execute(
        f"INSERT INTO message ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",
        list(values.values()),
    )
    attachments.keep(connection, message.attachments, conversation_id, "message", new_id(added))
    return new_id(added)


_COPIED = (
    "role",
    "content",
    "created_at",
    "state",
    "model",
    "error",
    "hint",
    "finish_reason",
    "left_out",
    "options",
    "thinking_s",
    "sending",
    "summary",
    "remedy",
)


def _folder(connection: sqlite3.Connection, name: str) -> int | None:
    if not name:
        return None
    row = connection.execute("SELECT id FROM folder WHERE name = ?", (name,)).fetchone()
    if row is not None:
        return int(row["id"])
    return new_id(connection.execute("INSERT INTO folder (name) VALUES (?)", (name,)))


def _preset(connection: sqlite3.Connection, conversation: Portable) -> int | None:
    """The person's own preset of that name, else the one that came along."""
    if not conversation.preset:
        return None
    row = connection.execute("SELECT id FROM preset WHERE name = ?", (conversation.preset,)).fetchone()
    if row is not None:
        return int(row["id"])
    values = (conversation.preset, stored_options(conversation.preset_options))
    return new_id(connection.execute("INSERT INTO preset (name, options) VALUES (?, ?)", values))
