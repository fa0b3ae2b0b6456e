"""Other programs to compare with, made ready outside of the repository: llama.cpp's tools, node-llama-cpp.

llama.cpp is built from the very source that this program's engine was built from, which llama-cpp-python's
source distribution brings along, and computes with the very back ends that are installed here.
"""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.rivals import library_folder

_NODE_PACKAGE = "node-llama-cpp@3.22.1"
_FLAGS = {
    "CMAKE_BUILD_TYPE": "Release",
    "BUILD_SHARED_LIBS": "ON",
    "CMAKE_PLATFORM_NO_VERSIONED_SONAME": "ON",
    "GGML_NATIVE": "OFF",
    "GGML_BACKEND_DL": "ON",
    "GGML_OPENMP": "OFF",
    "GGML_CPU": "OFF",  # the installed ones are used
    "LLAMA_BUILD_COMMON": "ON",
    "LLAMA_BUILD_TOOLS": "ON",
    "LLAMA_BUILD_SERVER": "ON",
    "LLAMA_BUILD_APP": "OFF",
    "LLAMA_BUILD_TESTS": "OFF",
    "LLAMA_BUILD_EXAMPLES": "OFF",
    "LLAMA_USE_PREBUILT_UI": "OFF",
    "LLAMA_OPENSSL": "OFF",
}


class Missing(Exception):
    """A program that cannot be had here; the text says why."""


def llama_tool(name: str, folder: Path, variant: str) -> Path:
    """llama-bench or llama-server; built, at low priority, if it is not there yet. Raises Missing.

    folder: for the source and the build. variant: the processor's back end that the tool is to use.
    """
    tool = folder / "build" / "bin" / name
    if not tool.exists():
        _build(folder)
    if not tool.exists():
        raise Missing(f"{name} was not built")
    library = "libggml-cpu.so" if variant == "default" else f"libggml-cpu-{variant}.so"
    for old in tool.parent.glob("libggml-cpu*.so"):
        old.unlink()
    shutil.copy2(library_folder() / library, tool.parent / library)
    return tool


def node_modules(folder: Path) -> Path:
    """Where node-llama-cpp is; installed with npm if it is not there yet. Raises Missing."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise Missing("there is no Node.js here")
    modules = folder / "node" / "node_modules"
    if not (modules / "node-llama-cpp").is_dir():
        modules.parent.mkdir(parents=True, exist_ok=True)
        (modules.parent / "package.json").write_text('{"private": true, "type": "module"}')
        command = [npm, "install", "--ignore-scripts", "--no-audit", "--no-fund", _NODE_PACKAGE]
        _run(command, modules.parent)
    return modules


def _build(folder: Path) -> None:
    if shutil.which("cmake") is None or shutil.which("ninja") is None:
        raise Missing("there is no cmake and ninja here")
    build = folder / "build"
    flags = [f"-D{name}={value}" for name, value in _FLAGS.items()]
    _run(["cmake", "-G", "Ninja", "-S", str(_source(folder)), "-B", str(build), *flags], folder)
    _run(["nice", "-n", "19", "ninja", "-C", str(build), "llama-bench", "llama-server"], folder)


def _source(folder: Path) -> Path:
    """llama.cpp's source: where uv unpacked it to build the engine, or else from the package index."""
    release, uv = version("llama-cpp-python"), shutil.which("uv")
    if uv is not None:
        cache = subprocess.run(
            [uv, "cache", "dir"], capture_output=True, text=True, check=False
        ).stdout.strip()
        unpacked = f"sdists-*/pypi/llama-cpp-python/{release}/*/src/vendor/llama.cpp"
        for source in Path(cache).glob(unpacked) if cache else ():
            return source
    name = f"llama_cpp_python-{release}"
    source = folder / name / "vendor" / "llama.cpp"
    if not source.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        pip = [uv, "tool", "run", "pip"] if uv else ["python3", "-m", "pip"]
        wanted = f"llama-cpp-python=={release}"
        _run([*pip, "download", "--no-binary", ":all:", "--no-deps", wanted], folder)
        with tarfile.open(folder / f"{name}.tar.gz") as archive:
            archive.extractall(folder, filter="data")
    return source


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        raise Missing(f"{command[0]} failed: {' '.join(last)}")
