"""Text that goes along with a question: a long paste, the contents of a file."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from app.store.database import storable

AttachmentKind = Literal["paste", "file"]
Place = Literal["message", "draft", "queue"]
"""Where it belongs: a question that was sent, what is being written, what waits to be sent."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """name: as it is called to the model and on the screen. token_count: None where not counted yet."""

    kind: AttachmentKind
    name: str
    text: str
    token_count: int | None = None


def with_attachments(text: str, attachments: Sequence[Attachment]) -> str:
    """A question as the model is sent it: what is attached, each in a fence of its own, then the words."""
    parts = [fenced(attachment) for attachment in attachments]
    return "\n\n".join([*parts, text] if text.strip() else parts)


def fenced(attachment: Attachment) -> str:
    """The attachment in a Markdown code fence, longer than any within its text."""
    longest = max((len(run) for run in re.findall(r"^[ \t]*(`{3,})", attachment.text, re.M)), default=2)
    fence = "`" * (longest + 1)
    return f"{attachment.name}:\n{fence}\n{attachment.text.rstrip(chr(10))}\n{fence}"


def keep(
    connection: sqlite3.Connection,
    attachments: Iterable[Attachment],
    conversation_id: int,
    place: Place,
    message_id: int | None = None,
) -> None:
    """Adds them within the caller's transaction. message_id: of the question, where there is one."""
    connection.executemany(
        "INSERT INTO attachment (conversation_id, message_id, place, kind, name, text, token_count) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                conversation_id,
                message_id,
                place,
                one.kind,
                storable(one.name),
                storable(one.text),
                one.token_count,
            )
            for one in attachments
        ],
    )


def of_messages(connection: sqlite3.Connection, conversation_id: int) -> dict[int, tuple[Attachment, ...]]:
    """Those of a conversation's questions, by the question's id, in their order."""
    rows = connection.execute(
        "SELECT * FROM attachment WHERE conversation_id = ? AND place = 'message' ORDER BY id",
        (conversation_id,),
    ).fetchall()
    found: dict[int, tuple[Attachment, ...]] = {}
    for row in rows:
        found[row["message_id"]] = (*found.get(row["message_id"], ()), _as_attachment(row))
    return found


def of_place(connection: sqlite3.Connection, conversation_id: int, place: Place) -> tuple[Attachment, ...]:
    """Those of a conversation's draft, or of what waits there to be sent."""
    rows = connection.execute(
        "SELECT * FROM attachment WHERE conversation_id = ? AND place = ? ORDER BY id",
        (conversation_id, place),
    ).fetchall()
    return tuple(_as_attachment(row) for row in rows)


def clear_place(connection: sqlite3.Connection, conversation_id: int, place: Place) -> None:
    """Removes those of a draft, or of what waits, within the caller's transaction."""
    connection.execute(
        "DELETE FROM attachment WHERE conversation_id = ? AND place = ?", (conversation_id, place)
    )


def _as_attachment(row: sqlite3.Row) -> Attachment:
    return Attachment(row["kind"], row["name"], row["text"], row["token_count"])
