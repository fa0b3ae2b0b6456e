"""Selected text on its way to the clipboard, from messages that may not have been seen yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ui.chat.leaf import Leaf
from ui.chat.marks import Span
from ui.chat.row import TEXT_PART, Row
from ui.chat.selection import Place, Selection

_WORD = r"\w+(?:['\u2019-]\w+)*|\s+|."


def selected_text(rows: Sequence[Row], selection: Selection) -> str:
    """Plain text: an empty line between paragraphs, none between the items of a list."""
    text = ""
    before: tuple[int, bool] | None = None
    for number, _, leaf, span in selected_leaves(rows, selection):
        part = leaf.copy_text(*span)
        is_item = any(container.kind == "item" for container in leaf.containers)
        if before is not None:
            between = "\n" if before == (number, True) and is_item else "\n\n"
            text += between if leaf.block.glue is None else leaf.block.glue
        text += part
        before = (number, is_item)
    return text


def whole_text(row: Row) -> str:
    """A message's text as selected_text gives it, without its reasoning."""
    whole = Selection()
    _, end = everything([row])
    whole.select(Place(0, TEXT_PART, 0, 0), end)
    return selected_text([row], whole)


def selected_leaves(rows: Sequence[Row], selection: Selection) -> Iterator[tuple[int, int, Leaf, Span]]:
    """(row, slot, leaf, selected part) of each block in which something is selected."""
    bounds = selection.bounds
    if bounds is None:
        return
    for number in range(bounds[0].row, min(bounds[1].row + 1, len(rows))):
        for slot, leaf, span in _spans(rows[number], number, selection):
            yield number, slot, leaf, span


def _spans(row: Row, number: int, selection: Selection) -> Iterator[tuple[int, Leaf, Span]]:
    row.build()
    for part, body, _, _ in row.parts():
        for slot in range(len(body.slots)):
            leaf = body.leaf(slot)
            span = selection.span(number, part, slot, len(leaf.text))
            if span and span[0] < span[1]:
                yield slot, leaf, span


def everything(rows: Sequence[Row]) -> tuple[Place, Place]:
    """The places before and after all text."""
    number = len(rows) - 1
    last = rows[number]
    last.build()
    body = last.body(TEXT_PART)
    slot = len(body.slots) - 1 if body and body.slots else 0
    length = len(body.leaf(slot).text) if body and body.slots else 0
    return Place(0, 0, 0, 0), Place(number, TEXT_PART, slot, length)


def word_around(rows: Sequence[Row], place: Place) -> tuple[Place, Place]:
    """Both ends of the word at a place."""
    body = rows[place.row].body(place.part)
    if body is None or place.slot >= len(body.slots):
        return place, place
    text = body.leaf(place.slot).text
    for found in re.finditer(_WORD, text, re.DOTALL):
        if found.start() <= place.offset < found.end():
            first = Place(place.row, place.part, place.slot, found.start())
            return first, Place(place.row, place.part, place.slot, found.end())
    return place, place


def block_around(rows: Sequence[Row], place: Place) -> tuple[Place, Place]:
    """Both ends of the block at a place."""
    body = rows[place.row].body(place.part)
    if body is None or place.slot >= len(body.slots):
        return place, place
    first = Place(place.row, place.part, place.slot, 0)
    return first, Place(place.row, place.part, place.slot, len(body.leaf(place.slot).text))
