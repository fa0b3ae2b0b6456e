"""Messages as they are stored: a tree in each conversation, read along the path to one of its leaves."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from app.documents import attachments
from app.documents.attachments import Attachment
from app.errors import REMEDIES, Remedy, UserError
from app.words import tr

if TYPE_CHECKING:
    from app.engine.statistics import FinishReason, Statistics
    from app.machine.timing import Forecast

MessageState = Literal["complete", "writing", "interrupted", "failed"]
"""writing: an answer that some process is still adding to. interrupted: that process ended before it
did. failed: the engine did; error and hint say how. A stopped answer is complete."""

Sending = Literal["usual", "pinned", "left_out"]
"""Whether the model is sent a message later on: while there is room; also when old ones leave; never."""


class Message(NamedTuple):
    """A question or an answer; parent_id None: the first of its conversation.

    model: the name of the one that answered. statistics, finish_reason: of a complete answer.
    left_out: how many of the oldest messages the context had no room for when this was answered.
    is_corrected: an answer in the person's own words. options: how it was made, as app.making writes it.
    thinking_s: how long its reasoning took; None where it has none, or it was not seen to end.
    forecast: of an answer, as it was before the model began with it.
    summary: what the model is sent instead of this message and all above it; empty: the messages themselves.
    remedy: what helps after the failure.
    """

    id: int
    conversation_id: int
    parent_id: int | None
    role: Literal["user", "assistant"]
    content: str
    created_at: float
    state: MessageState
    model: str
    error: str
    hint: str
    statistics: Statistics | None
    finish_reason: FinishReason | None
    left_out: int
    is_corrected: bool = False
    options: str = ""
    attachments: tuple[Attachment, ...] = ()
    thinking_s: float | None = None
    forecast: Forecast | None = None
    sending: Sending = "usual"
    summary: str = ""
    remedy: Remedy = ""

    @property
    def made_with(self) -> Mapping[str, Any]:
        """The options by their names; none of a program that did not keep them yet."""
        import json  # not for the first picture of the window

        try:
            values = json.loads(self.options)
        except ValueError:
            return {}
        return values if isinstance(values, dict) else {}

    @property
    def is_cut(self) -> bool:
        """Whether this is an answer that was ended before the model was done with it."""
        is_whole = self.finish_reason == "end" and self.state == "complete"
        return (
            self.role == "assistant"
            and not is_whole
            and not self.is_corrected
            and self.state != "writing"
            and bool(self.content.strip())
        )


class Gone(UserError):
    """What was asked for is not in the database any more."""


def gone() -> Gone:
    """Of a conversation, or a message in it."""
    return Gone(tr("This conversation no longer exists."), tr("It may have been deleted in another window."))


def new_id(added: sqlite3.Cursor) -> int:
    assert added.lastrowid is not None
    return added.lastrowid


def message(connection: sqlite3.Connection, message_id: int) -> Message:
    """One message, also a deleted one."""
    row = connection.execute("SELECT * FROM message WHERE id = ?", (message_id,)).fetchone()
    if row is None:
        raise gone()
    return _as_messages(connection, [row])[0]


def path_to(connection: sqlite3.Connection, message_id: int | None) -> list[Message]:
    """The messages from the first one to this one; none for None."""
    rows = connection.execute(
        "WITH RECURSIVE path (id, depth) AS ("
        " SELECT ?, 0 UNION ALL"
        " SELECT message.parent_id, depth + 1 FROM path JOIN message USING (id)"
        " WHERE message.parent_id IS NOT NULL"
        ") SELECT message.* FROM path JOIN message USING (id) ORDER BY depth DESC",
        (message_id,),
    ).fetchall()
    return _as_messages(connection, rows)


def tree(connection: sqlite3.Connection, conversation_id: int) -> list[Message]:
    """All messages of a conversation in every branch, without removed ones; each after its parent."""
    rows = connection.execute(
        "WITH RECURSIVE kept (id) AS ("
        " SELECT id FROM message WHERE conversation_id = ? AND parent_id IS NULL AND deleted_at IS NULL"
        " UNION ALL SELECT message.id FROM kept JOIN message ON message.parent_id = kept.id"
        " WHERE message.deleted_at IS NULL"
        ") SELECT message.* FROM kept JOIN message USING (id) ORDER BY id",
        (conversation_id,),
    ).fetchall()
    return _as_messages(connection, rows)


def leaf_of(connection: sqlite3.Connection, conversation_id: int) -> int | None:
    """The newest message of the branch that is shown and continued; None: nothing is written yet.

    Raises UserError when the conversation is gone.
    """
    row = connection.execute("SELECT leaf_id FROM conversation WHERE id = ?", (conversation_id,)).fetchone()
    if row is None:
        raise gone()
    leaf_id: int | None = row["leaf_id"]
    return leaf_id


def set_leaf(connection: sqlite3.Connection, conversation_id: int, leaf_id: int | None, now: float) -> None:
    """Which branch is shown and continued; now: the time of this change, None of which is lost."""
    connection.execute(
        "UPDATE conversation SET leaf_id = ?, updated_at = ? WHERE id = ?", (leaf_id, now, conversation_id)
    )


def add(
    connection: sqlite3.Connection,
    conversation_id: int,
    parent_id: int | None,
    role: Literal["user", "assistant"],
    content: str,
    state: MessageState = "complete",
    **more: str | int,
) -> int:
    """Adds a message, which is the shown leaf from now on, and returns its id. more: other columns of it."""
    now = time.time()
    columns: dict[str, str | int | float | None] = {
        "conversation_id": conversation_id,
        "parent_id": parent_id,
        "role": role,
        "content": content,
        "created_at": now,
        "state": state,
        **more,
    }
    added = connection.execute(
        f"INSERT INTO message ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
        tuple(columns.values()),
    )
    set_leaf(connection, conversation_id, new_id(added), now)
    return new_id(added)


def as_columns(statistics: Statistics) -> dict[str, str | int | float]:
    """What is kept of them, by the columns of table message."""
    return {
        "prompt_tokens": statistics.prompt_tokens,
        "reused_tokens": statistics.reused_tokens,
        "answer_tokens": statistics.answer_tokens,
        "first_token_s": statistics.first_token_s,
        "read_tokens_per_s": statistics.read_tokens_per_s,
        "write_tokens_per_s": statistics.write_tokens_per_s,
        "total_s": statistics.total_s,
        "prepare_s": statistics.prepare_s,
        "processor_s": statistics.processor_s,
        "memory_bytes": statistics.memory_bytes,
        "energy_j": statistics.energy_j,
        "energy_source": statistics.energy_source,
        "pace_interval_s": statistics.pace.interval_s,
        "pace": " ".join(map(str, statistics.pace.counts)),
        "drafted_tokens": statistics.drafted_tokens,
        "accepted_tokens": statistics.accepted_tokens,
        "model_drafted_tokens": statistics.model_drafted_tokens,
        "model_accepted_tokens": statistics.model_accepted_tokens,
    }


def _as_messages(connection: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> list[Message]:
    """Rows of one conversation."""
    attached: dict[int, tuple[Attachment, ...]] = {}
    if any(row["role"] == "user" for row in rows):
        attached = attachments.of_messages(connection, rows[0]["conversation_id"])
    # sqlite3.Row looks for a name among all names, each time: half of the time that 1,000 messages take.
    names = rows[0].keys() if rows else []
    read = [dict(zip(names, row, strict=True)) for row in rows]
    return [
        Message(
            id=row["id"],
            conversation_id=row["conversation_id"],
            parent_id=row["parent_id"],
            role=row["role"],
            content=row["content"],
            created_at=row["created_at"],
            state=row["state"],
            model=row["model"],
            error=row["error"],
            hint=row["hint"],
            statistics=_as_statistics(row),
            finish_reason=row["finish_reason"],
            left_out=row["left_out"],
            is_corrected=bool(row["is_corrected"]),
            options=row["options"],
            attachments=attached.get(row["id"], ()),
            thinking_s=row["thinking_s"],
            forecast=_as_forecast(row),
            sending=row["sending"],
            summary=row["summary"],
            remedy=row["remedy"] if row["remedy"] in REMEDIES else "",
        )
        for row in read
    ]


def forecast_columns(forecast: Forecast) -> dict[str, int | float]:
    """A forecast by the columns of table message."""
    return {
        "foretold_read": forecast.new_tokens,
        "foretold_reused": forecast.reused_tokens,
        "foretold_tokens": forecast.answer_tokens,
        "foretold_first_s": forecast.first_word_s,
        "foretold_answer_s": forecast.answer_s,
    }


def _as_forecast(row: Mapping[str, Any]) -> Forecast | None:
    if row["foretold_read"] is None:
        return None
    from app.machine.timing import Forecast  # the window's first picture has it only where it was kept

    return Forecast(
        new_tokens=row["foretold_read"],
        reused_tokens=row["foretold_reused"],
        answer_tokens=row["foretold_tokens"],
        first_word_s=row["foretold_first_s"],
        answer_s=row["foretold_answer_s"],
    )


def _as_statistics(row: Mapping[str, Any]) -> Statistics | None:
    if row["prompt_tokens"] is None:
        return None
    from app.engine.pace import Pace  # as above
    from app.engine.statistics import Statistics

    return Statistics(
        prompt_tokens=row["prompt_tokens"],
        reused_tokens=row["reused_tokens"],
        answer_tokens=row["answer_tokens"],
        first_token_s=row["first_token_s"],
        read_tokens_per_s=row["read_tokens_per_s"],
        write_tokens_per_s=row["write_tokens_per_s"],
        total_s=row["total_s"],
        prepare_s=row["prepare_s"],
        processor_s=row["processor_s"],
        memory_bytes=row["memory_bytes"],
        energy_j=row["energy_j"],
        energy_source=row["energy_source"],
        pace=Pace(row["pace_interval_s"], tuple(map(int, row["pace"].split()))),
        drafted_tokens=row["drafted_tokens"],
        accepted_tokens=row["accepted_tokens"],
        model_drafted_tokens=row["model_drafted_tokens"],
        model_accepted_tokens=row["model_accepted_tokens"],
    )
