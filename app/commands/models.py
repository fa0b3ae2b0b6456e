"""What `models` of the command line does, and `models add`, `remove`, `move` and `verify`."""

from __future__ import annotations

import argparse
import contextlib
from dataclasses import asdict
from pathlib import Path

from app.commands.ending import DONE, FAILED, INTERRUPTED, stopped_by_interrupt
from app.commands.output import Output
from app.commands.stored import computer_of, library_of
from app.commands.terminal import columns, write, write_json
from app.errors import UserError
from app.machine.outlook import Outlook, as_json, of_installed
from app.models import provenance
from app.models.library import InstalledModel, Library
from app.models.moving import Moved, Moving, move_models
from app.models.other_programs import OtherModel, find, standard_places
from app.paths import Paths
from app.quantities import readable_parameters, readable_size
from app.store.database import Database
from app.store.settings import SettingsStore


def show(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    """--json: a list of what model_as_json tells; with --found as found()."""
    if arguments.found:
        return found(arguments, paths, output)
    computer = computer_of(paths)
    with library_of(paths, output) as (library, settings):
        models = library.list()
        default = library.default(settings).path if models else None
    expected = [of_installed(model, computer, options=settings.load_options()) for model in models]
    told = list(zip(models, expected, strict=True))
    if arguments.json:
        write_json([model_as_json(model, model.path == default, outlook) for model, outlook in told])
        return DONE
    rows: list[tuple[str, ...]] = [
        ("", "NAME", "SIZE", "WEIGHTS", "PARAMETERS", "CONTEXT", "WORDS/S", "FILE")
    ]
    rows += [_as_row(model, model.path == default, outlook) for model, outlook in told]
    write(columns(rows, right=(2, 4, 5, 6)))
    for model in models:
        if model.problem:
            output.note(f"{model.name}: {model.problem}")
    return DONE


def add(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    """--json: what model_as_json tells."""
    path = Path(arguments.path).expanduser()
    with Database(paths.database) as database:
        model = Library(paths, database).add(path)
    if arguments.json:
        write_json(model_as_json(model, False, of_installed(model, computer_of(paths))))
    else:
        write(f"{model.name} is used where it lies: {model.path}\n")
    return DONE


def found(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    """--json: a list of {"program", "name", "path", "size_bytes", "architecture", "quantization",
    "parameter_count", "context_length"}."""
    with library_of(paths, output) as (library, _):
        known = [model.path for model in library.list()]
    with stopped_by_interrupt() as stop:
        models = list(find(standard_places(), known, stop))
        if stop.is_set():
            return INTERRUPTED
    if arguments.json:
        write_json([_found_as_json(model) for model in models])
        return DONE
    if not models:
        output.note("No models of other programs were found.")
        return DONE
    rows = [("PROGRAM", "NAME", "SIZE", "WEIGHTS", "FILE")]
    rows += [
        (
            model.program,
            model.name,
            readable_size(model.header.size_bytes),
            model.header.quantization or "-",
            str(model.path),
        )
        for model in models
    ]
    write(columns(rows, right=(2,)))
    output.note("To use one where it lies: inglenook models add FILE")
    return DONE


def _found_as_json(model: OtherModel) -> dict[str, object]:
    return {
        "program": model.program,
        "name": model.name,
        "path": str(model.path),
        "size_bytes": model.header.size_bytes,
        "architecture": model.header.architecture,
        "quantization": model.header.quantization,
        "parameter_count": model.header.parameter_count,
        "context_length": model.header.context_length,
    }


def remove(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    """--json: {"name", "path", "in_bin"}; in_bin false: the file stays where it is."""
    with library_of(paths, output) as (library, _):
        model = library.find(arguments.name)
        in_bin = library.remove(model)
    if arguments.json:
        write_json({"name": model.name, "path": str(model.path), "in_bin": in_bin})
    elif in_bin:
        write(f"{model.name} is in the bin.\n")
    else:
        write(f"{model.name} is no longer listed. Its file stays at {model.path}\n")
    return DONE


def move(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    """--json: {"event": "moving", "done_bytes", "total_bytes"} and at the end {"event": "moved", "folder",
    "left_behind": [paths]}."""
    last: Moving | Moved | None = None
    with Database(paths.database) as database, stopped_by_interrupt() as stop:
        paths = paths.with_models(SettingsStore(database).get().models_folder)
        with contextlib.closing(move_models(paths, database, arguments.folder, stop)) as events:
            for last in events:
                if isinstance(last, Moving) and arguments.json:
                    write_json({"event": "moving", **asdict(last)})
                elif isinstance(last, Moving):
                    output.progress(f"Moving the models: {last.done_bytes / max(1, last.total_bytes):.0%}")
        output.progress("")
    if not isinstance(last, Moved):
        return INTERRUPTED
    left_behind = [str(path) for path in last.left_behind]
    if arguments.json:
        write_json({"event": "moved", "folder": str(last.folder), "left_behind": left_behind})
        return DONE
    write(f"The models are in {last.folder}\n")
    for path in left_behind:
        output.note(f"{path} could not be removed; it is in the new folder, too.")
    return DONE


def verify(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    """--json: {"name", "path", "is_whole", "problem"}; problem: a sentence, or null."""
    with library_of(paths, output) as (library, _):
        model = library.find(arguments.name)
    if model.problem:
        raise UserError(model.problem)
    problem: str | None = None
    with stopped_by_interrupt() as stop:
        for event in provenance.verify(model.path, stop):
            problem = event.problem
            output.progress(f"Verifying: {event.done_bytes / max(1, event.total_bytes):.0%}")
        output.progress("")
        if stop.is_set():
            return INTERRUPTED
    if arguments.json:
        write_json({"name": model.name, "path": str(model.path), "is_whole": not problem, "problem": problem})
        return FAILED if problem else DONE
    if problem:
        raise UserError(problem, "Remove it and download it again.")
    write(f"{model.name} is whole: every byte is as it was published.\n")
    return DONE


def model_as_json(model: InstalledModel, is_default: bool, outlook: Outlook | None) -> dict[str, object]:
    """What is known of a model. used_at: its last answer in the window, seconds since 1970, or null.
    outlook: as app.machine.outlook.as_json, null for a model with a problem."""
    return {
        "name": model.name,
        "path": str(model.path),
        "size_bytes": model.size_bytes,
        "architecture": model.architecture,
        "quantization": model.quantization,
        "parameter_count": model.parameter_count,
        "context_length": model.context_length,
        "is_guide": model.is_guide,
        "is_default": is_default,
        "problem": model.problem,
        "used_at": model.use.used_at if model.use else None,
        "outlook": as_json(outlook),
    }


def _as_row(model: InstalledModel, is_default: bool, outlook: Outlook | None) -> tuple[str, ...]:
    speed = outlook.speed if outlook else None
    return (
        "*" if is_default else "",
        model.name,
        readable_size(model.size_bytes),
        model.quantization or "-",
        readable_parameters(model.parameter_count) if model.parameter_count else "-",
        f"{model.context_length:,}" if model.context_length else "-",
        f"{'' if speed.is_measured else '~'}{speed.words_per_s:,.1f}" if speed else "-",
        str(model.path),
    )
