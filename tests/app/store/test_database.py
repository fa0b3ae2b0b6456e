from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.errors import UserError
from app.store.conversations import Conversations
from app.store.database import Database, MemoryDatabase, storable
from app.store.migrations import MIGRATIONS, NEWEST_VERSION, migrate
from app.store.settings import SettingsStore
from app.store.signs import add_signs

SCHEMAS = sorted(Path(__file__).parent.glob("schema_*.sql"), key=lambda path: int(path.stem.split("_")[1]))


def _fill(path: Path, script: str) -> None:
    connection = sqlite3.connect(path)
    add_signs(connection)
    connection.executescript(script)
    connection.close()


def _schema(path: Path) -> set[tuple[str, str]]:
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT type, name FROM sqlite_master").fetchall()
    connection.close()
    return set(rows)


@pytest.mark.parametrize("script", SCHEMAS, ids=lambda path: path.stem)
def test_a_database_of_any_older_version_opens_with_all_that_is_in_it(script: Path, tmp_path: Path) -> None:
    _fill(tmp_path / "old.sqlite", script.read_text())
    with Database(tmp_path / "old.sqlite") as database:
        conversations = Conversations(database)
        assert [one.title for one in conversations.all()] == ["Sourdough"]
        assert conversations.all()[0].draft == "And with rye?"
        thread = conversations.thread(1)
        assert [message.state for message in thread] == ["complete", "complete", "complete", "writing"]
        assert thread[1].statistics is not None
        assert thread[1].statistics.write_tokens_per_s == 30.5
        assert [hit.message_id for hit in conversations.search("fridge")] == [2]
        assert conversations.answers.mark_interrupted() == 1
        assert [hit.message_id for hit in conversations.search("six to eight")] == [4]
        assert SettingsStore(database).get().theme == "dark"
        with database.reading() as connection:
            assert connection.execute("PRAGMA user_version").fetchone()[0] == NEWEST_VERSION
            assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    Database(tmp_path / "new.sqlite").close()
    assert _schema(tmp_path / "old.sqlite") == _schema(tmp_path / "new.sqlite")


def test_every_older_version_has_a_stored_database() -> None:
    assert [path.stem for path in SCHEMAS] == [f"schema_{version}" for version in range(1, NEWEST_VERSION)]


def test_a_migration_that_fails_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    _fill(path, SCHEMAS[0].read_text() + "CREATE TABLE title_text (in_the_way);")
    before = _schema(path)
    with pytest.raises(sqlite3.OperationalError, match="title_text already exists"):
        Database(path)
    assert _schema(path) == before


def test_a_database_of_a_newer_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite"
    connection = sqlite3.connect(path)
    migrate(connection)
    connection.execute(f"PRAGMA user_version = {NEWEST_VERSION + 1}")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(UserError, match="newer version of Inglenook") as caught:
        Database(path)
    assert caught.value.hint.startswith("Update Inglenook")
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["new.sqlite"]


def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "songs.sqlite"
    _fill(path, "CREATE TABLE song (name)")
    before = path.read_bytes()
    with pytest.raises(UserError, match="another program"):
        Database(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_called_damaged_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "inglenook.sqlite"
    path.write_bytes(b"not a database at all " * 500)
    with pytest.raises(UserError, match="is damaged") as caught:
        Database(path)
    assert "Nothing was deleted" in caught.value.hint
    assert path.read_bytes() == b"not a database at all " * 500


def test_damage_inside_the_file_is_told_when_it_is_met(tmp_path: Path) -> None:
    path = tmp_path / "inglenook.sqlite"
    with Database(path) as database:
        conversations = Conversations(database)
        chat = conversations.create()
        for number in range(300):
            conversations.add_question(chat.id, f"Question {number} " + "and more " * 40)
    content = bytearray(path.read_bytes())
    for page in range(4096 * 4, len(content), 4096):
        content[page : page + 64] = b"\xff" * 64
    path.write_bytes(content)
    with pytest.raises(UserError, match="is damaged"), Database(path) as database:
        Conversations(database).thread(chat.id)
    assert path.read_bytes() == content


def test_a_full_disk_is_told_and_nothing_is_half_written(tmp_path: Path) -> None:
    with Database(tmp_path / "inglenook.sqlite") as database:
        conversations = Conversations(database)
        chat = conversations.create("Small disk")
        with database.reading() as connection:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(UserError, match="no room left on the disk") as caught:
            conversations.add_question(chat.id, "very long " * 10_000)
        assert caught.value.hint == "Free some space, then try again."
        assert conversations.thread(chat.id) == []
        conversations.add_question(chat.id, "short")
        assert [message.content for message in conversations.thread(chat.id)] == ["short"]


def test_a_bug_stays_an_sqlite_error(tmp_path: Path) -> None:
    with (
        Database(tmp_path / "inglenook.sqlite") as database,
        pytest.raises(sqlite3.OperationalError, match="no such table"),
        database.reading() as connection,
    ):
        connection.execute("SELECT * FROM no_such")


@pytest.mark.skipif(sys.platform == "win32", reason="permission bits are POSIX's")
def test_the_files_are_for_this_user_only(tmp_path: Path) -> None:
    with Database(tmp_path / "home" / "inglenook.sqlite") as database:
        Conversations(database).create("private")
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "home").iterdir()}
    assert set(modes.values()) == {0o600}
    assert "inglenook.sqlite-wal" in modes


