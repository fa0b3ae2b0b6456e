"""Conversations, drafts, counts, themes and models in the real window."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QPlainTextEdit, QSlider
from pytestqt.qtbot import QtBot

from app.models.library import InstalledModel, Library
from app.paths import Paths
from app.store.all_settings import Settings
from tests.desk import OpenWindow, Person
from ui.chat.banner import Banner
from ui.chat.options import OptionsDialog
from ui.chat.transcript import Transcript
from ui.page_buttons import ToolButton

# Of Qt's offscreen platform, which knows no window manager.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def add_conversations(person: Person, *titles: str) -> None:
    for title in titles:
        person.desk.conversations.add_question(person.desk.conversations.create().id, title)
    person.sidebar.refresh()


# Conversations


def test_conversations_are_made_and_opened_by_clicking(open_window: OpenWindow) -> None:
    person = open_window()
    person.ask("Hello")
    person.press(Qt.Key.Key_N, CTRL)
    assert person.header.title() == "New chat"
    person.ask("What is a token?")
    assert person.rows() == ["Today", "What is a token?", "Hello"]
    person.click_row("Hello")
    assert person.header.title() == "Hello"
    assert person.thread()[0].content == "Hello"


def test_a_title_is_edited_in_its_row(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    add_conversations(person, "Hello")
    person.click_row("Hello")
    person.press(Qt.Key.Key_F2)
    editor = person.editor()
    editor.selectAll()
    QTest.keyClicks(editor, "  A better   title ")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    person.wait(lambda: person.rows() == ["Today", "A better title"])
    assert person.header.title() == "A better title"
    person.choose(person.menu_of_row("A better title"), "Rename")
    person.wait(person.editors)
    QTest.keyClicks(person.editor(), "never kept")
    QTest.keyClick(person.editor(), Qt.Key.Key_Escape)
    assert person.rows() == ["Today", "A better title"]


def test_f2_in_the_list_edits_the_row_that_the_keyboard_stands_on(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    add_conversations(person, "One", "Two")
    person.click_row("Two")
    person.list.setFocus()
    person.press(Qt.Key.Key_Down, on=person.list)
    person.press(Qt.Key.Key_F2, on=person.list)
    QTest.keyClicks(person.editor(), "First")
    QTest.keyClick(person.editor(), Qt.Key.Key_Return)
    person.wait(lambda: person.rows() == ["Today", "Two", "First"])
    assert person.header.title() == "Two"


def test_a_deleted_conversation_comes_back_with_undo(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    add_conversations(person, "One", "Two", "Three")
    person.click_row("Two")
    person.choose(person.menu_of_row("Two"), "Delete")
    assert person.rows() == ["Today", "Three", "One", "Bin"]
    assert person.header.title() == "One"
    person.click("Undo")
    assert person.rows() == ["Today", "Three", "Two", "One"]
    assert person.header.title() == "Two"


def test_only_shift_delete_deletes(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    add_conversations(person, "One", "Two")
    person.click_row("Two")
    person.press(Qt.Key.Key_Delete, on=person.list)
    person.press(Qt.Key.Key_Backspace, on=person.list)
    assert person.rows() == ["Today", "Two", "One"]
    person.press(Qt.Key.Key_Delete, SHIFT, on=person.list)
    assert person.rows() == ["Today", "One", "Bin"]
    person.press(Qt.Key.Key_Z, CTRL, on=person.list)
    assert person.rows() == ["Today", "Two", "One"]


def test_the_list_is_used_with_the_keyboard(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    add_conversations(person, "One", "Two", "Three")
    person.press(Qt.Key.Key_K, CTRL)
    assert person.search.hasFocus()
    person.press(Qt.Key.Key_Down, on=person.search)
    assert person.list.hasFocus()
    person.press(Qt.Key.Key_Down, on=person.list)
    person.press(Qt.Key.Key_Return, on=person.list)
    assert person.header.title() == "Two"
    assert person.box.hasFocus()


def test_search_finds_words_in_messages_and_titles(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    add_conversations(person, "How is soup made?", "A walk in the rain", "Rain and soup")
    person.press(Qt.Key.Key_K, CTRL)
    QTest.keyClicks(person.search, "soup")
    person.wait(lambda: person.rows()[0].endswith(" found"))
    assert set(person.rows()[1:]) == {"How is soup made?", "Rain and soup"}
    QTest.keyClicks(person.search, " made")
    person.wait(lambda: set(person.rows()[1:]) == {"How is soup made?"})
    person.press(Qt.Key.Key_Return, on=person.search)
    assert person.header.title() == "How is soup made?"
    person.press(Qt.Key.Key_K, CTRL)
    person.press(Qt.Key.Key_Escape, on=person.search)
    assert person.search.text() == ""
    assert len(person.rows()) == 4
    QTest.keyClicks(person.search, "zebra")
    person.wait(lambda: person.rows() == ["Nothing found"])


def test_a_found_word_is_seen_behind_long_words(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    add_conversations(person, "Start", "WWWWWWWWW WWWWWWWWW WWWWWWWWW lighthouse")
    conversation = person.desk.conversations.all()[0]
    person.desk.conversations.rename(conversation.id, "Keepers")
    person.press(Qt.Key.Key_K, CTRL)
    QTest.keyClicks(person.search, "lighthouse")
    person.wait(lambda: person.rows() == ["1 found", "Keepers"])
    row = person.list.visualRect(person.list.model().index(1, 0))
    image = person.list.viewport().grab(row).toImage()
    ink = person.theme.color("text").name()  # of what was found; the words around it are paler
    below = range(image.height() // 2, image.height())
    assert any(image.pixelColor(x, y).name() == ink for y in below for x in range(image.width()))


def test_return_right_after_typing_opens_the_first_hit(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    add_conversations(person, "Soup", "Rain")
    person.press(Qt.Key.Key_K, CTRL)
    QTest.keyClicks(person.search, "soup")
    person.press(Qt.Key.Key_Return, on=person.search)
    person.wait(lambda: person.header.title() == "Soup")


def test_return_while_a_search_is_on_its_way_opens_what_it_finds(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    add_conversations(person, "Soup", "Rain")
    is_over = threading.Event()
    for _ in range(2):  # nothing else comes to its turn on that lane
        person.desk._quick_lane.run(lambda: is_over.wait(60), lambda _: None, lambda _: None)
    person.press(Qt.Key.Key_K, CTRL)
    QTest.keyClicks(person.search, "soup")
    person.sidebar._search_delay.timeout.emit()
    person.sidebar._search_delay.stop()
    person.press(Qt.Key.Key_Return, on=person.search)
    assert person.header.title() == "New chat"
    is_over.set()
    person.wait(lambda: person.header.title() == "Soup")


def test_the_sidebar_goes_away_and_comes_back(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    person.press(Qt.Key.Key_B, CTRL)
    assert person.sidebar.isHidden()
    person.close()
    later = open_window(is_ready=False)
    assert later.sidebar.isHidden()
    later.press(Qt.Key.Key_K, CTRL)
    assert later.sidebar.isVisible()
    assert later.search.hasFocus()


def test_a_narrow_window_puts_the_sidebar_away(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    person.window.resize(640, 600)
    assert person.sidebar.isHidden()
    person.window.resize(900, 600)
    assert person.sidebar.isVisible()


# Pages


def test_models_is_a_page_beside_the_chat(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    add_conversations(person, "One")
    person.press(Qt.Key.Key_M, CTRL)
    assert not person.page.isVisible()
    assert person.window.windowTitle() == "Models - Inglenook"
    person.press(Qt.Key.Key_Escape, on=person.window.focusWidget())
    assert person.page.isVisible() and person.box.hasFocus()
    person.click("Models")
    person.click_row("One")
    assert person.page.isVisible() and person.window.windowTitle() == "One - Inglenook"


def test_the_menu_of_models_leads_to_the_page(open_window: OpenWindow) -> None:
    person = open_window()
    person.click("Model: Inglenook Guide · Q8_0")
    person.choose(person.open_menu(), "Get more models")
    person.wait(lambda: not person.page.isVisible())
    person.click("New chat")
    assert person.page.isVisible()


# Writing


def test_return_sends_and_shift_return_starts_a_line(open_window: OpenWindow) -> None:
    person = open_window()
    person.type("one")
    person.press(Qt.Key.Key_Return, SHIFT)
    person.type("two")
    assert person.box.toPlainText() == "one\ntwo"
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: not person.page.is_answering())
    assert person.thread()[0].content == "one\ntwo"


def test_the_box_grows_to_eight_lines(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    heights = []
    for _ in range(12):
        heights.append(person.box.height())
        person.press(Qt.Key.Key_Return, SHIFT)
    assert heights[:8] == sorted(set(heights))
    assert heights[8:] == [heights[7]] * 4


def test_up_in_an_empty_box_brings_the_last_question_back(open_window: OpenWindow) -> None:
    person = open_window()
    person.ask("Hello")
    person.press(Qt.Key.Key_Up)
    assert person.box.toPlainText() == "Hello"
    person.press(Qt.Key.Key_Up)
    assert person.box.toPlainText() == "Hello"


def test_words_typed_in_the_conversation_go_into_the_box(open_window: OpenWindow) -> None:
    person = open_window()
    person.ask("Hello")
    person.type("And ")
    transcript = person.find(Transcript)
    transcript.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(transcript, Qt.Key.Key_J, CTRL)
    QTest.keyClicks(transcript, "Y")
    assert person.box.hasFocus()
    assert person.box.toPlainText() == "And Y"


def test_a_blank_message_is_not_sent(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    person.type("   ")
    person.press(Qt.Key.Key_Return)
    assert person.page.conversation_id is None
    assert not person.page.is_answering()


def test_drafts_survive_switching_and_the_end_of_the_program(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    add_conversations(person, "One", "Two")
    person.click_row("One")
    person.type("about one")
    person.click_row("Two")
    assert person.box.toPlainText() == ""
    person.type("about two")
    person.close()
    later = open_window(is_ready=False)
    assert later.header.title() == "Two"
    assert later.box.toPlainText() == "about two"
    later.click_row("One")
    assert later.box.toPlainText() == "about one"


def test_a_full_disk_does_not_take_the_keyboard_from_who_is_writing(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    add_conversations(person, "One")
    person.click_row("One")
    with person.desk.database.reading() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
    person.box.insertPlainText("very long " * 1_000)  # the cursor is behind it
    person.type("end")
    person.wait(lambda: "no room left on the disk" in person.find(Banner).text())
    person.type(" and more")
    assert person.box.toPlainText().endswith("end and more")
    with person.desk.database.reading() as connection:
        connection.execute(f"PRAGMA max_page_count = {pages + 1_000}")
    person.type(".")
    person.close()
    assert open_window(is_ready=False).box.toPlainText().endswith("end and more.")


def test_a_draft_of_a_new_chat_survives_a_crash(open_window: OpenWindow, qtbot: QtBot) -> None:
    person = open_window(is_ready=False)
    person.type("half a thought")
    person.wait(lambda: person.desk.conversations.all())
    person.wait(lambda: person.desk.conversations.all()[0].draft == "half a thought")
    later = open_window(is_ready=False)
    assert later.rows() == ["Today", "New chat"]
    assert later.box.toPlainText() == "half a thought"
    later.click("New chat")
    assert later.rows() == ["Today", "Draft: half a thought"]


def test_a_chat_without_a_word_leaves_no_trace(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    person.type("x")
    person.wait(lambda: person.rows())
    person.press(Qt.Key.Key_Backspace)
    person.press(Qt.Key.Key_N, CTRL)
    assert person.rows() == []


def test_tokens_of_the_draft_and_the_context_are_counted_while_typing(open_window: OpenWindow) -> None:
    person = open_window()
    person.type("What can you do?")
    count = person.desk.engine.count("What can you do?")
    person.wait(lambda: person.composer.token_count_text() == f"{count} tokens")
    person.wait(lambda: person.status.context_text().endswith(" of 2,048 tokens"))
    before = int(person.status.context_text().split()[0])
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: not person.page.is_answering())
    person.wait(lambda: int(person.status.context_text().split()[0].replace(",", "")) > before)
    assert person.composer.token_count_text() == ""


# Look


def test_the_chosen_theme_is_kept(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    person.click("Dark colours")
    assert person.theme.is_dark
    assert person.desk.settings.get().theme == "dark"
    person.close()
    later = open_window(is_ready=False)
    assert later.theme.is_dark
    later.click("Light colours")
    assert later.desk.settings.get().theme == "system"


def test_size_and_conversation_come_back(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    add_conversations(person, "One", "Two")
    person.click_row("One")
    person.window.resize(771, 607)
    person.close()
    later = open_window(is_ready=False)
    assert (later.window.width(), later.window.height()) == (771, 607)
    assert later.header.title() == "One"


def test_everything_is_named_and_reached_by_the_tab_key(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    person.box.setFocus()
    reached = set()
    for _ in range(40):
        QTest.keyClick(person.window.focusWidget(), Qt.Key.Key_Tab)
        reached.add(person.window.focusWidget().accessibleName())
    assert "" not in reached
    expected = {
        "Message",
        "New chat",
        "Search conversations",
        "Options of this conversation",
        "Dark colours",
        "What can you do?",
    }
    assert expected <= reached
    assert any(name.startswith("Model: ") for name in reached)


def test_the_tab_key_goes_through_a_new_chat_as_one_reads_it(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    found = person.find(ToolButton, "Temporary chat")
    found.setFocus(Qt.FocusReason.TabFocusReason)
    names = [found.accessibleName()]
    while names[-1] != "Message" and len(names) < 40:
        QTest.keyClick(person.window.focusWidget(), Qt.Key.Key_Tab)
        names.append(person.window.focusWidget().accessibleName())
    order = [
        "Search conversations",
        "Show or hide the conversations",
        "Preset: none",
        "Options of this conversation",
        "Dark colours",
        "What can you do?",
        "See the models that fit this computer",
        "Message",
    ]
    assert [name for name in names if name in order] == order


def test_the_first_window_leads_to_the_models_and_downloads_nothing(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    person.click("See the models that fit this computer")
    assert not person.page.isVisible()
    assert person.window.windowTitle() == "Models - Inglenook"
    assert person.desk.downloads.all() == []


# Models and options


def test_a_model_file_is_opened_from_the_disk(open_window: OpenWindow, slow_model: Path) -> None:
    person = open_window()
    person.press(Qt.Key.Key_O, CTRL)
    dialog = next(one for one in person.window.findChildren(QFileDialog) if one.isVisible())
    dialog.fileSelected.emit(str(slow_model))
    dialog.close()
    person.wait(lambda: person.shows_button("Model: Random 4x512 · F16"))
    person.wait(lambda: person.desk.models.description is not None)
    assert not person.shows_button("What can you do?")
    person.click("Model: Random 4x512 · F16")
    menu = person.open_menu()
    entries = [action.text() for action in menu.actions() if action.text()]
    assert entries[0].startswith("Random 4x512 · F16\t")
    assert entries[-2:] == ["Open a model file…", "Get more models…"]
    person.choose(menu, "Inglenook Guide")
    person.wait(lambda: person.shows_button("What can you do?"))
    assert person.desk.settings.get().model == ""


def test_a_file_opened_at_once_is_not_replaced_by_the_model_of_the_last_time(
    open_window: OpenWindow, slow_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find, is_open = Library.default, threading.Event()

    def find_late(library: Library, settings: Settings) -> InstalledModel:
        assert is_open.wait(60)
        return find(library, settings)

    monkeypatch.setattr(Library, "default", find_late)
    person = open_window(is_ready=False)
    models = person.desk.models
    models.open_file(slow_model)
    is_open.set()  # whichever of the two is looked for first
    person.wait(lambda: models.current and models.current.path == slow_model)
    person.wait(lambda: models.description is not None and models.loading_fraction is None)
    assert models.current is not None and models.current.path == slow_model


def test_a_model_file_dropped_on_the_window_is_opened(open_window: OpenWindow, slow_model: Path) -> None:
    person = open_window()
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(slow_model))])
    assert not person.box.canInsertFromMimeData(files)
    held = (Qt.DropAction.CopyAction, files, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(400, 300), *held)
    QApplication.sendEvent(person.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(person.window, QDropEvent(QPoint(400, 300), *held))
    person.wait(lambda: person.shows_button("Model: Random 4x512 · F16"))


def test_a_file_that_is_no_model_gives_a_sentence_and_changes_nothing(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.gguf"
    bad.write_bytes(b"This is no model." * 100)
    person = open_window()
    person.page.open_model_file(bad)
    banner = person.find(Banner)
    person.wait(lambda: "bad.gguf" in banner.text())
    person.wait(lambda: person.shows_button("Model: Inglenook Guide · Q8_0"))
    person.wait(lambda: person.desk.models.description is not None)
    assert "bad.gguf" in banner.text()  # the model of the start was loaded meanwhile: that mends nothing
    person.click("Dismiss")
    assert not banner.isVisible()
    assert person.ask("What can you do?").state == "complete"


def test_options_are_kept_and_a_new_context_length_loads_the_model_again(open_window: OpenWindow) -> None:
    person = open_window()
    person.click("Options of this conversation")
    dialog = person.find(OptionsDialog)
    next(one for one in dialog.findChildren(QPlainTextEdit)).setPlainText("Be brief.")
    dialog.findChildren(QSlider)[0].setValue(3)
    context = next(one for one in dialog.findChildren(QComboBox) if one.accessibleName() == "Context length")
    context.setCurrentIndex(context.findText("1,024 tokens"))
    person.click("Save")
    settings = person.desk.stores.presets.settings_for(person.page.conversation_id)
    assert (settings.system_prompt, settings.temperature, settings.context_length) == ("Be brief.", 0.3, 1024)
    assert person.desk.settings.get().system_prompt == ""
    person.wait(lambda: person.status.context_text().endswith("of 1,024 tokens"))


def test_options_that_are_cancelled_change_nothing(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    before = person.desk.settings.get()
    person.click("Options of this conversation")
    dialog = person.find(OptionsDialog)
    dialog.findChildren(QSlider)[0].setValue(3)
    person.click("Cancel")
    assert person.desk.settings.get() == before


def test_a_model_that_is_gone_is_replaced_by_the_guide(open_window: OpenWindow, home: Paths) -> None:
    person = open_window(is_ready=False)
    person.desk.settings.set(model=str(home.models / "gone.gguf"))
    person.close()
    later = open_window(is_ready=False)
    later.wait(lambda: later.shows_button("Model: Inglenook Guide · Q8_0"))
