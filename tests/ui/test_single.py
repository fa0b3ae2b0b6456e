"""One window for a home folder, and asking before what runs is ended."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.desk import WAIT_MS, OpenWindow
from ui.asking import ConfirmDialog
from ui.single import OneWindow

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

ROOT = Path(__file__).parent.parent.parent
CTRL = Qt.KeyboardModifier.ControlModifier

_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui import single
from ui.single import OneWindow

single._CONNECT_MS = single._ANSWER_MS = PATIENCE_MS
application = QCoreApplication([])
one = OneWindow(Path(sys.argv[1]))
model = Path(sys.argv[2]) if sys.argv[2:] else None
if one.show_other(model):
    print("shown", flush=True)
else:
    print("listens" if one.listen() else "cannot listen", flush=True)
    application.exec()
"""


def start(home: Path, *model: Path, patience_ms: int = WAIT_MS) -> subprocess.Popen[str]:
    """patience_ms: with a window that does not answer; usually it is less than a busy test may need."""
    home.resolve().mkdir(exist_ok=True)
    code = _START.replace("PATIENCE_MS", str(patience_ms))
    arguments = [str(path) for path in (home, *model)]
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


@pytest.fixture
def one(qtbot: QtBot, tmp_path: Path) -> Iterator[OneWindow]:
    (tmp_path / "home").mkdir(exist_ok=True)
    one = OneWindow(tmp_path / "home")
    assert one.listen()
    yield one
    one.close()


def test_a_second_start_shows_the_first_window_and_ends(qtbot: QtBot, one: OneWindow, tmp_path: Path) -> None:
    with qtbot.waitSignal(one.asked), start(tmp_path / "other" / ".." / "home") as second:
        qtbot.waitUntil(lambda: second.poll() is not None)
    assert second.returncode == 0


def test_a_second_start_brings_its_model_file(qtbot: QtBot, one: OneWindow, tmp_path: Path) -> None:
    odd = tmp_path / "two words\nand ümlaut %20.gguf"
    with qtbot.waitSignal(one.asked) as asked, start(tmp_path / "home", odd) as second:
        qtbot.waitUntil(lambda: second.poll() is not None)
    assert asked.args == [odd]


def test_a_model_file_is_opened_at_the_start_and_later(open_window: OpenWindow, guide_model: Path) -> None:
    person = open_window(is_ready=False)
    first, second = (
        Path(shutil.copy(guide_model, person.desk.database.path.parent / name))
        for name in ("a.gguf", "b.gguf")
    )
    person.desk.use_model(first)
    person.wait(lambda: person.desk.models.current is not None and person.desk.models.current.path == first)
    person.desk.come_forward(second)
    person.wait(lambda: person.desk.models.current is not None and person.desk.models.current.path == second)


def test_another_home_folder_has_a_window_of_its_own(one: OneWindow, tmp_path: Path) -> None:
    with start(tmp_path / "elsewhere") as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "listens\n"
        other.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and SIGSTOP are POSIX's")
def test_a_window_that_was_killed_or_hangs_is_no_hindrance(tmp_path: Path) -> None:
    for ending in (signal.SIGKILL, signal.SIGSTOP):
        with start(tmp_path / "home") as first:
            assert first.stdout is not None
            assert first.stdout.readline() == "listens\n"
            os.kill(first.pid, ending)
            with start(tmp_path / "home", patience_ms=200) as second:
                assert second.stdout is not None
                assert second.stdout.readline() == "listens\n"
                second.kill()
            first.kill()


def test_closing_while_an_answer_is_written_is_asked_first(open_window: OpenWindow, slow_model: Path) -> None:
    person = open_window(slow_model)
    person.send("Tell me a long story.")
    live = person.desk.answers.of(person.page.conversation_id)
    assert live is not None
    person.wait(lambda: len(live.text) > 20)
    person.press(Qt.Key.Key_W, CTRL)
    dialog = person.find(ConfirmDialog)
    person.wait(dialog.no.hasFocus)
    person.press(Qt.Key.Key_Escape, on=dialog)
    person.wait(lambda: not person.window.findChildren(ConfirmDialog))
    assert person.window.isVisible() and person.page.is_answering()
    person.window.activateWindow()  # the offscreen platform does not do that by itself
    person.wait(person.window.isActiveWindow)
    person.press(Qt.Key.Key_Q, CTRL)
    person.click("Close")
    assert not person.window.isVisible()


def test_with_nothing_running_the_window_closes_at_once(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    person.press(Qt.Key.Key_W, CTRL)
    assert not person.window.isVisible()


def test_a_window_that_is_called_comes_forward(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    person.window.showMinimized()
    person.window.come_forward()
    assert not person.window.isMinimized() and person.window.isVisible()
