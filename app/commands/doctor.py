"""What is known about this installation and computer, to look at when something does not work."""

from __future__ import annotations

import argparse
import platform
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from app.commands.ending import DONE, INTERRUPTED, stopped_by_interrupt
from app.commands.output import Output
from app.commands.stored import library_of, trial_of
from app.commands.terminal import write, write_json
from app.engine.client import Engine
from app.engine.events import LoadOptions
from app.errors import UserError
from app.machine import graphics, hardware
from app.machine.engine_trial import CARDS, EngineTrial
from app.machine.offload import told
from app.machine.variant_store import VariantStore
from app.machine.variants import Comparison, Trying
from app.models.draft_models import DraftModels
from app.paths import Paths
from app.store.database import Database

_PACKAGES = {
    "inglenook": "inglenook",
    "llama_cpp_python": "llama-cpp-python",
    "pyside6": "PySide6-Essentials",
}

_PROBLEMS = {"crashed": "it crashed.", "wrong": "it computes wrongly."}


def show(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    """--json: what examine() tells."""
    with library_of(paths, output) as (_, settings):
        paths = paths.with_models(settings.models_folder)
    if arguments.measure and not _measured(paths, output):
        return INTERRUPTED
    report = examine(paths, trial_of(paths), _draft_model(paths, output))
    if arguments.json:
        write_json(report)
    else:
        write("\n".join(_lines(report)) + "\n")
    problem = report["engine"]["problem"]
    if problem:
        raise UserError(problem, report["engine"]["hint"])
    return DONE


def examine(paths: Paths, trial: EngineTrial | None, draft_model: dict[str, str]) -> dict[str, Any]:
    """The report, ready for JSON. Loads the built-in model, because only that shows that the engine works.

    trial: what was found out about the engine's back ends, if it was. draft_model: as _draft_model() tells.
    """
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
        "engine": _try_engine(paths.guide_model, trial),
        "draft_model": draft_model,
        "trial": None if trial is None else asdict(trial),
        "folders": {
            "home": str(paths.home),
            "database": str(paths.database),
            "models": str(paths.models),
            "logs": str(paths.logs),
            "program": str(Path(__file__).resolve().parents[2]),
        },
    }


def _measured(paths: Paths, output: Output) -> bool:
    """Finds out which variant of the engine is the fastest, and keeps it; False when it was stopped."""
    with Database(paths.database) as database, stopped_by_interrupt() as stop:
        comparison = Comparison(paths.guide_model)
        for event in VariantStore(database).find_out(comparison, stop, gives_way=False):
            if isinstance(event, Trying):
                output.progress(f"Trying the engine's variants: {event.fraction:.0%}")
        output.progress("")
        return not stop.is_set()


def _lines(report: dict[str, Any]) -> list[str]:
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
        ("Engine", engine["problem"] or _engine_line(engine)),
        ("Draft model", _draft_line(report["draft_model"])),
        *_trial_rows(report["trial"]),
        *((name.capitalize(), _place(place)) for name, place in report["folders"].items()),
    ]
    width = max(len(name) for name, _ in rows)
    return [f"{name:<{width}}  {text}" for name, text in rows]


def _trial_rows(trial: dict[str, Any] | None) -> Iterator[tuple[str, str]]:
    """What was found out about each variant of the engine, the one in use first."""
    if trial is None:
        yield "Variants", "not tried yet: inglenook doctor --measure finds the fastest that works"
        return
    used = (trial["variant"], CARDS) if trial["uses_cards"] else (trial["variant"],)
    is_measured = any(one["speeds"]["read"] for one in trial["variants"])
    for one in sorted(trial["variants"], key=lambda one: one["name"] not in used):
        speeds = one["speeds"]
        if one["problem"]:
            told = f"not used: {_PROBLEMS[one['problem']]} {one['detail']}".rstrip()
        elif speeds["read"]:
            told = (
                f"reads {speeds['read']:,.0f} and writes {speeds['write']:,.1f} tokens/s of a made-up model"
            )
        elif is_measured:
            told = "works, much slower"
        else:
            told = "works; too slow or too busy to be measured, so try again when nothing else computes"
        yield f"Variant {one['name']}", f"{told}{', in use' if one['name'] in used else ''}"
    if trial["read_threads"]:
        yield "Threads", f"{trial['read_threads']} for reading, {trial['write_threads']} for writing"


def _draft_model(paths: Paths, output: Output) -> dict[str, str]:
    """Who guesses for the model in use: names of both, and why nobody does where somebody should."""
    with library_of(paths, output) as (library, settings):
        try:
            model = library.default(settings)
        except UserError as error:  # there is no model at all
            return {"model": "", "name": "", "problem": error.message}
        draft = DraftModels(library).choose(model.path, settings.load_options())
    return {"model": model.name, "name": draft.name, "problem": draft.problem}


def _draft_line(told: dict[str, str]) -> str:
    if told["problem"]:
        return told["problem"]
    return f"{told['name']} guesses for {told['model']}" if told["name"] else f"none for {told['model']}"


def _try_engine(model: Path, trial: EngineTrial | None) -> dict[str, Any]:
    tried: dict[str, Any] = {"model": str(model), "variant": "", "threads": 0, "card": ""}
    tried |= {"problem": "", "hint": ""}
    try:
        with Engine(backends=trial.backends() if trial else None) as engine:
            for _ in engine.load(model, LoadOptions(), threading.Event()):
                pass
            description = engine.description()
            if description is not None:
                tried.update(variant=description.variant, threads=description.threads)
                tried.update(card=told(description.on_card))
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


def _engine_line(engine: dict[str, Any]) -> str:
    counted = "1 thread" if engine["threads"] == 1 else f"{engine['threads']} threads"
    line = f"works; {engine['variant']} variant, {counted} for the built-in guide"
    return f"{line}; {engine['card']}" if engine["card"] else line
