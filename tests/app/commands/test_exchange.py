"""Export and import on the command line, as the real command in a process of its own."""

from __future__ import annotations

import json
from pathlib import Path

from app.exchange.export import Export
from app.paths import Paths
from app.store.conversations import Conversations
from app.store.database import Database
from tests.app.test_cli import run


def test_conversations_go_from_one_home_folder_to_another(home: Paths, tmp_path: Path) -> None:
    with Database(home.database) as database:
        kept = Conversations(database)
        for title in ("Soup", "Rain"):
            kept.add_question(kept.create(title).id, f"About {title}")
        before = Export(database).all()
    file = tmp_path / "all.json"
    done = run(home, "export", str(file))
    assert (done.returncode, done.stdout) == (0, f"2 conversations written to {file}\n")
    other = Paths(tmp_path / "other")
    done = run(other, "import", "--json", str(file))
    assert (done.returncode, json.loads(done.stdout)) == (0, {"conversations": 2})
    with Database(other.database) as database:
        assert Export(database).all() == before


def test_one_conversation_is_written_as_markdown(home: Paths, tmp_path: Path) -> None:
    with Database(home.database) as database:
        kept = Conversations(database)
        for title in ("Soup", "Rain"):
            kept.add_question(kept.create(title).id, f"About {title}")
    file = tmp_path / "soup.md"
    done = run(home, "export", str(file), "--markdown", "--title", "soup")
    assert (done.returncode, done.stdout) == (0, f"1 conversation written to {file}\n")
    assert "About Soup" in file.read_text()
    done = run(home, "export", str(tmp_path / "none.md"), "--markdown", "--title", "zebra")
    assert (done.returncode, "No conversation has" in done.stderr) == (1, True)
    assert not (tmp_path / "none.md").exists()


def test_when_one_of_several_files_is_broken_nothing_is_added(home: Paths, tmp_path: Path) -> None:
    with Database(home.database) as database:
        Conversations(database).create("Soup")
    run(home, "export", str(tmp_path / "good.json"))
    (tmp_path / "bad.json").write_text("{")
    done = run(home, "import", str(tmp_path / "good.json"), str(tmp_path / "bad.json"))
    assert done.returncode == 1
    assert "bad.json cannot be imported" in done.stderr
    with Database(home.database) as database:
        assert len(Export(database).all()) == 1


def test_nothing_to_export_is_said_and_makes_no_home_folder(home: Paths, tmp_path: Path) -> None:
    done = run(home, "export", str(tmp_path / "all.json"))
    assert (done.returncode, "no conversations" in done.stderr) == (1, True)
    assert not home.home.exists()
