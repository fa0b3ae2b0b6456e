"""The engine is killed at any moment: the window stays, and so does every word that was stored or shown.

Shortened here. `INGLENOOK_ENGINE_KILLS=50` kills as often as named; `-s` shows when they came.
"""

from __future__ import annotations

import os
import random
import signal
from collections import Counter
from contextlib import suppress
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Literal

import psutil
import pytest
from PySide6.QtCore import Qt

from app.paths import Paths
from app.store.database import storable
from app.store.messages import Message
from tests.app.engine import random_model
from tests.desk import OpenWindow, Person
from tests.waiting import until

_Moment = Literal["writing", "loading", "reading", "keeping"]
_MOMENTS: tuple[_Moment, ...] = ("writing", "loading", "reading", "keeping")
_KILLS = int(os.environ.get("INGLENOOK_ENGINE_KILLS", str(len(_MOMENTS))))
pytestmark = [
    pytest.mark.timeout(180 + 20 * _KILLS),  # on a busy machine; the usual limit is for the shortened run
    pytest.mark.qt_log_ignore("^This plugin does not support", extend=True),
    pytest.mark.allow_log_problems,
]
_SIGNALS = (signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT)
_LONG = "word " * 300  # the model's tokens are bytes


@pytest.fixture
def draft_model(slow_model: Path, tmp_path: Path) -> Path:
    """One that guesses for the slow model, all wrongly."""
    shape = random_model.Shape(layers=1, vocabulary=4_096, context=8192, endless=True)
    return random_model.write(tmp_path / "draft.gguf", shape)


def test_the_engine_may_die_at_any_moment(
    open_window: OpenWindow, home: Paths, slow_model: Path, draft_model: Path
) -> None:
    person = open_window(slow_model)
    person.desk.settings.set(max_answer_tokens=60, draft_model=str(draft_model))
    _kill_idle_engine(person, signal.SIGKILL)  # the next one loads the draft model, too
    chance, killed = random.Random(5), Counter[str]()
    asked, shown = list[str](), dict[int, str]()
    for moment in cycle(_MOMENTS):
        if killed.total() >= _KILLS and all(killed[one] for one in _MOMENTS):
            break
        if moment == _MOMENTS[0]:  # a long conversation would take long to read after each death
            person.page.open(None)
        asked.append(_ask(person, f"Question {len(asked)}", is_long=moment == "reading"))
        if moment == "keeping":
            killed[moment] += _killed_while_keeping(person, home, chance)
        else:
            person.wait(partial(_has_come, person, moment))
            person.qtbot.wait(chance.randrange(200))
            shown |= _shown(person)
            killed[_phase(person) or "answered"] += _kill_engine(chance.choice(_SIGNALS))
            person.wait(lambda: not person.page.is_answering())
        _check(person, shown)
    print(dict(killed))
    person.page.open(None)
    assert person.ask("Still there?").state == "complete"
    stored = _stored(person)
    assert sorted(one.content for one in stored if one.role == "user") == sorted([*asked, "Still there?"])
    assert any(one.statistics.model_drafted_tokens for one in stored if one.statistics)


def _ask(person: Person, question: str, *, is_long: bool) -> str:
    if is_long:
        question = f"{question}: {_LONG}".strip()
        person.box.insertPlainText(question)
        person.press(Qt.Key.Key_Return)
    else:
        person.send(question)
    return question


def _phase(person: Person) -> str:
    """Of the answer that is being made; "" when it is over."""
    live = person.desk.answers.of(person.page.conversation_id)
    return live.phase if live is not None else ""


def _has_come(person: Person, moment: _Moment) -> bool:
    """Or has gone by, with the answer's end."""
    return _phase(person) in (moment, "")


def _shown(person: Person) -> dict[int, str]:
    """The answer that grows, as it can be stored: this model also writes NUL, which cannot."""
    live = person.desk.answers.of(person.page.conversation_id)
    return {live.message.id: storable(live.text)} if live is not None and live.message is not None else {}


def _killed_while_keeping(person: Person, home: Paths, chance: random.Random) -> bool:
    """The engine is killed while it puts on the disk what it has read, which it does when nothing goes on."""
    person.wait(lambda: not person.page.is_answering())
    assert person.thread()[-1].state == "complete"
    half = f"*.{person.desk.engine.pid}.new"  # the next start of the program takes it away
    whole = _whole_snapshots(home)

    def is_kept() -> bool:  # or is just being kept; that is short, and may not be seen
        return any(home.snapshots.glob(half)) or _whole_snapshots(home) != whole

    until(is_kept, "nothing was kept", pause_s=0.0)
    _kill_idle_engine(person, chance.choice(_SIGNALS))
    return any(home.snapshots.glob(half))


def _whole_snapshots(home: Paths) -> dict[Path, int]:
    """With the times when they were written."""
    return {path: path.stat().st_mtime_ns for path in home.snapshots.glob("*.kv")}


def _kill_idle_engine(person: Person, number: signal.Signals) -> None:
    _kill_engine(number)
    person.wait(lambda: person.desk.engine.description() is None)


def _kill_engine(number: signal.Signals) -> int:
    """The engine of this window, also while it is being started. Its templates are a child of its own.
    Returns how many were killed."""
    killed = 0
    for child in psutil.Process().children():
        with suppress(psutil.Error):  # one that ends just now
            if "spawn_main" in " ".join(child.cmdline()):
                child.send_signal(number)
                killed += 1
    return killed


def _check(person: Person, shown: dict[int, str]) -> None:
    """Whatever was shown is stored, and the newest answer says how it ended."""
    assert person.window.isVisible()
    answer = person.thread()[-1]
    assert answer.state == "complete" or (answer.state == "failed" and answer.error and answer.hint)
    with person.desk.database.reading() as connection:
        for id, text in shown.items():
            stored = connection.execute("SELECT content FROM message WHERE id = ?", (id,)).fetchone()[0]
            assert stored.startswith(text)


def _stored(person: Person) -> list[Message]:
    conversations = person.desk.conversations
    return [message for one in conversations.all() for message in conversations.thread(one.id)]
