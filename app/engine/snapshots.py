"""What a model has read of a conversation, on the disk: so that it need not be read again after another
conversation, another model or a restart.

One file each, `<conversation>.kv`: the state as llama.cpp writes it (llama_state_seq_save_file), places to go
back to (app/engine/checkpoints.py), then a JSON object that says what it is the state of, then a fixed end:
length of the JSON, checksum of all before, mark. llama.cpp ignores what follows its own data. A file appears
by rename when it is whole.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import shutil
import struct
import zlib
from array import array
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.engine.checkpoints import Place
from app.engine.stopping import IsUnwanted, Stopped
from app.engine.written import Written, common_length
from app.errors import UserError
from app.paths import make_private_folder

_log = logging.getLogger(__name__)

_END = struct.Struct("<QI4s")  # bytes of the JSON, CRC-32 of everything before this, mark
_MARK = b"IKV1"
_CHUNK_BYTES = 1 << 20
_MOST_BYTES = 2_000_000_000
_DISK_SHARE = 0.05  # of what is free on the disk, if that is less
_MOST_JSON_BYTES = 64 << 20
_MOST_COMPARED = 24  # of the newest, for one with the same beginning
_COMPARED_TOKENS = 4096
_FEWEST_SHARED = 48  # tokens; fewer are read again as fast


@dataclass(frozen=True, slots=True)
class SnapshotOptions:
    """Where snapshots are kept. budget_bytes: of all together; None: 2 GB, or 5 % of the free disk if less.
    worth_s: what takes less time to read again is not kept."""

    folder: Path
    budget_bytes: int | None = None
    worth_s: float = 0.5


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One that fits the loaded model. places: that the model can be taken back to. left_out: messages that
    its prompt was made without; context_length: of the context that they did not fit, 0: not known."""

    path: Path
    written: Written
    places: tuple[Place, ...]
    left_out: int
    context_length: int
    read_tokens_per_s: float


Reachable = Callable[[int, int, Sequence[Place]], int]
"""Memory.reachable_in()."""


@dataclass(frozen=True, slots=True)
class _Beginning:
    """What is compared of a snapshot: its first tokens in memory, and what of them can be come back to."""

    changed_at: int
    tokens: array[int] = field(default_factory=lambda: array("i"))
    in_memory: int = 0
    places: tuple[Place, ...] = ()


