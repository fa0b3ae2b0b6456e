"""Splits Markdown into blocks line by line, so that a streamed answer is parsed once and never again.

CommonMark's block rules work one line at a time on a stack of open containers (quotes, list items) and one
open leaf; this is that algorithm over what chat models write, with tables and formulas and without HTML
and reference definitions. The result is a flat list: each block knows the containers it stands in.

A line that is not complete yet is parsed like a complete one and taken back when more of it arrives.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from ui.chat.lines import cut_at, indent_of, split_row, strip_indent

Kind = Literal["paragraph", "heading", "code", "table", "formula", "rule"]

# A paragraph is laid out whole at each flush; longer ones are cut where a line ends, which is not seen, and
# in a longer line where a sentence does. What people type comes at once: a line of that may be longer.
LONGEST_PARAGRAPH = 3_000
LONGEST_TYPED_LINE = 8_000

_HEADING = re.compile(r"(#{1,6})(?:[ \t]+|$)")
_HEADING_END = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")
_FENCE = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$")
_RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_SETEXT = re.compile(r"(=+|-+)[ \t]*$")
_ITEM = re.compile(r"(?:([-+*])|(\d{1,9})([.)]))(?=[ \t]|$)")
_TABLE_RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_FORMULA_ENDS = {"$$": "$$", "\\[": "\\]"}


class Container(NamedTuple):
    """A quote, or one item of a list. start: index of the first block in it. number: of an ordered item."""

    kind: Literal["quote", "item"]
    start: int
    width: int = 0  # columns that belong to an item's marker: what its further lines are indented by
    mark: str = ""  # "-", "+", "*" of a bullet, "." or ")" of an ordered item
    number: int = 0


@dataclass(slots=True)
class Block:
    """One leaf of the document.

    lines: a paragraph's, the code's, a table's rows with the header first (its rule is taken out).
    level: of a heading. info: language of code. aligns: of a table's columns, "l", "c" or "r".
    glue: what stood between it and the paragraph before it, which was too long; None: it begins one.
    """

    kind: Kind
    containers: tuple[Container, ...]
    lines: list[str] = field(default_factory=list)
    level: int = 0
    info: str = ""
    aligns: str = ""
    glue: str | None = None

    @property
    def source(self) -> str:
        return "\n".join(self.lines)


class Splitter:
    """Feeds on text in pieces of any size; `blocks` is always the document as far as it is known.

    is_plain: only fenced code means anything (what people type is not Markdown by intention).
    """

    def __init__(self, is_plain: bool = False) -> None:
        self.blocks: list[Block] = []
        self.is_finished = False
        self._is_plain = is_plain
        self._open: list[Container] = []
        self._tip: Block | None = None  # the leaf that further lines may belong to
        self._fence = ""
        self._fence_indent = 0
        self._is_beside = False  # whether the open formula's text begins in the line of its mark
        self._blank_lines = 0  # in indented code: counted until it is known to go on
        self._partial = ""
        self._undo: Callable[[], None] | None = None
        self._kept_count = 0  # blocks there were before the line that can be taken back

    def feed(self, text: str) -> int:
        """Take in more text. Returns the index of the first block that may differ from before."""
        self._take_back()
        first_changed = max(0, len(self.blocks) - 1)
        lines = (self._partial + text).split("\n")
        self._partial = lines.pop()
        for line in lines:
            self._add_line(line.removesuffix("\r"))
        if self._partial and not self._waits(self._partial):
            self._remember()
            self._add_line(self._partial)
        return first_changed

    def finish(self) -> int:
        """The text is complete. Returns the index of the first block that may differ from before."""
        self._take_back()
        first_changed = max(0, len(self.blocks) - 1)
        if self._partial:
            self._add_line(self._partial.removesuffix("\r"))
        self._partial = ""
        if self._tip and self._tip.kind == "formula":
            self._make_paragraph(self._tip)
        self._tip = None
        self.is_finished = True
        return first_changed

    @property
    def settled_count(self) -> int:
        """How many blocks, from the first, will not change whatever comes."""
        if self.is_finished:
            return len(self.blocks)
        return max(0, (self._kept_count if self._undo else len(self.blocks)) - 1)

    def is_open(self, index: int) -> bool:
        """Whether more text may still come into this block."""
        if self.is_finished or index != len(self.blocks) - 1:
            return False
        return self._undo is not None or self._tip is self.blocks[-1]

    def _waits(self, partial: str) -> bool:
        """Whether the line may yet turn out to be something else altogether, so that it would flicker."""
        text = partial.strip()
        tip = self._tip
        if tip and tip.kind == "code" and self._fence:
            return bool(text) and len(text) < 80 and not text.strip(self._fence[0])
        if self._is_plain:
            return not text.strip("`~")
        if text.startswith(("```", "~~~")):
            return True
        if not text.strip("-+*_=#>|:`$\\[ \t"):
            return True
        if text.rstrip(".)").isdigit() and len(text) < 5:
            return True
        if tip and tip.kind == "table":
            return False
        # A table's header is not known as one before the line below it.
        return text.startswith("|")

    def _remember(self) -> None:
        tip = self._tip
        count = self._kept_count = len(self.blocks)
        last = self.blocks[-1] if self.blocks else None
        state = (list(self._open), tip, self._fence, self._fence_indent, self._blank_lines)
        is_beside = self._is_beside
        # Only a paragraph's lines can become fewer; code may be long and only grows.
        kept = list(tip.lines) if tip and tip.kind in ("paragraph", "formula") else None
        line_count = len(tip.lines) if tip else 0
        shape = (tip.kind, tip.level, tip.aligns) if tip else None

        def undo() -> None:
            del self.blocks[count:]
            if last is not None and (not self.blocks or self.blocks[-1] is not last):
                del self.blocks[count - 1 :]
                self.blocks.append(last)
            self._open, self._tip, self._fence, self._fence_indent, self._blank_lines = state
            self._is_beside = is_beside
            if tip and shape:
                tip.kind, tip.level, tip.aligns = shape
                if kept is not None:
                    tip.lines[:] = kept
                else:
                    del tip.lines[line_count:]

        self._undo = undo

    def _take_back(self) -> None:
        if self._undo:
            self._undo()
            self._undo = None

    def _add_line(self, line: str) -> None:
        rest, matched = self._match_containers(line)
        all_matched = matched == len(self._open)
        if all_matched and self._continue_leaf(rest):
            return
        rest, matched, opened = (
            (rest, matched, False) if self._is_plain else self._open_containers(rest, matched)
        )
        if self._start_leaf(rest, matched, may_be_setext=all_matched and not opened):
            return
        self._add_text(rest, matched, is_lazy=not all_matched and not opened)

    def _match_containers(self, line: str) -> tuple[str, int]:
        """Strips the markers of the open containers that go on in this line; how many do."""
        matched = 0
        for container in self._open:
            if container.kind == "quote":
                text = line.lstrip(" ")
                if len(line) - len(text) > 3 or not text.startswith(">"):
                    break
                line = text[1:].removeprefix(" ")
            elif not line.strip():
                block = self.blocks[container.start] if container.start < len(self.blocks) else None
                if block is None or (container.start == len(self.blocks) - 1 and not block.lines):
                    break  # an item can begin with one empty line, not with two
            elif indent_of(line) >= container.width:
                line = strip_indent(line, container.width)
            else:
                break
            matched += 1
        return line, matched

    def _continue_leaf(self, rest: str) -> bool:
        """Code and formulas take their lines as they are."""
        tip = self._tip
        if tip is None or tip.kind not in ("code", "formula"):
            return False
        if tip.kind == "formula":
            return self._continue_formula(tip, rest)
        if self._fence:
            text = rest.strip()
            if indent_of(rest) < 4 and len(text) >= len(self._fence) and not text.strip(self._fence[0]):
                self._tip = None
            else:
                tip.lines.append(strip_indent(rest, self._fence_indent))
            return True
        if not rest.strip():
            self._blank_lines += 1
            return True
        if indent_of(rest) >= 4:
            tip.lines.extend([""] * self._blank_lines)
            tip.lines.append(strip_indent(rest, 4))
            self._blank_lines = 0
            return True
        self._tip = None
        return False

    def _continue_formula(self, tip: Block, rest: str) -> bool:
        end = _FORMULA_ENDS[tip.info]
        text = rest.strip()
        if not text:  # formulas have no empty lines: it was something else
            self._make_paragraph(tip)
            self._tip = None
            return True
        if text.endswith(end):
            self._tip = None
            text = text[: -len(end)].strip()
        if text:
            tip.lines.append(text)
        return True

    def _open_containers(self, rest: str, matched: int) -> tuple[str, int, bool]:
        """Opens the quotes and items that begin in this line."""
        opened = False
        while True:
            indent = indent_of(rest)
            text = rest.lstrip(" \t")
            if indent > 3 or not text:
                return rest, matched, opened
            if text[0] == ">":
                self._end_leaf(matched)
                self._open.append(Container("quote", len(self.blocks)))
                rest = text[1:].removeprefix(" ")
            elif (found := _ITEM.match(text)) and not self._is_no_item(text, found, matched):
                self._end_leaf(matched)
                rest = self._open_item(rest, indent, text, found)
            else:
                return rest, matched, opened
            matched = len(self._open)
            opened = True

    def _is_no_item(self, text: str, found: re.Match[str], matched: int) -> bool:
        if _RULE.match(text):
            return True
        tip = self._tip
        if tip is None or tip.kind != "paragraph" or not tip.lines or matched != len(self._open):
            return False
        # In the middle of a paragraph: "-" under it is a heading's line, "1984. " is likely a sentence.
        return not text[found.end() :].strip() or (found[2] is not None and int(found[2]) != 1)

    def _open_item(self, rest: str, indent: int, text: str, found: re.Match[str]) -> str:
        mark = found[1] or found[3]
        number = int(found[2]) if found[2] else 0
        depth = len(self._open)
        if self.blocks and found[2]:
            before = self.blocks[-1].containers
            if len(before) > depth and before[:depth] == tuple(self._open):
                item = before[depth]
                if item.kind == "item" and item.mark == mark:
                    number = item.number + 1
        after = text[found.end() :]
        spaces = indent_of(after)
        if not after.strip():
            width = indent + found.end() + 1
            after = ""
        else:
            spaces = 1 if spaces > 4 else spaces
            width = indent + found.end() + spaces
            after = strip_indent(after, spaces)
        self._open.append(Container("item", len(self.blocks), width, mark, number))
        return after

    def _start_leaf(self, rest: str, matched: int, may_be_setext: bool) -> bool:
        """Begins, and where it is one line also ends, a block that its first line shows the kind of."""
        text = rest.strip()
        indent = indent_of(rest)
        tip = self._tip
        goes_on = tip is not None and tip.kind == "paragraph" and bool(tip.lines)
        if not text:
            return False
        if indent > 3:
            if goes_on or self._is_plain:
                return False
            self._add(Block("code", (), [strip_indent(rest, 4)]), matched, stays_open=True)
            self._fence = ""
            self._blank_lines = 0
            return True
        if found := _FENCE.match(text):
            self._fence = found[1] or found[3]
            self._fence_indent = indent
            info = (found[2] or found[4] or "").strip()
            self._add(Block("code", (), info=info.split()[0] if info else ""), matched, stays_open=True)
            return True
        if self._is_plain:
            return False
        if (found := _HEADING.match(text)) and len(text) < LONGEST_PARAGRAPH:
            title = _HEADING_END.sub("", text[found.end() :]).strip()
            self._add(Block("heading", (), [title], level=len(found[1])), matched)
            return True
        if goes_on and may_be_setext and tip and self._makes_heading_or_table(tip, text):
            return True
        if _RULE.match(text):
            self._add(Block("rule", ()), matched)
            return True
        return self._start_formula(text, matched)

    def _start_formula(self, text: str, matched: int) -> bool:
        opening = text[:2]
        if opening not in _FORMULA_ENDS:
            return False
        end = _FORMULA_ENDS[opening]
        inner = text[2:].strip()
        if end in inner:
            if inner.index(end) + 2 != len(inner):
                return False  # a formula within a sentence
            self._add(Block("formula", (), [inner[:-2].strip()], info=opening), matched)
        else:
            lines = [inner] if inner else []
            self._is_beside = bool(inner)
            self._add(Block("formula", (), lines, info=opening), matched, stays_open=True)
        return True

    def _makes_heading_or_table(self, tip: Block, text: str) -> bool:
        """Whether this line turns the paragraph above it into something else."""
        if found := _SETEXT.match(text):
            tip.kind = "heading"
            tip.level = 1 if found[1][0] == "=" else 2
            self._tip = None
            return True
        header = tip.lines[-1]
        if "|" not in header or "|" not in text or not _TABLE_RULE.match(text):
            return False
        aligns = split_row(text)
        if len(split_row(header)) != len(aligns):
            return False
        letters = {(False, False): "l", (True, False): "l", (True, True): "c", (False, True): "r"}
        shape = "".join(letters[cell.startswith(":"), cell.endswith(":")] for cell in aligns)
        if len(tip.lines) == 1:
            tip.kind = "table"
            tip.aligns = shape
        else:
            tip.lines.pop()
            self._add(Block("table", (), [header], aligns=shape), len(self._open), stays_open=True)
        return True

    def _add_text(self, rest: str, matched: int, is_lazy: bool) -> None:
        text = rest.strip()
        tip = self._tip
        if not text:
            self._close_to(matched)
            if self._open and self._open[-1].start == len(self.blocks):
                self._add(Block("paragraph", ()), matched, stays_open=True)  # an item without text yet
            elif tip is None or tip.lines:
                self._tip = None
            return
        if tip and tip.kind == "paragraph" and (tip.lines or not is_lazy):
            self._add_to_paragraph(tip, rest)
            return
        self._close_to(matched)
        if self._tip and self._tip.kind == "table" and "|" in text:
            self._tip.lines.append(text)
            return
        paragraph = Block("paragraph", ())
        self._add(paragraph, matched, stays_open=True)
        self._add_to_paragraph(paragraph, rest)

    def _add_to_paragraph(self, block: Block, text: str) -> None:
        text = text.rstrip() if self._is_plain else text.lstrip()
        if block.lines and sum(map(len, block.lines)) + len(text) > LONGEST_PARAGRAPH:
            block = self._go_on(block, "\n")
        longest = LONGEST_TYPED_LINE if self._is_plain else LONGEST_PARAGRAPH
        while len(text.rstrip()) > longest:
            end = cut_at(text, longest)
            rest = text[end:].lstrip()  # else the line would begin with the space after the sentence
            block.lines.append(text[:end].rstrip())
            block = self._go_on(block, text[len(block.lines[-1]) : len(text) - len(rest)])
            text = rest
        block.lines.append(text)
        self._tip = block

    def _go_on(self, block: Block, glue: str) -> Block:
        """The same paragraph in another block, as it is too long for one."""
        self.blocks.append(replace(block, lines=[], glue=glue))
        return self.blocks[-1]

    def _make_paragraph(self, formula: Block) -> None:
        formula.kind = "paragraph"
        if self._is_beside:
            formula.lines[0] = formula.info + formula.lines[0]
        else:
            formula.lines.insert(0, formula.info)

    def _close_to(self, matched: int) -> None:
        if matched < len(self._open):
            del self._open[matched:]
            self._tip = None

    def _end_leaf(self, matched: int) -> None:
        """Before something new begins inside the first `matched` open containers."""
        self._close_to(matched)
        if self._tip and self._tip.kind == "paragraph" and not self._tip.lines:
            self.blocks.pop()  # stood for an item whose first line was empty
        self._tip = None

    def _add(self, block: Block, matched: int, stays_open: bool = False) -> None:
        self._end_leaf(matched)
        block.containers = tuple(self._open)
        self.blocks.append(block)
        self._tip = block if stays_open else None
