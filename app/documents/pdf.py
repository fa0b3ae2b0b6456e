"""The text of PDF files, through pypdf.

Files may be made to keep a reader busy for ever or to fill its memory, so it works in a process of its own,
with limits, and is ended when it is not done in time.
"""

from __future__ import annotations

import contextlib
import re
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from app import confined
from app.confined import ConfinedProcess, Limits, TooBusy, TooMuch
from app.errors import UserError
from app.words import Marked, later, tr, translated

_TIME_S = 120.0
MEMORY_BYTES = 2 << 30


def pdf_text(path: Path, most_characters: int) -> str:
    """The text of its pages, until it is longer than so many characters. UserError when it cannot be read."""
    reader = ConfinedProcess(_serve, "documents", Limits(_TIME_S, MEMORY_BYTES, wait_s=_TIME_S))
    try:
        problem, text = reader.ask((str(path), most_characters))
    except TooBusy as error:
        raise _slow(path) from error
    except TooMuch as error:
        if error.kind == "time":
            raise _slow(path) from error
        raise UserError(
            tr("{file} cannot be read: it is damaged or needs too much memory.", file=path.name)
        ) from error
    finally:
        reader.close()
    if problem:
        raise UserError(
            tr("{file} cannot be read: {reason}.", file=path.name, reason=translated(Marked(problem)))
        )
    pages: str = text
    return pages


def _slow(path: Path) -> UserError:
    return UserError(
        tr("Reading {file} took too long.", file=path.name), tr("Copy the text that matters instead.")
    )


def _serve(pipe: Connection) -> None:
    """The process's whole life: one document."""
    confined.begin()
    pipe.send("ready")
    with contextlib.suppress(EOFError, OSError):
        pipe.send(read_pages(*pipe.recv()))


def read_pages(path: str, most_characters: int) -> tuple[str, str]:
    """(problem, text), one of them empty. For the process alone, whose memory it limits."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    import logging

    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    logging.disable(logging.CRITICAL)  # pypdf warns of each small fault of a file
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            return str(later("it is locked with a password")), ""
        pages: list[str] = []
        count = 0
        for page in reader.pages:
            pages.append(_tidy(page.extract_text()))
            count += len(pages[-1])
            if count > most_characters:
                break
        return "", "\n\n".join(page for page in pages if page)
    except DependencyError:
        return str(later("it is encrypted in a way that is not supported")), ""
    except (PyPdfError, MemoryError, *_ALSO_DAMAGE):
        return str(later("it is damaged")), ""


_ALSO_DAMAGE = (RuntimeError, ArithmeticError, LookupError, ValueError, TypeError, AttributeError, OSError)
"""What pypdf raises where it does not expect damage: a broken file fails in whichever place comes first."""


def _tidy(text: str) -> str:
    """Without the spaces at the ends of lines, and without empty lines in a row."""
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)).strip()
