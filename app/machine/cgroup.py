"""The control groups this process is in: what a container or a service lets it have of this computer (Linux).

Groups are folders, each within another one, and what any of them allows holds for all below. Their files are
those of the kernel's admin-guide/cgroup-v2.rst, or, where the groups of memory and processor are two trees,
of cgroup-v1/memory.rst and scheduler/sched-bwc.rst.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

_HERE = Path("/")
_RECLAIMABLE = ("inactive_file", "active_file", "slab_reclaimable")  # of memory.stat: given back when needed


@dataclass(frozen=True, slots=True)
class MemoryLimit:
    """In bytes. free_bytes: what is not in use of total_bytes, and what is but would be given back."""

    total_bytes: int
    free_bytes: int


def memory_limit(root: Path = _HERE) -> MemoryLimit | None:
    """The one of all groups that leaves the least; None: there is none. root: where /proc and /sys are."""
    limits = []
    for folder, is_v2 in _folders(root, "memory"):
        with contextlib.suppress(OSError, ValueError):
            limits.append(_memory_v2(folder) if is_v2 else _memory_v1(folder))
    found = [limit for limit in limits if limit is not None]
    if not found:
        return None
    total = min(limit.total_bytes for limit in found)
    return MemoryLimit(total, max(0, min(limit.free_bytes for limit in found)))


def oom_kills(root: Path = _HERE) -> int | None:
    """How many processes of the innermost group the kernel has ended for want of memory, as of now; None: it
    does not tell."""
    for folder, is_v2 in _folders(root, "memory"):
        with contextlib.suppress(OSError, ValueError, KeyError):
            return _numbers(folder / ("memory.events" if is_v2 else "memory.oom_control"))["oom_kill"]
    return None


def cores(root: Path = _HERE) -> float | None:
    """How many processor cores' time all groups allow, as 2.0 or 0.5; None: as much as there is."""
    found = []
    for folder, is_v2 in _folders(root, "cpu"):
        with contextlib.suppress(OSError, ValueError, ZeroDivisionError):
            if is_v2:
                quota, period = _read(folder / "cpu.max").split()
            else:
                quota, period = _read(folder / "cpu.cfs_quota_us"), _read(folder / "cpu.cfs_period_us")
            if quota not in ("max", "-1"):
                found.append(int(quota) / int(period))
    return min(found, default=None)


def _memory_v2(folder: Path) -> MemoryLimit | None:
    """Above memory.high the kernel slows a group down so much that it is as good as a limit."""
    told = [_read(folder / name) for name in ("memory.max", "memory.high")]
    limits = [int(value) for value in told if value != "max"]
    if not limits:
        return None
    return _of(min(limits), int(_read(folder / "memory.current")), _numbers(folder / "memory.stat"))


def _memory_v1(folder: Path) -> MemoryLimit | None:
    limit = int(_read(folder / "memory.limit_in_bytes"))
    if limit >= 1 << 62:  # as many pages as there are numbers: no limit
        return None
    stat = _numbers(folder / "memory.stat")
    of_all_below = {name.removeprefix("total_"): value for name, value in stat.items() if "total_" in name}
    return _of(limit, int(_read(folder / "memory.usage_in_bytes")), of_all_below or stat)


def _of(limit: int, used: int, stat: dict[str, int]) -> MemoryLimit:
    reclaimable = sum(stat.get(name, 0) for name in _RECLAIMABLE)
    return MemoryLimit(limit, limit - used + min(used, reclaimable))


def _folders(root: Path, controller: str) -> list[tuple[Path, bool]]:
    """(group, whether it is of version 2) for all that this process is in, the innermost first. There is none
    where the system does not tell, as on other systems than Linux."""
    try:
        paths = dict(_own_groups(root))
        mounts = list(_mounts(root))
    except (OSError, ValueError):
        return []
    found = []
    for mounted_group, mount_point, kind, options in mounts:
        is_v2 = kind == "cgroup2"
        own = paths.get("" if is_v2 else controller)
        if own is None or not (is_v2 or controller in options):
            continue
        # In a container the mount may begin at its own group, while the name is told from the outermost one.
        inner = PurePosixPath(own)
        within = inner.relative_to(mounted_group) if inner.is_relative_to(mounted_group) else PurePosixPath()
        parts = [part for part in within.parts if part not in ("/", "..")]
        top = root / mount_point.lstrip("/")
        found += [(top.joinpath(*parts[:count]), is_v2) for count in range(len(parts), -1, -1)]
    return found


def _own_groups(root: Path) -> Iterator[tuple[str, str]]:
    """(controller, path of the group), with "" for version 2; from lines as "4:memory:/a/b" and "0::/a/b"."""
    for line in _lines(root / "proc/self/cgroup"):
        _, controllers, path = line.split(":", 2)
        for controller in controllers.split(","):
            yield controller, path


def _mounts(root: Path) -> Iterator[tuple[str, str, str, list[str]]]:
    """(group at the mount's top, mount point, "cgroup" or "cgroup2", controllers), as in proc(5) under
    /proc/pid/mountinfo."""
    for line in _lines(root / "proc/self/mountinfo"):
        fields, _, told = line.partition(" - ")
        kind, *rest = told.split()
        if kind in ("cgroup", "cgroup2"):
            group, mount_point = fields.split()[3:5]
            yield group, mount_point, kind, rest[-1].split(",")


def _numbers(path: Path) -> dict[str, int]:
    """From lines as "inactive_file 4096"."""
    pairs = (line.split() for line in _lines(path))
    return {name: int(value) for name, value in pairs}


def _lines(path: Path) -> list[str]:
    return _read(path).splitlines()


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").strip()
