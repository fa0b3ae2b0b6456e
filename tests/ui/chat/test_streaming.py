"""An answer while it is written: whole at every moment, at the end of the view, its reasoning folded."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.chat import samples
from tests.ui.chat.handling import click, conversation, items, picture, stream, visible_button
from ui.chat.entry import Entry
from ui.chat.message_buttons import JumpButton
from ui.chat.transcript import Transcript
from ui.theme import LIGHT


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
    usual = cost_at_the_end(transcript, qapp, samples.answer(5, 60))
    # Of processor time, and beside what is usual here: a computer may be slow, and busy.
    assert cost_at_the_end(transcript, qapp, DEGENERATE[kind]) < 5 * usual + 0.001


def cost_at_the_end(transcript: Transcript, qapp: QApplication, text: str) -> float:
    """Seconds of computing for each 64 characters more, when nine tenths are written."""
    transcript.set_entries([Entry(1, "assistant", "")])
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
    transcript.set_streaming(False)
    return sorted(costs)[len(costs) // 2]
