"""From the first start to the tenth conversation: once with the mouse alone, once with the keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu, QWidget

from tests.desk import OpenWindow, Person
from ui.asking import LineDialog
from ui.settings.page import SettingsPage

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
QUESTIONS = ("What is a token?", "Count to ten.", "My name is Ada.", "Write some Python code.")
LEFT = Qt.MouseButton.LeftButton


def wait_for_answer(person: Person) -> None:
    person.wait(lambda: not person.page.is_answering() and person.thread()[-1].state == "complete")


def titles(person: Person) -> list[str]:
    return [conversation.title for conversation in person.desk.conversations.all()]


def save_to(person: Person, path: Path) -> None:
    dialog = next(one for one in person.window.findChildren(QFileDialog) if one.isVisible())
    dialog.fileSelected.emit(str(path))  # the system's own dialog: not ours to be tested
    dialog.close()
    person.wait(path.exists)


def test_with_the_mouse_alone(open_window: OpenWindow, tmp_path: Path) -> None:
    """Keys are pressed only for words."""
    person = open_window()
    person.click("What can you do?")
    wait_for_answer(person)
    for question in (*QUESTIONS, *QUESTIONS, "What is a GGUF file?"):
        person.click("New chat")
        QTest.keyClicks(person.box, question)
        person.click("Send")
        wait_for_answer(person)
    assert len(titles(person)) == 10

    def choose(title: str, *entries: str) -> None:
        """Through the menu of the title's row, where it is shown, and its submenus."""
        menu = person.menu_of_row(title)
        for text in entries:
            action = next(one for one in menu.actions() if one.text() == text)
            below = action.menu()
            QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
            if isinstance(below, QMenu):
                person.wait(below.isVisible)
                menu = below
        person.wait(lambda: QApplication.activePopupWidget() is None)

    choose("What is a GGUF file?", "Rename")
    person.wait(person.editors)
    QTest.keyClicks(person.editor(), "Files of models")
    QTest.mouseClick(person.transcript.viewport(), LEFT)  # elsewhere: the title is taken
    person.wait(lambda: person.header.title() == "Files of models")
    choose("Files of models", "Move to folder", "New folder…")
    QTest.keyClicks(person.find(LineDialog).findChildren(QLineEdit)[0], "Kept")
    person.click("Make folder")
    choose("What can you do?", "Pin")
    person.wait(lambda: person.rows()[:4] == ["Pinned", "What can you do?", "Kept", "Files of models"])

    choose("What can you do?", "Delete")
    assert "What can you do?" not in person.rows()
    person.click("Undo")
    assert person.rows()[1] == "What can you do?"
    choose("What can you do?", "Archive")
    person.click_row("Archive")
    choose("What can you do?", "Bring back from the archive")

    QTest.mouseClick(person.search, LEFT)
    QTest.keyClicks(person.search, "python")
    person.wait(lambda: person.rows()[0].endswith(" found"))
    person.click_row("Write some Python code.")
    person.wait(lambda: person.header.title() == "Write some Python code.")
    person.click("Clear")
    choose("Files of models", "Export", "As Markdown…")
    save_to(person, tmp_path / "files.md")
    person.wait(lambda: person.shows_button("Show"))

    person.click("Settings")
    person.click("Advanced")
    assert not person.theme.is_dark
    person.click("Dark colours")
    assert person.theme.is_dark
    person.click_row("Kept")  # folds it
    assert "Files of models" not in person.rows()
    person.click("New chat")
    assert person.page.isVisible() and person.page.is_empty()


def test_with_the_keyboard_alone(open_window: OpenWindow) -> None:
    person = open_window()

    def press(key: Qt.Key, *modifiers: Qt.KeyboardModifier, times: int = 1) -> None:
        """Where the keyboard is, wherever that may be."""
        for _ in range(times):
            where = QApplication.activePopupWidget() or QApplication.focusWidget() or person.window
            person.press(key, *modifiers, on=where)

    def type(text: str) -> None:
        QTest.keyClicks(focus(), text)

    def focus() -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def pick(begin: str) -> None:
        """Goes down an open menu to the entry and presses Return."""
        menu = person.open_menu()
        entries = [one for one in menu.actions() if not one.isSeparator() and one.isEnabled()]
        number = next(at for at, one in enumerate(entries) if one.text().startswith(begin))
        press(Qt.Key.Key_Down, times=number + 1)
        assert menu.activeAction() is entries[number]
        press(Qt.Key.Key_Return)

    def go_to_row(title: str) -> None:
        press(Qt.Key.Key_K, CTRL)
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Home)
        for _ in person.rows():
            if current(person) == title:
                return
            press(Qt.Key.Key_Down)
        pytest.fail(f"{title} was not come to")

    person.wait(lambda: focus() is person.box)
    for question in ("What can you do?", *QUESTIONS, *QUESTIONS, "What is a GGUF file?"):
        type(question)
        press(Qt.Key.Key_Return)
        wait_for_answer(person)
        press(Qt.Key.Key_N, CTRL)
    assert len(titles(person)) == 10

    go_to_row("What is a GGUF file?")
    press(Qt.Key.Key_F2)
    person.wait(lambda: focus() in person.editors())
    type("Files of models")
    press(Qt.Key.Key_Return)
    person.wait(lambda: "Files of models" in person.rows() and focus() is person.list)
    press(Qt.Key.Key_F10, SHIFT)
    pick("Pin")
    person.wait(lambda: person.rows()[:2] == ["Pinned", "Files of models"])

    go_to_row("What can you do?")
    press(Qt.Key.Key_Delete, SHIFT)
    assert "What can you do?" not in person.rows()
    press(Qt.Key.Key_Z, CTRL)
    assert "What can you do?" in person.rows()

    press(Qt.Key.Key_K, CTRL)
    type("python")
    person.wait(lambda: person.rows()[0].endswith(" found"))
    press(Qt.Key.Key_Return)
    person.wait(lambda: person.header.title() == "Write some Python code." and focus() is person.box)
    press(Qt.Key.Key_K, CTRL)
    press(Qt.Key.Key_Escape)
    assert person.rows()[0] == "Pinned" and focus() is person.box

    press(Qt.Key.Key_Comma, CTRL)
    person.wait(lambda: person.window.findChildren(SettingsPage) and person.find(SettingsPage).isVisible())
    type("language")
    press(Qt.Key.Key_Tab)
    for _ in range(12):
        if focus().accessibleName() == "Language":
            break
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_End)
    assert person.desk.settings.get().language == "de"
    press(Qt.Key.Key_Escape, times=2)  # the words that were looked for, then the page
    person.wait(lambda: focus() is person.box)


def current(person: Person) -> str:
    return person.list.rows.row(person.list.currentIndex()).title