def test_an_exception_inside_a_transaction_undoes_it(tmp_path: Path) -> None:
    with Database(tmp_path / "inglenook.sqlite") as database:
        with pytest.raises(ZeroDivisionError), database.writing() as connection:
            connection.execute("INSERT INTO setting VALUES ('theme', '1')")
            raise ZeroDivisionError
        with database.reading() as connection:
            assert connection.execute("SELECT count(*) FROM setting").fetchone()[0] == 0


def test_what_is_to_be_durable_is_synced_and_other_things_are_not(tmp_path: Path) -> None:
    with Database(tmp_path / "inglenook.sqlite") as database:
        with database.writing(durable=True) as connection:
            assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL
        with database.writing() as connection:
            assert connection.execute("PRAGMA synchronous").fetchone()[0] == 1  # NORMAL


def test_many_threads_write_and_read_at_once(tmp_path: Path) -> None:
    with Database(tmp_path / "inglenook.sqlite") as database:
        conversations = Conversations(database)
        chat = conversations.create()
        start = threading.Barrier(6)

        def write(number: int) -> None:
            start.wait()
            for turn in range(10):
                conversations.add_question(chat.id, f"{number}.{turn}")
                conversations.thread(chat.id)

        with ThreadPoolExecutor(6) as pool:
            list(pool.map(write, range(6)))
        thread = conversations.thread(chat.id)
    assert len(thread) == 60
    assert {message.content for message in thread} == {f"{n}.{t}" for n in range(6) for t in range(10)}


_WINDOW = """
import sys
from pathlib import Path
from app.store.conversations import Conversations
from app.store.database import Database

with Database(Path(sys.argv[1]), busy_timeout_s=60.0) as database:  # for a slow disk with three at once
    conversations = Conversations(database)
    for number in range(20):
        chat = conversations.create(f"{sys.argv[2]} {number}")
        conversations.add_question(chat.id, "Hello")
"""


def test_two_programs_that_make_the_same_database_at_once_both_keep_all_they_write(tmp_path: Path) -> None:
    path = tmp_path / "home" / "inglenook.sqlite"
    windows = [
        subprocess.Popen([sys.executable, "-c", _WINDOW, str(path), name], stderr=subprocess.PIPE, text=True)
        for name in ("left", "right", "third")
    ]
    assert [(window.communicate(timeout=60)[1], window.returncode) for window in windows] == [("", 0)] * 3
    with Database(path) as database:
        titles = {one.title for one in Conversations(database).all()}
    assert titles == {f"{name} {number}" for name in ("left", "right", "third") for number in range(20)}


def test_a_file_kept_busy_by_another_program_is_said(tmp_path: Path) -> None:
    path = tmp_path / "inglenook.sqlite"
    with Database(path, busy_timeout_s=0.05) as database:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UserError, match="busy for too long"):
            Conversations(database).create()
        assert Conversations(database).all() == []  # reading never waits
        other.close()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("plain", "plain"), ("\ud83d\ude00", "😀"), ("half \ud83d", "half �"), ("a\0b", "a�b"), ("", "")],
)
def test_text_that_utf8_has_no_bytes_for_is_replaced(typed: str, kept: str) -> None:
    assert storable(typed) == kept


def test_the_steps_are_numbered_from_one() -> None:
    connection = sqlite3.connect(":memory:")
    for version in range(1, len(MIGRATIONS) + 1):
        migrate(connection, version)
        assert connection.execute("PRAGMA user_version").fetchone() == (version,)
    connection.close()


def test_a_database_in_memory_is_shared_by_threads_and_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with MemoryDatabase() as database:
        conversations = Conversations(database)
        chat = conversations.create()

        def write(number: int) -> None:
            for turn in range(20):
                conversations.add_question(chat.id, f"penguin {number}.{turn}")
                conversations.thread(chat.id)

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(write, range(4)))
        assert len(conversations.thread(chat.id)) == 80
        assert len(conversations.search("penguin", limit=100)) > 80
        with pytest.raises(ZeroDivisionError), database.writing() as connection:
            connection.execute("DELETE FROM message")
            raise ZeroDivisionError
        assert len(conversations.thread(chat.id)) == 80
        conversations.delete(chat.id)
        assert conversations.purge() == 1
    assert list(tmp_path.iterdir()) == []
