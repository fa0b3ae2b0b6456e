"""Whether two models have the same vocabulary, so that one can guess the other's tokens by their numbers."""

from __future__ import annotations

import hashlib
import struct
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.models.gguf_reader import (
    ARRAY,
    Reader,
    read_array,
    read_key,
    read_preamble,
    read_value,
    unreadable,
)
from app.words import tr

_MARKS = "tokenizer.ggml."
_NUMBERS = ("bos_token_id", "eos_token_id", "eot_token_id")
_PADDING = b"[PAD"  # converters give such names to places of the vocabulary that hold no token
_TEXTS = 8  # GGUF's type of a text
_LENGTH = struct.Struct("<Q")
_REMEMBERED = 64


def have_same_vocabulary(one: Path, other: Path) -> bool:
    """Whether the same number means the same token in both, also those that begin and end a text.

    At their ends either may have places without a token. Raises UserError for a file that cannot be read.
    """
    return vocabulary_mark(one) == vocabulary_mark(other)


def vocabulary_mark(path: Path) -> str:
    """A digest of a model's vocabulary. Raises UserError for a file that cannot be read."""
    try:
        status = path.stat()
        return _mark(path, status.st_size, status.st_mtime_ns)
    except OSError as error:
        raise unreadable(path, error) from error


@lru_cache(maxsize=_REMEMBERED)
def _mark(path: Path, size: int, _changed_at: int) -> str:
    values: dict[str, Any] = {}
    tokens = ""
    with path.open("rb") as file:
        reader = Reader(path, file, size)
        _, count = read_preamble(reader)
        for _ in range(count):
            key, kind = read_key(reader), reader.number("I")
            if key == f"{_MARKS}tokens" and kind == ARRAY:
                tokens = _digest(reader)
            else:
                values[key] = read_array(reader) if kind == ARRAY else read_value(reader, kind)
    ends = [values.get(_MARKS + name) for name in _NUMBERS]
    begins = values.get(f"{_MARKS}add_bos_token")
    return f"{values.get(f'{_MARKS}model')} {tokens} {begins} {ends}"


def _digest(reader: Reader) -> str:
    kind, count = reader.number("I"), reader.number("Q")
    if kind != _TEXTS or count * 8 > reader.remaining:
        raise reader.damaged(tr("its tokens are no texts"))
    reader.take("texts", count)
    digest = hashlib.sha256()
    before_padding = None
    for text in reader.texts(count):
        if not text.startswith(_PADDING):
            before_padding = None
        elif before_padding is None:  # what is behind the last token does not count
            before_padding = digest.copy()
        digest.update(_LENGTH.pack(len(text)))
        digest.update(text)
    return (before_padding or digest).hexdigest()
