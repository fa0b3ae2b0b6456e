"""The examples of the CommonMark specification (tests/data/commonmark_examples.json tells its source)."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from tests.ui.chat import samples
from ui.chat.blocks import Block, Splitter
from ui.chat.entry import Entry
from ui.chat.reading import shown_text
from ui.chat.transcript import Transcript

_DATA = Path(__file__).parents[2] / "data" / "commonmark_examples.json"
EXAMPLES = json.loads(_DATA.read_text(encoding="utf-8"))["examples"]

# What is shown otherwise by intention: HTML as text, no reference definitions (a block is never read twice),
# TeX's brackets as formulas, and a word for a picture without a description.
_OTHERWISE = re.compile(r"<[a-zA-Z/!?]|\]:|\\[\[(]|!\[\]\(")


def blocks_of(pieces: list[str]) -> list[Block]:
    splitter = Splitter()
    for piece in pieces:
        splitter.feed(piece)
    splitter.finish()
    return splitter.blocks


def text_of(blocks: list[Block]) -> str:
    return "".join("".join(shown_text(block, index) for index, block in enumerate(blocks)).split())


def text_of_html(source: str) -> str:
    source = re.sub(r'<img[^>]*alt="([^"]*)"[^>]*>', r"\1", source)
    return "".join(html.unescape(re.sub(r"<[^>]+>", "", source)).split())


def test_all_examples_are_there() -> None:
    assert [example["example"] for example in EXAMPLES] == list(range(1, 653))
    assert sum(not _OTHERWISE.search(example["markdown"]) for example in EXAMPLES) > 440


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one['example']}-{one['section']}")
def test_the_text_is_that_of_the_specification_however_it_comes_in(example: dict[str, str]) -> None:
    source = example["markdown"]
    blocks = blocks_of([source])
    assert blocks_of(list(source)) == blocks
    for seed in range(3):
        assert blocks_of(samples.pieces(source, seed, 6)) == blocks
    if not _OTHERWISE.search(source):
        assert text_of(blocks) == text_of_html(example["html"])


@pytest.mark.parametrize("section", sorted({example["section"] for example in EXAMPLES}))
def test_every_example_is_drawn(qtbot: QtBot, transcript: Transcript, section: str) -> None:
    sources = [example["markdown"] for example in EXAMPLES if example["section"] == section]
    transcript.set_entries([
        Entry(number, "assistant" if number % 2 else "user", source)
        for number, source in enumerate([source for source in sources for _ in range(2)])
    ])  # fmt: skip
    bar = transcript.verticalScrollBar()
    bar.setValue(0)
    for _ in range(400):
        transcript.grab()
        if bar.value() == bar.maximum():
            break
        bar.setValue(bar.value() + bar.pageStep())
    assert bar.value() == bar.maximum()
    transcript.select_all()
    assert transcript.selected_text().strip()


@settings(deadline=None, max_examples=80)
@given(st.lists(st.sampled_from(EXAMPLES), min_size=1, max_size=4), st.integers(0, 10_000))
def test_any_examples_after_each_other_in_any_pieces_are_the_same_as_at_once(
    examples: list[dict[str, str]], seed: int
) -> None:
    source = "\n".join(example["markdown"] for example in examples)
    assert blocks_of(samples.pieces(source, seed, 9)) == blocks_of([source])
