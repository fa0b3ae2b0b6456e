"""llama.cpp's C functions, and what has to be done before the first of them works.

Only the engine's child process imports the native library, and only by calling `open_library`.
"""

from __future__ import annotations

import ctypes
import importlib
import importlib.machinery
import os
import sys
import types
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from app.engine.backends import Backends, libraries_in, variants_in
from app.errors import UserError
from app.machine.offload import Card
from app.words import tr

Bindings = Any
"""The module llama_cpp.llama_cpp: ctypes functions under llama.cpp's own names."""

_LEVEL_DEBUG, _LEVEL_INFO, _LEVEL_CONTINUED = 1, 2, 5
_LEVEL_WARNING = 3
_GPU, _INTEGRATED_GPU = 1, 2  # GGML_BACKEND_DEVICE_TYPE_GPU, _IGPU
_MAX_THREADS = 512  # GGML_MAX_N_THREADS


class _ThreadpoolParams(ctypes.Structure):
    """ggml_threadpool_params of ggml.h."""

    _fields_ = (
        ("cpumask", ctypes.c_bool * _MAX_THREADS),
        ("n_threads", ctypes.c_int),
        ("prio", ctypes.c_int),
        ("poll", ctypes.c_uint32),
        ("strict_cpu", ctypes.c_bool),
        ("paused", ctypes.c_bool),
    )


@dataclass(frozen=True)
class Library:
    """The opened library. variant: the CPU back end's name, as "haswell". backends: what was asked for.

    It keeps `log`, which llama.cpp calls for as long as it runs.
    """

    bindings: Bindings
    variant: str
    log: Log
    backends: Backends


def bindings() -> Bindings:
    """llama_cpp.llama_cpp without llama_cpp/__init__.py, which would load numpy and much else.

    A bare package module stands in for the package, so that only the ctypes module is run.
    """
    name = "llama_cpp"
    if name not in sys.modules:
        spec = importlib.machinery.PathFinder.find_spec(name)
        if spec is None or spec.submodule_search_locations is None:
            raise UserError(
                tr("The inference library is missing from this installation."), tr("Install Inglenook again.")
            )
        package = types.ModuleType(name)
        package.__path__ = list(spec.submodule_search_locations)
        package.__spec__ = spec
        sys.modules[name] = package
    return importlib.import_module("llama_cpp.llama_cpp")


def open_library(log: Log, backends: Backends | None = None) -> Library:
    """Load llama.cpp and the back ends this computer can run; log lines go to `log`.

    Raises UserError when no back end runs on this processor.
    """
    backends = backends or Backends()
    llama = bindings()
    log.attach(llama)
    ggml = _ggml(llama)
    libraries = libraries_in(backends.folder or Path(llama._lib._name).parent)
    variant = _load_cpu(ggml, variants_in(libraries), backends)
    for name, path in sorted(libraries.items()):
        if name != "base" and not name.startswith("cpu") and backends.uses_cards:
            ggml.ggml_backend_load(os.fsencode(path))  # a GPU's driver may be absent: then it loads nothing
    if ggml.ggml_backend_dev_count() == 0 or not variant:
        raise UserError(
            tr("No part of the inference library runs on this computer's processor."),
            tr("Install Inglenook again on this computer."),
        )
    llama.llama_backend_init()
    return Library(llama, variant, log, backends)


def cards(llama: Bindings) -> list[Card]:
    """The graphics cards that llama.cpp divides a model among, with the memory that they have free now.

    As llama_prepare_model_devices of its src/llama.cpp: those that are part of the processor serve only where
    there are no others.
    """
    ggml = _ggml(llama)
    devices = [ggml.ggml_backend_dev_get(index) for index in range(ggml.ggml_backend_dev_count())]
    kinds = [ggml.ggml_backend_dev_type(device) for device in devices]
    used = _GPU if _GPU in kinds else _INTEGRATED_GPU
    found = []
    for device, kind in zip(devices, kinds, strict=True):
        if kind == used:
            free, total = ctypes.c_size_t(), ctypes.c_size_t()
            ggml.ggml_backend_dev_memory(device, ctypes.byref(free), ctypes.byref(total))
            name = (ggml.ggml_backend_dev_description(device) or b"").decode("utf-8", "replace")
            found.append(Card(name, free.value, total.value, shares_memory=used == _INTEGRATED_GPU))
    return found


