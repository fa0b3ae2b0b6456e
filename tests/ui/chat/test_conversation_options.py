"""Presets in the header and on the settings page, and a conversation's own options, in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from app.store.all_settings import Settings
from tests.desk import OpenWindow, Person, open_window, slow_model
from ui.chat.conversation_options import PresetButton
from ui.chat.options import OptionsDialog
from ui.controls import Label, TextButton
from ui.fields import Choice
from ui.settings.presets import PresetDialog

__all__ = ["open_window", "slow_model"]

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

CTRL = Qt.KeyboardModifier.ControlModifier


def choose_preset(person: Person, name: str) -> None:
    person.find(PresetButton).click()
    person.choose(person.open_menu(), name)


def held(person: Person) -> Settings:
    return person.desk.stores.presets.settings_for(person.page.conversation_id)


def open_presets(person: Person) -> None:
    person.press(Qt.Key.Key_Comma, CTRL)
    person.click("Presets")


def field(dialog: PresetDialog, name: str) -> QLineEdit:
    return next(one for one in dialog.findChildren(QLineEdit) if one.accessibleName() == name)


def test_a_preset_holds_in_its_conversation_only(open_window: OpenWindow) -> None:
    person = open_window()
    person.ask("Hello")
    choose_preset(person, "Precise")
    assert person.find(PresetButton).name() == "Precise"
    assert held(person).temperature == 0.2
    person.press(Qt.Key.Key_N, CTRL)
    assert person.find(PresetButton).name() == ""
    assert held(person) == person.desk.settings.get()
    person.click_row("Hello")
    assert person.find(PresetButton).name() == "Precise"
    choose_preset(person, "No preset")
    assert held(person) == person.desk.settings.get()


def test_a_new_chat_can_begin_with_a_preset(open_window: OpenWindow) -> None:
    person = open_window()
    choose_preset(person, "Precise")
    answer = person.ask("What can you do?")
    assert '"temperature": 0.2' in answer.options
    assert held(person).system_prompt.startswith("Answer briefly")


def test_a_new_chat_with_nothing_but_a_preset_leaves_no_trace(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    choose_preset(person, "Precise")
    person.press(Qt.Key.Key_N, CTRL)
    assert person.rows() == []


def test_the_conversations_own_options_are_given_up_for_its_presets(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    choose_preset(person, "Precise")
    person.click("Options of this conversation")
    person.find(QPlainTextEdit, "System prompt").setPlainText("Be brief.")
    person.click("Save")
    assert (held(person).system_prompt, held(person).temperature) == ("Be brief.", 0.2)
    person.click("Options of this conversation")
    person.click("Use what “Precise” says")
    assert held(person).system_prompt.startswith("Answer briefly")
    person.click("Options of this conversation")
    assert not person.shows_button("Use what “Precise” says")


def test_a_preset_is_made_changed_and_deleted(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    open_presets(person)
    person.click("New preset…")
    dialog = person.find(PresetDialog)
    QTest.keyClicks(field(dialog, "Name"), "Sailor")
    QTest.keyClicks(field(dialog, "Temperature"), "hot")
    person.click("Save")
    assert dialog.isVisible()
    field(dialog, "Temperature").setText("0.9")
    person.click("Save")
    presets = person.desk.stores.presets
    [sailor] = [one for one in presets.all() if one.name == "Sailor"]
    assert sailor.options == {"temperature": 0.9}
    person.wait(lambda: person.shows_button("Edit Sailor"))
    person.click("Edit Sailor")
    person.wait(lambda: len(person.window.findChildren(PresetDialog)) == 1)
    QTest.keyClicks(person.find(PresetDialog).findChildren(QPlainTextEdit)[0], "Speak as a sailor.")
    person.click("Save")
    assert presets.get(sailor.id).options == {"system_prompt": "Speak as a sailor.", "temperature": 0.9}
    person.wait(lambda: person.shows_button("Delete Sailor"))
    person.click("Delete Sailor")
    person.click("Delete")
    assert [one.name for one in presets.all() if one.name == "Sailor"] == []


def test_new_chats_begin_with_the_default_preset(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    open_presets(person)
    person.click("Use for new chats: Teacher")
    person.click("New chat")
    assert person.find(PresetButton).name() == "Teacher"
    person.type("Something")
    person.wait(lambda: person.page.conversation_id is not None)
    assert held(person).system_prompt.startswith("Explain step by step")
    open_presets(person)
    person.wait(lambda: person.shows_button("For new chats: Teacher"))
    person.click("For new chats: Teacher")
    person.click("New chat")
    assert person.find(PresetButton).name() == ""


def test_the_menu_leads_to_the_presets(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    choose_preset(person, "Edit presets…")
    person.wait(lambda: person.shows_button("New preset…"))


def test_a_context_length_tells_what_it_takes(open_window: OpenWindow) -> None:
    person = open_window()
    person.click("Options of this conversation")
    dialog = person.find(OptionsDialog)
    choice = next(one for one in dialog.findChildren(Choice) if one.accessibleName() == "Context length")
    choice.setCurrentIndex(choice.findData(1024))
    told = " ".join(label.whole_text() for label in dialog.findChildren(Label) if label.isVisible())
    assert "It takes 4 MB of memory beside the model, or 2 MB with the KV cache in half the memory" in told
    dialog.reject()


def test_nothing_moves_in_the_options_and_their_lists_stay_in_the_dialog(open_window: OpenWindow) -> None:
    person = open_window()
    person.click("Options of this conversation")
    dialog = person.find(OptionsDialog)
    save = next(one for one in dialog.findChildren(TextButton) if one.text() == "Save")
    before = save.mapToGlobal(QPoint(0, 0)), dialog.size()
    choice = next(one for one in dialog.findChildren(Choice) if one.accessibleName() == "Context length")
    assert choice.findData(512) > 0
    QTest.mouseClick(choice, Qt.MouseButton.LeftButton)
    popup = choice.view().window()
    person.wait(popup.isVisible)
    area = dialog.rect().translated(dialog.mapToGlobal(QPoint(0, 0)))
    assert area.contains(popup.frameGeometry())
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(choice.view(), key)
    person.wait(lambda: choice.currentData() == 512)
    assert (save.mapToGlobal(QPoint(0, 0)), dialog.size()) == before
    dialog.reject()
