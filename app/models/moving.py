"""Moving the models to another folder, so that nothing is lost wherever it is interrupted.

First every file is put into the new folder, linked where both are on one disk, else copied and read again.
Then the setting is switched, and only then the files in the old folder are removed. Another setting keeps
where they came from, so that the same command ends what an interrupted one began.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import threading
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.downloads.jobs import JobStore
from app.downloads.part import disk_problems
from app.durable import sync_folder
from app.errors import UserError
from app.hub.problems import HubProblem
from app.paths import Paths, make_private_folder
from app.quantities import readable_size
from app.store.database import Database
from app.store.settings import SettingsStore
from app.words import tr

_NEW = ".moving"  # behind the name of a file that is not whole yet
_BLOCK = 4 << 20
_SPARE_BYTES = 256_000_000


@dataclass(frozen=True, slots=True)
class Moving:
    """So many bytes are in the new folder and known to be the same."""

    done_bytes: int
    total_bytes: int


@dataclass(frozen=True, slots=True)
class Moved:
    """left_behind: files that could not be removed from the old folder; they are in the new one, too."""

    folder: Path
    left_behind: tuple[Path, ...]


def move_models(
    paths: Paths, database: Database, folder: Path, stop: threading.Event
) -> Generator[Moving | Moved, None, None]:
    """Moves all models and unfinished downloads to `folder` and uses it from now on.

    paths: with the models folder in use. Ends without Moved when stopped before everything was there; then
    the old folder is in use as before. UserError when a download runs, there is no room, or something else
    of the same name is in the way.
    """
    folder = Path(os.path.abspath(folder.expanduser()))  # noqa: PTH100 - resolve() would follow links
    settings = SettingsStore(database)
    old = _old_folder(paths, folder, settings)
    _check(old, folder)
    with contextlib.ExitStack() as locks, disk_problems(folder):
        store = JobStore(old)
        for job in store.all():
            locks.enter_context(store.locked(job.id))
        files = list(_files(old))
        _check_room(old, folder, files)
        make_private_folder(folder)
        total = sum((old / name).stat().st_size for name in files)
        done = 0
        yield Moving(0, total)
        for name in files:
            for count in _bring(old / name, folder / name, stop):
                done += count
                yield Moving(done, total)
            if stop.is_set():
                return
        _switch(database, settings, paths, old, folder)
        left_behind = tuple(old / name for name in files if not _removed(old / name, folder / name))
    _remove_empty_folders(old)
    if not left_behind:
        settings.reset("models_folder_before")
    yield Moved(folder, left_behind)


def _old_folder(paths: Paths, folder: Path, settings: SettingsStore) -> Path:
    """The folder in use; or, when that is the new one already, where an interrupted move came from."""
    if paths.models != folder:
        return paths.models
    if before := settings.get().models_folder_before:
        return Path(before)
    raise UserError(tr("The models are in {folder} already.", folder=folder))


def _check(old: Path, folder: Path) -> None:
    if old in folder.parents or folder in old.parents or old == folder:
        raise UserError(
            tr(
                "The models cannot be moved from {old} to {folder}: one is inside the other.",
                old=old,
                folder=folder,
            ),
            tr("Choose a folder beside it."),
        )


def _files(old: Path) -> Iterator[Path]:
    """Relative paths of all there is but the locks of downloads; the first part of a set comes last, so that
    no set looks whole before it is."""
    names = []
    for here, folders, found in os.walk(old):
        folders.sort()
        names += [Path(here, name).relative_to(old) for name in found if not name.endswith((".lock", _NEW))]
    yield from sorted(names, key=lambda name: ("-00001-of-" in name.name, str(name)))


def _check_room(old: Path, folder: Path, files: list[Path]) -> None:
    there = folder
    while not there.exists():
        there = there.parent
    for name in files:
        if (old / name).is_symlink() or not (old / name).is_file():
            raise UserError(
                tr("{file} is no plain file, so the models were not moved.", file=old / name),
                tr("Move it away first."),
            )
    if not files or old.stat().st_dev == there.stat().st_dev:
        return  # links take no room
    needed = sum((old / name).stat().st_size for name in files if not (folder / name).exists())
    free = shutil.disk_usage(there).free
    if needed + _SPARE_BYTES > free:
        raise HubProblem(
            "space", need=readable_size(needed + _SPARE_BYTES), free=readable_size(free), where=str(folder)
        )


def _bring(source: Path, target: Path, stop: threading.Event) -> Iterator[int]:
    """Puts the file there and compares both; yields numbers of bytes, in all the file's size."""
    if target.exists():
        if target.samefile(source) or _sha256(source, stop) == _sha256(target, stop):
            yield source.stat().st_size
            return
        if stop.is_set():
            return
        raise UserError(
            tr("Another file is in the way: {target}.", target=target), tr("Move it away, then try again.")
        )
    make_private_folder(target.parent)
    new = target.with_name(target.name + _NEW)
    new.unlink(missing_ok=True)
    try:
        os.link(source, new)
        yield source.stat().st_size
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise
        yield from _copy(source, new, stop)  # on another disk, or one without links
        if stop.is_set():
            new.unlink(missing_ok=True)
            return
    new.replace(target)
    sync_folder(target.parent)


