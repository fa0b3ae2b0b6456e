"""Colours of code that is still being written."""

from __future__ import annotations

import pytest

from ui.chat.highlight import COMMON_LANGUAGES, Highlighter, Spans, warm_up, whole_text

_SOURCE = '''def f(x: int) -> str:
    """Doc
    string."""
    return f"{x!r}" + 'a'  # note

class A(B):
    @property
    def y(self): return None'''
PYTHON = _SOURCE.split("\n")


def at_once(language: str, lines: list[str]) -> list[Spans]:
    found: list[Spans] = [[] for _ in lines]
    for part in whole_text(language, lines):
        if part:
            found[part[0]] = part[1]
    return found


def test_line_by_line_is_the_same_as_at_once() -> None:
    highlighter = Highlighter("python")
    assert [highlighter.line(line) for line in PYTHON] == at_once("python", PYTHON)


def test_a_look_at_an_unfinished_line_changes_nothing() -> None:
    highlighter = Highlighter("python")
    found = []
    for line in PYTHON:
        for end in range(len(line)):
            highlighter.peek(line[:end])
        found.append(highlighter.line(line))
    assert found == at_once("python", PYTHON)


def test_a_comment_over_lines_comes_right_when_all_is_read() -> None:
    lines = ["/* a", "   b */", "int x;"]
    comment, rest, code = at_once("c", lines)
    assert (comment, rest) == ([(0, 4, "comment")], [(0, 7, "comment")])
    assert code[0] == (0, 3, "builtin")


@pytest.mark.parametrize("language", [*COMMON_LANGUAGES, "ruby", "haskell", "text", "nonsense", ""])
def test_colours_stay_within_their_line(language: str) -> None:
    lines = [*PYTHON, "", "🙂 = '🙂'", "<a b='c'>", "#{x} $(y) @z", '{"k": [1, null]}', "/* open", "x" * 5000]
    highlighter = Highlighter(language)
    for spans, line in [
        *((highlighter.line(line), line) for line in lines),
        *zip(at_once(language, lines), lines, strict=True),
    ]:
        end = 0
        for start, length, _ in spans:
            assert end <= start and length > 0
            end = start + length
        assert end <= len(line)


def test_common_lexers_can_be_made_ready() -> None:
    warm_up()
    assert Highlighter("python").line("return 1")
