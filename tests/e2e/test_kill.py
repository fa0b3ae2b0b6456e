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
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.paths import Paths
from app.store.conversations import Conversations
from app.store.database import Database, storable
from app.store.settings import SettingsStore
from tests.waiting import until

ROOT = Path(__file__).parent.parent.parent
KILLS = int(os.environ.get("INGLENOOK_KILLS", "3"))
UNSAVED_S = 1.0  # of an answer, at most
FRAME_S = 0.1  # in which what has come is shown
IMPORTED = 300  # messages, as killed_person.py imports them
Note = dict[str, Any]

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's"),
    pytest.mark.timeout(180 + 40 * KILLS),
]


def use_and_kill(
    home: Paths, notes: Path, model: Path, chance: random.Random, is_enough: Callable[[list[Note]], bool]
) -> None:
    """Kills it at any moment, but not before enough has happened in it."""
    began = len(read_notes(notes))
    program = str(ROOT / "tests" / "e2e" / "killed_person.py")
    with subprocess.Popen(
        [sys.executable, program, str(home.home), str(notes), str(chance.randrange(10**6)), str(model)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    ) as person:
        least = began + chance.randrange(1, 12)

        def has_done_enough() -> bool:
            assert person.poll() is None, "the window ended by itself"
            return len(read := read_notes(notes)) > least and is_enough(read)

        until(has_done_enough, "too little happened in the window", limit_s=170.0)
        time.sleep(chance.uniform(0.0, 0.4))
        killed_at = time.time()
        os.killpg(person.pid, signal.SIGKILL)  # with the engine's process, as when the power fails
    whole = "".join(json.dumps(note) + "\n" for note in read_notes(notes))
    notes.write_text(whole + json.dumps({"what": "killed", "at": killed_at}) + "\n", encoding="utf-8")


def read_notes(notes: Path) -> list[Note]:
    """Without the last one if it is not whole."""
    lines = notes.read_text(encoding="utf-8").splitlines(keepends=True) if notes.exists() else []
    return [json.loads(line) for line in lines if line.endswith("\n")]


def answers_to_be_kept(notes: list[Note]) -> Iterator[tuple[int, str]]:
    """(id, what it has to begin with) of answers that grew once more after they were due to be saved.

    By the window's own clock, and from one piece to the next: what is shown last came after a piece that came
    after a second had passed, and before a piece is shown its answer is saved if that is due.
    """
    watched: dict[int, list[Note]] = {}
    for note in [note for note in notes if note["what"] == "answer"]:
        watched.setdefault(note["id"], []).append(note)
    for message, seen in watched.items():
        lengths = sorted({len(note["text"]) for note in seen})[-3:]
        if len(lengths) == 3:
            last = max(note["at"] for note in seen if len(note["text"]) == lengths[0])
            due = [note["text"] for note in seen if note["at"] <= last - UNSAVED_S - FRAME_S]
            yield from ((message, text) for text in due)


def check(home: Paths, notes: list[Note]) -> None:
    """What was noted is there. What was done may be one step further than what was noted."""
    noted: dict[str, list[Note]] = {}
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
    for message, text in answers_to_be_kept(notes):
        assert answers[message].startswith(storable(text))
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

    def is_whole(read: list[Note]) -> bool:
        wanted = {"question", "answer", "title", "setting"}
        return wanted <= {note["what"] for note in read} and any(answers_to_be_kept(read))

    for number in range(KILLS):
        is_last = number == KILLS - 1
        use_and_kill(home, notes, slow_model, chance, is_whole if is_last else lambda read: True)
        check(home, read_notes(notes))
    with Database(home.database) as database:
        Conversations(database).answers.mark_interrupted()
        with database.reading() as connection:
            left = connection.execute("SELECT count(*) FROM message WHERE state = 'writing'").fetchone()[0]
    assert left == 0
