"""A file on its way here: appended to, hashed as it is written, and honest about what is on the disk."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from app.hub.problems import HubProblem
from app.words import tr

_MAGIC = b"GGUF"
_REHASH_BYTES = 4 << 20


@contextlib.contextmanager
def disk_problems(folder: Path) -> Iterator[None]:
    """Turns an error of the disk into a HubProblem. folder: what the sentence names."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise HubProblem("full") from error
        why = error.strerror or str(error)
        if error.errno == errno.EFBIG:
            why = tr("this drive cannot hold files over 4 GB")
        raise HubProblem("write", where=str(folder), why=why) from error


class Part:
    """The first `offset` bytes of a file of `size_bytes`, as a context manager that closes it.

    Every OSError comes as a HubProblem.
    """

    def __init__(self, path: Path, size_bytes: int, models: Path) -> None:
        self._size_bytes = size_bytes
        self._models = models
        self.offset = 0
        with disk_problems(models):
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            self._file = os.fdopen(descriptor, "r+b", buffering=0)
        self._hash = hashlib.sha256()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with disk_problems(self._models):
            self._file.close()

    def read_again(self, believed_bytes: int | None) -> Iterator[int]:
        """Hashes what is there, in steps; yields how far it is. None: all of it is believed."""
        with disk_problems(self._models):
            there = os.fstat(self._file.fileno()).st_size
            if believed_bytes is not None:
                there = min(there, believed_bytes)
            if there > self._size_bytes:  # nothing that we wrote
                there = 0
            self._file.truncate(there)
        while self.offset < there:
            with disk_problems(self._models):
                block = self._file.read(min(_REHASH_BYTES, there - self.offset))
            if not block:
                raise HubProblem("write", where=str(self._models), why=tr("it shrank while it was read"))
            self._hash.update(block)
            self.offset += len(block)
            yield self.offset

    def append(self, block: bytes) -> None:
        """Writes and hashes. HubProblem "not_gguf" when the file's beginning is that of something else."""
        if self.offset < len(_MAGIC):
            expected = _MAGIC[self.offset : self.offset + len(block)]
            if not block.startswith(expected):
                self.restart()
                raise HubProblem("not_gguf")
        view = memoryview(block)
        try:
            with disk_problems(self._models):
                while view:
                    view = view[self._file.write(view) :]
        except HubProblem:
            with contextlib.suppress(OSError):  # a disk that is full wrote some of the block
                self._file.truncate(self.offset)
                self._file.seek(self.offset)
            raise
        self._hash.update(block)
        self.offset += len(block)

    def restart(self) -> None:
        """Throw away what is there, and begin at zero."""
        with disk_problems(self._models):
            self._file.truncate(0)
            self._file.seek(0)
        self._hash = hashlib.sha256()
        self.offset = 0

    def sync(self) -> None:
        """When it returns, what was written survives a power failure."""
        with disk_problems(self._models):
            os.fsync(self._file.fileno())

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()
