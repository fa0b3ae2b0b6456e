"""Blocks written down as Markdown again: what was selected, for another program that understands it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ui.chat import copying
from ui.chat.blocks import Block
from ui.chat.row import Row
from ui.chat.selection import Selection

_TICKS = re.compile("`{3,}")
_RULES = {"l": "---", "c": ":-:", "r": "--:"}


def selected_markdown(rows: Sequence[Row], selection: Selection) -> str:
    """Blocks that are wholly selected with all their marks, of others the text."""
    written = ""
    before: tuple[int, Block] | None = None
    for number, slot, leaf, span in copying.selected_leaves(rows, selection):
        block = leaf.block
        if span != (0, len(leaf.text)):
            part = leaf.copy_text(*span)
        elif rows[number].is_user:
            part = _as_user(block)
        else:
            part = markdown_of(block, slot)
        if before is not None:
            is_next_item = before[0] == number and bool(before[1].containers) and _begins_item(block, slot)
            written += "\n" if is_next_item else "\n\n"
        written += part
        before = (number, block)
    return written


def markdown_of(block: Block, index: int) -> str:
    """index: of the block in its document, which tells whether a list item begins with it."""
    first = later = ""
    for container in block.containers:
        if container.kind == "quote":
            first, later = first + "> ", later + "> "
            continue
        marker = f"{container.mark} " if container.mark in "-+*" else f"{container.number}{container.mark} "
        first += marker if container.start == index else " " * len(marker)
        later += " " * len(marker)
    lines = _lines(block)
    return "\n".join([first + lines[0], *((later + line).rstrip() for line in lines[1:])])


def _begins_item(block: Block, index: int) -> bool:
    return any(container.kind == "item" and container.start == index for container in block.containers)


def _lines(block: Block) -> list[str]:
    if block.kind == "heading":
        return ["#" * block.level + " " + " ".join(block.lines)]
    if block.kind == "code":
        return _fenced(block)
    if block.kind == "table":
        rule = "|" + "|".join(_RULES[align] for align in block.aligns) + "|"
        return [block.lines[0], rule, *block.lines[1:]]
    if block.kind == "formula":
        return ["$$", *block.lines, "$$"]
    return block.lines or [""]


def _fenced(block: Block) -> list[str]:
    longest = max((len(found) for line in block.lines for found in _TICKS.findall(line)), default=2)
    fence = "`" * (longest + 1)
    return [fence + block.info, *block.lines, fence]


def _as_user(block: Block) -> str:
    return "\n".join(_fenced(block)) if block.kind == "code" else block.source