def _copy(source: Path, new: Path, stop: threading.Event) -> Iterator[int]:
    digest = hashlib.sha256()
    with source.open("rb") as reading, new.open("wb") as writing:
        while (block := reading.read(_BLOCK)) and not stop.is_set():
            digest.update(block)
            writing.write(block)
            yield len(block)
        writing.flush()
        os.fsync(writing.fileno())
    shutil.copystat(source, new)
    if not stop.is_set() and _sha256(new, stop) != digest.digest() and not stop.is_set():
        new.unlink()
        raise UserError(
            tr("{name} did not arrive whole, so the models were not moved.", name=source.name),
            tr("The disk may be failing. What is in the old folder is untouched."),
        )


def _sha256(path: Path, stop: threading.Event) -> bytes:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while (block := file.read(_BLOCK)) and not stop.is_set():
            digest.update(block)
    return digest.digest()


def _switch(database: Database, settings: SettingsStore, paths: Paths, old: Path, folder: Path) -> None:
    """The new folder is in use, and what was noted of its models is noted of their new paths."""
    changes: dict[str, object] = {
        "models_folder": "" if folder == paths.own_models else str(folder),
        "models_folder_before": str(old),
    }
    for name in ("model", "draft_model"):
        chosen = Path(getattr(settings.get(), name))
        if old in chosen.parents:
            changes[name] = str(folder / chosen.relative_to(old))
    settings.set(**changes)
    with database.writing(durable=True) as connection:
        for table in ("model_use", "model_file", "answer_time"):
            rows = connection.execute(f"SELECT DISTINCT path FROM {table}").fetchall()
            for path in (Path(row["path"]) for row in rows):
                if old in path.parents:
                    connection.execute(
                        f"UPDATE OR REPLACE {table} SET path = ? WHERE path = ?",
                        (str(folder / path.relative_to(old)), str(path)),
                    )


def _removed(source: Path, target: Path) -> bool:
    """Whether the old file is gone. One that was changed meanwhile stays."""
    try:
        if not target.samefile(source):
            old, new = source.stat(), target.stat()
            # A memory stick's file system counts time in steps of two seconds.
            if old.st_size != new.st_size or abs(old.st_mtime - new.st_mtime) > 2.0:
                return False
        source.unlink()
    except OSError:
        return False
    return True


def _remove_empty_folders(old: Path) -> None:
    for here, _, _ in os.walk(old, topdown=False):
        with contextlib.suppress(OSError):
            for lock in Path(here).glob("*.lock"):
                lock.unlink()
            Path(here).rmdir()
