"""llama.cpp's back end for graphics cards of all makers, built where the machine has what that takes.

It is a library beside the others, opened by app/engine/llama.py. Where a computer has no Vulkan driver it
loads nothing and the processor computes, so one package serves all.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tarfile
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import system
from environment import ROOT

OLDEST_HEADERS = 290
"""The last part of Vulkan's version 1.x: llama.cpp uses vk::LayerSettingEXT, which Debian 12's 239 lacks."""

TARGET = "ggml-vulkan"
SYSTEM_HEADERS = Path("/usr/include")


def lacking(headers: Path) -> str:
    """What this machine would need to build it, in a sentence; "" when it has everything.

    headers: the folder that has vulkan/vulkan_core.h in it.
    """
    missing = [name for name, is_there in _needs(headers).items() if not is_there]
    if missing:
        return f"There is no {' and no '.join(missing)} on this machine."
    found = headers_version(headers)
    if found < OLDEST_HEADERS:
        return f"Vulkan's headers are too old: 1.x.{found}, and llama.cpp needs 1.x.{OLDEST_HEADERS}."
    return ""


def _needs(headers: Path) -> dict[str, bool]:
    return {
        "glslc": shutil.which("glslc") is not None,
        "libvulkan": system.has_library("libvulkan.so.1"),
        "vulkan_core.h": _core(headers).is_file(),
        "spirv.hpp": (headers / "spirv" / "unified1" / "spirv.hpp").is_file(),
    }


def headers_version(headers: Path) -> int:
    """VK_HEADER_VERSION of these headers; 0 where it cannot be found."""
    found = re.search(r"#define VK_HEADER_VERSION (\d+)", _core(headers).read_text("utf-8"))
    return int(found[1]) if found else 0


def _core(headers: Path) -> Path:
    return headers / "vulkan" / "vulkan_core.h"


def build(headers: Path, work: Path, uv: str, environ: Mapping[str, str]) -> Path:
    """The library, compiled with the flags and from the sources of the engine that is installed.

    work: what is made stays there, for the next time. environ: with cmake and ninja on its PATH.
    Raises CalledProcessError.
    """
    work = work.resolve()  # CMake remembers the folder by its true name
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    variables = configuration["tool"]["uv"]["extra-build-variables"]["llama-cpp-python"]
    source = fetch(_pinned(configuration), work, uv, environ) / variables["SKBUILD_CMAKE_SOURCE_DIR"]
    made = work / "build"
    flags = [*shlex.split(variables["CMAKE_ARGS"]), "-DGGML_VULKAN=ON", "-DCMAKE_BUILD_TYPE=Release"]
    if headers != SYSTEM_HEADERS:
        flags += [f"-DVulkan_INCLUDE_DIR={headers}", f"-DCMAKE_CXX_FLAGS=-isystem {headers}"]
    _run(["cmake", "-S", str(source), "-B", str(made), "-G", "Ninja", *flags], environ)
    _run(["cmake", "--build", str(made), "--target", TARGET], environ)
    [library] = made.glob(f"bin/*{TARGET}.*")
    return library


def _pinned(configuration: Mapping[str, Any]) -> str:
    """ "llama-cpp-python==VERSION" of pyproject.toml."""
    named: list[str] = configuration["project"]["dependencies"]
    return next(one for one in named if one.startswith("llama-cpp-python=="))


def fetch(requirement: str, work: Path, uv: str, environ: Mapping[str, str]) -> Path:
    """Its sources, unpacked; downloaded once."""
    name = requirement.replace("==", "-").replace("-", "_", 2)
    folder = work / name
    if not folder.is_dir():
        download = ["download", "--no-deps", "--no-binary", ":all:", "--dest", str(work), requirement]
        _run([uv, "tool", "run", "pip", *download], environ)
        with tarfile.open(work / f"{name}.tar.gz") as archive:
            archive.extractall(work, filter="data")
    return folder


def _run(command: Sequence[str], environ: Mapping[str, str]) -> None:
    subprocess.run(command, check=True, env=environ, stdout=subprocess.DEVNULL)