class Snapshots:
    """The folder, as one loaded model sees it. identity: what a state is of; one of another is void."""

    def __init__(self, options: SnapshotOptions, identity: dict[str, Any]) -> None:
        self._options = options
        self._identity = identity
        self._known: tuple[Path, int, Snapshot] | None = None  # the last one found, and its time of change
        self._beginnings: dict[Path, _Beginning] = {}

    def is_worth(self, tokens: int, read_tokens_per_s: float) -> bool:
        """Whether reading so many tokens again would take longer than to be bothered with a file."""
        return tokens > 0 and tokens >= self._options.worth_s * read_tokens_per_s

    def save(
        self,
        conversation: str,
        written: Written,
        size_bytes: int,
        write_state: Callable[[Path], tuple[Place, ...] | None],
        is_unwanted: IsUnwanted,
        *,
        left_out: int,
        context_length: int,
        read_tokens_per_s: float,
    ) -> bool:
        """Keep the state that write_state puts into a file of about size_bytes; False when it is not kept.

        A full disk is no error here: then it is read again. Raises Stopped.
        """
        path = _path_of(self._options.folder, conversation)
        new = path.with_suffix(f".{os.getpid()}.new")
        try:
            make_private_folder(self._options.folder)
            if not self._make_room(size_bytes, path):
                return False
            os.close(os.open(new, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
            if (places := write_state(new)) is None:
                return False
            description = {
                "identity": self._identity,
                "left_out": left_out,
                "context_length": context_length,
                "read_tokens_per_s": read_tokens_per_s,
                "written": written.to_json(),
                "places": [[place.tokens, place.offset, place.size] for place in places],
            }
            _append_description(new, json.dumps(description).encode(), is_unwanted)
            new.replace(path)
        except (OSError, UserError) as error:
            _log.warning("what was read of a conversation is not kept: %s", error)
            return False
        finally:
            new.unlink(missing_ok=True)
        return True

    def find(self, conversation: str) -> Snapshot | None:
        """The conversation's snapshot, if there is one of this very model. Not checked for damage yet."""
        path = _path_of(self._options.folder, conversation)
        try:
            changed_at, known = path.stat().st_mtime_ns, self._known
            if known is not None and known[:2] == (path, changed_at):
                return known[2]
            description = _read_description(path)
            if description is None or description["identity"] != self._identity:
                return None
            written = Written.from_json(description["written"])
            found = Snapshot(
                path,
                written,
                tuple(Place(*map(int, place)) for place in description.get("places", ())),
                left_out=int(description["left_out"]),
                context_length=int(description.get("context_length", 0)),
                read_tokens_per_s=float(description["read_tokens_per_s"]),
            )
            self._known = (path, changed_at, found)
            return found
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            _log.warning("%s is not a snapshot: %r", path.name, error)
            return None

    def sharing(self, tokens: Sequence[int], more_than: int, reachable: Reachable) -> Snapshot | None:
        """The snapshot, of whichever conversation, with which the most of these tokens need not be read, as
        where both have the same system prompt; None where that are hardly more than `more_than`."""
        best, most, wanted = "", more_than + _FEWEST_SHARED, array("i", tokens)
        with contextlib.suppress(OSError):
            files = [(file.stat().st_mtime_ns, file) for file in self._options.folder.glob("*.kv")]
            for changed_at, file in sorted(files, reverse=True)[:_MOST_COMPARED]:
                there = self._beginning(file, changed_at)
                common = min(common_length(there.tokens, wanted), len(wanted) - 1)
                if common > most and (saved := reachable(common, there.in_memory, there.places)) > most:
                    best, most = file.stem, saved
        return self.find(best) if best else None

    def _beginning(self, file: Path, changed_at: int) -> _Beginning:
        """None of the tokens of one that is not of this model."""
        known = self._beginnings.get(file)
        if known is None or known.changed_at != changed_at:
            known = _Beginning(changed_at)
            if (found := self.find(file.stem)) is not None:
                in_memory = found.written.in_memory
                most = min(in_memory, found.written.moved_from, _COMPARED_TOKENS)
                tokens = array("i", found.written.tokens[:most])
                known = _Beginning(changed_at, tokens, in_memory, found.places)
            self._beginnings[file] = known
        return known

    def is_whole(self, snapshot: Snapshot, is_unwanted: IsUnwanted) -> bool:
        """Whether every byte is as it was written; one that is not is removed. Raises Stopped."""
        with contextlib.suppress(OSError):
            if _is_checksum_right(snapshot.path, is_unwanted):
                os.utime(snapshot.path)  # used last
                return True
        self.discard(snapshot)
        return False

    def discard(self, snapshot: Snapshot) -> None:
        with contextlib.suppress(OSError):
            snapshot.path.unlink()

    def forget(self, conversation: str) -> None:
        """Remove the conversation's snapshot, if there is one."""
        forget(self._options.folder, conversation)

    def _make_room(self, size_bytes: int, path: Path) -> bool:
        """Remove those not used for longest until another of this size fits the budget: first of all the one
        in whose place it comes. False where it never fits."""
        budget = _budget_bytes(self._options)
        fits = size_bytes <= budget
        _trim(self._options.folder, budget - size_bytes if fits else budget, first=path if fits else None)
        return fits


def forget(folder: Path, conversation: str) -> None:
    """Remove a conversation's snapshot, if there is one."""
    with contextlib.suppress(OSError):
        _path_of(folder, conversation).unlink()


def forget_all_but(options: SnapshotOptions, conversations: Collection[str]) -> None:
    """Remove the snapshots of conversations that are no more, what an interrupted save left behind, and what
    is more than the budget by now: the disk may have less room than when they were made."""
    with contextlib.suppress(OSError):
        for file in options.folder.iterdir():
            name = file.name.split(".", 1)[0]
            if name not in conversations or (file.suffix == ".new" and not _is_running(file)):
                file.unlink(missing_ok=True)
        _trim(options.folder, _budget_bytes(options))


def _budget_bytes(options: SnapshotOptions) -> int:
    if options.budget_bytes is not None:
        return options.budget_bytes
    return min(_MOST_BYTES, int(shutil.disk_usage(options.folder).free * _DISK_SHARE))


def _trim(folder: Path, most_bytes: int, first: Path | None = None) -> None:
    """Remove those not used for longest until all take at most so many bytes; `first` before all others."""
    files = [(file.stat(), file) for file in folder.glob("*.kv")]
    files.sort(key=lambda entry: (entry[1] != first, entry[0].st_mtime))
    total = sum(status.st_size for status, _ in files)
    for status, file in files:
        if total <= most_bytes:
            return
        file.unlink(missing_ok=True)
        total -= status.st_size


def _is_running(new: Path) -> bool:
    """Whether the process that makes this file may still be there: its number is in the name."""
    number = new.name.split(".")[1]
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, ValueError):
        return False
    except OSError:
        return True
    return True


def _path_of(folder: Path, conversation: str) -> Path:
    if not conversation.replace("-", "").isalnum():
        raise ValueError(f"not a conversation's name: {conversation!r}")
    return folder / f"{conversation}.kv"


def _append_description(path: Path, text: bytes, is_unwanted: IsUnwanted) -> None:
    with path.open("ab") as file:
        file.write(text)
    checksum = _checksum(path, path.stat().st_size, is_unwanted)
    with path.open("ab") as file:
        file.write(_END.pack(len(text), checksum, _MARK))


def _read_description(path: Path) -> dict[str, Any] | None:
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        if size < _END.size:
            return None
        file.seek(size - _END.size)
        length, _, mark = _END.unpack(file.read(_END.size))
        if mark != _MARK or length > min(_MOST_JSON_BYTES, size - _END.size):
            return None
        file.seek(size - _END.size - length)
        description = json.loads(file.read(length))
    return description if isinstance(description, dict) else None


def _is_checksum_right(path: Path, is_unwanted: IsUnwanted) -> bool:
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(size - _END.size)
        _, checksum, mark = _END.unpack(file.read(_END.size))
    return bool(mark == _MARK and checksum == _checksum(path, size - _END.size, is_unwanted))


def _checksum(path: Path, size: int, is_unwanted: IsUnwanted) -> int:
    """CRC-32 of the first `size` bytes: against a disk's and a crash's errors, not against forgery.

    Raises Stopped.
    """
    checksum = 0
    with path.open("rb") as file:
        while size > 0 and (chunk := file.read(min(_CHUNK_BYTES, size))):
            if is_unwanted():
                raise Stopped
            checksum = zlib.crc32(chunk, checksum)
            size -= len(chunk)
    return checksum
