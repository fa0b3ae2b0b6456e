"""Conversations out of the database, and as files of our own, which can be imported again."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from app.documents.attachments import of_place
from app.durable import write_json_durably
from app.exchange.portable import FORMAT, VERSION, Portable, PortableMessage, as_json
from app.paths import file_error
from app.store.conversations import Conversation, as_conversation
from app.store.database import Database
from app.store.drafts import Draft
from app.store.messages import Message, gone, tree
from app.store.presets import read_options
from app.words import tr

_LONGEST_NAME = 80  # characters of a file's name


class Export:
    """Reads whole conversations, with all their branches, out of the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Portable]:
        """Every conversation that is not in the bin, the oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id FROM conversation WHERE deleted_at IS NULL ORDER BY id"
            ).fetchall()
        return [self.conversation(row["id"]) for row in rows]

    def conversation(self, conversation_id: int) -> Portable:
        """One of them. UserError when it is gone."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT conversation.*, folder.name AS folder, preset.name AS preset, "
                "preset.options AS preset_options FROM conversation "
                "LEFT JOIN folder ON folder.id = folder_id LEFT JOIN preset ON preset.id = preset_id "
                "WHERE conversation.id = ?",
                (conversation_id,),
            ).fetchone()
            if row is None:
                raise gone()
            messages = tree(connection, conversation_id)
            written = Draft(row["draft"], of_place(connection, conversation_id, "draft"))
            waiting = Draft(row["queued"], of_place(connection, conversation_id, "queue"))
        kept: Conversation = as_conversation(row)
        draft = written if waiting.is_blank else waiting.and_then(written)
        places = {message.id: place for place, message in enumerate(messages)}
        return Portable(
            title=kept.title,
            created_at=kept.created_at,
            updated_at=kept.updated_at,
            messages=tuple(_portable(message, places) for message in messages),
            leaf=places.get(row["leaf_id"]),
            draft=draft.text,
            draft_attachments=draft.attachments,
            title_by=kept.title_by,
            pinned_at=kept.pinned_at,
            archived_at=kept.archived_at,
            folder=row["folder"] or "",
            preset=row["preset"] or "",
            preset_options=read_options(row["preset_options"] or ""),
            options=read_options(row["options"]),
        )


def write_json(path: Path, conversations: Iterable[Portable]) -> None:
    """All of them in one file, whole or not at all. UserError when it cannot be written."""
    value: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": time.time(),
        "conversations": [as_json(conversation) for conversation in conversations],
    }
    try:
        write_json_durably(path, value)
    except OSError as error:
        raise file_error(error, path) from error


def file_name(title: str) -> str:
    """A title as every system takes it for a file's name."""
    name = re.sub(r'[\x00-\x1f<>:"/\\|?*]+', " ", title)[:_LONGEST_NAME]
    name = " ".join(name.split()).strip(". ")
    return (
        f"_{name}" if re.fullmatch(r"(?i)con|prn|aux|nul|com\d|lpt\d", name) else name or tr("Conversation")
    )


def _portable(message: Message, places: dict[int, int]) -> PortableMessage:
    return PortableMessage(
        parent=None if message.parent_id is None else places[message.parent_id],
        role=message.role,
        content=message.content,
        created_at=message.created_at,
        state="interrupted" if message.state == "writing" else message.state,
        model=message.model,
        error=message.error,
        hint=message.hint,
        finish_reason=message.finish_reason,
        left_out=message.left_out,
        is_corrected=message.is_corrected,
        options=message.options,
        statistics=message.statistics,
        thinking_s=message.thinking_s,
        sending=message.sending,
        summary=message.summary,
        remedy=message.remedy,
        forecast=message.forecast,
        attachments=message.attachments,
    )
