"""The conversation by keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.chat import samples
from ui.chat.entry import Entry
from ui.chat.item import MessageItem
from ui.chat.message_buttons import CopyCodeButton, JumpButton, NoticeButton
from ui.chat.transcript import Transcript
from ui.controls import Button
from ui.theme import LIGHT, Theme

LINKS = "See [one](https://a.b/1).\n\n```py\nx = 1\n```\n\n| a | [two](https://a.b/2) |\n|---|---|\n"


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> QWidget:
    """A field, a transcript, and another field below it."""
    made = QWidget()
    for name, y in (("above", 0), ("between", 40), ("below", 660)):
        part = Transcript(theme, parent=made) if name == "between" else QLineEdit(made)
        part.setObjectName(name)
        part.setGeometry(0, y, 900, 620 if name == "between" else 40)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


@pytest.fixture
def view(page: QWidget) -> Transcript:
    found = page.findChild(Transcript)
    assert isinstance(found, Transcript)
    return found


def press(
    qtbot: QtBot, key: Qt.Key, *, alt: bool = False, shift: bool = False, control: bool = False
) -> None:
    """To whatever has the focus."""
    modifiers = Qt.KeyboardModifier.NoModifier
    for is_held, modifier in (
        (alt, Qt.KeyboardModifier.AltModifier),
        (shift, Qt.KeyboardModifier.ShiftModifier),
        (control, Qt.KeyboardModifier.ControlModifier),
    ):
        modifiers |= modifier if is_held else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(QApplication.focusWidget(), key, modifiers)


def enter(qtbot: QtBot, page: QWidget) -> None:
    """With Tab, from the field above."""
    field(page, "above").setFocus()
    press(qtbot, Qt.Key.Key_Tab)


def field(page: QWidget, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def focus_name() -> str:
    focus = QApplication.focusWidget()
    return focus.accessibleName() if focus else ""


def framed(view: Transcript) -> int | None:
    """The number of the message with a frame around it."""
    for item in view.findChildren(MessageItem):
        if item.isVisible() and _has_frame(item.grab().toImage()):
            return item.number
    return None


def _has_frame(image: QImage) -> bool:
    accent = LIGHT.accent.lower()
    # The upper edge crosses the middle; that of a question's bubble is at the right.
    places = [(x, y) for x in (image.width() // 2, image.width() // 2 + 350) for y in range(60)]
    return any(image.pixelColor(x, y).name() == accent for x, y in places if y < image.height())


def conversation(count: int) -> list[Entry]:
    return [
        Entry(n, "assistant" if n % 2 else "user", samples.answer(n, 1) if n % 2 else f"Question {n}")
        for n in range(count)
    ]


def test_tab_goes_in_and_out_and_shows_where_it_is(qtbot: QtBot, page: QWidget, view: Transcript) -> None:
    view.set_entries([Entry(1, "user", "Hi"), Entry(2, "assistant", "Hello.")])
    assert framed(view) is None
    enter(qtbot, page)
    assert view.hasFocus()
    assert framed(view) == 1
    press(qtbot, Qt.Key.Key_Tab)
    assert focus_name() == "Copy"
    assert framed(view) is None
    press(qtbot, Qt.Key.Key_Tab)
    assert field(page, "below").hasFocus()
    press(qtbot, Qt.Key.Key_Tab, shift=True)
    assert view.hasFocus()
    assert not any(button._shows_focus for button in view.findChildren(Button))
    press(qtbot, Qt.Key.Key_Tab, shift=True)
    assert field(page, "above").hasFocus()


def test_up_and_down_go_from_message_to_message(qtbot: QtBot, page: QWidget, view: Transcript) -> None:
    view.set_entries(conversation(40))
    enter(qtbot, page)
    assert framed(view) == 39
    for number in range(38, 20, -1):
        press(qtbot, Qt.Key.Key_Up, alt=True)
        assert framed(view) == number
    press(qtbot, Qt.Key.Key_Down, alt=True)
    assert framed(view) == 22
    press(qtbot, Qt.Key.Key_Home)
    assert view.verticalScrollBar().value() == 0


def test_a_long_message_is_scrolled_through_before_the_next_one(
    qtbot: QtBot, page: QWidget, view: Transcript
) -> None:
    view.set_entries(
        [Entry(1, "user", "Go on"), Entry(2, "assistant", samples.answer(3, 30)), Entry(3, "user", "x")]
    )
    enter(qtbot, page)
    press(qtbot, Qt.Key.Key_Up)
    assert framed(view) is not None or view.verticalScrollBar().value() > 0
    values = []
    for _ in range(200):
        values.append(view.verticalScrollBar().value())
        if framed(view) == 0:
            break
        press(qtbot, Qt.Key.Key_Up)
    assert framed(view) == 0
    assert len(values) > 8
    assert values == sorted(values, reverse=True)


def test_everything_in_a_message_can_be_reached(qtbot: QtBot, page: QWidget, view: Transcript) -> None:
    view.set_entries(
        [Entry(2, "assistant", f"<think>Hm [z](https://a.b/0)</think>{LINKS}", offers=("edit",))]
    )
    enter(qtbot, page)
    opened: list[str] = []
    view.link_activated.connect(opened.append)
    press(qtbot, Qt.Key.Key_Tab)  # the fold
    height = view.findChildren(MessageItem)[0].height()
    press(qtbot, Qt.Key.Key_Return)
    assert view.findChildren(MessageItem)[0].height() > height
    for _ in range(2):
        press(qtbot, Qt.Key.Key_Tab)
        press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), CopyCodeButton)
    press(qtbot, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "x = 1"
    press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Return)
    assert opened == [f"https://a.b/{number}" for number in range(3)]
    names = []
    for _ in range(3):
        press(qtbot, Qt.Key.Key_Right)
        names.append(focus_name())
    assert names == ["Copy", "Correct this answer", "More"]
    for _ in range(7):
        press(qtbot, Qt.Key.Key_Tab, shift=True)
    assert view.hasFocus()
    press(qtbot, Qt.Key.Key_Tab, shift=True)
    assert framed(view) == 0


def test_from_a_button_up_and_down_lead_to_another_message(
    qtbot: QtBot, page: QWidget, view: Transcript
) -> None:
    view.set_entries([Entry(1, "user", "Hi"), Entry(2, "assistant", "a"), Entry(3, "user", "b")])
    enter(qtbot, page)
    press(qtbot, Qt.Key.Key_Right)
    assert focus_name() == "Copy"
    with qtbot.waitSignal(view.action_requested) as asked:
        press(qtbot, Qt.Key.Key_Return)
    assert asked.args == [3, "copy"]
    press(qtbot, Qt.Key.Key_Up)
    assert framed(view) == 1
    with qtbot.waitSignal(view.action_requested) as asked:
        press(qtbot, Qt.Key.Key_C, control=True)
    assert asked.args == [2, "copy"]


def test_a_notices_ways_out_come_before_the_actions(qtbot: QtBot, page: QWidget, view: Transcript) -> None:
    view.set_entries([Entry(2, "assistant", "Half", "", "Cut off.", False, ("Continue",))])
    enter(qtbot, page)
    press(qtbot, Qt.Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), NoticeButton)
    press(qtbot, Qt.Key.Key_Tab)
    assert focus_name() == "Copy"


def test_no_stop_is_lost_while_buttons_come_and_go(qtbot: QtBot, page: QWidget, view: Transcript) -> None:
    code = "\n\n".join(f"```\nblock {n}\n" + "line\n" * 12 + "```" for n in range(12))
    view.set_entries([Entry(1, "assistant", code)])
    view.verticalScrollBar().setValue(0)
    enter(qtbot, page)
    for number in range(12):
        press(qtbot, Qt.Key.Key_Tab)
        button = QApplication.focusWidget()
        assert isinstance(button, CopyCodeButton)
        assert button.leaf is not None
        assert button.leaf.text.startswith(f"block {number}\n")
        area = button.rect().translated(button.mapTo(view.viewport(), button.rect().topLeft()))
        assert view.viewport().rect().contains(area)
    view.verticalScrollBar().setValue(0)  # the button leaves the view
    assert view.hasFocus()


def test_the_mouse_shows_no_frame(qtbot: QtBot, page: QWidget, view: Transcript) -> None:
    view.set_entries([Entry(1, "user", "Hi"), Entry(2, "assistant", "Hello.")])
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton)
    view.setFocus(Qt.FocusReason.MouseFocusReason)
    assert framed(view) is None


def test_the_keyboard_survives_another_conversation(qtbot: QtBot, page: QWidget, view: Transcript) -> None:
    view.set_entries(conversation(20))
    enter(qtbot, page)
    press(qtbot, Qt.Key.Key_Up)
    view.set_entries([Entry(1, "user", "Hi")])
    press(qtbot, Qt.Key.Key_Up)
    assert framed(view) == 0
    view.set_entries([])
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Right):
        press(qtbot, key)
    press(qtbot, Qt.Key.Key_Tab)
    assert not view.hasFocus()


def test_every_button_of_the_conversation_has_a_name(view: Transcript) -> None:
    view.set_entries(
        [Entry(1, "assistant", LINKS, "", "Cut", True, ("Again",), 2, 3, ("edit", "again", "delete"))]
    )
    buttons = view.findChildren(Button)
    assert any(isinstance(button, JumpButton) for button in buttons)
    assert all(button.accessibleName() for button in buttons)
