"""The engine is killed at any moment: the window stays, and so does every word that was stored or shown.

Shortened here. `INGLENOOK_ENGINE_KILLS=50` kills as often as named.
"""

from __future__ import annotations

import os
import random
import signal
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from app.store.database import storable
from tests.desk import OpenWindow, Person

_KILLS = int(os.environ.get("INGLENOOK_ENGINE_KILLS", "4"))
pytestmark = [
    pytest.mark.timeout(180 + 20 * _KILLS),  # on a busy machine; the usual limit is for the shortened run
    pytest.mark.qt_log_ignore("^This plugin does not support", extend=True),
    pytest.mark.allow_log_problems,
]
_SIGNALS = (signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT)


def _kill_engine(chance: random.Random) -> int:
    """The engine of this window, also while it is being started. Its templates are a child of its own.
    Returns how many were killed."""
    killed = 0
    for child in psutil.Process().children():
        with suppress(psutil.Error):  # one that ends just now
            if "spawn_main" in " ".join(child.cmdline()):
                child.send_signal(chance.choice(_SIGNALS))
                killed += 1
    return killed


def test_the_engine_may_die_at_any_moment(open_window: OpenWindow, slow_model: Path) -> None:
    person = open_window(slow_model)
    person.desk.settings.set(max_answer_tokens=60)
    chance, killed = random.Random(5), 0
    asked: list[str] = []
    while killed < _KILLS:
        if len(asked) % 4 == 0:  # a long conversation would take long to read after each death
            person.page.open(None)
        asked.append(f"Question {len(asked)}")
        person.send(asked[-1])
        if chance.random() < 0.6:  # else most of them die while they load
            person.wait(lambda: _shown(person) or not person.page.is_answering())
        person.qtbot.wait(chance.randrange(700))
        seen = _shown(person)
        killed += _kill_engine(chance)
        person.wait(lambda: not person.page.is_answering())
        answer = person.thread()[-1]
        assert person.window.isVisible()
        assert answer.content.startswith(seen)  # what was shown is stored
        assert answer.state == "complete" or (answer.state == "failed" and answer.error and answer.hint)
    person.desk.settings.set(max_answer_tokens=3)
    assert person.ask("Still there?").state == "complete"
    assert _questions(person) == sorted([*asked, "Still there?"])


def _questions(person: Person) -> list[str]:
    conversations = person.desk.conversations
    threads = [conversations.thread(conversation.id) for conversation in conversations.all()]
    return sorted(message.content for thread in threads for message in thread if message.role == "user")


def _shown(person: Person) -> str:
    """As it can be stored: this model also writes NUL, which cannot."""
    live = person.desk.answers.of(person.page.conversation_id)
    return storable(live.text) if live is not None else ""
