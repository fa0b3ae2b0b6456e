"""Control groups of Linux with limits where a test may make some: as root, with /sys writable."""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

_BASE = Path("/sys/fs/cgroup")
_FILES = {True: ("memory.max", "cpu.max"), False: ("memory.limit_in_bytes", "cpu.cfs_quota_us")}


@dataclass(frozen=True)
class ControlGroup:
    """folders: one with version 2, one for each kind of limit with version 1."""

    folders: list[Path]

    def take(self, pid: int) -> None:
        """A process is in it from now on; 0: the one that calls. What it has already does not count."""
        for file in self.members:
            file.write_text(str(pid), encoding="ascii")

    @property
    def members(self) -> list[Path]:
        """Files that a process writes 0 to, to be in it."""
        return [folder / "cgroup.procs" for folder in self.folders]


@contextlib.contextmanager
def limited(memory_bytes: int, hundredths_of_cores: int | None = None) -> Iterator[ControlGroup]:
    """A new group, empty again at the end. Skips the test where none can be made."""
    name = f"inglenook-test-{uuid.uuid4().hex}"
    is_v2 = (_BASE / "cgroup.controllers").exists()
    folders = [_BASE / name] if is_v2 else [_BASE / "memory" / name, _BASE / "cpu" / name]
    memory_file, cores_file = _FILES[is_v2]
    try:
        try:
            for folder in folders:
                folder.mkdir()
            (folders[0] / memory_file).write_text(str(memory_bytes), encoding="ascii")
            if hundredths_of_cores is not None:  # in microseconds of each tenth of a second
                (folders[-1] / cores_file).write_text(str(hundredths_of_cores * 1000), encoding="ascii")
        except OSError as error:
            pytest.skip(f"no control group can be made here: {os.strerror(error.errno or 0)}")
        yield ControlGroup(folders)
    finally:
        for folder in folders:
            with contextlib.suppress(OSError):
                folder.rmdir()
