"""Marks in a paragraph that is still being written: what is begun counts as if it were ended."""

from __future__ import annotations

import re

_HALF_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*(?:\s+\"[^\"]*)?$")
_MARK = re.compile(r"\\.|(`+)|(\*\*|__|~~|\*|_)|\$\$?", re.DOTALL)
_BEGUN = re.compile(r"(?<!\\)(?:!?\[|\$+|\\)$")


def close_marks(source: str) -> str:
    """Completes what is begun, so that "**bo" is bold at once and half a link shows its label."""
    source = _BEGUN.sub("", _HALF_LINK.sub(r"\1", source))
    open_marks: list[str] = []
    position = 0
    while found := _MARK.search(source, position):
        position = found.end()
        if found[1]:
            end = _code_end(source, position, found[1])
            if end < 0:
                source = _close_code(source, found)
                break
            position = end
        elif found[2] and not _toggle(source, found, open_marks) and position == len(source):
            source = source[: found.start()]  # what it will mean is not known yet
    kept = source.rstrip()
    return kept + "".join(reversed(open_marks))


def _close_code(source: str, opening: re.Match[str]) -> str:
    code = source[opening.end() :]
    if not code.strip("` "):
        return source[: opening.start()]
    # A shorter run at the end may be the closing one on its way.
    return source[: opening.end()] + code.rstrip("`") + opening[1]


def _code_end(source: str, position: int, run: str) -> int:
    """One past the run of backticks of the same length, or -1."""
    for found in re.finditer("`+", source[position:]):
        if found[0] == run:
            return position + found.end()
    return -1


def _toggle(source: str, found: re.Match[str], open_marks: list[str]) -> bool:
    """Opens or closes emphasis; False if the mark is an ordinary character here."""
    mark = found[2]
    before = source[found.start() - 1] if found.start() else " "
    after = source[found.end()] if found.end() < len(source) else " "
    if mark in open_marks and not before.isspace():
        del open_marks[open_marks.index(mark) :]
        return True
    if after.isspace() or (mark[0] == "_" and before.isalnum()):
        return False
    open_marks.append(mark)
    return True
