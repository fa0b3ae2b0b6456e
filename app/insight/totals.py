"""What all answers took together: by conversation, by model, by week. Made from the kept messages."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Literal

from app.store.all_settings import Settings
from app.store.database import Database

Grouping = Literal["all", "week", "model", "conversation"]

# The Monday of the answer's week, where the computer is.
_WEEK = "date(message.created_at, 'unixepoch', 'localtime', '-6 days', 'weekday 1')"
_GROUPS: dict[Grouping, tuple[str, str, str]] = {
    # (what is grouped by, what it is called, which come first)
    "all": ("1", "''", "1"),
    "week": (_WEEK, _WEEK, "name DESC"),
    "model": ("message.model", "message.model", "seconds DESC"),
    "conversation": ("conversation.id", "conversation.title", "seconds DESC"),
}


@dataclass(frozen=True, slots=True)
class Totals:
    """name: a week's Monday as 2026-11-23, a model's or a conversation's; empty: of all together.

    sent_tokens: the prompts as the models were given them, which is what a service on the network counts.
    read_tokens: those of them that had to be read; the others were still in memory. energy_j: joules of the
    answers that have a figure; estimated of them were estimated, unmeasured answers have none.
    """

    name: str
    conversation_id: int | None
    answers: int
    sent_tokens: int
    read_tokens: int
    written_tokens: int
    seconds: float
    energy_j: float
    estimated: int
    unmeasured: int

    @property
    def is_estimate(self) -> bool:
        return self.estimated > 0


@dataclass(frozen=True, slots=True)
class Price:
    """Of a million tokens, in whatever money."""

    sent: float
    written: float

    def of(self, totals: Totals) -> float:
        """What a service would take for the same tokens."""
        return (totals.sent_tokens * self.sent + totals.written_tokens * self.written) / 1e6


def price_in(settings: Settings) -> Price | None:
    """The one that the person set; None where there is none."""
    if settings.price_sent is None and settings.price_written is None:
        return None
    return Price(settings.price_sent or 0.0, settings.price_written or 0.0)


def totals(database: Database, grouping: Grouping, conversation_id: int | None = None) -> list[Totals]:
    """Weeks newest first, models and conversations by time. What waits in the bin counts, but deleted
    conversations are not listed by name. conversation_id: of this one alone."""
    key, name, order = _GROUPS[grouping]
    condition, values = "message.answer_tokens IS NOT NULL", []
    if conversation_id is not None:
        condition, values = condition + " AND conversation.id = ?", [conversation_id]
    if grouping == "conversation":
        condition += " AND conversation.deleted_at IS NULL"
    with database.reading() as connection:
        rows = connection.execute(
            f"SELECT {name} AS name, conversation.id AS conversation_id, count(*) AS answers,"
            " sum(prompt_tokens) AS sent_tokens, sum(prompt_tokens - reused_tokens) AS read_tokens,"
            " sum(answer_tokens) AS written_tokens, sum(total_s) AS seconds, sum(energy_j) AS energy_j,"
            " sum(energy_source = 'estimate') AS estimated, sum(energy_source = '') AS unmeasured"
            " FROM message JOIN conversation ON conversation.id = message.conversation_id"
            f" WHERE {condition} GROUP BY {key} ORDER BY {order}",
            values,
        ).fetchall()
    return [_as_totals(row, grouping) for row in rows]


def _as_totals(row: sqlite3.Row, grouping: Grouping) -> Totals:
    return Totals(
        name=row["name"],
        conversation_id=row["conversation_id"] if grouping == "conversation" else None,
        answers=row["answers"],
        sent_tokens=row["sent_tokens"],
        read_tokens=row["read_tokens"],
        written_tokens=row["written_tokens"],
        seconds=row["seconds"],
        energy_j=row["energy_j"],
        estimated=row["estimated"],
        unmeasured=row["unmeasured"],
    )
