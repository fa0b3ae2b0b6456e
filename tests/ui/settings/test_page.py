"""The settings page in the real window: search, tabs, changes that take effect at once, reset."""

from __future__ import annotations

from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QListWidget, QPlainTextEdit

from app.engine.backends import installed_folder, libraries_in
from tests.desk import WAIT_MS, OpenWindow, Person
from ui.controls import Label
from ui.fields import Choice
from ui.settings.licences import LicencesDialog
from ui.settings.page import SettingsPage
from ui.settings.setting_row import SettingRow
from ui.settings.token import TokenRow

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

CTRL = Qt.KeyboardModifier.ControlModifier


def open_settings(person: Person) -> SettingsPage:
    person.press(Qt.Key.Key_Comma, CTRL)
    page = person.find(SettingsPage)
    assert page.isVisible()
    return page


def row(person: Person, title: str) -> SettingRow:
    return next(one for one in person.window.findChildren(SettingRow) if one.declared.title == title)


def shown_titles(person: Person) -> list[str]:
    return [one.declared.title for one in person.window.findChildren(SettingRow) if one.isVisible()]


def fill(person: Person, title: str, text: str) -> None:
    field = row(person, title).field
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def choose(person: Person, title: str, words: str) -> None:
    field = row(person, title).field
    assert isinstance(field, Choice)
    field.setFocus()
    field.setCurrentIndex(field.findText(words))
    field.activated.emit(field.currentIndex())


