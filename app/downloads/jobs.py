"""Downloads on the disk. The folder is the state: whatever happens to us, it tells where to go on.

MODELS/.downloads/<job>/job.json   what is fetched and how far it came (written whole, by rename)
MODELS/.downloads/<job>/0.part     bytes so far of the first file, append only
MODELS/.downloads/<job>/paused     empty: a person pressed Pause
MODELS/.downloads/<job>/cancelled  empty: a person pressed Cancel; survives a crash in the same moment
MODELS/.downloads/<job>.lock       held by the one process that downloads it
MODELS/<org>/<repo>/<path>.gguf    there once all files of the job were verified
MODELS/<org>/<repo>/.<path>.json   where it came from and what its SHA-256 must be
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Any, Literal

from app.durable import write_json_durably
from app.hub.names import check_safe, parse_repository
from app.hub.problems import HubProblem
from app.hub.remote_file import RemoteFile
from app.paths import make_private_folder

State = Literal[
    "queued", "checking", "downloading", "waiting", "verifying", "publishing", "paused", "failed", "done"
]
_STATES = State.__args__  # type: ignore[attr-defined]
_FOLDER = ".downloads"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class JobFile:
    """One file of a job. synced_bytes: known to have reached the disk. is_verified: its SHA-256 was right."""

    path: str
    size_bytes: int
    sha256: str
    synced_bytes: int = 0
    is_verified: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One download: a model in one file or in a split set. why: kind and sentence of the last problem."""

    id: str
    repo: str
    commit: str
    files: tuple[JobFile, ...]
    state: State = "queued"
    why_kind: str = ""
    why: str = ""
    boot: str = ""  # when synced_bytes was written: after another start of the computer only they count

    @property
    def size_bytes(self) -> int:
        return sum(file.size_bytes for file in self.files)

    @property
    def is_running(self) -> bool:
        """Whether it goes on by itself when the program starts."""
        return self.state not in ("paused", "failed", "done")

    def remote(self, index: int) -> RemoteFile:
        file = self.files[index]
        return RemoteFile(self.repo, self.commit, file.path, file.size_bytes, file.sha256)


