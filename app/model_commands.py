"""What `models add`, `models remove` and `models verify` of the command line do."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.commands import DONE, FAILED, INTERRUPTED, library_of, model_as_json, stopped_by_interrupt
from app.database import Database
from app.errors import UserError
from app.library import Library
from app.paths import Paths
from app.terminal import Output, write, write_json


def add(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    path = Path(arguments.path).expanduser()
    with Database(paths.database) as database:
        model = Library(paths, database).add(path)
    if arguments.json:
        write_json(model_as_json(model, is_default=False))
    else:
        write(f"{model.name} is used where it lies: {model.path}\n")
    return DONE


def remove(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
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


def verify(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    from app.provenance import verify

    with library_of(paths, output) as (library, _):
        model = library.find(arguments.name)
    if model.problem:
        raise UserError(model.problem)
    problem: str | None = None
    with stopped_by_interrupt() as stop:
        for event in verify(model.path, stop):
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
