"""The graphics cards of this computer, and whether the engine of this installation can compute with them.

What the system shows without more rights is taken: nvidia-smi for NVIDIA's cards, files of the kernel for
AMD's and Intel's on Linux, the registry on Windows. On a Mac the memory is shared with the processor.
"""

from __future__ import annotations

import importlib.util
import platform
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Maker = Literal["NVIDIA", "AMD", "Intel", "Apple", ""]

_MAKERS: dict[str, Maker] = {"0x10de": "NVIDIA", "0x1002": "AMD", "0x8086": "Intel"}
_BACK_ENDS: dict[Maker, frozenset[str]] = {
    "NVIDIA": frozenset({"cuda", "vulkan"}),
    "AMD": frozenset({"hip", "vulkan"}),
    "Intel": frozenset({"sycl", "vulkan"}),
    "Apple": frozenset({"metal"}),
    "": frozenset({"vulkan"}),
}
_LIBRARY = re.compile(r"^(?:lib)?ggml-(?P<name>[a-z0-9_-]+)\.(?:so|dylib|dll)$")
_MIB = 1 << 20
_APPLE_SHARE = 2 / 3  # of all memory: about what Metal gives to one program
_ASKING_LIMIT_S = 10.0  # a sleeping card takes seconds to answer


@dataclass(frozen=True, slots=True)
class Gpu:
    """A graphics card. memory_bytes, free_bytes: its own memory; 0 where the system does not tell, or it
    shares the processor's. free_bytes: when it was asked, once; all of it where that is not told."""

    name: str
    maker: Maker
    memory_bytes: int = 0
    free_bytes: int = 0
    shares_memory: bool = False


@cache
def gpus() -> tuple[Gpu, ...]:
    """All that the system shows; asked once, which can take a moment."""
    found = list(_nvidia())
    if sys.platform == "linux":
        found += linux_gpus(Path("/"), without_nvidia=bool(found))
    elif sys.platform == "win32":
        found += _windows_gpus(without_nvidia=bool(found))
    elif sys.platform == "darwin" and platform.machine() == "arm64":
        import psutil

        memory = int(psutil.virtual_memory().total * _APPLE_SHARE)
        found.append(Gpu("Apple GPU", "Apple", memory, memory, shares_memory=True))
    return tuple(found)


@cache
def engine_libraries() -> tuple[str, ...]:
    """Names of the engine's back ends, as "cpu-icelake" and "cuda"; the libraries are not loaded."""
    spec = importlib.util.find_spec("llama_cpp")
    folders = (spec.submodule_search_locations or []) if spec else []
    paths = [path for folder in folders for path in Path(folder).glob("lib/*ggml-*")]
    return tuple(sorted(match["name"] for path in paths if (match := _LIBRARY.match(path.name))))


def back_ends() -> frozenset[str]:
    """Those for graphics cards."""
    return frozenset(name for name in engine_libraries() if not name.startswith(("base", "cpu")))


def is_usable(gpu: Gpu) -> bool:
    """Whether the engine of this installation has a back end for it."""
    return bool(_BACK_ENDS[gpu.maker] & back_ends())


@cache
def usable_memory() -> tuple[int, int]:
    """(all, free) bytes of the cards' own memory that the engine can use. Asks nobody where it has no back
    end for any card."""
    if not back_ends():
        return 0, 0
    usable = [gpu for gpu in gpus() if is_usable(gpu) and not gpu.shares_memory]
    return sum(gpu.memory_bytes for gpu in usable), sum(gpu.free_bytes for gpu in usable)


def parse_nvidia(lines: str) -> list[Gpu]:
    """From lines of "name, total MiB, free MiB". A number may be told as [N/A]."""
    found = []
    for line in lines.splitlines():
        name, *sizes = (part.strip() for part in line.rsplit(",", 2))
        if name and len(sizes) == 2:
            total, free = (int(size) * _MIB if size.isdecimal() else 0 for size in sizes)
            found.append(Gpu(name, "NVIDIA", total, free or total))
    return found


def linux_gpus(root: Path, *, without_nvidia: bool) -> list[Gpu]:
    """From the kernel's files below `root`."""
    found = [] if without_nvidia else _nvidia_driver(root)
    without_nvidia = without_nvidia or bool(found)
    for card in sorted((root / "sys/class/drm").glob("card[0-9]*")):
        maker = _MAKERS.get(_read(card / "device/vendor"), "")
        if not maker or (maker == "NVIDIA" and without_nvidia):
            continue
        # AMD's driver tells of its memory beside the device, Intel's of that of a card beside the card.
        total = _number(card / "device/mem_info_vram_total") or _number(card / "lmem_total_bytes")
        used = _number(card / "device/mem_info_vram_used")
        name = _read(card / "device/product_name") or f"{maker} graphics ({card.name})"
        is_shared = not total and maker != "NVIDIA"
        found.append(Gpu(name, maker, total, max(0, total - used), is_shared))
    return found


def _nvidia() -> list[Gpu]:
    command = shutil.which("nvidia-smi")
    if command is None:
        return []
    query = [command, "--query-gpu=name,memory.total,memory.free", "--format=csv,noheader,nounits"]
    try:
        done = subprocess.run(
            query,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_ASKING_LIMIT_S,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return parse_nvidia(done.stdout) if done.returncode == 0 else []


def _nvidia_driver(root: Path) -> list[Gpu]:
    """Where nvidia-smi is missing, the driver still tells the names."""
    found = []
    for information in sorted((root / "proc/driver/nvidia/gpus").glob("*/information")):
        for line in _read(information).splitlines():
            if line.startswith("Model:"):
                found.append(Gpu(line.partition(":")[2].strip(), "NVIDIA"))
    return found


def _windows_gpus(*, without_nvidia: bool) -> list[Gpu]:
    """From the class of display adapters in the registry, where drivers write their cards' memory."""
    found: list[Gpu] = []
    if sys.platform == "win32":
        import winreg

        path = r"SYSTEM\CurrentControlSet\Control\Class\{4d36e968-e325-11ce-bfc1-08002be10318}"
        for number in range(16):
            try:
                with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, rf"{path}\{number:04}") as key:
                    name = str(winreg.QueryValueEx(key, "DriverDesc")[0])
                    try:
                        size = int(winreg.QueryValueEx(key, "HardwareInformation.qwMemorySize")[0])
                    except (OSError, ValueError, TypeError):
                        size = 0
            except OSError:
                continue
            maker = next((known for known in _MAKERS.values() if known.casefold() in name.casefold()), "")
            if not (maker == "NVIDIA" and without_nvidia):
                found.append(Gpu(name, maker, size, size, shares_memory=not size))
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _number(path: Path) -> int:
    text = _read(path)
    return int(text) if text.isdecimal() else 0