def test_a_change_takes_effect_at_once_and_is_there_the_next_time(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    open_settings(person)
    choose(person, "Colours", "Dark")
    assert person.theme.is_dark
    choose(person, "Send with", "Ctrl+Enter (Enter: new line)")
    prompt = row(person, "System prompt").field
    assert isinstance(prompt, QPlainTextEdit)
    prompt.setFocus()
    QTest.keyClicks(prompt, "Be brief.")
    person.press(Qt.Key.Key_Escape)
    assert person.page.isVisible()
    person.type("one")
    person.press(Qt.Key.Key_Return)
    person.type("two")
    assert person.box.toPlainText() == "one\ntwo"
    person.close()
    later = open_window(is_ready=False)
    assert later.theme.is_dark
    settings = later.desk.settings.get()
    assert (settings.system_prompt, settings.send_key) == ("Be brief.", "ctrl+enter")
    open_settings(later)
    colours = row(later, "Colours").field
    assert isinstance(colours, QComboBox)
    assert colours.currentText() == "Dark"


def test_what_is_changed_elsewhere_is_shown(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    open_settings(person)
    person.click("Dark colours")
    colours = row(person, "Colours").field
    assert isinstance(colours, QComboBox)
    person.wait(lambda: colours.currentText() == "Dark")
    person.desk.settings.set(send_key="ctrl+enter")
    person.press(Qt.Key.Key_Escape)
    open_settings(person)
    keys = row(person, "Send with").field
    assert isinstance(keys, QComboBox)
    assert keys.currentText().startswith("Ctrl+Enter")


def test_a_new_context_length_loads_the_model_again(open_window: OpenWindow) -> None:
    person = open_window()
    open_settings(person)
    fill(person, "Context length", "1,024 tokens")
    person.wait(lambda: person.status.context_text().endswith("of 1,024 tokens"))


def test_a_value_that_is_not_allowed_is_told_and_not_kept(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    open_settings(person)
    person.click("Advanced")
    fill(person, "Temperature", "hot")
    assert row(person, "Temperature").problem_text() == "Temperature must be a number."
    fill(person, "Temperature", "7")
    assert row(person, "Temperature").problem_text() == "Temperature must be from 0.0 to 5.0."
    assert person.desk.settings.get().temperature is None
    fill(person, "Temperature", "0,7")
    assert row(person, "Temperature").problem_text() == ""
    assert person.desk.settings.get().temperature == 0.7


def test_each_setting_goes_back_to_its_default(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    open_settings(person)
    assert not person.shows_button("Reset Colours")
    choose(person, "Colours", "Dark")
    fill(person, "Answer length", "200")
    person.click("Reset Colours")
    person.click("Reset Answer length")
    assert not person.theme.is_dark
    assert person.desk.settings.get().max_answer_tokens is None
    assert not person.shows_button("Reset Answer length")


def test_the_search_looks_in_all_settings(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    page = open_settings(person)
    assert "Temperature" not in shown_titles(person)
    search = next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == "Search settings")
    assert search.hasFocus()
    QTest.keyClicks(search, "likel token")
    assert {"Temperature", "Top-K", "Top-P"} <= set(shown_titles(person))
    assert "Colours" not in shown_titles(person)
    tabs = {one.text(): one for one in page.findChildren(QAbstractButton) if one.isCheckable()}
    assert not tabs["Basic"].isChecked()  # what was found is of all tabs
    search.clear()
    assert tabs["Basic"].isChecked()
    QTest.keyClicks(search, "password")
    assert shown_titles(person) == []
    assert person.find(TokenRow).isVisible()
    person.press(Qt.Key.Key_Escape, on=search)
    assert "Colours" in shown_titles(person)
    person.press(Qt.Key.Key_Escape, on=search)
    assert person.page.isVisible()


def test_the_access_token_is_kept_told_where_and_removed(open_window: OpenWindow) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    try:
        person = open_window(is_ready=False)
        open_settings(person)
        token = person.find(TokenRow)
        assert token.kept_text() == "No token is kept."
        field = next(one for one in token.findChildren(QLineEdit))
        field.setFocus()
        QTest.keyClicks(field, "hf_secret")
        person.click("Keep the token")
        person.wait(lambda: "only your user account can read" in token.kept_text())
        assert field.text() == ""
        person.click("Remove the token")
        person.wait(lambda: token.kept_text() == "No token is kept.")
    finally:
        keyring.set_keyring(before)


def test_words_are_readable_after_the_colours_were_changed(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    page = open_settings(person)
    before = inks(page)
    person.desk.settings.set(theme="dark")
    page.changed.emit("theme")
    person.wait(lambda: not inks(page) & before)
    person.click("Advanced")
    person.wait(lambda: "Temperature" in shown_titles(person))
    assert not inks(page) & before


def inks(page: SettingsPage) -> set[str]:
    """The colours of all words that are shown."""
    shown = [label for label in page.findChildren(Label) if label.isVisible()]
    return {label.palette().windowText().color().name() for label in shown}


def test_the_tabs_are_walked_with_the_arrow_keys(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    page = open_settings(person)
    basic = next(one for one in page.findChildren(QAbstractButton) if one.text() == "Basic")
    basic.setFocus(Qt.FocusReason.TabFocusReason)
    person.press(Qt.Key.Key_Right, on=basic)
    assert "Temperature" in shown_titles(person)
    person.press(Qt.Key.Key_Right, on=QApplication.focusWidget())
    assert person.shows_button("New preset…")
    person.press(Qt.Key.Key_Left, on=QApplication.focusWidget())
    person.press(Qt.Key.Key_Left, on=QApplication.focusWidget())
    assert "Colours" in shown_titles(person)


def test_everything_is_named_and_reached_by_the_tab_key(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    page = open_settings(person)
    reached = set()
    for _ in range(60):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.add(focused.accessibleName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert "" not in reached
    titles = {one.declared.title for one in page.findChildren(SettingRow) if one.isVisible()}
    assert titles | {"Basic", "Search settings", "Access token"} <= reached


def test_the_licences_of_all_parts_can_be_read(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    open_settings(person)
    [button] = [
        one
        for one in person.window.findChildren(QAbstractButton)
        if one.accessibleName() == "Show licences (Licences)"
    ]
    button.click()
    dialog = person.find(LicencesDialog)
    parts, text = dialog.findChild(QListWidget), dialog.findChild(QPlainTextEdit)
    assert parts is not None and text is not None
    assert parts.item(0).text().startswith("inglenook") and "MIT License" in text.toPlainText()
    QApplication.setKeyboardInputInterval(WAIT_MS)  # in which the letters count as one word
    QTest.keyClicks(parts, "llama.cpp")
    QApplication.setKeyboardInputInterval(400)
    assert "ggml authors" in text.toPlainText()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_setting_is_found_by_words_that_it_does_not_show(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    open_settings(person)
    QTest.keyClicks(person.find(QLineEdit, "Search settings"), "zoom")
    assert shown_titles(person) == ["Size of everything", "Size of the conversation"]


def test_another_tab_keeps_the_keyboard_on_the_page(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    page = open_settings(person)
    person.click("Advanced")
    row(person, "Threads").field.setFocus()
    person.click("About")
    assert page.isAncestorOf(QApplication.focusWidget())


def test_the_tabs_are_one_stop_and_arrows_lead_through_them(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    open_settings(person)
    search = person.find(QLineEdit, "Search settings")
    QTest.keyClick(search, Qt.Key.Key_Backtab)
    assert focused_text() == "Basic"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert focused_text() == "About" and person.shows_button("Show log")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert focused_text() == "Basic" and "Colours" in shown_titles(person)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert search.hasFocus()


def test_layers_for_a_card_are_given_to_the_engine_and_it_is_said_where_none_can_be_used(
    open_window: OpenWindow,
) -> None:
    person = open_window()
    open_settings(person)
    person.click("Advanced")
    fill(person, "GPU layers", "3")
    assert person.desk.settings.get().load_options().gpu_layers == 3
    libraries = libraries_in(installed_folder() or Path())
    is_told = "processor only" in row(person, "GPU layers").obstacle_text()
    assert is_told == all(name == "base" or name.startswith("cpu") for name in libraries)
    person.wait(lambda: person.desk.models.description is not None)


def focused_text() -> str:
    button = QApplication.focusWidget()
    assert isinstance(button, QAbstractButton)
    return button.text()
