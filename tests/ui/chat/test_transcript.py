"""The conversation on the screen: messages come and go, keep their place, grow, and offer what to do."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QHelpEvent, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from app.words import later
from tests.ui.chat import samples
from tests.ui.chat.handling import (
    click,
    clipboard,
    conversation,
    drag,
    items,
    picture,
    stream,
    visible_button,
)
from ui.chat.action_bar import ActionBar
from ui.chat.entry import Entry, Offer
from ui.chat.item import MessageItem
from ui.chat.message_buttons import CopyCodeButton, JumpButton, NoticeButton
from ui.chat.transcript import Transcript
from ui.controls import IconButton
from ui.theme import LIGHT, Theme


def test_only_messages_on_the_screen_have_widgets(transcript: Transcript) -> None:
    transcript.set_entries(conversation(1000))
    assert 1 <= len(items(transcript)) < 12
    bar = transcript.verticalScrollBar()
    for value in range(bar.maximum(), 0, -bar.maximum() // 40):
        bar.setValue(value)
    assert len(transcript.findChildren(MessageItem)) < 20


def test_a_long_conversation_opens_at_once(transcript: Transcript) -> None:
    entries = conversation(1000)
    transcript.set_entries(entries[:10])
    before = time.thread_time()
    transcript.set_entries(entries)
    transcript.grab()
    assert time.thread_time() - before < 0.25


def test_scrolling_up_does_not_jump(transcript: Transcript) -> None:
    transcript.set_entries(conversation(60))
    bar = transcript.verticalScrollBar()
    for _ in range(60):
        before = {item.number: item.y() for item in items(transcript)}
        bar.setValue(bar.value() - 90)
        after = {item.number: (item.y(), item.height()) for item in items(transcript)}
        # A message whose beginning was in sight moved by what was scrolled, no more.
        for number, y in before.items():
            if y > 0 and number in after:
                assert abs(after[number][0] - y - 90) <= 1


def test_what_is_pinned_is_seen_without_pointing_at_it(transcript: Transcript) -> None:
    plain: tuple[Offer, ...] = ("pin", "delete")
    pinned: tuple[Offer, ...] = ("unpin", "delete")

    def seen(of_question: tuple[Offer, ...], of_answer: tuple[Offer, ...]) -> list[QImage]:
        question = Entry(0, "user", "Why?", offers=of_question)
        answer = Entry(1, "assistant", "So.", offers=of_answer)
        transcript.set_entries([question, answer, Entry(2, "user", "Last.")])
        return [item.grab().toImage() for item in items(transcript)[:2]]

    before = seen(plain, plain)
    for question, answer in ((pinned, plain), (plain, pinned)):
        changed = [one != other for one, other in zip(seen(question, answer), before, strict=True)]
        assert changed == [question is pinned, answer is pinned]


@pytest.mark.parametrize("key", [0, 1, 37, 500, 998, 999])
def test_a_message_can_be_gone_to(transcript: Transcript, key: int) -> None:
    transcript.set_entries(conversation(1000))
    assert transcript.scroll_to(key)
    item = next(item for item in items(transcript) if item.number == key)
    bar = transcript.verticalScrollBar()
    assert abs(item.y() - 16) <= 1 or bar.value() in (bar.minimum(), bar.maximum())
    marked = soft_pixels(transcript)
    assert marked > 1000
    transcript.scroll_to(key - 1 if key else 1)
    transcript.scroll_to(key)
    assert soft_pixels(transcript) == marked  # only one is marked
    assert not transcript.scroll_to(4711)


def test_the_mark_goes_away_by_itself(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.set_entries(conversation(20))
    transcript.scroll_to(3)
    qtbot.waitUntil(lambda: soft_pixels(transcript) == 0)


def soft_pixels(transcript: Transcript) -> int:
    image = picture(transcript).convertToFormat(QImage.Format.Format_RGB888)
    return bytes(image.constBits()).count(bytes.fromhex(LIGHT.accent_soft[1:]))


def test_resizing_keeps_the_place(transcript: Transcript) -> None:
    transcript.set_entries(conversation(40))
    bar = transcript.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    first = items(transcript)[1]
    number, y = first.number, first.y()
    for width in (700, 500, 640, 900):
        transcript.resize(width, 600)
    item = next(item for item in items(transcript) if item.number == number)
    assert abs(item.y() - y) < 60


def test_another_theme_keeps_the_geometry(transcript: Transcript, theme: Theme) -> None:
    transcript.set_entries([Entry(1, "user", "Hi"), Entry(2, "assistant", samples.EVERYTHING)])
    transcript.verticalScrollBar().setValue(100)
    value = transcript.verticalScrollBar().value()
    places = [item.geometry() for item in items(transcript)]
    light = picture(transcript)
    theme.set_mode("dark")
    assert [item.geometry() for item in items(transcript)] == places
    assert transcript.verticalScrollBar().value() == value
    assert picture(transcript) != light
    theme.set_mode("light")
    assert picture(transcript) == light


def test_keys_scroll(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.set_entries(conversation(30))
    transcript.setFocus()
    bar = transcript.verticalScrollBar()
    qtbot.keyClick(transcript, Qt.Key.Key_Home)
    assert bar.value() == 0
    qtbot.keyClick(transcript, Qt.Key.Key_PageDown)
    assert 400 < bar.value() < 600
    qtbot.keyClick(transcript, Qt.Key.Key_PageUp)
    assert bar.value() == 0
    qtbot.keyClick(transcript, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()


@pytest.mark.parametrize("percent", [75, 150, 200])
def test_zoom_makes_everything_larger_and_keeps_the_place(transcript: Transcript, percent: int) -> None:
    transcript.set_entries(conversation(60))
    transcript.scroll_to(30)
    bar = transcript.verticalScrollBar()
    whole = bar.maximum()
    transcript.set_zoom(percent)
    shown = next(item for item in items(transcript) if item.number == 30)
    assert abs(shown.y() - 16) < 30  # its first block stayed, its margin grew
    assert (bar.maximum() > whole) == (percent > 100)


def test_the_buttons_on_messages_grow_with_the_text(transcript: Transcript) -> None:
    told = Entry(
        1,
        "assistant",
        "```\ncode\n```",
        notice="It was stopped.",
        actions=(later("Try again"),),
        chips=("a",),
    )
    transcript.set_entries([told])
    (item,) = items(transcript)
    buttons = [*item.findChildren(CopyCodeButton), *item.buttons()]
    assert len(buttons) == 3
    before = [button.geometry() for button in buttons]
    for zoom in (150, 100):
        transcript.set_zoom(zoom)
        for button, old in zip(buttons, before, strict=True):
            assert abs(button.height() - old.height() * zoom / 100) <= 1
            assert abs(button.width() - old.width() * zoom / 100) <= 1
            assert item.rect().contains(button.geometry())


def test_many_ways_out_of_a_failure_stand_in_several_lines_where_they_must(transcript: Transcript) -> None:
    ways = (later("Continue"), later("Use a context of half the size"), later("Try again"))
    transcript.set_entries([Entry(1, "assistant", "Hm", notice="It ended. " * 9, actions=ways)])
    rows_of_buttons = []
    for width, zoom in ((900, 100), (636, 150), (560, 200)):
        transcript.resize(width, 600)
        transcript.set_zoom(zoom)
        transcript.grab()
        (item,) = items(transcript)
        places = [button.geometry() for button in item.buttons()]
        assert len(places) == 3 and all(item.rect().contains(place) for place in places)
        assert not any(one.intersects(two) for one, two in pairwise(places))
        rows_of_buttons.append(len({place.y() for place in places}))
    assert rows_of_buttons == [1, 2, 3]


def test_the_actions_grow_with_the_text_and_stay_below_it(transcript: Transcript) -> None:
    foot = "187 tokens · 36.4 tok/s"
    offers: tuple[Offer, ...] = ("edit", "again", "continue")
    answer = Entry(2, "assistant", "Short.", foot=foot, offers=offers, version=2, versions=3)
    transcript.set_entries([Entry(1, "user", "Hi"), answer])
    bar = transcript.findChildren(ActionBar)[0]
    parts = [part for part in bar.findChildren(QWidget) if part.isVisible()]
    old = {part: part.size() for part in parts}
    for zoom in (150, 75, 200, 100):
        transcript.set_zoom(zoom)
        transcript.grab()
        for part in parts:
            assert abs(part.height() - old[part].height() * zoom / 100) <= 2
            assert bar.rect().contains(part.rect().translated(part.mapTo(bar, QPoint(0, 0))))
        item = next(item for item in items(transcript) if item.number == 1)
        assert (
            item.geometry().top() < bar.geometry().top()
            and bar.geometry().bottom() < item.geometry().bottom()
        )
    assert {part: part.size() for part in parts} == old


def test_the_way_to_the_end_covers_no_copy_button(transcript: Transcript) -> None:
    code = "\n".join(["```python", *["x = 1"] * 60, "```"])
    for width in (636, 1016):
        transcript.resize(width, 400)
        transcript.set_entries([Entry(1, "user", "Hi"), Entry(2, "assistant", f"{code}\n\n{code}")])
        bar = transcript.verticalScrollBar()
        for value in range(0, bar.maximum() - 200, 20):
            bar.setValue(value)
            jump = visible_button(transcript, JumpButton)
            for button in transcript.findChildren(CopyCodeButton):
                if button.isHidden():
                    continue
                place = button.rect().translated(button.mapTo(transcript, QPoint(0, 0)))
                assert not place.intersects(jump.geometry())


def test_zoom_by_keys_and_wheel_stops_at_its_ends(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.set_entries(conversation(4))
    told: list[int] = []
    transcript.zoom_changed.connect(told.append)
    transcript.setFocus()
    control = Qt.KeyboardModifier.ControlModifier
    for _ in range(8):
        qtbot.keyClick(transcript, Qt.Key.Key_Plus, control)
    assert told == [110, 125, 150, 175, 200]
    turn_wheel(transcript, -120)
    turn_wheel(transcript, -60)
    assert transcript.zoom == 175
    turn_wheel(transcript, -60)
    assert transcript.zoom == 150
    for _ in range(8):
        qtbot.keyClick(transcript, Qt.Key.Key_Minus, control)
    assert transcript.zoom == 75
    qtbot.keyClick(transcript, Qt.Key.Key_0, control)
    assert told[-1] == 100


def turn_wheel(transcript: Transcript, angle: int) -> None:
    viewport = transcript.viewport()
    place = QPointF(300, 200)
    event = QWheelEvent(
        place, viewport.mapToGlobal(place), QPoint(), QPoint(0, angle), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(viewport, event)


def test_pointing_works_at_any_zoom(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.set_entries(
        [Entry(1, "user", "a"), Entry(2, "assistant", "🙂🙂🙂🙂 wonderful day\n\n```\ncode\n```")]
    )
    for percent in (75, 125, 200):
        transcript.set_zoom(percent)
        item = items(transcript)[-1]
        x = transcript.viewport().width() // 2 - 380 + round(120 * percent / 100)
        place = QPoint(x, item.y() + round(16 * percent / 100))
        QTest.mouseDClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert transcript.selected_text() == "wonderful"
        click(qtbot, visible_button(transcript, CopyCodeButton))
        assert clipboard() == "code"


@pytest.mark.qt_log_ignore("does not support raise")  # of the tool tip, by the offscreen platform
def test_a_link_shows_its_target_and_opens_on_a_click_only(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.set_entries([Entry(1, "assistant", "[label](https://example.org/page) and text")])
    item = items(transcript)[0]
    on_link = QPoint(transcript.viewport().width() // 2 - 380 + 15, item.y() + 16)
    with qtbot.waitSignal(transcript.link_activated) as clicked:
        qtbot.mouseClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=on_link)
    assert clicked.args == ["https://example.org/page"]
    place = transcript.viewport().mapToGlobal(on_link)
    QGuiApplication.sendEvent(transcript.viewport(), QHelpEvent(QEvent.Type.ToolTip, on_link, place))
    assert QToolTip.text() == "https://example.org/page"
    QToolTip.hideText()
    with qtbot.assertNotEmitted(transcript.link_activated):
        drag(transcript, on_link, on_link + QPoint(90, 0))
        qtbot.mouseClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=on_link + QPoint(200, 0))


def test_the_last_answer_offers_copy_and_another_try(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.set_entries(
        [Entry(1, "user", "Hi"), Entry(2, "assistant", "Hello.", "1 token", offers=("again",))]
    )
    for name, action in (("Copy", "copy"), ("Answer again", "again")):
        with qtbot.waitSignal(transcript.action_requested) as asked:
            click(qtbot, visible_button(transcript, IconButton, name))
        assert asked.args == [2, action]


def test_the_actions_move_to_the_message_pointed_at(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.set_entries([Entry(1, "user", "Hi"), Entry(2, "assistant", "Hello.", "1 token")])
    question = items(transcript)[0]
    qtbot.mouseMove(transcript.viewport(), QPoint(200, question.y() + 30))
    with qtbot.waitSignal(transcript.action_requested) as asked:
        click(qtbot, visible_button(transcript, IconButton, "Copy"))
    assert asked.args == [1, "copy"]


def test_actions_are_pressed_by_keyboard(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.set_entries([Entry(1, "user", "Hi"), Entry(2, "assistant", "Hello.", offers=("again",))])
    button = visible_button(transcript, IconButton, "Answer again")
    assert isinstance(button, IconButton)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(transcript.action_requested):
        qtbot.keyClick(button, Qt.Key.Key_Return)


@pytest.mark.parametrize("width", [900, 420])
def test_a_notice_offers_its_ways_out(qtbot: QtBot, transcript: Transcript, width: int) -> None:
    transcript.resize(width, 600)
    transcript.set_entries([Entry(1, "user", "Hi")])
    stream(transcript, "Half an ans")
    transcript.set_streaming(False)
    notice = "The model's process ended. There may not be enough memory for it."
    transcript.replace_last(Entry(7, "assistant", "Half an ans", "", notice, True, ("Try again", "Details")))
    for name in ("Try again", "Details"):
        button = visible_button(transcript, NoticeButton, name)
        assert isinstance(button, NoticeButton)
        assert button.parentWidget().rect().contains(button.geometry())
        with qtbot.waitSignal(transcript.action_requested) as asked:
            click(qtbot, button)
        assert asked.args == [7, name.lower()]
    transcript.replace_last(Entry(7, "assistant", "Half an ans"))
    assert not any(button.isVisible() for button in transcript.findChildren(NoticeButton))


def test_the_divider_makes_room_above_its_message(transcript: Transcript) -> None:
    transcript.set_entries(conversation(4, 1))
    transcript.verticalScrollBar().setValue(0)
    heights = {item.number: item.height() for item in items(transcript)}
    transcript.set_divider(1, "Nothing above is seen")
    transcript.verticalScrollBar().setValue(0)
    now = {item.number: item.height() for item in items(transcript)}
    assert now[1] > heights[1] + 30 and now[0] == heights[0]
    transcript.set_divider(None, "")
    transcript.verticalScrollBar().setValue(0)
    assert {item.number: item.height() for item in items(transcript)} == heights


def test_messages_can_be_read_to_the_blind(transcript: Transcript) -> None:
    transcript.set_entries([Entry(1, "user", "Hi 🙂"), Entry(2, "assistant", "**Hello**.", "", "Cut off.")])
    found = [QAccessible.queryAccessibleInterface(item) for item in items(transcript)]
    assert [one.role() for one in found] == [QAccessible.Role.ListItem] * 2
    names = [one.text(QAccessible.Text.Name) for one in found]
    assert names == ["You: Hi 🙂", "Answer: Hello.\nCut off."]
    whole = QAccessible.queryAccessibleInterface(transcript)
    assert (whole.role(), whole.text(QAccessible.Text.Name)) == (QAccessible.Role.Grouping, "Conversation")
