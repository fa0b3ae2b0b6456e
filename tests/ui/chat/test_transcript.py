"""The conversation on the screen: what a person sees, selects, clicks and scrolls."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QHelpEvent, QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from tests.ui.chat import samples
from ui.chat.blocks import Splitter
from ui.chat.item import MessageItem
from ui.chat.message_buttons import CopyCodeButton, JumpButton, NoticeButton
from ui.chat.selection import Place
from ui.chat.transcript import Entry, Transcript
from ui.controls import IconButton
from ui.theme import LIGHT, Theme


def conversation(count: int, paragraphs: int = 3) -> list[Entry]:
    return [
        Entry(number, "assistant", samples.answer(number, paragraphs), "10 tokens")
        if number % 2
        else Entry(number, "user", f"Question {number}: " + "and so on " * (number % 7))
        for number in range(count)
    ]


def stream(transcript: Transcript, text: str, seed: int = 1, longest: int = 40) -> None:
    transcript.append_entry(Entry(1000, "assistant", ""))
    transcript.set_streaming(True)
    for piece in samples.pieces(text, seed, longest):
        transcript.append_text(piece)


def items(transcript: Transcript) -> list[MessageItem]:
    """The widgets of messages on the screen, from above."""
    found = [item for item in transcript.findChildren(MessageItem) if item.isVisible()]
    return sorted(found, key=lambda item: item.y())


def picture(transcript: Transcript) -> QImage:
    return transcript.grab().toImage()


def click(qtbot: QtBot, button: object) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def visible_button(transcript: Transcript, kind: type, name: str = "") -> object:
    return next(
        button
        for button in transcript.findChildren(kind)
        if button.isVisible() and (not name or button.accessibleName() == name)
    )


def drag(transcript: Transcript, start: QPoint, end: QPoint) -> None:
    viewport = transcript.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for place in ((start + end) / 2, end):
        # QTest's own moves carry no buttons.
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(place),
            QPointF(viewport.mapToGlobal(place)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QGuiApplication.sendEvent(viewport, event)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


# -- streaming


@pytest.mark.parametrize("seed", range(6))
def test_a_streamed_answer_looks_like_a_loaded_one(transcript: Transcript, seed: int) -> None:
    text = samples.answer(seed, 6)
    question = Entry(1, "user", "Well?")
    transcript.set_entries([question])
    stream(transcript, text, seed)
    transcript.set_streaming(False)
    transcript.replace_last(Entry(2, "assistant", text, "10 tokens"))
    transcript.scroll_to_end()
    streamed = picture(transcript)
    maximum = transcript.verticalScrollBar().maximum()
    transcript.set_entries([question, Entry(2, "assistant", text, "10 tokens")])
    transcript.verticalScrollBar().setValue(0)
    transcript.scroll_to_end()
    assert transcript.verticalScrollBar().maximum() == maximum
    assert picture(transcript) == streamed


SNIPPETS = [
    *(
        "a",
        " ",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "> ",
        "# ",
        "```",
        "```py\n",
        "`",
        "**",
        "*",
        "|",
        "|a|b|\n|-|-|\n",
        "$$\n",
    ),
    *(
        "$x$",
        "\\[",
        "[l](https://a.b)",
        "<think>",
        "</think>\n",
        "<|channel|>",
        "analysis",
        "🙂",
        "مرحبا",
        "    ",
        "---\n",
    ),
]


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.sampled_from(SNIPPETS), max_size=24), st.integers(0, 999))
def test_any_answer_in_any_pieces_looks_like_the_whole(
    transcript: Transcript, snippets: list[str], seed: int
) -> None:
    text = "".join(snippets)
    transcript.set_entries([])
    stream(transcript, text, seed, longest=5)
    transcript.set_streaming(False)
    transcript.replace_last(Entry(2, "assistant", text, thinking_s=1.0))
    streamed = picture(transcript)
    transcript.set_entries([Entry(2, "assistant", text, thinking_s=1.0)])
    assert picture(transcript) == streamed


@pytest.mark.parametrize("text", samples.NASTY)
def test_nasty_text_is_shown(transcript: Transcript, text: str) -> None:
    transcript.set_entries([Entry(1, "user", text)])
    stream(transcript, text, longest=3 if len(text) < 500 else 200)
    picture(transcript)
    transcript.set_streaming(False)
    transcript.replace_last(Entry(2, "assistant", text))
    picture(transcript)
    assert transcript.message_text(2) == text
    transcript.select_all()
    transcript.selected_text()


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.text(alphabet="ab \n-+*1.)#>`~|:=$\\[]_🙂\t", max_size=80), st.integers(300, 1200))
def test_any_marks_are_drawn_at_any_width(transcript: Transcript, text: str, width: int) -> None:
    transcript.resize(width, 500)
    transcript.set_entries([Entry(1, "user", text)])
    stream(transcript, text, longest=6)
    transcript.set_streaming(False)
    picture(transcript)


def test_the_cost_of_a_piece_does_not_grow_with_the_answer(transcript: Transcript) -> None:
    transcript.set_entries([Entry(1, "user", "Go on")])
    transcript.append_entry(Entry(2, "assistant", ""))
    transcript.set_streaming(True)
    text = samples.answer(5, 160)
    costs = []
    for start in range(0, len(text), 64):
        before = time.thread_time()
        transcript.append_text(text[start : start + 64])
        costs.append(time.thread_time() - before)
    tenth = len(costs) // 10
    early, late = sorted(costs[:tenth])[tenth // 2], sorted(costs[-tenth:])[tenth // 2]
    assert late < 3 * early + 0.001


def test_the_end_stays_in_sight_while_an_answer_grows(transcript: Transcript) -> None:
    transcript.set_entries(conversation(6))
    stream(transcript, samples.answer(1, 10))
    bar = transcript.verticalScrollBar()
    assert bar.value() == bar.maximum() > 1000


def test_who_scrolled_up_is_left_alone_until_back_at_the_end(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.set_entries(conversation(12))
    stream(transcript, samples.answer(1, 4))
    bar = transcript.verticalScrollBar()
    bar.setValue(bar.value() - 400)
    before = picture(transcript)
    value = bar.value()
    for piece in samples.pieces(samples.answer(2, 4), 2, 40):
        transcript.append_text(piece)
    assert bar.value() == value
    shown, now = before.copy(0, 0, 850, 300), picture(transcript).copy(0, 0, 850, 300)
    assert shown == now
    jump = visible_button(transcript, JumpButton)
    click(qtbot, jump)
    assert bar.value() == bar.maximum()
    transcript.append_text(samples.answer(3, 4))
    assert bar.value() == bar.maximum()
    assert not any(button.isVisible() for button in transcript.findChildren(JumpButton))


def test_a_caret_stands_at_the_end_only_while_streaming(transcript: Transcript) -> None:
    transcript.set_entries([Entry(1, "user", "Hi")])
    stream(transcript, "Some words")
    accent = accent_pixels(transcript)
    transcript.set_streaming(False)
    assert accent > 60
    assert accent_pixels(transcript) == 0


def accent_pixels(transcript: Transcript) -> int:
    image = picture(transcript).convertToFormat(QImage.Format.Format_RGB888)
    return bytes(image.constBits()).count(bytes.fromhex(LIGHT.accent[1:]))


def test_reasoning_is_folded_and_opens_on_a_click(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.set_entries([Entry(1, "user", "Hi")])
    stream(transcript, "<think>\nSecret steps.\n\nMore.\n</think>\n\nThe answer.", longest=4)
    transcript.set_streaming(False)
    transcript.select_all()
    assert "Secret" not in transcript.selected_text()
    assert "The answer." in transcript.selected_text()
    maximum = items(transcript)[-1].height()
    item = items(transcript)[-1]
    qtbot.mouseClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, item.y() + 20))
    assert items(transcript)[-1].height() > maximum + 40
    transcript.select_all()
    assert "Secret steps." in transcript.selected_text()


def test_reasoning_without_a_beginning_folds_when_its_end_comes(transcript: Transcript) -> None:
    transcript.set_entries([Entry(1, "user", "Hi")])
    stream(transcript, "Secret steps.\n\nMore.\n", longest=4)
    transcript.select_all()
    assert "Secret" in transcript.selected_text()
    for piece in ("</th", "ink>", "\n\nThe ans", "wer."):
        transcript.append_text(piece)
    transcript.set_streaming(False)
    transcript.select_all()
    assert transcript.selected_text() == "Hi\n\nThe answer."


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(None, "Thought"), (0.2, "Thought for 1 s"), (4.4, "Thought for 4 s"), (75.2, "Thought for 1 min 15 s")],
)
def test_how_long_it_thought_is_said_where_it_is_known(
    transcript: Transcript, seconds: float | None, said: str
) -> None:
    entry = Entry(2, "assistant", "<think>Hm</think>Yes", thinking_s=seconds)
    transcript.set_entries([entry])
    assert items(transcript)[0].row.fold_name == said  # type: ignore[union-attr]


# -- many messages


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


# -- selecting and copying


def test_dragging_selects_across_messages(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.set_entries([
        Entry(1, "user", "Question 🙂 one?"),
        Entry(2, "assistant", "First 🙂🙂 paragraph.\n\n- an item\n- another\n\nLast words here."),
    ])  # fmt: skip
    top, bottom = items(transcript)
    drag(transcript, QPoint(860, top.y() + 36), QPoint(60, top.y() + 36))
    qtbot.keyClick(transcript, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard() == "Question 🙂 one?"
    drag(transcript, QPoint(40, top.y() + 36), QPoint(880, bottom.y() + bottom.height() - 50))
    qtbot.keyClick(transcript, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard() == (
        "Question 🙂 one?\n\nFirst 🙂🙂 paragraph.\n\n- an item\n- another\n\nLast words here."
    )


def test_a_double_click_selects_a_word_behind_an_emoji(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.set_entries([Entry(1, "user", "a"), Entry(2, "assistant", "🙂🙂🙂🙂 wonderful day")])
    item = items(transcript)[-1]
    QTest.mouseDClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(180, item.y() + 16))
    assert transcript.selected_text() == "wonderful"


def test_a_third_click_selects_the_paragraph(transcript: Transcript) -> None:
    transcript.set_entries([Entry(1, "assistant", "One 🙂 paragraph.\n\nAnother one.")])
    place = QPoint(120, items(transcript)[0].y() + 16)
    QTest.mouseDClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert transcript.selected_text() == "One 🙂 paragraph."


def test_everything_can_be_copied_as_text(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.set_entries([Entry(1, "user", "Hi"), Entry(2, "assistant", samples.EVERYTHING)])
    qtbot.keyClick(transcript, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(transcript, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = clipboard()
    for part in (
        "Hi\n\nA heading\n\nSome bold, italic",
        "1. first\n2. second\n  - nested\n  - [x] done",
        "Name\tValue\none\t1.00\ntwo\t2.00",
        "def f(x: int) -> str:\n    '''Doc\n",
        "The end, with $x_i$ and",
    ):
        assert part in text


def test_what_is_selected_in_code_is_in_the_plain_ink(transcript: Transcript) -> None:
    transcript.set_entries(
        [Entry(1, "assistant", "```python\nx = 'text text text'  # " + "comment " * 8 + "\n```")]
    )
    assert pixels(transcript, LIGHT.syntax_comment) > 5
    transcript.select_all()
    assert pixels(transcript, LIGHT.syntax_comment) == 0
    assert pixels(transcript, LIGHT.selection) > 1000


def pixels(transcript: Transcript, color: str) -> int:
    image = picture(transcript).convertToFormat(QImage.Format.Format_RGB888)
    return bytes(image.constBits()).count(bytes.fromhex(color[1:]))


@pytest.mark.parametrize("text", [samples.EVERYTHING, *map(samples.answer, range(12))])
def test_what_is_copied_as_markdown_means_the_same(transcript: Transcript, text: str) -> None:
    transcript.set_entries([Entry(1, "assistant", text)])
    transcript.select_all()
    copied = transcript.selected_markdown()

    def shape(source: str) -> list[tuple[object, ...]]:
        splitter = Splitter()
        splitter.feed(source)
        splitter.finish()
        return [
            (
                block.kind,
                block.level,
                block.info,
                block.aligns,
                block.source,
                [c.kind for c in block.containers],
            )
            for block in splitter.blocks
            if block.kind != "rule"
        ]

    assert shape(copied) == shape(text)


def test_a_part_is_copied_as_its_text_and_a_question_as_it_was_written(transcript: Transcript) -> None:
    transcript.set_entries(
        [Entry(1, "user", "# no *marks*\n```\nx\n```"), Entry(2, "assistant", "a **b** c")]
    )
    transcript.select_all()
    assert transcript.selected_markdown() == "# no *marks*\n\n```\nx\n```\n\na **b** c"
    transcript._selection.select(Place(1, 1, 0, 2), Place(1, 1, 0, 5))
    assert transcript.selected_markdown() == "b c"


def test_a_long_question_has_no_line_of_its_own_making_shown_or_copied(transcript: Transcript) -> None:
    line = "Bert has turned the heap three times since summer. " * 70
    pasted = f"{line}\n{line}".strip()
    transcript.set_entries([Entry(1, "user", pasted)])
    row = transcript._stack.rows[0]
    row.settle(0, row.height)
    [(_, body, _, _)] = row.parts()
    assert sum(body.leaf(slot).text.count("\n") + 1 for slot in range(len(body.slots))) == 2
    transcript.select_all()
    assert transcript.selected_text() == "\n".join(one.rstrip() for one in pasted.split("\n"))


def test_selecting_all_reaches_messages_never_seen(transcript: Transcript) -> None:
    transcript.set_entries(conversation(100))
    transcript.select_all()
    text = transcript.selected_text()
    assert all(f"Question {number}:" in text for number in range(0, 100, 2))


def test_code_is_copied_by_its_button(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.set_entries([Entry(1, "assistant", "See:\n\n```python\nprint('🙂')\n\tx\n```\n\nDone.")])
    button = visible_button(transcript, CopyCodeButton)
    click(qtbot, button)
    assert clipboard() == "print('🙂')\n\tx"


# -- from right to left

RTL_TABLE = "> اقتباس\n\n| الاسم | القيمة | أخرى |\n|---|---|---|\n| واحد | اثنان | ثلاثة |"


def test_what_is_written_from_right_to_left_is_laid_out_so(transcript: Transcript) -> None:
    transcript.set_entries([Entry(1, "assistant", RTL_TABLE)])
    image = picture(transcript)
    column = (transcript.viewport().width() - 760) // 2
    quote = LIGHT.quote_bar.lower()
    bars = [x for x in range(image.width() - 20) if image.pixelColor(x, 38).name() == quote]
    assert bars == list(range(column + 757, column + 760))
    table = transcript._stack.rows[0].body(1).leaf(1)  # type: ignore[union-attr]
    first, second = (table.areas(start, start + 1)[0].x() for start in (0, table.text.index("القيمة")))
    assert first > second > 400  # the first column is the rightmost
    for offset in (2, 9, len(table.text) - 3):
        area = table.areas(offset, offset + 1)[0]
        found = table.offset_at(area.center().x(), area.center().y())
        assert found in (offset, offset + 1)


def test_copied_from_right_to_left_is_what_was_written(transcript: Transcript) -> None:
    transcript.set_entries([Entry(1, "assistant", "هذه `code` فقرة\n\n" + RTL_TABLE)])
    transcript.select_all()
    text = "هذه code فقرة\n\nاقتباس\n\nالاسم\tالقيمة\tأخرى\n"  # noqa: RUF001
    assert transcript.selected_text().startswith(text)


# -- zoom


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


# -- links, actions, notices


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


# -- answers that are all of one kind

DEGENERATE = {
    "one paragraph": "This is a sentence of a paragraph that never ends. " * 1000,
    "no space": "x" * 20_000,
    "code": "```python\n" + "    value = compute(1, 'text')  # step\n" * 1000,
    "table": "| a | b | c |\n|---|--:|---|\n"
    + "".join(f"| row {n} | {n * 7} | **some** text |\n" for n in range(300)),
    "quote": "".join(f"> quoted line {n} with words\n" for n in range(200)),
    "nested list": "- top\n" + "".join(f"  - nested item {n} with words\n" for n in range(400)),
}


@pytest.mark.parametrize("kind", DEGENERATE)
def test_no_kind_of_answer_becomes_slow(transcript: Transcript, qapp: QApplication, kind: str) -> None:
    text = DEGENERATE[kind]
    transcript.append_entry(Entry(1, "assistant", ""))
    transcript.set_streaming(True)
    begin = len(text) * 9 // 10
    for start in range(0, begin, 1000):
        transcript.append_text(text[start : min(begin, start + 1000)])
    costs = []
    for start in range(begin, min(len(text), begin + 20 * 64), 64):
        before = time.thread_time()
        transcript.append_text(text[start : start + 64])
        qapp.processEvents()
        costs.append(time.thread_time() - before)
    assert sorted(costs)[len(costs) // 2] < 0.016
