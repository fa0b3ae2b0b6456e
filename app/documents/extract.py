"""Files as text that goes along with a question: plain text, Markdown, code, and PDF."""

from __future__ import annotations

from pathlib import Path

from app.documents.attachments import Attachment
from app.documents.pdf import pdf_text
from app.errors import UserError
from app.words import tr

_LARGEST_TEXT_BYTES = 20 << 20
_LARGEST_PDF_BYTES = 200 << 20
_MOST_CHARACTERS = 5_000_000


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
        text = pdf_text(path, _MOST_CHARACTERS) if is_pdf else _decoded(path, path.read_bytes())
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
