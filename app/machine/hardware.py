"""The computer: its processor and memory. Its graphics cards: app/machine/graphics.py."""

from __future__ import annotations

import math
import os
import platform
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from app.machine import cgroup, graphics

_FEATURES = (
    "sse4_2 avx avx2 fma f16c avx_vnni avx512f avx512_vnni avx512_bf16 amx_int8 asimd asimddp i8mm sve sve2"
)


@dataclass(frozen=True, slots=True)
class Cpu:
    """A processor. features: the instruction sets that matter for inference, as the system names them."""

    name: str
    physical_cores: int
    logical_cores: int
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """graphics_bytes, graphics_free_bytes: what graphics cards have for themselves, as far as the engine
    can compute with them."""

    total_bytes: int
    available_bytes: int
    graphics_bytes: int = 0
    graphics_free_bytes: int = 0


def describe_cpu() -> Cpu:
    """The processor of this computer, as far as the system tells."""
    name, flags = "", set[str]()
    if sys.platform == "linux":
        name, flags = _linux_cpu()
    elif sys.platform == "darwin":
        name, flags = _mac_cpu()
    import psutil  # here and below not before it is needed: it takes a while to load

    logical = psutil.cpu_count(logical=True) or 1
    return Cpu(
        name=name or platform.processor() or platform.machine(),
        physical_cores=psutil.cpu_count(logical=False) or logical,
        logical_cores=logical,
        features=tuple(feature for feature in _FEATURES.split() if feature in flags),
    )


def memory() -> Memory:
    """Main memory, as far as this program may use it, now; and that of graphics cards, as it was when it was
    first asked for."""
    import psutil

    now, limit = psutil.virtual_memory(), cgroup.memory_limit()
    total, available = now.total, now.available
    if limit is not None:
        total, available = min(total, limit.total_bytes), min(available, limit.free_bytes)
    return Memory(total, available, *graphics.usable_memory())


def private_bytes(pid: int) -> int:
    """Memory that is free once a process has ended and was not before; 0 where it cannot be told.

    Pages of a mapped file are none of it: whoever needs memory can have them at once, so Linux counts them as
    available while they are mapped, too. They are in psutil's USS, though, where no other process maps them.
    """
    import psutil

    try:
        process = psutil.Process(pid)
        if sys.platform == "linux":
            now = process.memory_info()
            return int(now.rss - now.shared)
        if sys.platform == "win32":
            return int(process.memory_info().private)
        return int(process.memory_full_info().uss)
    except (psutil.Error, OSError):
        return 0


class CoreMeter:
    """How many logical cores other processes keep busy. Not for several threads at once."""

    def __init__(self, pid: int | None = None) -> None:
        """pid: the process that does not count as another one; None: this one."""
        import psutil

        self._process = psutil.Process(pid)
        self._last = self._look()

    def busy_elsewhere(self) -> float:
        """Cores that others used on average since the last call, or since the beginning."""
        before, now = self._last, self._look()
        self._last = now
        seconds = max(now[0] - before[0], 1e-3)
        return max(0.0, (now[1] - before[1] - (now[2] - before[2])) / seconds)

    def _look(self) -> tuple[float, float, float]:
        """(clock, seconds all cores were busy, seconds of them for this process)."""
        import psutil

        all_cores = psutil.cpu_times()
        idle = all_cores.idle + getattr(all_cores, "iowait", 0.0)
        # guest time is counted in user time already
        guest = getattr(all_cores, "guest", 0.0) + getattr(all_cores, "guest_nice", 0.0)
        own = self._process.cpu_times()
        return time.monotonic(), sum(all_cores) - guest - idle, own.user + own.system


@cache
def fingerprint() -> str:
    """All that the speed of inference depends on: what was measured with another one does not hold."""
    cpu = describe_cpu()
    try:
        engine = version("llama-cpp-python")
    except PackageNotFoundError:
        engine = ""
    parts = [cpu.name, cpu.physical_cores, cpu.logical_cores, *cpu.features, inference_threads(), engine]
    parts += graphics.engine_libraries()
    return " ".join(map(str, parts))


def inference_threads() -> int:
    """Threads that compute fastest: one for each physical core that this process may use, all of the time."""
    import psutil

    physical = psutil.cpu_count(logical=False) or psutil.cpu_count() or 1
    return max(1, min(physical, _allowed_processors(), int(cgroup.cores() or physical)))


def usable_threads() -> int:
    """Logical processors that this process may use, if only for a part of the time."""
    allowed = _allowed_processors()
    return min(allowed, math.ceil(cgroup.cores() or allowed))


def _allowed_processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _linux_cpu() -> tuple[str, set[str]]:
    fields: dict[str, str] = {}
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
            key, _, value = line.partition(":")
            fields.setdefault(key.strip(), value.strip())
    except OSError:
        return "", set()
    flags = fields.get("flags") or fields.get("Features") or ""
    return fields.get("model name", ""), set(flags.split())


def _mac_cpu() -> tuple[str, set[str]]:
    def ask(key: str) -> str:
        command = ["/usr/sbin/sysctl", "-n", key]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()

    words = f"{ask('machdep.cpu.features')} {ask('machdep.cpu.leaf7_features')}".lower().replace(".", "_")
    flags = set(words.split())
    if platform.machine() == "arm64":
        flags |= {"asimd", "asimddp"}  # every Apple processor has them
    return ask("machdep.cpu.brand_string"), flags
