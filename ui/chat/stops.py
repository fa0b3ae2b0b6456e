"""What the keyboard can be at inside a message before its buttons: the fold, links, the Copy of code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from ui.chat.code_leaf import CodeLeaf
from ui.chat.marks import Span
from ui.chat.row import TEXT_PART, THOUGHT_PART, Row

_MAY_BE_LINK = re.compile(r"https?:|mailto:", re.IGNORECASE)


class Stop(NamedTuple):
    """Something in a message that the keyboard can be at, before the message's buttons."""

    kind: Literal["fold", "link", "code"]
    part: int = TEXT_PART
    slot: int = 0
    span: Span = (0, 0)
    address: str = ""


def stops(row: Row) -> Iterator[Stop]:
    """In reading order. Parses only what can hold a link."""
    row.build()
    if not row.fold_area().isEmpty():
        yield Stop("fold", THOUGHT_PART)
    for part, body, _, _ in row.parts():
        for index, slot in enumerate(body.slots):
            if slot.block.kind == "code":
                yield Stop("code", part, index)
            elif any(map(_MAY_BE_LINK.search, slot.block.lines)):
                for first, last, address in body.leaf(index).links():
                    yield Stop("link", part, index, (first, last), address)


def stop_of_code(row: Row, leaf: CodeLeaf) -> Stop | None:
    """The stop of a block of code."""
    for part, body, _, _ in row.parts():
        for index, slot in enumerate(body.slots):
            if slot.leaf is leaf:
                return Stop("code", part, index)
    return None


def stop_beside(row: Row, stop: Stop | None, is_forward: bool) -> Stop | None:
    """The stop after or before this one; None stands for the message itself, before the first."""
    before: Stop | None = None
    found = stop is None
    for each in stops(row):
        if found:
            return each if is_forward else None
        if each == stop:
            if not is_forward:
                return before
            found = True
        before = each
    return None


def last_stop(row: Row) -> Stop | None:
    found = None
    for found in stops(row):  # noqa: B007 (the last one)
        pass
    return found
