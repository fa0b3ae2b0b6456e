"""Where a downloaded model came from and what its bytes must be, kept beside it."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from app.durable import write_json_durably
from app.hub.names import check_safe
from app.hub.problems import HubProblem
from app.hub.remote_file import RemoteFile
from app.words import tr

_BLOCK = 4 << 20


@dataclass(frozen=True, slots=True)
class Provenance:
    """files: the model's file, or all of its split set in order."""

    repo: str
    commit: str
    files: tuple[RemoteFile, ...]

    def local_files(self, first: Path) -> list[Path]:
        """Where the files are, given the first one's place."""
        folder = first
        for _ in self.files[0].path.split("/"):
            folder = folder.parent
        return [folder.joinpath(*file.path.split("/")) for file in self.files]


@dataclass(frozen=True, slots=True)
class Verified:
    """Progress of a verification. problem: empty as long as all is well."""

    done_bytes: int
    total_bytes: int
    problem: str = ""


def provenance_path(model: Path) -> Path:
    """Of the note beside a model's first file, which is hidden on most systems."""
    return model.with_name(f".{model.name}.json")


def write_provenance(model: Path, provenance: Provenance) -> None:
    """model: its first file. OSError when there is no room."""
    write_json_durably(provenance_path(model), asdict(provenance))


def read_provenance(model: Path) -> Provenance | None:
    """None when the model was not downloaded by us, or the note is damaged."""
    try:
        value = json.loads(provenance_path(model).read_bytes())
        files = tuple(RemoteFile(**file) for file in value["files"])
        for file in files:
            check_safe(file.path)
            if type(file.size_bytes) is not int or not re.fullmatch(r"[0-9a-f]{64}", file.sha256):
                return None
        return Provenance(str(value["repo"]), str(value["commit"]), files) if files else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError, HubProblem):
        return None


def is_whole(model: Path, files: tuple[RemoteFile, ...]) -> bool:
    """Whether these very files were downloaded to there, by their names, hashes and sizes; quick."""
    known = read_provenance(model)
    if known is None or [(f.path, f.sha256) for f in known.files] != [(f.path, f.sha256) for f in files]:
        return False
    try:
        sizes = [path.stat().st_size for path in known.local_files(model)]
    except OSError:
        return False
    return sizes == [file.size_bytes for file in files]


def verify(model: Path, stop: threading.Event) -> Iterator[Verified]:
    """Reads a downloaded model again and compares its SHA-256. The last event tells, unless stopped.

    HubProblem "unverifiable" when it was not downloaded by us, so that nothing is known about its bytes.
    """
    known = read_provenance(model)
    if known is None:
        raise HubProblem("unverifiable", name=model.name)
    total, done = sum(file.size_bytes for file in known.files), 0
    for path, file in zip(known.local_files(model), known.files, strict=True):
        digest = hashlib.sha256()
        try:
            with path.open("rb") as opened:
                while block := opened.read(_BLOCK):
                    if stop.is_set():
                        return
                    digest.update(block)
                    done += len(block)
                    yield Verified(done, max(done, total))
        except OSError as error:
            yield Verified(
                done,
                total,
                tr("{file} cannot be read: {reason}.", file=path.name, reason=error.strerror or error),
            )
            return
        if digest.hexdigest() != file.sha256:
            yield Verified(
                done, total, tr("{file} is damaged: its SHA-256 is not the one it came with.", file=path.name)
            )
            return
    yield Verified(total, total)
