"""The size of everything, which Qt takes before there is a window."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from app.paths import Paths
from app.store.database import Database
from app.store.settings import SettingsStore
from ui.scaling import scaled

_START = """
import os, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui.scaling import scaled
with scaled(Path(sys.argv[1])):
    application = QApplication([])
print(application.devicePixelRatio(), os.environ.get("QT_SCALE_FACTOR"))
"""


def start(home: Paths, **variables: str) -> list[str]:
    """The scale of what is painted, and what programs that are opened from there inherit."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **variables}
    command = [sys.executable, "-c", _START, str(home.database)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_everything_is_as_large_as_chosen_from_the_next_start_on(home: Paths) -> None:
    with Database(home.database) as database:
        SettingsStore(database).set(scale="150")
    assert start(home) == ["1.5", "None"]
    assert start(home, QT_SCALE_FACTOR="2") == ["3.0", "2"]


def test_what_cannot_be_read_leaves_the_size_as_it_is(home: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_SCALE_FACTOR", raising=False)
    home.home.mkdir(exist_ok=True)
    for content in (None, b"", b"no database at all"):
        if content is not None:
            home.database.write_bytes(content)
        with scaled(home.database):
            assert "QT_SCALE_FACTOR" not in os.environ
    assert home.database.read_bytes() == b"no database at all"
