"""What the first picture of the window needs, and what comes after it."""

from __future__ import annotations

import subprocess
import sys

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.engine.statistics import NOTHING_DONE
from app.paths import Paths
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.settings import SettingsStore
from tests.desk import WAIT_MS
from ui.desk import Desk
from ui.front import Front
from ui.theme import Theme

_LATER = """
    app.chat app.cli app.context app.engine.client app.engine.events app.engine.statistics app.engine.turns
    app.exchange.export app.formula_process app.machine.hardware app.machine.timing app.network.connections
    app.next_prompt app.reasoning app.store.search ui.alerts ui.asking ui.chat.answers ui.chat.inline
    ui.chat.item ui.chat.page ui.chat.transcript ui.desk ui.dialog ui.models.desk ui.notice ui.session
    ui.settings.page ui.shortcuts argparse email httpx2 importlib.metadata logging markdown_it
    multiprocessing psutil pygments PySide6.QtNetwork socket subprocess
"""


def test_the_first_picture_waits_for_none_of_what_comes_after_it() -> None:
    code = f"""
import sys
from app.network.guard import guard
guard()
from ui import pyside
pyside.begin()
import ui.main
print(*sorted(set({_LATER.split()!r}) & sys.modules.keys()))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_a_conversation_waits_for_no_more_than_what_is_seen_of_it(home: Paths) -> None:
    database = Database(home.database)
    conversations = Conversations(database)
    conversation = conversations.create()
    question = conversations.add_question(conversation.id, "What is a *kiln*?")
    answer = conversations.answers.begin(question.id, "")
    text = "**An oven**, see [this](https://example.org/a).\n\n1. `brick`\n\n| a | b |\n|--|--|\n| 1 | *2* |"
    conversations.answers.finish(answer.id, text, "end", NOTHING_DONE)
    SettingsStore(database).set(last_conversation=conversation.id)
    database.close()
    code = f"""
import dataclasses, sys
made, make = [], dataclasses._process_class
def counted(cls, *how):
    made.append(cls.__name__)
    return make(cls, *how)
dataclasses._process_class = counted
from ui import pyside
pyside.begin()
from pathlib import Path
from app.paths import Paths
from ui.main import Front, QApplication, Theme
application = QApplication([])
front = Front(Paths.resolve(Path({str(home.home)!r})), Theme(application))
def painted():
    later = {{"app.engine.events", "markdown_it", "pygments", "ui.chat.tex", "ui.chat.page"}}
    print(*sorted(later & sys.modules.keys()))
    print(front.face.header.title(), len(made))
    application.quit()
front.window.painted.connect(painted)
front.window.show()
application.exec()
front.close()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    modules, told = done.stdout.splitlines()
    assert modules == ""
    title, count = told.rsplit(" ", 1)
    assert title.startswith("What is")
    assert int(count) < 8  # classes of values; one takes half a millisecond


def test_the_first_picture_shows_the_last_conversation(qtbot: QtBot, home: Paths) -> None:
    theme = Theme()
    first = Desk(home, theme)
    conversation = first.conversations.create()
    question = first.conversations.add_question(conversation.id, "What is a kiln?")
    first.settings.set(last_conversation=conversation.id)
    first.window.close()
    first.close()
    front = Front(home, theme)
    with qtbot.waitSignal(front.window.painted, timeout=WAIT_MS):
        front.window.show()
    assert front.face.view.show_message(question.id)
    assert front.face.header.title() == "What is a kiln?"
    front.window.close()
    front.close()


def test_keys_pressed_at_the_first_picture_are_sent_once_the_window_works(qtbot: QtBot, home: Paths) -> None:
    theme = Theme()
    front = Front(home, theme)
    desks: list[Desk] = []

    def begin() -> None:
        box = front.window.focusWidget()
        for key, text in ((Qt.Key.Key_H, "h"), (Qt.Key.Key_I, "i"), (Qt.Key.Key_Return, "\r")):
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.postEvent(box, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))
        desks.append(Desk(home, theme, front=front))  # takes its time, with the keys waiting

    front.window.painted.connect(begin)
    front.window.show()

    def sent() -> list[str]:
        chat = desks[0].page.conversation_id if desks else None
        return [one.content for one in desks[0].conversations.thread(chat)] if chat is not None else []

    qtbot.waitUntil(lambda: bool(sent()), timeout=WAIT_MS)
    assert sent()[0] == "hi"
    (desk,) = desks
    front.window.close()
    desk.close()