def new_threadpool(llama: Bindings, threads: int) -> int | None:
    """A pool of ggml's own threads, kept between decodes; None where it cannot be made.

    Without one, every single decode starts and ends its threads.
    """
    ggml = _ggml(llama)
    registry = ggml.ggml_backend_reg_by_name(b"CPU")
    address = registry and ggml.ggml_backend_reg_get_proc_address(registry, b"ggml_threadpool_new")
    if not address:
        return None
    params = _ThreadpoolParams()
    ggml.ggml_threadpool_params_init(ctypes.byref(params), min(threads, _MAX_THREADS))
    new = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.POINTER(_ThreadpoolParams))(address)
    pool: int | None = new(ctypes.byref(params))
    return pool


def attach_threadpool(llama: Bindings, context: int, pool: int) -> None:
    """Let decodes of one token and of batches run on `pool`."""
    _ggml(llama).llama_attach_threadpool(context, pool, None)


class Log:
    """Where llama.cpp's lines go: to a file, and the last warnings into memory for error reports."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._warnings: deque[str] = deque(maxlen=20)
        self._level = _LEVEL_INFO
        self._callback: Any = None

    def attach(self, llama: Bindings) -> None:
        """Become the destination of llama.cpp's and ggml's lines."""
        self._callback = llama.llama_log_callback(self._write)  # kept: C holds only a pointer to it
        llama.llama_log_set(self._callback, ctypes.c_void_p())

    def forget(self) -> None:
        """Start a new collection of warnings."""
        self._warnings.clear()

    def reason(self) -> str:
        """The most telling of the last warnings: why something failed, for a person, without a full stop."""
        lines = [line for line in self._warnings if ": " in line]
        told = next((line for line in lines if "error loading model" in line), lines[-1] if lines else "")
        reason = told.split(": ", 1)[-1].removeprefix("error loading model: ").strip().rstrip(".")
        return reason or tr("llama.cpp gave no reason")

    def _write(self, level: int, text: bytes, _data: object) -> None:
        if level != _LEVEL_CONTINUED:
            self._level = level
        if self._level == _LEVEL_DEBUG:
            return
        line = text.decode("utf-8", "replace")
        self._file.write(line)
        if self._level >= _LEVEL_WARNING and line.strip():
            self._warnings.append(line.strip())


def _ggml(llama: Bindings) -> types.SimpleNamespace:
    """The few functions that llama_cpp.llama_cpp does not have, with their signatures."""
    # libllama is linked to the one libggml whose registry counts, and dlsym reaches through it;
    # on Windows only a library's own names are found, so there the DLLs are asked in turn.
    libraries = [llama._lib]
    if sys.platform == "win32":
        folder = Path(llama._lib._name).parent
        libraries += [ctypes.CDLL(str(folder / name)) for name in ("ggml.dll", "ggml-base.dll")]
    size, pointer, text = ctypes.c_size_t, ctypes.c_void_p, ctypes.c_char_p
    signatures: dict[str, tuple[Any, list[Any]]] = {
        "ggml_backend_load": (pointer, [text]),
        "ggml_backend_dev_count": (size, []),
        "ggml_backend_dev_get": (pointer, [size]),
        "ggml_backend_dev_type": (ctypes.c_int, [pointer]),
        "ggml_backend_dev_description": (text, [pointer]),
        "ggml_backend_dev_memory": (None, [pointer, pointer, pointer]),
        "ggml_backend_reg_by_name": (pointer, [text]),
        "ggml_backend_reg_get_proc_address": (pointer, [pointer, text]),
        "ggml_threadpool_params_init": (None, [pointer, ctypes.c_int]),
        "llama_attach_threadpool": (None, [pointer, pointer, pointer]),
    }
    functions = types.SimpleNamespace()
    for name, (result, arguments) in signatures.items():
        function = next(getattr(library, name) for library in libraries if hasattr(library, name))
        function.restype, function.argtypes = result, arguments
        setattr(functions, name, function)
    return functions


def _load_cpu(ggml: Any, variants: Mapping[str, Path], backends: Backends) -> str:
    """Load the CPU back end that was chosen, or else the best, and return its name; "": none runs here."""
    if backends.variant in variants and backends.variant not in backends.refused:
        # No other is opened: one that is broken may end the process as soon as that is done.
        chosen = variants[backends.variant]
        if _score(chosen) > 0 and ggml.ggml_backend_load(os.fsencode(chosen)):
            return backends.variant
    if not backends.falls_back:
        return ""
    for is_refused in (False, True):
        names = [name for name in variants if (name in backends.refused) == is_refused]
        scores = {name: _score(variants[name]) for name in names}
        for name in sorted(scores, key=scores.__getitem__, reverse=True):
            if scores[name] > 0 and ggml.ggml_backend_load(os.fsencode(variants[name])):
                return name
    return ""


def _score(library: Path) -> int:
    """How good a CPU back end says it is for this processor; 0: it does not run here."""
    try:
        return int(ctypes.CDLL(str(library)).ggml_backend_score())
    except (OSError, AttributeError):
        return 0
