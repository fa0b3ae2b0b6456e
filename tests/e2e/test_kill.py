"""The program is killed while somebody uses its window; nothing that the window was through with is lost.

INGLENOOK_KILLS=30 kills it that often; it is a few times otherwise.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from app.paths import Paths
from app.store.conversations import Conversations
from app.store.database import Database, storable
from app.store.settings import SettingsStore

ROOT = Path(__file__).parent.parent.parent
KILLS = int(os.environ.get("INGLENOOK_KILLS", "3"))
UNSAVED_S = 1.0  # of an answer, at most; what follows is for the machine that tests
LATE_S = 1.0
IMPORTED = 300  # messages, as killed_person.py imports them

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's"),
    pytest.mark.timeout(60 + 40 * KILLS),
]


def use_and_kill(home: Paths, notes: Path, model: Path, chance: random.Random) -> None:
    began = len(read_notes(notes))
    program = str(ROOT / "tests" / "e2e" / "killed_person.py")
    with subprocess.Popen(
        [sys.executable, program, str(home.home), str(notes), str(chance.randrange(10**6)), str(model)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    ) as person:
        while len(read_notes(notes)) <= began:
            assert person.poll() is None, "the window did not open"
            time.sleep(0.05)
        time.sleep(chance.uniform(0.5, 9.0))
        assert person.poll() is None
        killed_at = time.time()
        os.killpg(person.pid, signal.SIGKILL)  # with the engine's process, as when the power fails
    whole = "".join(json.dumps(note) + "\n" for note in read_notes(notes))
    notes.write_text(whole + json.dumps({"what": "killed", "at": killed_at}) + "\n", encoding="utf-8")


def read_notes(notes: Path) -> list[dict[str, Any]]:
    """Without the last one if it is not whole."""
    lines = notes.read_text(encoding="utf-8").splitlines(keepends=True) if notes.exists() else []
    return [json.loads(line) for line in lines if line.endswith("\n")]


def check(home: Paths, notes: list[dict[str, Any]]) -> None:
    """What was noted is there. What was done may be one step further than what was noted."""
    noted: dict[str, list[dict[str, Any]]] = {}
    for note in notes:
        noted.setdefault(note["what"], []).append(note)
    with Database(home.database) as database, database.reading() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = connection.execute("SELECT id, conversation_id, content FROM message").fetchall()
        answers = {row["id"]: row["content"] for row in rows}
        sizes = Counter(row["conversation_id"] for row in rows)
        chats = {row["id"]: row for row in connection.execute("SELECT * FROM conversation")}
        prompt = SettingsStore(database).get().system_prompt
    assert {note["text"] for note in noted.get("question", [])} <= set(answers.values())
    for note in noted.get("answer", []):
        killed_at = next(killed["at"] for killed in noted["killed"] if killed["at"] > note["at"])
        if note["at"] < killed_at - UNSAVED_S - LATE_S:
            assert answers[note["id"]].startswith(storable(note["text"]))
    titles = {note["conversation"]: note["title"] for note in noted.get("title", [])}
    assert sum(chats[chat]["title"] != title for chat, title in titles.items()) <= 1
    for note in noted.get("deleted", []):
        assert chats[note["conversation"]]["deleted_at"] is not None
    for note in noted.get("draft", []):
        chat = note["conversation"]
        assert chats[chat]["draft"] == note["text"] or sizes[chat], "neither kept nor sent"
    for note in noted.get("imported", []):
        assert sizes[note["conversation"]] >= IMPORTED
    for chat, row in chats.items():
        assert not row["title"].startswith("Imported") or sizes[chat] >= IMPORTED  # never a half
    prompts = [note["system_prompt"] for note in noted.get("setting", [])]
    assert not prompts or prompt == prompts[-1] or prompt not in prompts


def test_what_the_window_was_through_with_survives_being_killed(
    home: Paths, tmp_path: Path, slow_model: Path
) -> None:
    chance = random.Random(int(os.environ.get("INGLENOOK_KILL_SEED", "11")))
    notes = tmp_path / "notes.jsonl"
    for _ in range(KILLS):
        use_and_kill(home, notes, slow_model, chance)
        check(home, read_notes(notes))
    done = {note["what"] for note in read_notes(notes)}
    assert {"question", "answer", "title", "setting"} <= done
    with Database(home.database) as database:
        Conversations(database).answers.mark_interrupted()
        with database.reading() as connection:
            left = connection.execute("SELECT count(*) FROM message WHERE state = 'writing'").fetchone()[0]
    assert left == 0
