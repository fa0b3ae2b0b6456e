"""Files as text that goes along with a question: plain text, Markdown, code, and PDF through pypdf."""

from __future__ import annotations

import contextlib
import re
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from app import confined
from app.confined import ConfinedProcess, Limits, TooBusy, TooMuch
from app.documents.attachments import Attachment
from app.errors import UserError
from app.words import Marked, later, tr, translated

_LARGEST_TEXT_BYTES = 20 << 20
_LARGEST_PDF_BYTES = 200 << 20
_MOST_CHARACTERS = 5_000_000
_PDF_TIME_S = 120.0
_PDF_MEMORY_BYTES = 2 << 30


def read_document(path: Path) -> Attachment:
    """The file's text. UserError when it cannot be read, has none, or is too large. May take a while."""
    try:
        size_bytes = path.stat().st_size
        if path.is_dir():
            raise UserError(tr("{file} is a folder.", file=path.name), tr("Choose the files in it."))
        if not path.is_file():  # a pipe or a device could be read for ever
            raise UserError(tr("{file} is no file.", file=path.name), tr("Choose another one."))
        with path.open("rb") as file:
            beginning = file.read(1024)
        is_pdf = b"%PDF-" in beginning
        if size_bytes > (_LARGEST_PDF_BYTES if is_pdf else _LARGEST_TEXT_BYTES):
            raise _too_large(path)
        text = _pdf_text(path) if is_pdf else _decoded(path, path.read_bytes())
    except OSError as error:
        raise UserError(
            tr("{file} cannot be read: {reason}.", file=path.name, reason=error.strerror or error)
        ) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if not text.strip():
        hint = tr("It may hold pictures of pages only.") if is_pdf else ""
        raise UserError(tr("There is no text in {file}.", file=path.name), hint)
    if len(text) > _MOST_CHARACTERS:
        raise _too_large(path)
    return Attachment("file", path.name, text)


def _too_large(path: Path) -> UserError:
    return UserError(
        tr("{file} is too large to be attached.", file=path.name), tr("Attach the part of it that matters.")
    )


def _decoded(path: Path, content: bytes) -> str:
    """UTF-8, UTF-16 or UTF-32 with their marks, else what most other files are in."""
    marks = ((b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"))
    for mark, encoding in (*marks, (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if b"\0" in content:
        raise UserError(
            tr("{file} is no text file.", file=path.name),
            tr("Text, Markdown, code and PDF files can be attached."),
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


# PDF. Files may be made to keep a reader busy for ever or to fill its memory, so it works in a process of
# its own, with limits, and is ended when it is not done in time.


def _pdf_text(path: Path) -> str:
    limits = Limits(_PDF_TIME_S, _PDF_MEMORY_BYTES, wait_s=_PDF_TIME_S)
    reader = ConfinedProcess(_serve_pdf, "documents", limits)
    try:
        problem, text = reader.ask(str(path))
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


def _serve_pdf(pipe: Connection) -> None:
    """The process's whole life: one document."""
    confined.begin()
    pipe.send("ready")
    with contextlib.suppress(EOFError, OSError):
        pipe.send(_read_pdf(pipe.recv()))


def _read_pdf(path: str) -> tuple[str, str]:
    """(problem, text), one of them empty."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_PDF_MEMORY_BYTES, _PDF_MEMORY_BYTES))
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
            if count > _MOST_CHARACTERS:
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
