"""Whether the program may open a connection, and the record of those that it opened.

Searching the Hub and downloading are all that ask here, through app/hub/transport.py. Everything else that
tries to reach another computer is refused by app/network/guard.py.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace

from app.hub.problems import HubProblem
from app.store.database import Database


@dataclass(frozen=True, slots=True)
class Connection:
    """One that was opened, or tried. Bytes are those of HTTP, without what encryption adds.

    purpose: for a person to read. ended_at: seconds since 1970; None: it is open, or the program crashed.
    times: how often it was opened, more than once where it broke and the same download went on.
    """

    id: int
    host: str
    port: int
    purpose: str
    started_at: float
    ended_at: float | None = None
    sent_bytes: int = 0
    received_bytes: int = 0
    times: int = 1


class NetworkRecord:
    """The table of connections."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, connection: Connection) -> Connection:
        """With its id. UserError when it cannot be written: then it must not be opened."""
        with self._database.writing() as db:
            added = db.execute(
                "INSERT INTO connection (host, port, purpose, started_at) VALUES (?, ?, ?, ?)",
                (connection.host, connection.port, connection.purpose, connection.started_at),
            )
            return replace(connection, id=added.lastrowid or 0)

    def update(self, connection: Connection) -> bool:
        """False when it is not in the list any more, as after it was cleared."""
        one = connection
        with self._database.writing() as db:
            updated = db.execute(
                "UPDATE connection SET ended_at = ?, sent_bytes = ?, received_bytes = ?, times = ? "
                "WHERE id = ?",
                (one.ended_at, one.sent_bytes, one.received_bytes, one.times, one.id),
            )
            return updated.rowcount > 0

    def newest(self, limit: int = 500) -> list[Connection]:
        """The last ones, newest first."""
        with self._database.reading() as db:
            rows = db.execute("SELECT * FROM connection ORDER BY id DESC LIMIT ?", (limit,)).fetchall()
        return [Connection(**dict(row)) for row in rows]

    def totals(self) -> tuple[int, int]:
        """(how many there are, bytes sent and received in all of them)."""
        with self._database.reading() as db:
            count, size = db.execute(
                "SELECT count(*), coalesce(sum(sent_bytes + received_bytes), 0) FROM connection"
            ).fetchone()
        return count, size

    def clear(self) -> None:
        """Forget them all, for good."""
        with self._database.writing() as db:
            db.execute("DELETE FROM connection")
        self._database.forget_deleted_text()


class Network:
    """The switch and the count. For all threads."""

    def __init__(self, record: NetworkRecord | None = None, *, is_offline: bool = False) -> None:
        """record: None: connections are only counted, as where the program keeps nothing.

        is_offline: for as long as the program runs, whatever switch() says.
        """
        self.is_forced_offline = is_offline
        self._record = record
        self._is_switched_offline = False
        self._lock = threading.Lock()
        self._count = 0

    @property
    def is_offline(self) -> bool:
        return self.is_forced_offline or self._is_switched_offline

    @property
    def count(self) -> int:
        """Connections since the program was started."""
        return self._count

    def switch(self, *, offline: bool) -> None:
        """As the setting says. Connections that are open then end with their next byte."""
        self._is_switched_offline = offline

    def check(self) -> None:
        """Raises HubProblem when no connection may be used."""
        if self.is_offline:
            raise HubProblem("started_offline" if self.is_forced_offline else "switched_off")

    def begin(self, host: str, port: int, purpose: str) -> Connection:
        """Writes down a connection before it is opened. Raises HubProblem or UserError: do not open it."""
        self.check()
        connection = Connection(0, host, port, purpose, time.time())
        if self._record is not None:
            connection = self._record.add(connection)
        with self._lock:
            self._count += 1
        return connection

    def begin_again(self, before: Connection) -> Connection:
        """As begin, for one that has ended and is opened anew for the same purpose: it stays one in the list
        and in the count."""
        self.check()
        again = replace(before, ended_at=None, times=before.times + 1)
        if self._record is not None and not self._record.update(again):
            return self.begin(before.host, before.port, before.purpose)
        return again

    def update(self, connection: Connection) -> None:
        """Writes down how far it is."""
        if self._record is not None:
            self._record.update(connection)
