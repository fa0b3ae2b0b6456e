"""What containers and services may have: from files, and in a real group where one may be made."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.machine import cgroup
from app.machine.cgroup import MemoryLimit
from tests.control_group import limited

MIB = 1 << 20


def _write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="ascii")
    return root


def _v2(root: Path) -> Path:
    """A service below a user's slice, on a system with version 2."""
    mount = "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate"
    group = "sys/fs/cgroup/user.slice/app.scope"
    stat = f"anon {90 * MIB}\nfile {60 * MIB}\ninactive_file {30 * MIB}\nactive_file {20 * MIB}"
    return _write(
        root,
        {
            "proc/self/cgroup": "0::/user.slice/app.scope",
            "proc/self/mountinfo": f"23 1 8:1 / / rw - ext4 /dev/sda1 rw\n{mount}",
            f"{group}/memory.max": "max",
            f"{group}/memory.high": "max",
            f"{group}/memory.current": str(150 * MIB),
            f"{group}/memory.stat": stat,
            f"{group}/memory.events": "low 0\nhigh 0\nmax 7\noom 2\noom_kill 3",
            f"{group}/cpu.max": "max 100000",
            "sys/fs/cgroup/user.slice/memory.max": str(400 * MIB),
            "sys/fs/cgroup/user.slice/memory.high": "max",
            "sys/fs/cgroup/user.slice/memory.current": str(250 * MIB),
            "sys/fs/cgroup/user.slice/memory.stat": stat,
            "sys/fs/cgroup/user.slice/cpu.max": "250000 100000",
        },
    )


def test_what_an_outer_group_allows_holds_within(tmp_path: Path) -> None:
    root = _v2(tmp_path)
    assert cgroup.memory_limit(root) == MemoryLimit(
        400 * MIB, 200 * MIB
    )  # 50 of those in use are reclaimable
    assert cgroup.cores(root) == 2.5
    assert cgroup.oom_kills(root) == 3


def test_the_group_that_leaves_least_counts(tmp_path: Path) -> None:
    root = _v2(tmp_path)
    scope = "sys/fs/cgroup/user.slice/app.scope"
    _write(root, {f"{scope}/memory.high": str(220 * MIB), f"{scope}/cpu.max": "50000 100000"})
    assert cgroup.memory_limit(root) == MemoryLimit(220 * MIB, 120 * MIB)
    assert cgroup.cores(root) == 0.5
    _write(root, {f"{scope}/memory.max": str(100 * MIB)})  # was lowered, and is not kept yet
    assert cgroup.memory_limit(root) == MemoryLimit(100 * MIB, 0)


def test_a_container_of_version_1_begins_at_its_own_group(tmp_path: Path) -> None:
    """Its name is told from the outermost one, which it does not see."""
    mounts = [
        f"{number} 23 0:{number} /docker/4f /sys/fs/cgroup/{name} ro - cgroup cgroup rw,{name}"
        for number, name in ((33, "cpu,cpuacct"), (34, "memory"))
    ]
    root = _write(
        tmp_path,
        {
            "proc/self/cgroup": "4:memory:/docker/4f\n3:cpu,cpuacct:/docker/4f\n0::/",
            "proc/self/mountinfo": "\n".join(mounts),
            "sys/fs/cgroup/memory/memory.limit_in_bytes": str(512 * MIB),
            "sys/fs/cgroup/memory/memory.usage_in_bytes": str(300 * MIB),
            "sys/fs/cgroup/memory/memory.stat": f"inactive_file 1\ntotal_inactive_file {100 * MIB}",
            "sys/fs/cgroup/memory/memory.oom_control": "oom_kill_disable 0\nunder_oom 0\noom_kill 1",
            "sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "200000",
            "sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000",
        },
    )
    assert cgroup.memory_limit(root) == MemoryLimit(512 * MIB, 312 * MIB)
    assert cgroup.cores(root) == 2.0
    assert cgroup.oom_kills(root) == 1
    unlimited = {"memory/memory.limit_in_bytes": "9223372036854771712", "cpu,cpuacct/cpu.cfs_quota_us": "-1"}
    _write(root / "sys/fs/cgroup", unlimited)
    assert (cgroup.memory_limit(root), cgroup.cores(root)) == (None, None)


@pytest.mark.parametrize("files", [{}, {"proc/self/cgroup": "what?", "proc/self/mountinfo": "1 - cgroup2"}])
def test_where_nothing_is_told_there_is_no_limit(tmp_path: Path, files: dict[str, str]) -> None:
    root = _write(tmp_path, files)
    assert (cgroup.memory_limit(root), cgroup.cores(root), cgroup.oom_kills(root)) == (None, None, None)


TELL = """
from app.machine import hardware
before = hardware.memory().available_bytes
own = bytearray(b"x" * (100 << 20))
less = before - hardware.memory().available_bytes
memory = hardware.memory()
print(memory.total_bytes, memory.available_bytes, less)
print(hardware.inference_threads(), hardware.usable_threads())
"""


def test_in_a_group_there_is_as_much_as_it_allows() -> None:
    with limited(400 * MIB, hundredths_of_cores=150) as group:
        inside = "\n".join(f"open({str(file)!r}, 'w').write('0')" for file in group.members)
        script = f"{inside}\n{TELL}"
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    total, available, less, usual, most = (int(value) for value in done.stdout.split())
    assert total == 400 * MIB
    assert 95 * MIB < less < 130 * MIB
    assert 200 * MIB < available < 300 * MIB
    assert (usual, most) == (1, min(2, os.cpu_count() or 1))
