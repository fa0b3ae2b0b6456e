"""Conversations out of files: our own, ChatGPT's export (also as the zip it comes in), LM Studio's.

A file is read and checked as a whole before anything is written; then all of it is written, or nothing.
"""

from __future__ import annotations

import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from app.documents import attachments
from app.errors import UserError
from app.exchange.foreign import from_chatgpt, from_lm_studio, looks_like_chatgpt, looks_like_lm_studio
from app.exchange.portable import FORMAT, VERSION, Fields, NotReadable, Portable, PortableMessage, from_json
from app.store.database import Database
from app.store.messages import as_columns, forecast_columns, new_id
from app.store.presets import stored_options
from app.words import tr

_LARGEST_BYTES = 512 << 20  # JSON takes some ten times its size in memory while it is read
_IN_ZIP = re.compile(r"(.*/)?conversations(-\d+)?\.json")


def read(path: Path) -> list[Portable]:
    """The conversations in a file. UserError that says why when it cannot be imported."""
    try:
        found = [conversation for text in _texts(path) for conversation in _conversations(_parsed(text))]
        if not found:
            raise NotReadable(tr("there is no conversation in it"))
        return found
    except NotReadable as error:
        raise UserError(
            tr("{file} cannot be imported: {error}.", file=path.name, error=error), tr("Nothing was changed.")
        ) from error
    except OSError as error:
        raise UserError(
            tr("{path} cannot be read: {reason}.", path=path, reason=error.strerror or error),
            tr("Choose another file."),
        ) from error


class Import:
    """Adds conversations to a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def store(self, conversations: Sequence[Portable]) -> list[int]:
        """Adds them all, or on a failure none; returns their ids."""
        with self._database.writing(durable=True) as connection:
            return [_store(connection, conversation) for conversation in conversations]


# Reading


def _texts(path: Path) -> Iterator[bytes]:
    if path.exists() and not path.is_file():  # a pipe or a device could be read for ever
        raise NotReadable(tr("it is no file"))
    if zipfile.is_zipfile(path):
        yield from _in_zip(path)
        return
    if path.stat().st_size > _LARGEST_BYTES:
        _too_large()
    yield path.read_bytes()


def _in_zip(path: Path) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [one for one in archive.infolist() if _IN_ZIP.fullmatch(one.filename)]
            if not members:
                raise NotReadable(tr("there is no conversations.json in it"))
            if sum(one.file_size for one in members) > _LARGEST_BYTES:
                _too_large()
            for member in members:
                with archive.open(member) as file:
                    # What the archive says of a size need not be true.
                    text = file.read(_LARGEST_BYTES + 1)
                if len(text) > _LARGEST_BYTES:
                    _too_large()
                yield text
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise NotReadable(tr("the zip file is damaged or locked with a password")) from error


def _too_large() -> NoReturn:
    raise NotReadable(tr("it is larger than {size} MB", size=_LARGEST_BYTES >> 20))


def _parsed(text: bytes) -> object:
    try:
        value: object = json.loads(text.decode("utf-8-sig"), parse_constant=_no_number)
        return value
    except UnicodeDecodeError as error:
        raise NotReadable(tr("it is no text")) from error
    except RecursionError as error:
        raise NotReadable(tr("its parts are nested too deeply")) from error
    except json.JSONDecodeError as error:
        raise NotReadable(
            tr("it is no whole JSON file: it cannot be read from line {line} on", line=error.lineno)
        ) from error
    except ValueError as error:  # a number of too many digits
        raise NotReadable(tr("it has a number that is none")) from error


def _no_number(_text: str) -> NoReturn:
    raise ValueError


def _conversations(value: object) -> list[Portable]:
    if isinstance(value, dict) and value.get("format") == FORMAT:
        fields = Fields(value, tr("the file"))
        if fields.whole("version") > VERSION:
            raise NotReadable(tr("it was written by a newer version of Inglenook"))
        return [from_json(one) for one in fields.list("conversations")]
    listed = value if isinstance(value, list) else [value]
    if listed and all(looks_like_chatgpt(one) for one in listed):
        return [from_chatgpt(one) for one in listed]
    if looks_like_lm_studio(value):
        return [from_lm_studio(value)]
    raise NotReadable(tr("it is neither Inglenook's, nor ChatGPT's, nor LM Studio's"))


# Writing


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
