"""The conversation as a screen reader finds it, through QAccessible."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.chat import samples
from ui.chat.accessible import MessageList
from ui.chat.entry import Entry
from ui.chat.find_bar import FindBar
from ui.chat.item import MessageItem
from ui.chat.transcript import Transcript

Role = QAccessible.Role
Text = QAccessible.Text


def interface(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


def messages(transcript: Transcript) -> QAccessibleInterface:
    found = transcript.findChild(MessageList)
    assert isinstance(found, MessageList)
    return interface(found)


def children(parent: QAccessibleInterface) -> list[QAccessibleInterface]:
    return [parent.child(index) for index in range(parent.childCount())]


def all_below(parent: QAccessibleInterface) -> list[QAccessibleInterface]:
    found = []
    for child in children(parent):
        found += [child, *all_below(child)]
    return found


ANSWER = "<think>\nHm.\n</think>\n\n# Title\n\nSome **bold** text.\n\n- one\n\n```py\nx = 1\n```\n"


def entry(number: int) -> Entry:
    return Entry(number, "assistant" if number % 2 else "user", f"Text {number} **bold**")


def test_messages_are_items_of_a_list_in_reading_order(transcript: Transcript) -> None:
    transcript.set_entries([entry(number) for number in range(60)])
    bar = transcript.verticalScrollBar()
    for value in (0, bar.maximum() // 2, bar.maximum(), bar.maximum() // 3):
        bar.setValue(value)  # widgets are used again for other messages
        found = messages(transcript)
        assert (found.role(), found.text(Text.Name)) == (Role.List, "Messages")
        items = [child for child in children(found) if child.role() == Role.ListItem]
        numbers = [int(item.text(Text.Name).split()[2]) for item in items]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        for index, child in enumerate(children(found)):
            assert found.indexOfChild(child) == index
        for number, item in zip(numbers, items, strict=True):
            speaker = "Answer" if number % 2 else "You"
            assert item.text(Text.Name) == f"{speaker}: Text {number} " + (
                "bold" if number % 2 else "**bold**"
            )


def test_a_message_tells_its_text_its_reasoning_and_its_version(transcript: Transcript) -> None:
    transcript.set_entries([Entry(1, "assistant", ANSWER, "12 tokens", "", False, (), 2, 3, thinking_s=4.2)])
    item = interface(transcript.findChildren(MessageItem)[0])
    assert item.text(Text.Name) == "Answer: Title\nSome bold text.\none\nx = 1"
    assert item.text(Text.Value) == "Title\nSome bold text.\none\nx = 1"
    assert item.text(Text.Description) == "Thought for 4 s, version 2 of 3, 12 tokens"
    state = item.state()
    assert state.expandable and state.collapsed and not state.expanded
    assert state.readOnly and state.focusable and not state.focused and not state.busy


def test_the_reasoning_is_opened_by_a_screen_readers_action(transcript: Transcript) -> None:
    transcript.set_entries([Entry(1, "assistant", ANSWER)])
    item = interface(transcript.findChildren(MessageItem)[0])
    action = item.actionInterface()
    assert action.actionNames() == [action.toggleAction()]
    action.doAction(action.toggleAction())
    assert item.state().expanded


def test_an_answer_in_the_making_is_busy(transcript: Transcript) -> None:
    transcript.append_entry(Entry(1, "assistant", ""))
    transcript.set_streaming(True)
    transcript.append_text("Half a **sent")
    item = interface(transcript.findChildren(MessageItem)[0])
    assert item.state().busy
    assert item.text(Text.Name) == "Answer: Half a sent"
    transcript.set_streaming(False)
    assert not item.state().busy


def test_the_framed_message_has_the_focus(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.set_entries([Entry(1, "user", "Hi"), Entry(2, "assistant", "Hello.")])
    transcript.activateWindow()
    transcript.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(transcript.hasFocus)
    qtbot.keyClick(transcript, Qt.Key.Key_Up)
    assert interface(transcript).focusChild().text(Text.Name) == "Answer: Hello."
    qtbot.keyClick(transcript, Qt.Key.Key_Up)
    assert interface(transcript).focusChild().text(Text.Name) == "You: Hi"
    states = [item.state().focused for item in children(messages(transcript))[:2]]
    assert states == [True, False]


def test_everything_that_can_be_pressed_has_a_name_and_a_role(transcript: Transcript) -> None:
    transcript.set_entries([
        Entry(1, "user", "Hi", chips=("notes.txt",)),
        Entry(2, "assistant", ANSWER, "", "Cut off.", False, ("Continue",), 2, 3, ("edit",)),
    ])  # fmt: skip
    transcript.open_find()
    assert transcript.findChild(FindBar).isVisible()  # type: ignore[union-attr]
    found = [one for one in all_below(interface(transcript)) if not one.state().invisible]
    roles = {one.text(Text.Name): one.role() for one in found}
    for name in ("Copy code", "Continue", "Copy", "Previous version", "Next version", "Close the search"):
        assert roles[name] == Role.Button
    assert roles["Find in this conversation"] == Role.EditableText
    assert all(
        one.text(Text.Name) for one in found if one.role() in (Role.Button, Role.EditableText, Role.ListItem)
    )


def test_thousand_messages_have_few_interfaces(transcript: Transcript) -> None:
    transcript.set_entries([Entry(n, "assistant", samples.answer(n, 2)) for n in range(1000)])
    assert messages(transcript).childCount() < 15
