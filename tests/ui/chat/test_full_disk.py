"""The disk takes nothing while an answer is being written: no word is lost, and the conversation goes on."""

from __future__ import annotations

import os
import signal
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.paths import Paths
from tests.desk import OpenWindow, Person
from ui.chat.answers import LiveAnswer
from ui.chat.banner import Banner
from ui.models.page import ModelsPage

pytestmark = [
    pytest.mark.qt_log_ignore("^This plugin does not support", extend=True),
    pytest.mark.allow_log_problems,
]
_NO_ROOM = "no room left on the disk"
_MOST_PAGES = 1_000_000


class SmallDisk:
    """Can be full: then SQLite itself refuses whatever would make a database larger."""

    def __init__(self) -> None:
        self._connect = sqlite3.connect
        self._connections: list[sqlite3.Connection] = []
        self._is_full = False

    def connect(self, *arguments: Any, **options: Any) -> sqlite3.Connection:
        connection = self._connect(*arguments, **options | {"timeout": 0.1})
        self._connections.append(connection)
        self._limit(connection)
        return connection

    def fill(self) -> None:
        self._is_full = True
        for connection in self._connections:
            self._limit(connection)

    def free(self) -> None:
        self._is_full = False
        for connection in self._connections:
            self._limit(connection)

    def _limit(self, connection: sqlite3.Connection) -> None:
        pages = 1 if self._is_full else _MOST_PAGES  # SQLite takes the present size where this is less
        connection.execute(f"PRAGMA max_page_count = {pages}")


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> SmallDisk:
    disk = SmallDisk()
    monkeypatch.setattr(sqlite3, "connect", disk.connect)
    return disk


def _answer_on_a_full_disk(person: Person, disk: SmallDisk) -> LiveAnswer:
    """It goes on, and the window tells that nothing of it is kept."""
    person.send("Write.")
    live = person.desk.answers.of(person.page.conversation_id)
    assert live is not None
    person.wait(lambda: live.text)
    disk.fill()
    person.wait(lambda: _NO_ROOM in person.find(Banner).text())
    told = len(live.text)
    person.wait(lambda: len(live.text) > told)
    return live


def test_an_answer_that_could_not_be_saved_stays_in_the_window_until_it_is(
    open_window: OpenWindow, slow_model: Path, disk: SmallDisk
) -> None:
    person = open_window(slow_model)
    live = _answer_on_a_full_disk(person, disk)
    person.press(Qt.Key.Key_Escape)
    person.wait(lambda: not person.page.is_answering())
    stored = person.thread()[-1]
    assert stored.state == "writing" and len(stored.content) < len(live.text)
    assert live.text.split()[-1] in person.shown_text(stored)
    assert not person.find(Banner).text()  # it is told below the answer
    assert person.window.has_to_ask()  # before it is closed
    person.type("And now?")
    person.press(Qt.Key.Key_Return)
    assert "not on the disk yet" in person.status.state_text()
    assert person.box.toPlainText() == "And now?"
    person.click("Save again")
    person.wait(lambda: _NO_ROOM in person.find(Banner).text())
    disk.free()
    person.click("Save again")
    person.wait(lambda: person.thread()[-1].state == "complete")
    assert person.thread()[-1].content == live.text
    person.wait(lambda: not person.find(Banner).text())
    person.desk.settings.set(max_answer_tokens=3)
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: person.thread()[-1].finish_reason == "length")


def test_an_answer_that_failed_on_a_full_disk_is_saved_as_soon_as_there_is_room(
    open_window: OpenWindow, slow_model: Path, disk: SmallDisk
) -> None:
    person = open_window(slow_model)
    live = _answer_on_a_full_disk(person, disk)
    person.type("And then?")
    person.press(Qt.Key.Key_Return)
    assert not person.box.toPlainText()  # it waits
    pid = person.desk.engine.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    person.wait(lambda: person.shows_button("Save again"))
    person.click("New chat")
    person.click_row("Write.")
    assert live.text.split()[-1] in person.shown_text(person.thread()[-1])
    assert not person.box.toPlainText()
    disk.free()
    person.wait(lambda: person.thread()[-1].state == "failed")
    person.wait(lambda: person.box.toPlainText() == "And then?")
    assert person.thread()[-1].content == live.text
    person.desk.settings.set(max_answer_tokens=3)
    person.click("Try again")
    person.wait(lambda: person.thread()[-1].finish_reason == "length")


def test_an_answer_that_cannot_be_gone_on_with_is_told(
    open_window: OpenWindow, home: Paths, disk: SmallDisk
) -> None:
    person = open_window()
    person.ask("Hello")
    answers = person.desk.conversations.answers
    cut = answers.begin(person.thread()[0].id, "Guide", text="I am")
    answers.interrupt(cut.id, "I am")
    person.page.show_changed()
    other = disk.connect(home.database)
    other.execute("BEGIN IMMEDIATE")
    person.click("Continue")
    person.wait(lambda: "busy for too long" in person.find(Banner).text())
    assert person.shows_button("Continue")
    other.close()
    person.click("Continue")
    person.wait(lambda: person.thread()[-1].state == "complete")
    assert person.thread()[-1].content.startswith("I am")


def test_where_nothing_can_be_stored_the_way_to_room_is_offered(
    open_window: OpenWindow, disk: SmallDisk
) -> None:
    person = open_window()
    disk.fill()
    person.box.setPlainText("long " * 20_000)
    person.click("Send")
    person.wait(lambda: _NO_ROOM in person.find(Banner).text())
    person.click("Look at the models")
    person.wait(lambda: person.find(ModelsPage).isVisible())
    assert person.box.toPlainText().startswith("long")
