"""Answers while they are written: begun, saved as they grow, and how they ended."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from app.errors import UserError
from app.machine.processes import is_running, this_process
from app.store.database import Database, storable
from app.store.messages import Message, add, as_columns, forecast_columns, message

if TYPE_CHECKING:
    from app.engine.statistics import FinishReason, Statistics
    from app.machine.timing import Forecast


class Answers:
    """The answers of one database. Each method is one short transaction, from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, question_id: int, model: str, options: str = "", text: str = "") -> Message:
        """An answer that this process writes, from the end of this text on. A second one to the same question
        is a new branch."""
        with self._database.writing() as connection:
            question = message(connection, question_id)
            added_id = add(
                connection,
                question.conversation_id,
                question.id,
                "assistant",
                storable(text),
                "writing",
                writer=this_process(),
                model=storable(model),
                options=options,
            )
            return message(connection, added_id)

    def go_on(self, message_id: int, options: str = "") -> Message:
        """An answer that was cut is being written again, by this process, from the end of what it has."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE message SET state = 'writing', writer = ?, options = ?, error = '', hint = '' "
                "WHERE id = ?",
                (this_process(), options, message_id),
            )
            cut = message(connection, message_id)
            connection.execute(
                "UPDATE conversation SET updated_at = ? WHERE id = ?", (time.time(), cut.conversation_id)
            )
            return cut

    def save_partial(self, message_id: int, text: str) -> None:
        """What has been said so far; when this returns, it is on the disk. Nothing of a deleted answer."""
        with self._database.writing(durable=True) as connection:
            connection.execute(
                "UPDATE message SET content = ? WHERE id = ? AND state = 'writing'",
                (storable(text), message_id),
            )

    def finish(
        self,
        message_id: int,
        text: str,
        reason: FinishReason,
        statistics: Statistics,
        left_out: int = 0,
        thinking_s: float | None = None,
    ) -> Message:
        """It is whole, or was stopped. left_out: as in Message. When this returns, it is on the disk."""
        measured = as_columns(statistics)
        with self._database.writing(durable=True) as connection:
            connection.execute(
                "UPDATE message SET content = ?, state = 'complete', error = '', hint = '', "
                f"finish_reason = ?, left_out = ?, thinking_s = ?, {' = ?, '.join(measured)} = ? "
                "WHERE id = ?",
                (storable(text), reason, left_out, thinking_s, *measured.values(), message_id),
            )
            return message(connection, message_id)

    def keep_forecast(self, message_id: int, forecast: Forecast) -> None:
        """What was foretold of an answer, before the model began with it."""
        columns = forecast_columns(forecast)
        with self._database.writing() as connection:
            connection.execute(
                f"UPDATE message SET {' = ?, '.join(columns)} = ? WHERE id = ?",
                (*columns.values(), message_id),
            )

    def fail(self, message_id: int, text: str, error: UserError, left_out: int = 0) -> Message:
        """Keeps what was said before the failure, and the failure's own words."""
        with self._database.writing(durable=True) as connection:
            connection.execute(
                "UPDATE message SET content = ?, state = 'failed', error = ?, hint = ?, remedy = ?, "
                "left_out = ? WHERE id = ?",
                (
                    storable(text),
                    storable(error.message),
                    storable(error.hint),
                    error.remedy,
                    left_out,
                    message_id,
                ),
            )
            return message(connection, message_id)

    def interrupt(self, message_id: int, text: str) -> None:
        """The writer gives up in the middle, as when the program is closed."""
        with self._database.writing(durable=True) as connection:
            connection.execute(
                "UPDATE message SET content = ?, state = 'interrupted' WHERE id = ? AND state = 'writing'",
                (storable(text), message_id),
            )

    def mark_interrupted(self) -> int:
        """Answers whose writer is no longer running become interrupted; returns how many.

        Those that another window is writing at this moment are left alone.
        """
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT DISTINCT writer FROM message WHERE state = 'writing'"
            ).fetchall()
        ended = [row["writer"] for row in rows if not is_running(row["writer"])]
        if not ended:
            return 0
        with self._database.writing() as connection:
            return connection.execute(
                "UPDATE message SET state = 'interrupted' WHERE state = 'writing' "
                f"AND writer IN ({', '.join('?' * len(ended))})",
                ended,
            ).rowcount
