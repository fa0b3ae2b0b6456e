"""The bytes of a file in the GGUF format, read without trusting one of them.

Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md. Counts and lengths are checked against the
file's size before anything is allocated or skipped, and the file is read rather than mapped, because
a file that shrinks under a mapping (a download that starts over) kills the process.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from app.errors import UserError
from app.words import tr

_MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_BLOCK = 1 << 20  # bytes read at once
_LONGEST_KEY = 1 << 16
_LONGEST_TEXT = 1 << 20  # bytes of a value that is kept; longer ones are passed over
_SCALARS = dict(enumerate(["B", "b", "H", "h", "I", "i", "f", "?", "", "", "Q", "q", "d"]))
_STRING, ARRAY = 8, 9
_LENGTH = struct.Struct("<Q")
_Bytes = bytes  # within Reader that is a method


class BeginningTooShort(Exception):
    """More of the file's beginning is needed."""


class Budget:
    """What a file, or all parts of one, may make us do: a crafted one holds millions of tiny things.

    Real files have some hundred values, some thousand tensors, and vocabularies and merges of some
    hundred thousand texts.
    """

    def __init__(self) -> None:
        self._left = {"values": 10_000, "tensors": 30_000, "texts": 2_000_000, "kept bytes": 16 << 20}

    def take(self, what: str, count: int, reader: Reader) -> None:
        """So much of it is used up. UserError when nothing is left."""
        self._left[what] -= count
        if self._left[what] < 0:
            raise reader.damaged(tr("its description is far longer than that of any model"))


class Reader:
    """Reads little-endian values, and says which section a file ended in or is damaged in."""

    def __init__(
        self,
        path: Path,
        file: IO[bytes],
        size: int,
        here: int | None = None,
        budget: Budget | None = None,
    ) -> None:
        """here: how much of a file of `size` bytes there is to read; None: all of it."""
        self.section = tr("at its very beginning")
        self.size = size
        self.name = path.name
        self._file = file
        self._here = size if here is None else min(here, size)
        self._budget = budget or Budget()
        self._block = b""
        self._block_start = 0
        self._at = 0  # in the block

    def take(self, what: str, count: int) -> None:
        """Counts against what a file may make us do. UserError when it is too much."""
        self._budget.take(what, count, self)

    @property
    def position(self) -> int:
        return self._block_start + self._at

    @property
    def remaining(self) -> int:
        return self.size - self.position

    def bytes(self, count: int) -> bytes:
        """The next ones. Raises UserError where the file ends before, BeginningTooShort where they are not
        here."""
        if count > self.remaining:
            raise self.truncated(self.position + count)
        if self._at + count > len(self._block):
            self._block_start, self._at = self.position, 0
            self._file.seek(self._block_start)
            self._block = self._file.read(max(count, _BLOCK))
            if len(self._block) < count:  # it shrank while it was read, or the rest is not here
                if self._here < self.size:
                    raise BeginningTooShort
                raise self.truncated(self.position + count)
        start, self._at = self._at, self._at + count
        return self._block[start : self._at]

    def skip(self, count: int) -> None:
        """Passes over so many bytes. UserError where the file ends before."""
        if count > self.remaining:
            raise self.truncated(self.position + count)
        self._at += count
        if self._at > len(self._block):
            self._block_start, self._block, self._at = self.position, b"", 0

    def skip_texts(self, count: int) -> None:
        """Counted off within the block: vocabularies and merges are hundreds of thousands."""
        while count:
            self.skip(self.number("Q"))  # where the block has ended, the next one is read
            count -= 1
            block, at, last = self._block, self._at, len(self._block) - _LENGTH.size
            while count and at <= last:
                at += _LENGTH.size + _LENGTH.unpack_from(block, at)[0]
                count -= 1
            self.skip(at - self._at)

    def texts(self, count: int) -> Iterator[_Bytes]:
        """The texts of a list, as they stand in the file; about as fast as they are skipped."""
        while count:
            length = self.number("Q")
            if length > _LONGEST_TEXT:
                raise self.damaged(tr("one of its tokens is longer than any"))
            yield self.bytes(length)
            count -= 1
            block, at, last = self._block, self._at, len(self._block) - _LENGTH.size
            begin = at
            while count and at <= last:
                end = at + _LENGTH.size + _LENGTH.unpack_from(block, at)[0]
                if end > len(block):
                    break
                yield block[at + _LENGTH.size : end]
                at = end
                count -= 1
            self.skip(at - begin)

    def number(self, code: str) -> Any:
        """code: its type, as of the module struct."""
        return struct.unpack("<" + code, self.bytes(struct.calcsize("<" + code)))[0]

    def numbers(self, code: str, count: int) -> tuple[Any, ...]:
        return struct.unpack(f"<{count}{code}", self.bytes(count * struct.calcsize("<" + code)))

    def text(self, limit: int) -> str:
        """A string of at most `limit` bytes. Raises UserError for a longer one."""
        length = self.number("Q")
        if length > self.remaining:
            raise self.truncated(self.position + length)
        if length > limit:
            raise self.damaged(
                tr(
                    "it holds a name of {length} bytes where one of {limit} is the most",
                    length=length,
                    limit=limit,
                )
            )
        return self.bytes(length).decode("utf-8", "replace")

    def kept_text(self) -> str | None:
        """None for one that is too long to be of use here, as a whole tokenizer."""
        length = self.number("Q")
        if length > _LONGEST_TEXT:
            self.skip(length)
            return None
        self.take("kept bytes", length)
        return self.bytes(length).decode("utf-8", "replace")

    def damaged(self, why: str) -> UserError:
        return UserError(
            tr("The model file {file} is damaged: {why}.", file=self.name, why=why),
            tr("Download it again, or choose another model."),
        )

    def truncated(self, needed: int) -> UserError:
        """needed: bytes that the file would have to have."""
        return UserError(
            tr(
                "The model file {file} is incomplete: it ends {section} ({size} of at least {needed} bytes).",
                file=self.name,
                section=self.section,
                size=self.size,
                needed=needed,
            ),
            tr("The download may have been interrupted; download it again."),
        )


