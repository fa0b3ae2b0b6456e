"""What of a block's Markdown is shown as text: for its leaf, and for those who search without one."""

from __future__ import annotations

import re

from ui.chat import inline
from ui.chat.blocks import Block, Container
from ui.chat.inline import Inline
from ui.chat.lines import split_row

_TASK = r"\[([\x20xX])\]\s+(?=\S)"  # compiled for the first item that may be one
_LONGEST_CELL = 2000


def items_begun(block: Block, index: int) -> list[tuple[int, Container]]:
    """(depth, item) of the list items whose first block this is; index: of the block in its document."""
    return [
        (depth, container)
        for depth, container in enumerate(block.containers)
        if container.kind == "item" and container.start == index
    ]


def read_text(
    block: Block, index: int, *, is_open: bool = False, is_plain: bool = False
) -> tuple[Inline, bool | None]:
    """The inline text of a paragraph or heading; and of a task, whether it is done (None: it is none)."""
    source = block.source
    if is_plain:
        return inline.plain(source), None
    is_done: bool | None = None
    if source.startswith("[") and items_begun(block, index) and (task := re.match(_TASK, source)):
        is_done = task[1] != " "
        source = source[task.end() :]
    return inline.parse(source, is_open), is_done


def read_cell(source: str) -> Inline:
    """One cell of a table."""
    return inline.parse(source) if len(source) < _LONGEST_CELL else inline.plain(source)


def cells(line: str, count: int) -> list[str]:
    """The sources of exactly `count` cells of a table's row."""
    found = split_row(line)
    return (found + [""] * count)[:count]


def row_text(row: list[Inline]) -> str:
    """A table's row: its cells separated by tabs, ended by a line break."""
    return "\t".join(cell.text.replace(inline.LINE_BREAK, " ") for cell in row) + "\n"


def shown_text(block: Block, index: int, *, is_plain: bool = False) -> str:
    """The same as the text of the block's leaf, when nothing more comes into the block."""
    if block.kind == "code":
        return block.source
    if block.kind == "formula":
        return block.source.strip()
    if block.kind == "rule":
        return ""
    if block.kind == "table":
        count = len(block.aligns)
        return "".join(row_text([read_cell(cell) for cell in cells(line, count)]) for line in block.lines)
    found, _ = read_text(block, index, is_plain=is_plain)
    return found.text.replace(inline.LINE_BREAK, "\n")
