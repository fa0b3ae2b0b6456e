"""Find in the conversation: typed, counted, gone to."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.ui.chat import samples
from ui.chat.blocks import Splitter
from ui.chat.body import Body
from ui.chat.entry import Entry
from ui.chat.find_bar import FindBar, FindField
from ui.chat.look import Look
from ui.chat.reading import shown_text
from ui.chat.transcript import Transcript
from ui.controls import IconButton
from ui.theme import LIGHT, Theme


def find(qtbot: QtBot, transcript: Transcript, text: str) -> FindField:
    """Ctrl+F and type."""
    transcript.setFocus()
    qtbot.keyClick(transcript, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = transcript.findChild(FindField)
    assert isinstance(field, FindField)
    assert field.isVisible()
    qtbot.keyClicks(field, text)
    qtbot.waitUntil(lambda: "Searching" not in count(transcript))
    return field


def count(transcript: Transcript) -> str:
    bar = transcript.findChild(FindBar)
    assert isinstance(bar, FindBar)
    return bar.count_text()


def press(qtbot: QtBot, field: FindField, key: Qt.Key, *, shift: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(field, key, modifier)


def yellow(transcript: Transcript) -> int:
    image = transcript.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    return bytes(image.constBits()).count(bytes.fromhex(LIGHT.hit[1:]))


CONVERSATION = [
    Entry(1, "user", "Where is Straße?"),
    Entry(2, "assistant", "A **nee**dle here.\n\n| a | Needle |\n|---|---|\n| x | y needle |\n"),
    Entry(3, "user", "More"),
    Entry(4, "assistant", "<think>\nno needle in sight\n</think>\n\n```\nneedle = needle\n```\n\nThe İ end."),
]


def test_hits_are_counted_and_gone_through_in_a_circle(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.set_entries(CONVERSATION)
    transcript.verticalScrollBar().setValue(0)
    field = find(qtbot, transcript, "NEEDLE")
    qtbot.waitUntil(lambda: count(transcript) == "1 of 6")
    seen = []
    for _ in range(6):
        press(qtbot, field, Qt.Key.Key_Return)
        seen.append(count(transcript))
    assert seen == [*(f"{number} of 6" for number in range(2, 7)), "1 of 6"]
    press(qtbot, field, Qt.Key.Key_Return, shift=True)
    assert count(transcript) == "6 of 6"
    qtbot.keyClick(transcript, Qt.Key.Key_F3)
    assert count(transcript) == "1 of 6"
    assert yellow(transcript) > 100


def test_what_is_not_there_is_said(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.set_entries(CONVERSATION)
    find(qtbot, transcript, "haystack")
    assert count(transcript) == "Not found"
    assert yellow(transcript) == 0


@pytest.mark.parametrize(("text", "found"), [("straße", 1), ("İ END", 1), ("dle h", 1), ("**", 0), (".*", 0)])
def test_what_is_shown_is_searched_in_any_case(
    qtbot: QtBot, transcript: Transcript, text: str, found: int
) -> None:
    transcript.set_entries(CONVERSATION)
    find(qtbot, transcript, "x")
    field = transcript.findChild(FindField)
    assert isinstance(field, FindField)
    field.setText(text)
    qtbot.waitUntil(lambda: count(transcript) == (f"1 of {found}" if found else "Not found"))


def test_reasoning_unfolds_when_something_is_found_in_it(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.set_entries(CONVERSATION)
    find(qtbot, transcript, "in sight")
    transcript.select_all()
    assert "no needle in sight" in transcript.selected_text()


def test_esc_closes_and_leaves_the_hit_selected(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.set_entries(CONVERSATION)
    height = transcript.viewport().height()
    field = find(qtbot, transcript, "where")
    assert transcript.viewport().height() < height
    press(qtbot, field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert transcript.viewport().height() == height
    assert transcript.selected_text() == "Where"
    assert transcript.hasFocus()
    assert yellow(transcript) == 0


def test_esc_in_the_conversation_closes_too(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.set_entries(CONVERSATION)
    field = find(qtbot, transcript, "where")
    transcript.setFocus()
    qtbot.keyClick(transcript, Qt.Key.Key_Escape)
    assert not field.isVisible()


def test_a_selection_is_what_is_looked_for_first(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.set_entries(CONVERSATION)
    field = find(qtbot, transcript, "straße")
    press(qtbot, field, Qt.Key.Key_Escape)
    transcript.open_find()
    assert field.text() == "Straße"


def test_buttons_do_what_the_keys_do(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.set_entries(CONVERSATION)
    transcript.verticalScrollBar().setValue(0)
    find(qtbot, transcript, "needle")
    buttons = {button.accessibleName(): button for button in transcript.findChildren(IconButton)}
    for name, shown in (("Next", "2 of 6"), ("Previous", "1 of 6")):
        qtbot.mouseClick(buttons[name], Qt.MouseButton.LeftButton)
        assert count(transcript) == shown
    qtbot.mouseClick(buttons["Close the search"], Qt.MouseButton.LeftButton)
    assert not buttons["Next"].isVisible()


def test_a_thousand_messages_are_searched_without_laying_them_out(
    qtbot: QtBot, transcript: Transcript
) -> None:
    entries = [
        Entry(
            number, "assistant", samples.answer(number, 3) + (f"\n\nunusu**al** {number}" * (number % 7 == 0))
        )
        for number in range(1000)
    ]
    transcript.set_entries(entries)
    field = find(qtbot, transcript, "unusual")
    qtbot.waitUntil(lambda: count(transcript).endswith("of 143"), timeout=60_000)
    for _ in range(3):
        press(qtbot, field, Qt.Key.Key_Return, shift=True)
        assert yellow(transcript) > 50  # the hit is on the screen
    live = sum(row.is_live for row in transcript._stack.rows)
    assert live < 100


def test_what_is_being_written_is_found_too(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.set_entries([Entry(1, "user", "needle")])
    find(qtbot, transcript, "needle")
    assert count(transcript) == "1 of 1"
    text = samples.answer(2, 20) + "\n\n**Need**le, and `needle`.\n\n```\nneedle\n" + "x\n" * 50
    transcript.append_entry(Entry(2, "assistant", ""))
    transcript.set_streaming(True)
    for piece in samples.pieces(text, 3, 60):
        transcript.append_text(piece)
    qtbot.waitUntil(lambda: count(transcript) == "1 of 4")
    transcript.append_text("needle\n")
    qtbot.waitUntil(lambda: count(transcript) == "1 of 5")
    transcript.set_streaming(False)
    assert count(transcript) == "1 of 5"


def test_another_conversation_is_searched_when_it_comes(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.set_entries(CONVERSATION)
    find(qtbot, transcript, "needle")
    transcript.set_entries([Entry(9, "user", "One needle"), Entry(10, "assistant", "no")])
    qtbot.waitUntil(lambda: count(transcript) == "1 of 1")


def test_a_hit_far_to_the_right_in_code_is_scrolled_to(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.set_entries([Entry(1, "assistant", "```\n" + "long " * 100 + "needle\n```")])
    find(qtbot, transcript, "needle")
    assert yellow(transcript) > 50


# -- what is searched is what is shown


def test_the_words_of_a_search_through_all_conversations_are_marked_and_in_sight(
    qtbot: QtBot, transcript: Transcript
) -> None:
    lines = "\n\n".join(f"line {number}" for number in range(200))
    transcript.set_entries(
        [Entry(1, "user", "Hi"), Entry(2, "assistant", f"{lines}\n\nA **kiln**, 灯台 here.")]
    )
    assert transcript.scroll_to(2, ["KIL", "台"])
    bar = transcript.verticalScrollBar()
    assert bar.value() > bar.maximum() * 0.9
    qtbot.waitUntil(lambda: yellow(transcript) > 100)
    marked = yellow(transcript)
    assert transcript.scroll_to(2, ["nowhere"])
    assert bar.value() < bar.maximum() * 0.5  # the message's beginning
    assert yellow(transcript) == 0
    transcript.scroll_to(2, ["kil", "台"])
    qtbot.waitUntil(lambda: yellow(transcript) == marked)
    transcript.append_entry(Entry(3, "user", "Thank you"))
    qtbot.waitUntil(lambda: yellow(transcript) == 0)


def check_texts(theme: Theme, text: str, is_plain: bool) -> None:
    splitter = Splitter(is_plain)
    splitter.feed(text)
    splitter.finish()
    body = Body(Look(theme), is_plain=is_plain)
    body.set_width(700)
    body.feed(text)
    body.finish()
    for index, block in enumerate(splitter.blocks):
        assert shown_text(block, index, is_plain=is_plain) == body.leaf(index).text


@pytest.mark.parametrize("is_plain", [False, True])
@pytest.mark.parametrize("text", [samples.EVERYTHING, *samples.NASTY, *map(samples.answer, range(5))])
def test_the_text_searched_is_the_text_shown(theme: Theme, text: str, is_plain: bool) -> None:
    check_texts(theme, text, is_plain)


@settings(deadline=None, max_examples=60)
@given(text=st.text(alphabet="ab \n-+*1.)#>`~|:=$\\[]_🙂\t", max_size=80))
def test_any_text_searched_is_the_text_shown(qapp_theme: Theme, text: str) -> None:
    check_texts(qapp_theme, text, False)


@pytest.fixture(scope="module")
def qapp_theme(qapp: object) -> Theme:
    return Theme()
