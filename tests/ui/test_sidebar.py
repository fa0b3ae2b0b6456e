"""Where conversations are kept: pins, folders, archive and bin, by mouse and keyboard in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from tests.desk import OpenWindow, Person
from ui.asking import ConfirmDialog, LineDialog

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def person(open_window: OpenWindow) -> Person:
    person = open_window(is_ready=False)
    for title in ("One", "Two", "Three"):
        person.desk.conversations.add_question(person.desk.conversations.create().id, title)
    person.sidebar.refresh()
    person.click_row("Two")
    return person


def choose_in(menu: QMenu, *texts: str) -> None:
    """Picks an entry, through submenus."""
    for text in texts[:-1]:
        action = next(one for one in menu.actions() if one.text() == text)
        inside = action.menu()
        assert isinstance(inside, QMenu)
        menu = inside
    next(one for one in menu.actions() if one.text() == texts[-1]).trigger()
    QApplication.processEvents()


def entries(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def answer_line(person: Person, text: str) -> None:
    dialog = person.find(LineDialog)
    line = dialog.findChildren(QLineEdit)[0]
    assert line.text() == "" or line.hasSelectedText()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def put_in_new_folder(person: Person, title: str, name: str) -> None:
    choose_in(person.menu_of_row(title), "Move to folder", "New folder…")
    answer_line(person, name)


def test_what_is_pinned_stands_above_all_others(person: Person) -> None:
    choose_in(person.menu_of_row("One"), "Pin")
    assert person.rows() == ["Pinned", "One", "Today", "Three", "Two"]
    assert person.header.title() == "Two"
    choose_in(person.menu_of_row("One"), "Unpin")
    assert person.rows() == ["Today", "Three", "Two", "One"]


def test_what_is_moved_is_seen_where_it_was_moved_to(person: Person) -> None:
    choose_in(person.menu_of_row("One"), "Pin")
    put_in_new_folder(person, "One", "Kitchen")
    assert person.rows() == ["Kitchen", "One", "Today", "Three", "Two"]


def test_conversations_are_put_in_folders_that_fold(person: Person, open_window: OpenWindow) -> None:
    put_in_new_folder(person, "One", "Kitchen")
    choose_in(person.menu_of_row("Three"), "Move to folder", "Kitchen")
    assert person.rows() == ["Kitchen", "Three", "One", "Today", "Two"]
    person.click_row("Kitchen")
    assert person.rows() == ["Kitchen", "Today", "Two"]
    person.close()
    later = open_window(is_ready=False)
    assert later.rows() == ["Kitchen", "Today", "Two"]
    later.click_row("Kitchen")
    choose_in(later.menu_of_row("One"), "Move to folder", "Out of the folder")
    assert later.rows() == ["Kitchen", "Three", "Today", "Two", "One"]


def test_a_folder_is_renamed_and_deleted_without_its_conversations(person: Person) -> None:
    put_in_new_folder(person, "One", "Kitchen")
    choose_in(person.menu_of_row("Kitchen"), "Rename folder…")
    answer_line(person, "Garden")
    assert person.rows()[:2] == ["Garden", "One"]
    choose_in(person.menu_of_row("Garden"), "Delete folder, keep its conversations")
    assert person.rows() == ["Today", "Three", "Two", "One"]


def test_the_archive_is_out_of_the_way_and_undone(person: Person) -> None:
    choose_in(person.menu_of_row("One"), "Archive")
    assert person.rows() == ["Today", "Three", "Two", "Archive"]
    person.click("Undo")
    assert person.rows() == ["Today", "Three", "Two", "One"]
    choose_in(person.menu_of_row("One"), "Archive")
    person.click_row("Archive")
    assert person.rows() == ["Today", "Three", "Two", "Archive", "One"]
    person.click_row("One")
    assert person.header.title() == "One"
    choose_in(person.menu_of_row("One"), "Bring back from the archive")
    assert person.rows() == ["Today", "Three", "Two", "One"]


def test_the_bin_gives_back_what_was_deleted(person: Person) -> None:
    choose_in(person.menu_of_row("Two"), "Delete")
    person.click_row("Bin")
    assert person.rows() == ["Today", "Three", "One", "Bin", "Two"]
    person.click_row("Two")  # what is deleted cannot be opened: its menu comes up
    menu = person.open_menu()
    assert entries(menu) == ["Put back", "Delete for good…"]
    choose_in(menu, "Put back")
    assert person.rows() == ["Today", "Three", "Two", "One"]
    assert person.header.title() == "Two"


def test_deleting_for_good_is_asked_first(person: Person) -> None:
    for title in ("Two", "Three"):
        choose_in(person.menu_of_row(title), "Delete")
    person.click_row("Bin")
    choose_in(person.menu_of_row("Three"), "Delete for good…")
    person.wait(person.find(ConfirmDialog).no.hasFocus)
    person.click("Cancel")
    person.wait(lambda: not person.window.findChildren(ConfirmDialog))
    assert person.rows()[-3:] == ["Bin", "Three", "Two"]
    choose_in(person.menu_of_row("Three"), "Delete for good…")
    person.click("Delete for good")
    person.wait(lambda: person.rows()[-2:] == ["Bin", "Two"])
    person.wait(lambda: not person.window.findChildren(ConfirmDialog))
    choose_in(person.menu_of_row("Bin"), "Empty the bin…")
    person.click("Empty the bin")
    person.wait(lambda: person.rows() == ["Today", "One"])


def test_all_of_it_is_reached_with_the_keyboard(person: Person) -> None:
    choose_in(person.menu_of_row("Two"), "Delete")
    person.list.setFocus()
    person.press(Qt.Key.Key_End, on=person.list)
    assert person.list.rows.row(person.list.currentIndex()).title == "Bin"
    person.press(Qt.Key.Key_Right, on=person.list)
    assert person.rows()[-2:] == ["Bin", "Two"]
    person.press(Qt.Key.Key_Down, on=person.list)
    middle = person.list.rect().center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, person.list.mapToGlobal(middle))
    QApplication.sendEvent(person.list, asked)
    menu = person.open_menu()
    assert entries(menu) == ["Put back", "Delete for good…"]
    person.press(Qt.Key.Key_Escape, on=menu)
    person.press(Qt.Key.Key_Left, on=person.list)
    assert person.rows()[-1] == "Bin"
    person.press(Qt.Key.Key_Return, on=person.list)
    assert person.rows()[-2:] == ["Bin", "Two"]
    person.press(Qt.Key.Key_Down, on=person.list)
    person.press(Qt.Key.Key_Delete, SHIFT, on=person.list)
    assert person.find(ConfirmDialog).isVisible()


def test_the_keyboard_stays_in_the_list_and_keeps_its_place_there(person: Person) -> None:
    person.press(Qt.Key.Key_K, CTRL)
    person.press(Qt.Key.Key_Down, on=person.search)
    assert current_title(person) == "Two"
    person.press(Qt.Key.Key_F2, on=person.list)
    QTest.keyClicks(person.editor(), "Second")
    person.press(Qt.Key.Key_Return, on=person.editor())
    person.wait(lambda: current_title(person) == "Second")
    assert person.list.hasFocus()
    person.press(Qt.Key.Key_F10, SHIFT, on=person.list)
    choose_in(person.open_menu(), "Archive")
    assert person.list.hasFocus() and current_title(person) == "One"


def test_a_search_is_ended_with_the_mouse(person: Person) -> None:
    QTest.mouseClick(person.search, Qt.MouseButton.LeftButton)
    QTest.keyClicks(person.search, "Thr")
    person.wait(lambda: person.rows()[0].endswith(" found"))
    person.click("Clear")
    assert person.rows()[0] == "Today"
    assert not person.shows_button("Clear")


def test_the_mark_of_the_keyboard_stays_away_from_who_uses_the_mouse(person: Person) -> None:
    person.click_row("One")
    for has_used_keyboard in (False, True):
        person.list.setFocus(Qt.FocusReason.MouseFocusReason)
        if has_used_keyboard:
            person.press(Qt.Key.Key_Up, on=person.list)
        person.box.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        person.list.setFocus(Qt.FocusReason.ActiveWindowFocusReason)  # as after a dialog
        assert person.list.shows_focus() is has_used_keyboard


def test_help_has_the_keys_the_log_and_what_the_program_is(person: Person) -> None:
    person.press(Qt.Key.Key_F1)
    menu = person.open_menu()
    assert entries(menu)[-3:] == ["Keyboard shortcuts", "Show log", "About Inglenook"]
    choose_in(menu, "About Inglenook")
    menu.close()
    assert person.shows_button("Show licences") and person.shows_button("Show log")


def test_the_sign_at_the_end_of_a_row_opens_its_menu_and_not_the_conversation(person: Person) -> None:
    place = person.row_place("One")
    place.setX(person.list.viewport().width() - 10)
    QTest.mouseClick(person.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    menu = person.open_menu()
    assert "Archive" in entries(menu) and person.header.title() == "Two"
    choose_in(menu, "Archive")
    menu.close()
    assert person.rows() == ["Today", "Three", "Two", "Archive"]


def current_title(person: Person) -> str:
    return person.list.rows.row(person.list.currentIndex()).title
