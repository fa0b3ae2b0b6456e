"""What is known about this installation and computer, to look at when something does not work."""

from __future__ import annotations

import platform
import sqlite3
import threading
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from app.engine.client import Engine
from app.engine.events import LoadOptions
from app.errors import UserError
from app.machine import graphics, hardware
from app.paths import Paths

_PACKAGES = {
    "inglenook": "inglenook",
    "llama_cpp_python": "llama-cpp-python",
    "pyside6": "PySide6-Essentials",
}


def examine(paths: Paths) -> dict[str, Any]:
    """The report, ready for JSON. Loads the built-in model, because only that shows that the engine works."""
    cpu, memory = hardware.describe_cpu(), hardware.memory()
    return {
        "versions": {
            **{name: _version(package) for name, package in _PACKAGES.items()},
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            "system": platform.platform(),
        },
        "cpu": {
            "name": cpu.name,
            "physical_cores": cpu.physical_cores,
            "logical_cores": cpu.logical_cores,
            "features": list(cpu.features),
        },
        "memory": {"total_bytes": memory.total_bytes, "available_bytes": memory.available_bytes},
        "gpus": [{**asdict(gpu), "is_usable": graphics.is_usable(gpu)} for gpu in graphics.gpus()],
        "engine": _try_engine(paths.guide_model),
        "folders": {
            "home": str(paths.home),
            "database": str(paths.database),
            "models": str(paths.models),
            "logs": str(paths.logs),
            "program": str(Path(__file__).resolve().parents[2]),
        },
    }


def lines(report: dict[str, Any]) -> list[str]:
    """The report for a person."""
    versions, cpu, memory, engine = (report[part] for part in ("versions", "cpu", "memory", "engine"))
    rows = [
        ("Inglenook", versions["inglenook"]),
        ("Python", versions["python"]),
        ("llama-cpp-python", versions["llama_cpp_python"]),
        ("PySide6", versions["pyside6"]),
        ("SQLite", versions["sqlite"]),
        ("System", versions["system"]),
        ("Processor", f"{cpu['name']}, {cpu['physical_cores']} cores, {cpu['logical_cores']} threads"),
        ("Features", " ".join(cpu["features"]) or "none known"),
        ("Memory", f"{_gib(memory['available_bytes'])} of {_gib(memory['total_bytes'])} GiB free"),
        ("Graphics cards", "; ".join(map(_card, report["gpus"])) or "none seen"),
        ("Engine", engine["problem"] or _engine_line(engine["variant"], engine["threads"])),
        *((name.capitalize(), _place(place)) for name, place in report["folders"].items()),
    ]
    width = max(len(name) for name, _ in rows)
    return [f"{name:<{width}}  {text}" for name, text in rows]


def _try_engine(model: Path) -> dict[str, Any]:
    tried: dict[str, Any] = {"model": str(model), "variant": "", "threads": 0, "problem": "", "hint": ""}
    try:
        with Engine() as engine:
            for _ in engine.load(model, LoadOptions(), threading.Event()):
                pass
            description = engine.description()
            if description is not None:
                tried.update(variant=description.variant, threads=description.threads)
    except UserError as error:
        tried.update(problem=error.message, hint=error.hint)
    return tried


def _card(gpu: dict[str, Any]) -> str:
    if gpu["shares_memory"]:
        memory = "shares the computer's memory"
    elif gpu["memory_bytes"]:
        memory = f"{_gib(gpu['free_bytes'])} of {_gib(gpu['memory_bytes'])} GiB free"
    else:
        memory = "memory unknown"
    used = "" if gpu["is_usable"] else "; not used, for this installation's engine has no part for it"
    return f"{gpu['name']} ({memory}{used})"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _gib(size_bytes: int) -> str:
    return f"{size_bytes / 1024**3:,.1f}"


def _place(place: str) -> str:
    return place if Path(place).exists() else f"{place} (not there yet)"


def _engine_line(variant: str, threads: int) -> str:
    counted = "1 thread" if threads == 1 else f"{threads} threads"
    return f"works; {variant} variant, {counted} for the built-in guide"