class JobStore:
    """The jobs below one models folder. Every method may be called from any thread or process."""

    def __init__(self, models: Path) -> None:
        self.models = models
        self._folder = models / _FOLDER

    def plan(self, repo: str, commit: str, files: Sequence[RemoteFile]) -> Job:
        """The job for these files, as it is on the disk already or made now.

        A job that began with other contents of the same files is started over.
        """
        parse_repository(repo)
        for file in files:
            check_safe(file.path)
            if not re.fullmatch(r"[0-9a-f]{64}", file.sha256):
                raise HubProblem("unverifiable", name=file.path)
        new = Job(
            id=_job_id(repo, files[0].path),
            repo=repo,
            commit=commit,
            files=tuple(JobFile(file.path, file.size_bytes, file.sha256) for file in files),
        )
        known = self.get(new.id)
        if known is not None:
            if _contents(known) == _contents(new) and not self._marker(known.id, "cancelled").exists():
                return known
            self.cancel(known.id)
            if self.get(known.id) is not None:  # another window holds it
                raise HubProblem("busy")
        with self.locked(new.id):
            self.remove(new.id)  # what a crash left before there was a job.json
            make_private_folder(self.folder(new.id))
            self.save(new)
        return new

    def get(self, job_id: str) -> Job | None:
        """None where there is none, or what is there cannot be read."""
        try:
            return _from_json(json.loads((self.folder(job_id) / "job.json").read_bytes()), job_id)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, HubProblem):
            return None  # not there, or nothing that we wrote: it is begun again

    def all(self) -> list[Job]:
        """Every job, oldest first. Those cancelled in the moment of a crash are removed now."""
        jobs = []
        for folder in sorted(self._folders(), key=_age):
            if (folder / "cancelled").exists():
                self._remove_if_free(folder.name)
            elif (job := self.get(folder.name)) is not None:
                is_paused = job.is_running and (folder / "paused").exists()
                jobs.append(replace(job, state="paused") if is_paused else job)
        return jobs

    def unfinished(self, repo: str) -> list[Job]:
        """Jobs of a repository."""
        return [job for job in self.all() if job.repo == repo]

    def pause(self, job_id: str) -> None:
        """Asks whoever downloads it, here or in another window, to pause."""
        self._mark(job_id, "paused")

    def resume(self, job_id: str) -> None:
        """Takes a pause back, or a failure: it waits for its turn, also after another start. fetch does the
        rest."""
        self._marker(job_id, "paused").unlink(missing_ok=True)
        with contextlib.suppress(HubProblem), self.locked(job_id):  # busy: who holds it goes on by itself
            job = self.get(job_id)
            if job is not None and not job.is_running:
                self.save(replace(job, state="queued"))

    def cancel(self, job_id: str) -> None:
        """Forgets the job and its bytes: now, or as soon as whoever downloads it has seen it."""
        if self._mark(job_id, "cancelled"):
            self._remove_if_free(job_id)

    def is_paused(self, job_id: str) -> bool:
        return self._marker(job_id, "paused").exists()

    def is_cancelled(self, job_id: str) -> bool:
        return self._marker(job_id, "cancelled").exists() or not self.folder(job_id).exists()

    @contextlib.contextmanager
    def locked(self, job_id: str) -> Iterator[None]:
        """One downloader per job in all processes. HubProblem "busy" when there is one already."""
        make_private_folder(self._folder)
        path = self._folder / f"{job_id}.lock"
        file = _open_locked(path)
        try:
            yield
        finally:
            if not self.folder(job_id).exists():
                with contextlib.suppress(OSError):  # not on Windows while it is open
                    path.unlink()
            file.close()

    def save(self, job: Job) -> None:
        """For the one that holds the lock."""
        write_json_durably(self.folder(job.id) / "job.json", {"version": _VERSION, **asdict(job)})

    def part(self, job_id: str, index: int) -> Path:
        """Where the bytes of a file are as long as they are not all here."""
        return self.folder(job_id) / f"{index}.part"

    def folder(self, job_id: str) -> Path:
        return self._folder / job_id

    def target(self, repo: str, path: str) -> Path:
        """Where a file of a repository is once it is whole. path: one that check_safe() let pass."""
        return self.models.joinpath(*repo.split("/"), *path.split("/"))

    def remove(self, job_id: str) -> None:
        """For the one that holds the lock.

        job.json goes last, so that what a crash leaves is still known to be a cancelled job.
        """
        folder = self.folder(job_id)
        for path in sorted(_entries(folder), key=lambda path: path.name in ("job.json", "cancelled")):
            with contextlib.suppress(OSError):
                path.unlink()
        shutil.rmtree(folder, ignore_errors=True)

    def _remove_if_free(self, job_id: str) -> None:
        with contextlib.suppress(HubProblem), self.locked(job_id):
            self.remove(job_id)

    def _folders(self) -> list[Path]:
        return [path for path in _entries(self._folder) if path.is_dir()]

    def _marker(self, job_id: str, name: str) -> Path:
        return self.folder(job_id) / name

    def _mark(self, job_id: str, name: str) -> bool:
        if not self.folder(job_id).is_dir():
            return False
        self._marker(job_id, name).touch(0o600)
        return True


def _open_locked(path: Path) -> IO[bytes]:
    while True:
        file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")
        try:
            _lock(file)
            # Whoever held it before may have removed the file between our open and our lock.
            if sys.platform == "win32" or os.path.samestat(os.fstat(file.fileno()), path.stat()):
                return file
        except FileNotFoundError:
            pass
        except OSError as error:
            file.close()
            if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
                raise HubProblem("busy") from error
            raise
        file.close()


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _job_id(repo: str, path: str) -> str:
    digest = hashlib.sha256(f"{repo}\n{path}".encode()).hexdigest()[:12]
    return f"{repo.replace('/', '--')[:80]}--{digest}"


def _contents(job: Job) -> list[tuple[str, int, str]]:
    return [(file.path, file.size_bytes, file.sha256) for file in job.files]


def _from_json(value: Any, job_id: str) -> Job:
    """Raises one of the errors that get() knows when it is not what save() wrote."""
    if value.pop("version") != _VERSION or value["id"] != job_id or value["state"] not in _STATES:
        raise ValueError
    files = tuple(JobFile(**file) for file in value.pop("files"))
    for file in files:
        check_safe(file.path)
        if type(file.size_bytes) is not int or type(file.synced_bytes) is not int or file.size_bytes < 0:
            raise ValueError
    if not files or not all(isinstance(text, str) for text in value.values()):
        raise ValueError
    return Job(files=files, **value)


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _age(folder: Path) -> float:
    try:
        return folder.stat().st_ctime
    except OSError:
        return 0.0
