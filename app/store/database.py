"""The program's one SQLite file: opening, transactions, and failures told in plain words."""

from __future__ import annotations

import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from app.errors import UserError
from app.paths import disk_full, make_private_file, make_private_folder, not_writable
from app.store.migrations import NEWEST_VERSION, migrate
from app.store.signs import add_signs
from app.words import tr


class Database:
    """Usable from several threads (a connection for each) and by several windows on one home folder.

    Every failure that is not a bug is a UserError. A file that is damaged, or that a newer program
    wrote, is refused and left as it is.
    """

    def __init__(self, path: Path, *, busy_timeout_s: float = 5.0) -> None:
        """busy_timeout_s: how long to wait for another window that is writing."""
        self.path = path
        self._busy_timeout_s = busy_timeout_s
        self._of_thread = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        make_private_folder(path.parent)
        make_private_file(path)  # SQLite gives the files beside it the same permissions
        try:
            with self._translated():
                self._prepare(self._connection())
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Closes every thread's connection; nothing may be using them any more."""
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
            self._of_thread = threading.local()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Several SELECTs that see one state of the file; never waits for a writer."""
        with self._translated():
            connection = self._connection()
            if connection.in_transaction:  # inside the caller's own transaction
                yield connection
                return
            with _transaction(connection, "BEGIN"):
                yield connection

    @contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is written, or on any exception none.

        durable: it is on the disk when the block ends, also when the power fails. Otherwise a power
        failure can lose the last moments, but never damages the file.
        """
        with self._translated():
            connection = self._connection()
            if connection.in_transaction:
                raise RuntimeError("a transaction inside a transaction")
            if durable:
                connection.execute("PRAGMA synchronous = FULL")
            try:
                with _transaction(connection, "BEGIN IMMEDIATE"):
                    yield connection
            finally:
                if durable:
                    connection.execute("PRAGMA synchronous = NORMAL")

    def forget_deleted_text(self) -> None:
        """After rows were deleted for good: leaves no copy of their text in the index or the log.

        UserError when another window was reading all the while: then the log keeps it until that is closed.
        """
        with self.writing() as connection:
            for index in ("message_text", "title_text", "attachment_text", "message_sign", "attachment_sign"):
                connection.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
        with self._translated():
            is_busy, *_ = self._connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if is_busy:
            raise UserError(
                tr("It was deleted, but a copy is still on the disk, for another window is reading it."),
                tr("Close all windows of Inglenook: then the copy is gone."),
            )

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._of_thread, "connection", None)
        if connection is None:
            connection = self._connect()
            self._of_thread.connection = connection
            with self._lock:
                self._connections.append(connection)
        return connection

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path,
            timeout=self._busy_timeout_s,
            isolation_level=None,  # transactions begin and end only where this module says so
            check_same_thread=False,  # close() closes those of other threads
        )
        connection.row_factory = sqlite3.Row
        add_signs(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        if self._check_version(connection) == NEWEST_VERSION:
            return
        _use_write_ahead_log(connection, self._busy_timeout_s)
        with _transaction(connection, "BEGIN IMMEDIATE"):
            # Asked again, now that no other window can be half-way through the same work.
            if self._check_version(connection) < NEWEST_VERSION:
                migrate(connection)

    def _check_version(self, connection: sqlite3.Connection) -> int:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > NEWEST_VERSION:
            raise UserError(
                tr(
                    "The conversations in {file} were written by a newer version of Inglenook.",
                    file=self.path,
                ),
                tr("Update Inglenook, or choose another folder with --home. Nothing was changed."),
            )
        if version == 0 and connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise UserError(
                tr("The file {file} belongs to another program.", file=self.path),
                tr("Move it away, or choose another folder with --home. Nothing was changed."),
            )
        return version

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            told = self._explain(error)
            if told is None:
                raise
            raise told from error

    def _explain(self, error: sqlite3.Error) -> UserError | None:
        """The sentence for a failure of disk, permissions or file; None when it is a bug."""
        match getattr(error, "sqlite_errorcode", 0) & 0xFF:  # the low byte is the kind
            case sqlite3.SQLITE_FULL:
                return disk_full(self.path)
            case sqlite3.SQLITE_IOERR:
                # Some calls that fail on a full disk are reported only as a failed call.
                if shutil.disk_usage(self.path.parent).free < 1_000_000:
                    return disk_full(self.path)
                return UserError(
                    tr("The disk failed while Inglenook used {file}.", file=self.path),
                    tr("Check that the disk is connected and sound, then try again."),
                )
            case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
                return not_writable(self.path)
            case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
                return UserError(
                    tr("Another program has kept {file} busy for too long.", file=self.path),
                    tr("Close the other windows of Inglenook, then try again."),
                )
            case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
                return UserError(
                    tr("The file with your conversations, {file}, is damaged.", file=self.path),
                    tr("Nothing was deleted. Put back a backup copy, or move the file away to start anew."),
                )
        return None


class MemoryDatabase(Database):
    """The same tables in memory only: nothing of what is in it is ever on the disk.

    All threads use one connection, one after the other; so a reader waits for a writer here.
    """

    def __init__(self) -> None:
        self.path = Path(":memory:")
        self._turn = threading.RLock()
        self._memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._memory.row_factory = sqlite3.Row
        self._memory.execute("PRAGMA foreign_keys = ON")
        self._memory.execute("PRAGMA temp_store = MEMORY")
        with _transaction(self._memory, "BEGIN"):
            migrate(self._memory)

    def close(self) -> None:
        with self._turn:
            self._memory.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        with self._turn, super().reading() as connection:
            yield connection

    @contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        with self._turn, super().writing(durable=durable) as connection:
            yield connection

    def _connection(self) -> sqlite3.Connection:
        return self._memory


@contextmanager
def _transaction(connection: sqlite3.Connection, begin: str) -> Iterator[None]:
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite itself ends it after some failures, as on a full disk
            connection.execute("ROLLBACK")
        raise


def _use_write_ahead_log(connection: sqlite3.Connection, timeout_s: float) -> None:
    # Two windows that open a new file at once: this statement fails at once instead of waiting.
    deadline = time.monotonic() + timeout_s
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
        time.sleep(0.02)


def storable(text: str) -> str:
    """The text as SQLite can keep it: halves of a surrogate pair and NUL become U+FFFD."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\0", "\ufffd")
