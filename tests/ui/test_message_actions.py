"""Versions, corrections, deletions and branches, by pressing a message's buttons."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from app.store.messages import Message
from tests.desk import OpenWindow, Person
from ui.chat.action_bar import ActionBar, VersionSwitch
from ui.chat.answer_details import AnswerDetails
from ui.chat.item import MessageItem
from ui.chat.writing import WritingArea
from ui.controls import IconButton

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def talk(person: Person, *turns: str) -> None:
    """A stored conversation of questions and answers, opened."""
    conversations = person.desk.conversations
    chat = conversations.create()
    for question, answer in zip(turns[::2], turns[1::2], strict=True):
        asked = conversations.add_question(chat.id, question)
        begun = conversations.answers.begin(asked.id, "Guide")
        conversations.answers.interrupt(begun.id, answer)
    person.page.open(chat.id)


def point_at(person: Person, message: Message) -> ActionBar:
    """Put the pointer on a message."""
    items = [item for item in person.window.findChildren(MessageItem) if item.isVisible()]
    item = next(item for item in items if item.row is not None and item.row.entry.key == message.id)
    QTest.mouseMove(person.composer)  # a pointer that does not move tells nothing
    QTest.mouseMove(person.transcript.viewport(), item.geometry().center())
    bar = person.find(ActionBar)
    person.wait(lambda: bar.isVisible() and bar.row is item.row)
    return bar


def shown(person: Person) -> list[str]:
    return [message.content for message in person.thread()]


def versions_shown(person: Person) -> str:
    return person.find(VersionSwitch).text()


def test_an_edited_question_becomes_a_version_and_the_old_one_is_a_click_away(
    open_window: OpenWindow,
) -> None:
    person = open_window()
    person.ask("Hello")
    first = person.thread()
    person.type("a draft")
    point_at(person, first[0])
    person.click("Edit this question")
    assert person.box.toPlainText() == "Hello"
    assert person.box.hasFocus()
    person.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    person.type("What can you do?")
    person.press(Qt.Key.Key_Return)
    assert person.page.is_answering()
    assert person.box.toPlainText() == "a draft"
    person.wait(lambda: not person.page.is_answering())
    edited = person.thread()
    assert edited[0].content == "What can you do?"
    assert edited[1].state == "complete"
    point_at(person, edited[0])
    assert versions_shown(person) == "2/2"
    person.click("Previous version")
    assert person.thread() == first
    assert person.shown_text(first[1]) == first[1].content


def test_escape_ends_an_edit_and_brings_the_draft_back(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    talk(person, "One", "A")
    before = person.thread()
    person.type("a draft")
    point_at(person, before[0])
    person.click("Edit this question")
    person.type(" and more")
    person.press(Qt.Key.Key_Escape)
    assert person.box.toPlainText() == "a draft"
    assert person.thread() == before
    person.click_row("One")
    person.close()
    assert open_window(is_ready=False).box.toPlainText() == "a draft"


def test_an_edit_that_changes_nothing_makes_no_version(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    talk(person, "One", "A")
    before = person.thread()
    point_at(person, before[0])
    person.click("Edit this question")
    person.press(Qt.Key.Key_Return)
    assert person.thread() == before
    assert not person.page.is_answering()


def test_an_answer_is_corrected_without_its_reasoning_and_the_models_own_stays(
    open_window: OpenWindow,
) -> None:
    person = open_window(is_ready=False)
    talk(person, "One", "<think>Hm.</think>A wrong answer")
    point_at(person, person.thread()[1])
    person.click("Correct this answer")
    assert person.box.toPlainText() == "A wrong answer"
    person.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    person.type("A right answer")
    person.press(Qt.Key.Key_Return)
    assert shown(person) == ["One", "A right answer"]
    point_at(person, person.thread()[1])
    assert versions_shown(person) == "2/2"
    person.click("Previous version")
    assert shown(person) == ["One", "<think>Hm.</think>A wrong answer"]


def test_any_answer_can_be_made_again(open_window: OpenWindow) -> None:
    person = open_window()
    talk(person, "Hello", "A", "What can you do?", "B")
    first = person.thread()[1]
    point_at(person, first)
    person.click("Answer again")
    person.wait(lambda: not person.page.is_answering())
    thread = person.thread()
    assert [message.content for message in thread[:1]] == ["Hello"]
    assert len(thread) == 2 and thread[1].id != first.id
    point_at(person, thread[1])
    person.click("Previous version")
    assert shown(person) == ["Hello", "A", "What can you do?", "B"]


def test_a_cut_answer_is_continued(open_window: OpenWindow) -> None:
    person = open_window()
    person.desk.settings.set(max_answer_tokens=4, temperature=0.0)
    cut = person.ask("What can you do?")
    assert cut.finish_reason == "length"
    person.desk.settings.set(max_answer_tokens=None)
    point_at(person, cut)
    person.click("Continue this answer")
    person.wait(lambda: not person.page.is_answering())
    whole = person.thread()[-1]
    assert (whole.id, whole.finish_reason) == (cut.id, "end")
    assert whole.content.startswith(cut.content) and len(whole.content) > len(cut.content)
    assert person.shown_text(whole) == whole.content
    point_at(person, whole)
    assert not person.shows_button("Continue this answer")


def test_what_is_deleted_comes_back_with_undo(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    talk(person, "One", "A", "Two", "B")
    before = person.thread()
    point_at(person, before[2])
    person.click("More")
    person.choose(person.open_menu(), "Delete")
    assert shown(person) == ["One", "A"]
    assert person.transcript.message_text(before[3].id) == ""
    person.click("Undo")
    assert person.thread() == before
    assert person.shown_text(before[3]) == "B"


def test_a_branch_is_a_conversation_of_its_own(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    talk(person, "One", "A", "Two", "B")
    before = person.page.conversation_id
    point_at(person, person.thread()[1])
    person.click("More")
    person.choose(person.open_menu(), "Branch")
    assert person.page.conversation_id != before
    assert shown(person) == ["One", "A"]
    assert person.header.title() == "One (branch)"
    assert person.rows() == ["Today", "One (branch)", "One"]


def test_a_message_is_copied_as_it_reads_and_as_markdown(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    talk(person, "One", "<think>Hm.</think>A **bold** word")
    point_at(person, person.thread()[1])
    person.click("Copy")
    assert QGuiApplication.clipboard().text() == "A bold word"
    person.click("More")
    person.choose(person.open_menu(), "Copy as Markdown")
    assert QGuiApplication.clipboard().text() == "A **bold** word"


def test_how_an_answer_was_made_is_told_on_a_click(open_window: OpenWindow) -> None:
    person = open_window()
    answer = person.ask("Hello")
    assert answer.statistics is not None
    person.wait(lambda: person.status.state_text().startswith("Last answer · "))
    person.click(f"{person.status.state_text()}. Show details")
    person.click("Details")
    dialog = person.find(AnswerDetails)
    person.wait(dialog.isVisible)
    told = {label.accessibleName() for label in dialog.findChildren(QLabel)}
    assert f"Prompt: {answer.statistics.prompt_tokens} tokens" in told
    assert "Why it ended: The model was done" in told
    person.click("Close")


def test_nothing_is_changed_while_an_answer_is_made(open_window: OpenWindow, slow_model: Path) -> None:
    person = open_window(slow_model)
    talk(person, "One", "A")
    first = person.thread()
    person.send("Two")
    point_at(person, first[1])
    person.click("Correct this answer")
    assert "Wait for the end" in person.status.state_text()
    assert person.box.toPlainText() == ""
    person.press(Qt.Key.Key_Escape)
    person.wait(lambda: not person.page.is_answering())
    QApplication.processEvents()


def test_a_search_opens_the_conversation_at_the_message_in_its_branch(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    talk(person, "One", "A rare zebra", "Two", "B")
    first = person.thread()
    person.desk.stores.versions.edit_question(first[0].id, "Uno")
    person.page.open(None)
    person.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(person.search, "zebra")
    person.press(Qt.Key.Key_Return, on=person.search)
    person.wait(lambda: person.page.conversation_id == first[0].conversation_id)
    assert shown(person) == ["One", "A rare zebra", "Two", "B"]
    items = [item for item in person.window.findChildren(MessageItem) if item.isVisible()]
    assert [item.row.text for item in items if item.row is not None and item.row.is_marked] == [
        "A rare zebra"
    ]


def test_another_model_can_answer_again_and_is_then_the_one_in_use(
    open_window: OpenWindow, slow_model: Path
) -> None:
    person = open_window()
    person.desk.settings.set(max_answer_tokens=3)
    known: set[Path] = set()
    person.desk.models.known_changed.connect(lambda models: known.update(model.path for model in models))
    person.page.open_model_file(slow_model)
    person.wait(lambda: person.shows_button("Model: Random 4x512 · F16"))
    person.wait(lambda: slow_model in known)  # and with it which others there are
    answer = person.ask("Hello")
    assert answer.model == "Random 4x512"
    point_at(person, answer)
    person.click("More")
    others = next(one.menu() for one in person.open_menu().actions() if one.text() == "Answer again with")
    [guide] = [one for one in others.actions() if one.text().startswith("Inglenook Guide")]
    guide.trigger()
    person.wait(lambda: not person.page.is_answering() and len(person.thread()) == 2)
    person.wait(lambda: person.shows_button("Model: Inglenook Guide · Q8_0"))
    assert person.thread()[-1].model == "Inglenook Guide"
    assert person.desk.stores.versions.of(answer.conversation_id)[answer.id][0] == answer.id


def test_an_edit_ends_when_its_message_goes(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    talk(person, "One", "A", "Two", "B")
    point_at(person, person.thread()[2])
    person.click("Edit this question")
    point_at(person, person.thread()[1])
    person.click("More")
    person.choose(person.open_menu(), "Delete")
    assert person.find(WritingArea).editing_text() == ""
    assert person.box.toPlainText() == ""


def test_an_edit_is_not_sent_while_an_answer_is_made(open_window: OpenWindow, slow_model: Path) -> None:
    person = open_window(slow_model)
    talk(person, "One", "A")
    before = person.thread()
    point_at(person, before[0])
    person.click("Edit this question")
    person.type(" and more")
    point_at(person, before[1])
    person.click("Answer again")
    person.press(Qt.Key.Key_Return)
    assert person.box.toPlainText() == "One and more"
    assert "Wait for the end" in person.status.state_text()
    person.press(Qt.Key.Key_Escape)
    assert person.box.toPlainText() == ""
    person.press(Qt.Key.Key_Escape)
    person.wait(lambda: not person.page.is_answering())
    assert [message.content for message in person.thread()[:1]] == ["One"]


def test_what_an_edited_question_would_take_is_counted_in_its_place(open_window: OpenWindow) -> None:
    person = open_window()
    talk(person, "One", "A long answer. " * 20, "Two", "B")
    first = person.thread()[0]

    def tokens() -> int:
        """As many as the line below the box says; 0 while it says none."""
        return int((person.status.context_text() or "0").split()[0])

    person.wait(lambda: tokens() > 80)  # of this conversation, not of the empty one before it
    whole = tokens()
    point_at(person, first)
    person.click("Edit this question")
    person.wait(lambda: tokens() < whole)
    person.press(Qt.Key.Key_Escape)
    person.wait(lambda: tokens() == whole)


def test_the_button_for_versions_stays_with_its_message(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    talk(person, "One", "A", "Two", "B")
    versions = person.desk.stores.versions
    first = person.thread()[0]
    conversations = person.desk.conversations
    for text in ("Uno", "Un"):
        edited = versions.edit_question(first.id, text)
        begun = conversations.answers.begin(edited.id, "Guide")
        conversations.answers.interrupt(begun.id, f"An answer to {text}")
        conversations.add_question(first.conversation_id, "And then?")
    person.page.open(first.conversation_id)
    point_at(person, person.thread()[0])
    back = person.find(IconButton, "Previous version")
    back.setFocus(Qt.FocusReason.TabFocusReason)
    person.press(Qt.Key.Key_Return, on=back)
    assert shown(person)[0] == "Uno"
    assert versions_shown(person) == "2/3"
    assert back.hasFocus()
    person.press(Qt.Key.Key_Return, on=back)
    assert shown(person)[0] == "One"
    assert versions_shown(person) == "1/3"


def test_a_message_is_deleted_with_the_keyboard(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    talk(person, "One", "A", "Two", "B")
    before = person.thread()
    point_at(person, before[2])
    more = person.find(IconButton, "More")
    more.setFocus(Qt.FocusReason.TabFocusReason)
    person.press(Qt.Key.Key_Return, on=more)
    menu = person.open_menu()
    person.press(Qt.Key.Key_Up, on=menu)
    person.press(Qt.Key.Key_Return, on=menu)
    assert shown(person) == ["One", "A"]
    person.click("Undo")
    assert person.thread() == before


def test_every_button_around_the_messages_has_a_name_and_says_what_it_does(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    talk(person, "One", "A", "Two", "B")
    first = person.thread()
    person.desk.stores.versions.correct_answer(first[3].id, "B2")
    person.page.open(first[0].conversation_id)
    point_at(person, person.thread()[1])
    person.click("More")
    person.choose(person.open_menu(), "Delete")
    point_at(person, first[0])
    person.click("Edit this question")
    buttons = [one for one in person.window.findChildren(QAbstractButton) if one.isVisible()]
    names = {one.accessibleName() for one in buttons}
    assert "" not in names
    assert {"Undo", "Cancel editing", "Dismiss", "Send"} <= names
    assert [
        one.accessibleName() for one in buttons if isinstance(one, IconButton) and not one.toolTip()
    ] == []
