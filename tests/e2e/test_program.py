"""The program as it is started: a process with a window."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.paths import Paths
from app.store.conversations import Conversations
from app.store.database import Database
from tests.waiting import until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="about signals and displays of Linux")


def start(home: Path, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "ui", "--home", str(home)],
        env={**os.environ, **environment},
        stderr=subprocess.PIPE,
        text=True,
    )


def test_without_a_display_it_says_so_and_names_the_command_line(home: Paths) -> None:
    process = start(home.home, QT_QPA_PLATFORM="xcb", DISPLAY=":987654", WAYLAND_DISPLAY="")
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "The window could not be opened: " in errors  # no display, or Qt lacks what it needs for one
    assert "inglenook ask" in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_closes_the_window_in_good_order(home: Paths, number: signal.Signals) -> None:
    with Database(home.database) as database:
        conversations = Conversations(database)
        asked = conversations.create("Kept")
    process = start(home.home, QT_QPA_PLATFORM="offscreen")
    log = home.logs / "inglenook.log"
    until((home.logs / "engine.log").exists, "the engine was not started")
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")
    assert "Traceback" not in log.read_text(encoding="utf-8")
    with Database(home.database) as database:
        assert Conversations(database).get(asked.id).title == "Kept"
