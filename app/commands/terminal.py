"""Standard output and standard error: writing that never ends in a stack trace, whoever reads."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
from collections.abc import Sequence
from typing import TextIO

from app.errors import UserError


class OutputClosed(Exception):
    """Whoever read our output has had enough, as `head` does. Not a failure."""


def prepare_output() -> None:
    """Characters that a terminal's encoding lacks must not end the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def write(text: str) -> None:
    """To standard output, at once. OutputClosed when nobody reads it, UserError when it has no room."""
    if sys.stdout is None:  # started with it closed
        return
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        _discard_output()
        if isinstance(error, BrokenPipeError) or (sys.platform == "win32" and error.errno == errno.EINVAL):
            raise OutputClosed from error
        raise UserError(f"The output could not be written: {error.strerror}.") from error


def write_json(value: object) -> None:
    """On a line of its own."""
    # ASCII, so that every encoding has all of it and no line separator of Unicode's is in a line.
    write(json.dumps(value, separators=(",", ":")) + "\n")


def printable(text: str) -> str:
    """The text without control characters: a model may write those that reprogram a terminal."""
    return "".join("\ufffd" if _is_control(character) else character for character in text)


def _is_control(character: str) -> bool:
    return (character < " " and character not in "\n\t") or "\x7f" <= character <= "\x9f"


def say(text: str) -> None:
    """To standard error."""
    with contextlib.suppress(OSError, AttributeError):  # closed: there is nobody left to tell
        sys.stderr.write(text)
        sys.stderr.flush()


def _discard_output() -> None:
    # What is still in the buffer would fail once more when Python ends, and loudly.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sees what is written there."""
    return stream is not None and stream.isatty()


def visible(piece: str) -> str:
    """A token's text on one line, with its spaces to be seen."""
    return printable(piece.replace("\n", "⏎").replace("\t", "⇥").replace(" ", "␣"))


def columns(rows: Sequence[tuple[str, ...]], right: tuple[int, ...] = ()) -> str:
    """Rows as lines with their cells below each other; `right`: columns that end together."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append(printable("  ".join(cells).rstrip()) + "\n")
    return "".join(lines)
