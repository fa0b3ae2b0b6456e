"""What a person or another program writes to a command."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator

from app.commands.terminal import write
from app.store.database import storable


def argument_or_input(text: str) -> str:
    """What was written behind the command; "-": standard input."""
    if text != "-":
        return storable(text)  # an argument in another encoding arrives with half surrogate pairs
    if sys.stdin is None:
        return ""
    return _decoded(sys.stdin.buffer.read()).strip("\r\n")


def input_lines() -> Iterator[str]:
    """Standard input, line by line."""
    if sys.stdin is not None:
        yield from (_decoded(line).strip("\r\n") for line in sys.stdin.buffer)


def typed_lines() -> Iterator[str]:
    """Each line as a person types it, with a history where the system has one; ends with Ctrl+D."""
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401 - input() then has a history and can be edited
    while True:
        try:
            yield input("\n> ")
        except EOFError:
            write("\n")
            return


def _decoded(line: bytes) -> str:
    return storable(line.decode("utf-8-sig", "replace"))