def unreadable(path: Path, error: OSError) -> UserError:
    """The system does not give the file."""
    return UserError(
        tr(
            "The model file {file} cannot be read: {reason}.",
            file=path.name,
            reason=error.strerror or error,
        )
    )


def read_preamble(reader: Reader) -> tuple[int, int]:
    """Magic, version and counts. Returns (tensors, values)."""
    name = reader.name
    if not reader.remaining:
        raise UserError(
            tr("The model file {name} is empty.", name=name),
            tr("Download it again, or choose another model."),
        )
    magic = reader.bytes(min(4, reader.remaining))
    if not _MAGIC.startswith(magic):
        raise UserError(
            tr("{name} is not a model file: it is not in the GGUF format.", name=name),
            tr("Choose another file, or download the model again."),
        )
    if magic != _MAGIC:
        raise reader.truncated(4)
    version = reader.number("I")
    if version not in _VERSIONS:
        swapped = int.from_bytes(version.to_bytes(4, "little"), "big")
        what = tr("version {number} of the GGUF format", number=version)
        what = tr("a big-endian computer") if swapped in _VERSIONS else what
        raise UserError(
            tr(
                "The model file {name} was made for {what}, which Inglenook cannot read.",
                name=name,
                what=what,
            ),
            tr("Look for a newer file of the same model."),
        )
    tensor_count, value_count = reader.number("Q"), reader.number("Q")
    reader.section = tr("in the description at its beginning")
    # The shortest value: an empty key, a type and one byte. The shortest tensor: no name, no dimension.
    for count, shortest in ((value_count, 8 + 4 + 1), (tensor_count, 8 + 4 + 4 + 8)):
        if count * shortest > reader.remaining:
            raise reader.truncated(reader.position + count * shortest)
    reader.take("tensors", tensor_count)
    reader.take("values", value_count)
    return tensor_count, value_count


def read_values(reader: Reader, count: int) -> dict[str, Any]:
    """The key-value section. Long arrays (the vocabulary) are skipped."""
    values: dict[str, Any] = {}
    for _ in range(count):
        key, kind = read_key(reader), reader.number("I")
        values[key] = read_array(reader) if kind == ARRAY else read_value(reader, kind)
    return values


def read_key(reader: Reader) -> str:
    key = reader.text(_LONGEST_KEY)
    reader.take("kept bytes", len(key))
    return key


def read_value(reader: Reader, kind: int) -> Any:
    """A value that is no array. kind: its gguf_type; UserError for one there is not."""
    if kind == _STRING:
        return reader.kept_text()
    code = _SCALARS.get(kind)
    if not code:
        raise reader.damaged(tr("a value has an unknown type"))
    return reader.number(code)


def read_array(reader: Reader) -> list[Any] | None:
    """Short arrays of numbers are needed (per-layer sizes); of all others only the end is found."""
    kind, count = reader.number("I"), reader.number("Q")
    if kind == _STRING:
        if count * 8 > reader.remaining:
            raise reader.truncated(reader.position + count * 8)
        reader.take("texts", count)
        reader.skip_texts(count)
        return None
    code = _SCALARS.get(kind)
    if not code:
        raise reader.damaged(tr("a list has an unknown type"))
    size = count * struct.calcsize("<" + code)
    if count > 4096:
        reader.skip(size)
        return None
    reader.take("kept bytes", 40 * count)  # what Python takes for a number in a list
    return list(reader.numbers(code, count))


def whole_number(values: Mapping[str, Any], key: str, default: int) -> int:
    """A value that should be a whole number; of a list, its largest."""
    value = values.get(key)
    if isinstance(value, list):
        value = max((item for item in value if isinstance(item, int)), default=None)
    return value if isinstance(value, int) and not isinstance(value, bool) else default
