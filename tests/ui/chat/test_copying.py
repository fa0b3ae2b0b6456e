"""What is selected in a conversation, and what is copied of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.chat import samples
from tests.ui.chat.handling import click, clipboard, conversation, drag, items, picture, visible_button
from ui.chat.blocks import Splitter
from ui.chat.entry import Entry
from ui.chat.message_buttons import CopyCodeButton
from ui.chat.selection import Place
from ui.chat.transcript import Transcript
from ui.theme import LIGHT


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
