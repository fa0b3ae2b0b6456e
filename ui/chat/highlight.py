"""Colours for code while it is being written: Pygments' lexers, fed with new lines only.

Pygments reads a whole text at a time. Here the state its lexers keep is carried from line to line, so that a
new line costs the same at the end of long code as at its beginning. What spans lines within one pattern (the
comments of C) comes right in `whole_text`, which reads finished code once more, in slices.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal

from pygments.lexer import ExtendedRegexLexer, Lexer, RegexLexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Token as T
from pygments.token import _TokenType
from pygments.util import ClassNotFound

Ink = Literal["keyword", "string", "function", "comment", "number", "operator", "builtin", "error"]
Spans = list[tuple[int, int, Ink]]  # first character, length, colour

COMMON_LANGUAGES = (
    *("python", "javascript", "typescript", "html", "css", "json", "bash", "sql"),
    *("c", "cpp", "java", "rust", "go", "yaml", "toml", "xml", "diff"),
)
LONGEST_LINE = 2000  # characters that are looked at; minified code is not worth more

_INKS: tuple[tuple[Any, Ink | None], ...] = (
    (T.Comment.Preproc, "builtin"),
    (T.Comment, "comment"),
    (T.Keyword.Constant, "number"),
    (T.Keyword.Type, "builtin"),
    (T.Keyword, "keyword"),
    (T.Operator.Word, "keyword"),
    (T.Operator, "operator"),
    (T.String.Interpol, None),
    (T.String, "string"),
    (T.Number, "number"),
    (T.Literal, "number"),
    (T.Name.Function, "function"),
    (T.Name.Class, "function"),
    (T.Name.Decorator, "function"),
    (T.Name.Tag, "keyword"),
    (T.Name.Attribute, "function"),
    (T.Name.Builtin.Pseudo, "number"),
    (T.Name.Builtin, "builtin"),
    (T.Name.Exception, "builtin"),
    (T.Name.Constant, "number"),
    (T.Generic.Deleted, "error"),
    (T.Generic.Inserted, "string"),
    (T.Generic.Heading, "keyword"),
    (T.Generic.Subheading, "keyword"),
)


@cache
def _ink(token: Any) -> Ink | None:
    return next((ink for kind, ink in _INKS if token in kind), None)


@cache
def _lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def warm_up() -> None:
    """Import and compile the common lexers: the first use of one takes up to 60 ms. For another thread."""
    for language in COMMON_LANGUAGES:
        if lexer := _lexer(language):
            list(lexer.get_tokens("a\n"))


class Highlighter:
    """Line after line of one piece of code. An unknown language gives no colours."""

    def __init__(self, language: str) -> None:
        self._lexer = _lexer(language.lower())
        self._stack: tuple[str, ...] = ("root",)

    def line(self, text: str) -> Spans:
        """The next line's colours."""
        if self._lexer is None:
            return []
        head = text[:LONGEST_LINE]
        if not isinstance(self._lexer, RegexLexer) or isinstance(self._lexer, ExtendedRegexLexer):
            # These keep more state than a stack: each line on its own, until whole_text.
            return _spans(self._lexer.get_tokens_unprocessed(head + "\n"), len(head))
        stack = list(self._stack)
        spans = _spans(_lex(self._lexer, head + "\n", stack), len(head))
        self._stack = tuple(stack)
        return spans

    def peek(self, text: str) -> Spans:
        """Like line, for one that is not complete yet."""
        stack = self._stack
        spans = self.line(text)
        self._stack = stack
        return spans


def _spans(tokens: Iterator[Any], limit: int) -> Spans:
    spans: Spans = []
    for start, token, value in tokens:
        ink = _ink(token)
        if ink and start < limit:
            _add_span(spans, start, min(start + len(value), limit), ink)
    return spans


def _add_span(spans: Spans, start: int, end: int, ink: Ink) -> None:
    if spans and spans[-1][2] == ink and spans[-1][0] + spans[-1][1] == start:
        start = spans.pop()[0]
    if end > start:
        spans.append((start, end - start, ink))


def whole_text(language: str, lines: list[str]) -> Iterator[tuple[int, Spans] | None]:
    """Reads finished code as a whole. Yields (line, its colours), and None now and then to give way."""
    lexer = _lexer(language.lower())
    if lexer is None:
        return
    text = "\n".join(line[:LONGEST_LINE] for line in lines) + "\n"
    number = 0
    line_start = 0
    line_end = len(lines[0][:LONGEST_LINE]) if lines else 0
    spans: Spans = []
    for count, (start, token, value) in enumerate(lexer.get_tokens_unprocessed(text)):
        if count % 50 == 49:
            yield None
        ink = _ink(token)
        end = start + len(value)
        while True:
            if ink and start < line_end:
                _add_span(spans, start - line_start, min(end, line_end) - line_start, ink)
            if end <= line_end or number + 1 >= len(lines):
                break
            yield number, spans
            number += 1
            line_start = line_end + 1
            line_end = line_start + len(lines[number][:LONGEST_LINE])
            start = max(start, line_start)
            spans = []
    yield number, spans


def _lex(lexer: RegexLexer, text: str, stack: list[str]) -> Iterator[tuple[int, _TokenType, str]]:
    """RegexLexer.get_tokens_unprocessed, except that the stack of states goes in and comes out."""
    states: dict[str, Any] = lexer._tokens  # type: ignore[attr-defined]  # made by its metaclass
    rules = states[stack[-1]]
    position = 0
    while True:
        for match_rule, action, new_state in rules:
            match = match_rule(text, position)
            if not match:
                continue
            if action is not None:
                if type(action) is _TokenType:
                    yield position, action, match.group()
                else:
                    yield from action(lexer, match)
            position = match.end()
            if new_state is not None:
                _change_state(stack, new_state)
                rules = states[stack[-1]]
            break
        else:
            if position >= len(text):
                return
            if text[position] == "\n":
                del stack[1:]
                rules = states["root"]
                yield position, T.Text, "\n"
            else:
                yield position, T.Error, text[position]
            position += 1


def _change_state(stack: list[str], change: Any) -> None:
    """change: a count of states to leave as a negative number, or one or several states to enter."""
    if isinstance(change, int):
        del stack[max(1, len(stack) + change) :]  # the first one stays
        return
    for state in change if isinstance(change, tuple) else (change,):
        if state == "#pop":
            del stack[max(1, len(stack) - 1) :]
        else:
            stack.append(stack[-1] if state == "#push" else state)
