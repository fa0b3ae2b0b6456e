"""What must be on the computer before any Python package: a compiler and the libraries that Qt loads.

A need is looked for the way it will be used (the loader opens the library, the shell finds the
compiler), so it does not matter how it came to the machine. Only what is missing is installed.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from commands import SetUpError, run


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that must be there, and the package that brings it on each family of Linux."""

    name: str
    is_there: Callable[[], bool]
    debian: str
    fedora: str
    arch: str


@dataclass(frozen=True, slots=True)
class PackageManager:
    """How one family of Linux installs packages."""

    program: str
    family: str  # the field of Need that has its names
    install: str


PACKAGE_MANAGERS = (
    PackageManager("apt-get", "debian", "apt-get update && apt-get install --no-install-recommends"),
    PackageManager("dnf", "fedora", "dnf install"),
    PackageManager("pacman", "arch", "pacman -S --needed"),
)


def has_library(name: str) -> bool:
    """Whether the dynamic loader finds this library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_compiler() -> bool:
    """Whether there is a C++ compiler where CMake looks for one."""
    if sys.platform == "win32":
        return True  # Visual Studio's is not on the PATH; CMake finds it, or says that it did not
    if sys.platform == "darwin":  # the commands are there even when the tools behind them are not
        return subprocess.run(["xcode-select", "-p"], capture_output=True, check=False).returncode == 0
    return any(shutil.which(name) for name in (os.environ.get("CXX") or "c++", "g++", "clang++"))


def can_make_environments() -> bool:
    """Whether `python -m venv` works: Debian's Python comes without the part that brings pip."""
    return importlib.util.find_spec("ensurepip") is not None


def has_screen(environ: Mapping[str, str]) -> bool:
    """Whether a program started from here could show a window."""
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def _library(soname: str, debian: str, fedora: str, arch: str) -> Need:
    return Need(soname, lambda: has_library(soname), debian, fedora, arch)


COMPILER = Need("a C++ compiler", has_compiler, "g++", "gcc-c++", "gcc")
ENVIRONMENTS = Need(
    "Python's ensurepip",
    can_make_environments,
    f"python{sys.version_info.major}.{sys.version_info.minor}-venv",
    "python3",
    "python",
)
# Qt is linked to these: without one of them it cannot be imported, screen or no screen.
QT = (
    _library("libEGL.so.1", "libegl1", "libglvnd-egl", "libglvnd"),
    _library("libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd"),
    _library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    _library("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig"),
    _library("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", "dbus"),
    _library("libglib-2.0.so.0", "libglib2.0-0", "glib2", "glib2"),
)
# Its part that shows windows is linked to these as well.
SCREEN = (
    _library("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb", "libx11"),
    _library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    _library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    _library("libxcb-image.so.0", "libxcb-image0", "xcb-util-image", "xcb-util-image"),
    _library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    _library("libxcb-randr.so.0", "libxcb-randr0", "libxcb", "libxcb"),
    _library("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    _library("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb"),
    _library("libxcb-sync.so.1", "libxcb-sync1", "libxcb", "libxcb"),
    _library("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb", "libxcb"),
    _library("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb", "libxcb"),
    _library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
)


def missing(needs: Iterable[Need]) -> list[Need]:
    """Those of the needs that this computer does not meet."""
    return [need for need in needs if not need.is_there()]


def package_manager() -> PackageManager | None:
    """The package manager of this computer, or None if it is one we know no names for."""
    return next((manager for manager in PACKAGE_MANAGERS if shutil.which(manager.program)), None)


def packages(needs: Iterable[Need], manager: PackageManager) -> list[str]:
    """The names under which this package manager has the needs, each once."""
    return list(dict.fromkeys(getattr(need, manager.family) for need in needs))


def install(needs: Sequence[Need]) -> None:
    """Install the needs with apt-get where that is possible without asking for more than sudo does.

    Raises SetUpError with the command to run by hand otherwise.
    """
    manager = package_manager()
    rights = _rights()
    if manager is None or manager.program != "apt-get" or rights is None:
        raise SetUpError(by_hand(needs, manager))
    names = packages(needs, manager)
    print(f"Installing {len(names)} of the system's packages with apt-get ...", file=sys.stderr, flush=True)
    apt_get = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8", "apt-get", "-qq"]
    apt_get += ["-o", "DPkg::Lock::Timeout=120"]  # a new machine often updates itself at this moment
    updated = run([*apt_get, "update"], quiet=True)
    installed = run([*apt_get, "install", "-y", "--no-install-recommends", *names], quiet=True)
    # What counts is what the computer has now, not how apt-get ended: another source may have failed.
    if still_missing := missing(needs):
        if updated.network_was_down or installed.network_was_down:
            raise SetUpError(
                "The network could not be reached, and packages of the system have to be installed first: "
                "connect this computer and run the command again."
            )
        raise SetUpError(f"apt-get could not install all of it. {by_hand(still_missing, manager)}")


def by_hand(needs: Sequence[Need], manager: PackageManager | None) -> str:
    """What a person is told to install when this program cannot do it."""
    if manager is None:
        if sys.platform == "darwin":
            return "A C++ compiler is missing: run 'xcode-select --install', then this command again."
        return f"This computer lacks {_names(needs)}: install them, then run this command again."
    line = f"{manager.install} {' '.join(packages(needs, manager))}"
    guess = "" if manager.program == "apt-get" else " (nobody has tried these package names yet)"
    return f"Run this as root{guess}, then this command again:\n\n    {line}\n"


def _rights() -> list[str] | None:
    """The words before a command that needs root, or None when this person cannot run one from here."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    if sys.stdin is not None and sys.stdin.isatty():
        return ["sudo"]  # asks for the password
    is_free = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    return ["sudo", "-n"] if is_free else None


def _names(needs: Iterable[Need]) -> str:
    return ", ".join(need.name for need in needs)
