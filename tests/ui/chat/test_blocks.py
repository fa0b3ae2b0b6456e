"""Splitting Markdown into blocks while it comes in."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.ui.chat import samples
from ui.chat.blocks import LONGEST_PARAGRAPH, Block, Splitter
from ui.chat.lines import split_row


def split(text: str, **options: bool) -> list[Block]:
    splitter = Splitter(**options)
    splitter.feed(text)
    splitter.finish()
    return splitter.blocks


def streamed(parts: list[str]) -> list[Block]:
    splitter = Splitter()
    for part in parts:
        splitter.feed(part)
    splitter.finish()
    return splitter.blocks


def outline(text: str) -> list[str]:
    """Kinds of the blocks, with the containers they stand in."""
    return ["".join(c.kind[0] + ">" for c in block.containers) + block.kind for block in split(text)]


def outline_by_reference(text: str) -> list[str]:
    """The same as markdown-it reads the whole text."""
    names = {"paragraph_open": "paragraph", "heading_open": "heading", "fence": "code", "code_block": "code",
             "hr": "rule", "table_open": "table"}  # fmt: skip
    path: list[str] = []
    found = []
    in_table = False
    for token in MarkdownIt("commonmark", {"html": False}).enable("table").parse(text):
        if token.type in ("blockquote_open", "list_item_open"):
            path.append("q>" if token.type[0] == "b" else "i>")
        elif token.type in ("blockquote_close", "list_item_close"):
            path.pop()
        elif token.type in names and not in_table:
            found.append("".join(path) + names[token.type])
        in_table = (in_table or token.type == "table_open") and token.type != "table_close"
    return found


@pytest.mark.parametrize("seed", range(30))
def test_blocks_are_those_of_a_parser_that_reads_the_whole_text(seed: int) -> None:
    text = samples.answer(seed)
    assert outline(text) == outline_by_reference(text)


@pytest.mark.parametrize(
    "text",
    [
        "a\n\nb",
        "- a\n- b\n\n  c\n\nd",
        "1. a\n   ```\n   x\n\n   y\n   ```\n2. b",
        "> a\nlazy\n\n> b\n> - c\n>   d",
        "- a\n  - b\n    - c\n- d",
        "a\n- b",
        "a\n2. b",
        "Title\n===\n\nOther\n---\ntext",
        "* * *\n- - -\n***",
        "    code\n\n    more\n\ntext",
        "-     code in item",
        "- a\n\n      code in item",
        "```\n- no list\n# no heading",
        "-\n  late\n- b",
        "+ a\n+ b\n* c",
        "a | b\n-|-\n1 | 2\n\nend",
        "#no heading\n# heading #",
        "> ```\n> code\n> ```\ntext",
    ],
)
def test_block_rules_are_those_of_commonmark(text: str) -> None:
    assert outline(text) == outline_by_reference(text)


def test_a_table_may_stand_right_below_a_sentence() -> None:
    assert outline("Here it is:\n| a | b |\n|---|---|\n| 1 | 2 |") == ["paragraph", "table"]


def test_a_table_ends_where_text_without_bars_begins() -> None:
    assert outline("| a |\n|---|\n| 1 |\nThat was it.") == ["table", "paragraph"]


def test_ordered_items_count_on_from_the_first() -> None:
    blocks = split("3. a\n3. b\n\n   more\n9. c")
    assert [block.containers[0].number for block in blocks] == [3, 4, 4, 5]


def test_code_keeps_its_white_space() -> None:
    (block,) = split("```make\nall:\n\techo  hi\n\n```")
    assert (block.info, block.lines) == ("make", ["all:", "\techo  hi", ""])


def test_what_people_type_is_not_markdown_except_for_fences() -> None:
    blocks = split("# no\n- no\n1. no\n```py\nx\n```\n* no", is_plain=True)
    assert [block.kind for block in blocks] == ["paragraph", "code", "paragraph"]
    assert blocks[0].lines == ["# no", "- no", "1. no"]


def test_a_formula_that_is_not_closed_was_none() -> None:
    assert outline("$$\nx = 1\n\nand text") == ["paragraph", "paragraph"]
    assert outline("$$\nx = 1\n$$\ntext") == ["formula", "paragraph"]
    assert [block.source for block in split("\\[foo] is\nno formula")] == ["\\[foo] is\nno formula"]
    assert [block.source for block in split("$$\nx")] == ["$$\nx"]


@pytest.mark.parametrize("text", [samples.EVERYTHING, *samples.NASTY, *map(samples.answer, range(20))])
def test_streamed_is_the_same_as_at_once(text: str) -> None:
    for seed in range(3):
        assert streamed(samples.pieces(text, seed)) == split(text)
    assert streamed(list(text)) == split(text)


marks = st.text(alphabet="ab \n-+*1.)#>`~|:=$\\[]_\t", max_size=120)


@settings(deadline=None)
@given(marks, st.integers(0, 99))
def test_any_marks_streamed_are_the_same_as_at_once(text: str, seed: int) -> None:
    assert streamed(samples.pieces(text, seed, longest=5)) == split(text)


@settings(deadline=None)
@given(marks)
def test_no_text_is_lost(text: str) -> None:
    shown = "".join(block.source + block.info + block.aligns for block in split(text))
    for letter in "ab":
        assert shown.count(letter) >= text.count(letter)


def test_earlier_blocks_are_never_touched_again() -> None:
    splitter = Splitter()
    known: list[tuple[int, str]] = []
    for piece in samples.pieces(samples.answer(1, 20), 1):
        first = splitter.feed(piece)
        assert [(id(block), block.source) for block in splitter.blocks[:first]] == known[:first]
        known = [(id(block), block.source) for block in splitter.blocks]
    assert len(splitter.blocks) > 20


def test_a_long_paragraph_is_cut_where_a_sentence_ends() -> None:
    text = "This is a sentence of it. " * 400
    blocks = split(text)
    assert all(len(block.source) <= LONGEST_PARAGRAPH for block in blocks)
    assert [block.glue for block in blocks] == [None] + [" "] * (len(blocks) - 1)
    assert " ".join(block.source.rstrip() for block in blocks) == text.rstrip()
    assert all(block.source.rstrip().endswith(".") for block in blocks)


@pytest.mark.parametrize("is_plain", [False, True])
def test_a_long_paragraph_with_lines_is_cut_between_them(is_plain: bool) -> None:
    text = "\n".join(f"Line {number}. " + "It has two sentences. " * 30 + "End." for number in range(9))
    blocks = split(text, is_plain=is_plain)
    assert len(blocks) > 2
    assert "\n".join(block.source for block in blocks) == text
    assert {block.glue for block in blocks[1:]} == {"\n"}


def test_half_a_marker_does_not_show() -> None:
    splitter = Splitter()
    splitter.feed("text\n")
    for partial in ("-", "--", "```py", "|a|b|"):
        splitter.feed(partial)
        assert [block.kind for block in splitter.blocks][:1] == ["paragraph"]
        assert splitter.blocks[0].lines == ["text"] and len(splitter.blocks) == 1
        splitter = Splitter()
        splitter.feed("text\n")


def test_the_cost_of_a_piece_does_not_grow_with_the_text() -> None:
    for text in (samples.answer(3, 600), "- item of a list\n" * 5000, "```\n" + "code line\n" * 5000):
        splitter = Splitter()
        costs = []
        for start in range(0, len(text), 64):
            before = time.thread_time()
            splitter.feed(text[start : start + 64])
            costs.append(time.thread_time() - before)
        tenth = len(costs) // 10
        early, late = sorted(costs[:tenth])[tenth // 2], sorted(costs[-tenth:])[tenth // 2]
        assert late < 5 * early + 0.0002


def test_bars_in_code_and_escaped_ones_do_not_separate_cells() -> None:
    assert split_row(r"| a | `x|y` | p\|q |") == ["a", "`x|y`", "p|q"]
    assert split_row("a|b|") == ["a", "b"]
    assert split_row("| |") == [""]
