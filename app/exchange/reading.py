"""Conversations out of files: our own, ChatGPT's export (also as the zip it comes in), LM Studio's."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from app.errors import UserError
from app.exchange.chatgpt import from_chatgpt, looks_like_chatgpt
from app.exchange.fields import Fields, NotReadable
from app.exchange.lm_studio import from_lm_studio, looks_like_lm_studio
from app.exchange.portable import FORMAT, VERSION, Portable, from_json
from app.words import tr

_LARGEST_BYTES = 512 << 20  # JSON takes some ten times its size in memory while it is read
_IN_ZIP = re.compile(r"(.*/)?conversations(-\d+)?\.json")


def read(path: Path) -> list[Portable]:
    """The conversations in a file. UserError that says why when it cannot be imported."""
    try:
        found = [conversation for text in _texts(path) for conversation in _conversations(_parsed(text))]
        if not found:
            raise NotReadable(tr("there is no conversation in it"))
        return found
    except NotReadable as error:
        raise UserError(
            tr("{file} cannot be imported: {error}.", file=path.name, error=error), tr("Nothing was changed.")
        ) from error
    except OSError as error:
        raise UserError(
            tr("{path} cannot be read: {reason}.", path=path, reason=error.strerror or error),
            tr("Choose another file."),
        ) from error


def _texts(path: Path) -> Iterator[bytes]:
    if path.exists() and not path.is_file():  # a pipe or a device could be read for ever
        raise NotReadable(tr("it is no file"))
    if zipfile.is_zipfile(path):
        yield from _in_zip(path)
        return
    if path.stat().st_size > _LARGEST_BYTES:
        _too_large()
    yield path.read_bytes()


def _in_zip(path: Path) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [one for one in archive.infolist() if _IN_ZIP.fullmatch(one.filename)]
            if not members:
                raise NotReadable(tr("there is no conversations.json in it"))
            if sum(one.file_size for one in members) > _LARGEST_BYTES:
                _too_large()
            for member in members:
                with archive.open(member) as file:
                    # What the archive says of a size need not be true.
                    text = file.read(_LARGEST_BYTES + 1)
                if len(text) > _LARGEST_BYTES:
                    _too_large()
                yield text
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise NotReadable(tr("the zip file is damaged or locked with a password")) from error


def _too_large() -> NoReturn:
    raise NotReadable(tr("it is larger than {size} MB", size=_LARGEST_BYTES >> 20))


def _parsed(text: bytes) -> object:
    try:
        value: object = json.loads(text.decode("utf-8-sig"), parse_constant=_no_number)
        return value
    except UnicodeDecodeError as error:
        raise NotReadable(tr("it is no text")) from error
    except RecursionError as error:
        raise NotReadable(tr("its parts are nested too deeply")) from error
    except json.JSONDecodeError as error:
        raise NotReadable(
            tr("it is no whole JSON file: it cannot be read from line {line} on", line=error.lineno)
        ) from error
    except ValueError as error:  # a number of too many digits
        raise NotReadable(tr("it has a number that is none")) from error


def _no_number(_text: str) -> NoReturn:
    raise ValueError


def _conversations(value: object) -> list[Portable]:
    if isinstance(value, dict) and value.get("format") == FORMAT:
        fields = Fields(value, tr("the file"))
        if fields.whole("version") > VERSION:
            raise NotReadable(tr("it was written by a newer version of Inglenook"))
        return [from_json(one) for one in fields.list("conversations")]
    listed = value if isinstance(value, list) else [value]
    if listed and all(looks_like_chatgpt(one) for one in listed):
        return [from_chatgpt(one) for one in listed]
    if looks_like_lm_studio(value):
        return [from_lm_studio(value)]
    raise NotReadable(tr("it is neither Inglenook's, nor ChatGPT's, nor LM Studio's"))
