"""A person's session in the window, to be run by itself under a recorder; see test_session.py.

The home folder is the one in SESSION_HOME.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.logs import start_log
from app.paths import Paths
from tests.app.engine import random_model
from tests.desk import OpenWindow, open_window

__all__ = ["open_window"]

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def home() -> Paths:
    return Paths(Path(os.environ["SESSION_HOME"]))


@pytest.mark.allow_log_problems
@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
def test_a_session(open_window: OpenWindow, home: Paths, tmp_path: Path) -> None:
    start_log(home.logs)  # as ui.main.run does
    person = open_window()
    asked = person.ask("My password is plumtree-kept. Who are you?")
    assert asked.state == "complete"
    person.press(Qt.Key.Key_L, CTRL, SHIFT)  # the Network page
    person.press(Qt.Key.Key_Comma, CTRL)  # and the settings
    person.press(Qt.Key.Key_N, CTRL)

    # It is still writing when its process is ended below.
    sizes = {"layers": 4, "width": 512, "heads": 8, "kv_heads": 2, "feed_forward": 2048}
    shape = random_model.Shape(**sizes, vocabulary=4_096, context=8192, endless=True)
    other = random_model.write(tmp_path / "other.gguf", shape)
    person.desk.models.choose(other)
    person.wait(lambda: (told := person.desk.models.description) is not None and told.path == other)
    person.desk.settings.set(max_answer_tokens=20)
    person.page.apply_options()
    assert person.ask("Is plumtree-kept safe with you?").state == "complete"
    person.desk.settings.set(max_answer_tokens=None)
    person.page.apply_options()
    person.send("Say plumtree-kept again and again.")
    person.wait(lambda: person.thread()[-1].role == "assistant" and person.thread()[-1].content)
    pid = person.desk.engine.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    person.wait(lambda: not person.page.is_answering())

    person.desk.settings.set(max_answer_tokens=20)
    refusing = random_model.Shape(template="{{ raise_exception('no: ' + messages[0].content) }}")
    person.desk.models.choose(random_model.write(tmp_path / "refusing.gguf", refusing))
    person.wait(lambda: (told := person.desk.models.description) is not None and "refusing" in told.path.name)
    person.send("Refuse plumtree-kept then.")
    person.wait(lambda: not person.page.is_answering())

    person.press(Qt.Key.Key_N, CTRL, SHIFT)  # a temporary chat
    assert person.desk.temporary is not None
    temporary = person.desk.temporary
    temporary.chat.focus_composer()
    box = person.window.focusWidget()
    assert box is not None
    box.setPlainText("My password is plumtree-never-kept.")  # type: ignore[attr-defined]
    person.press(Qt.Key.Key_Return, on=box)
    person.wait(lambda: temporary.answers.conversation_ids())
    person.wait(lambda: not temporary.answers.conversation_ids())
    assert person.desk.network.count == 0
