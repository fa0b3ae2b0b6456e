"""One line of Markdown: its indentation, its cells, and where to cut it when it is too long."""

from __future__ import annotations

import re

_SENTENCE_END = "[.!?](?=\\s)|[\u3002\uff01\uff1f]"  # compiled for the first text that is too long


def split_row(line: str) -> list[str]:
    """The cells of a table's row; a bar within code or after a backslash does not separate."""
    text = line.strip().removeprefix("|")
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    if "\\|" not in text and "`" not in text:
        return [cell.strip() for cell in text.split("|")]
    cells = [""]
    in_code = False
    previous = ""
    for character in text:
        if character == "`" and previous != "\\":
            in_code = not in_code
        if character == "|" and previous == "\\":
            cells[-1] = cells[-1][:-1] + "|"
        elif character == "|" and not in_code:
            cells.append("")
        else:
            cells[-1] += character
        previous = character
    return [cell.strip() for cell in cells]


def indent_of(line: str) -> int:
    """Columns of white space at the beginning; a tab reaches to the next multiple of four."""
    if not line or line[0] not in " \t":
        return 0
    column = 0
    for character in line:
        if character == " ":
            column += 1
        elif character == "\t":
            column += 4 - column % 4
        else:
            break
    return column


def strip_indent(line: str, columns: int) -> str:
    """The line without that many columns of white space, or as many as it has."""
    column = 0
    for index, character in enumerate(line):
        if column >= columns or character not in " \t":
            return " " * (column - columns) + line[index:]
        column += 1 if character == " " else 4 - column % 4
    return ""


def cut_at(text: str, room: int) -> int:
    """Where to cut text that is longer than room: after a sentence, else a word, else anywhere."""
    ends = [found.end() for found in re.compile(_SENTENCE_END).finditer(text, room // 2, max(0, room))]
    if ends:
        return ends[-1]
    space = text.rfind(" ", 0, max(0, room))
    return space + 1 if space > 0 else max(0, room)
