"""The temporary chat in the real window: answered as any other, and nowhere on the disk."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from app.engine.snapshots import SnapshotOptions
from app.paths import Paths
from tests.desk import OpenWindow, Person
from ui.chat.composer import Composer
from ui.temporary import TemporaryPage

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SECRET = "Quetzalcoatlus"


def open_temporary(person: Person) -> QPlainTextEdit:
    person.press(Qt.Key.Key_N, CTRL, SHIFT)
    page = person.find(TemporaryPage)
    assert page.isVisible()
    return page.findChildren(Composer)[0].findChildren(QPlainTextEdit)[0]


def ask(person: Person, box: QPlainTextEdit, text: str) -> str:
    """Returns the answer."""
    temporary = person.desk.temporary
    assert temporary is not None
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)
    person.wait(lambda: temporary.chat.conversation_id and not temporary.chat.is_answering())
    chat = temporary.chat.conversation_id
    assert chat is not None
    return temporary._stores.conversations.thread(chat)[-1].content


def everything_on_disk(home: Paths) -> bytes:
    return b"".join(file.read_bytes() for file in home.home.rglob("*") if file.is_file())


def test_nothing_of_it_is_ever_on_the_disk(open_window: OpenWindow, home: Paths) -> None:
    assert SnapshotOptions(home.snapshots)  # what models have read is kept there, of other conversations
    person = open_window()
    box = open_temporary(person)
    answer = ask(person, box, f"What is a {SECRET}?")
    assert answer
    QTest.keyClicks(box, f"draft of {SECRET}")
    person.click("New chat")
    assert person.rows() == []
    assert person.desk.conversations.search(SECRET) == []
    assert SECRET.encode() not in everything_on_disk(home)
    assert open_temporary(person).toPlainText() == f"draft of {SECRET}"  # it is there until it is ended
    person.close()
    left = everything_on_disk(home)
    assert SECRET.encode() not in left and answer.encode() not in left
    assert not list(home.snapshots.glob("*.kv"))


def test_it_is_ended_at_once_also_while_it_is_answered(open_window: OpenWindow, slow_model: object) -> None:
    person = open_window(slow_model)
    box = open_temporary(person)
    temporary = person.desk.temporary
    assert temporary is not None
    QTest.keyClicks(box, "Tell me a long story.")
    QTest.keyClick(box, Qt.Key.Key_Return)
    person.wait(lambda: temporary.answers.conversation_ids())
    assert "An answer is being written" in person.desk._what_runs()
    person.click("End it now")
    assert temporary.chat.conversation_id is None
    person.wait(lambda: not temporary.answers.conversation_ids())
    assert temporary._stores.conversations.all() == []
    assert not person.shows_button("Close")  # no failure is told


def test_the_model_is_not_loaded_again_for_it_and_only_its_own_menu_opens(open_window: OpenWindow) -> None:
    person = open_window()
    person.ask("What is a token?")
    loaded = person.desk.engine.pid
    assert ask(person, open_temporary(person), "What is a token?")
    assert person.desk.engine.pid == loaded
    person.click("Model: Inglenook Guide · Q8_0")
    menu = person.open_menu()
    assert menu.parent() is not person.header
    person.press(Qt.Key.Key_Escape, on=menu)


def test_the_persons_presets_are_there(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    mine = person.desk.stores.presets.add("Mine", {"temperature": 0.1})
    person.desk.stores.presets.set_default(mine.id)
    open_temporary(person)
    assert person.desk.temporary is not None
    assert person.desk.temporary._stores.presets.settings_for(None).temperature == 0.1
