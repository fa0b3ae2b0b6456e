"""A prompt in a terminal, part by part and token by token."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from itertools import groupby

from app.commands.terminal import is_terminal, visible
from app.engine.events import Role, SentPrompt, SentToken

_WHO: dict[Role | None, str] = {"system": "system", "user": "you", "assistant": "answer", None: "template"}
_COLOURS: dict[Role | None, str] = {"system": "35", "user": "34", "assistant": "36", None: "90"}  # ANSI's
_WIDTH = 100
_INDENT = 10


def lines(sent: SentPrompt) -> Iterator[str]:
    """Who speaks, and the tokens of that part as text:id; special ones in angle brackets. In a terminal each
    role has a colour, unless NO_COLOR is set (no-color.org)."""
    is_coloured = is_terminal(sys.stdout) and not os.environ.get("NO_COLOR")
    for role, tokens in groupby(sent.tokens, lambda token: token.role):
        who = _WHO[role]
        for chips in _wrapped([_chip(token) for token in tokens]):
            line = "  ".join(chips)
            yield f"{who:<{_INDENT}}" + (f"\x1b[{_COLOURS[role]}m{line}\x1b[0m" if is_coloured else line)
            who = ""


def _wrapped(chips: list[str]) -> Iterator[list[str]]:
    line: list[str] = []
    for chip in chips:
        if line and sum(len(one) + 2 for one in line) + len(chip) > _WIDTH - _INDENT:
            yield line
            line = []
        line.append(chip)
    yield line


def _chip(token: SentToken) -> str:
    text = visible(token.text) or "…"
    return f"⟨{text}⟩:{token.id}" if token.is_special else f"{text}:{token.id}"
