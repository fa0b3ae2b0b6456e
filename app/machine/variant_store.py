"""What was found out about the engine's back ends on this computer, kept for this version of the program."""

from __future__ import annotations

import json
import threading
from collections.abc import Generator
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from app.engine.backends import Backends
from app.machine import hardware
from app.machine.engine_trial import EngineTrial, Speeds, VariantTrial
from app.machine.idle import Disturbance
from app.machine.variants import Comparison, Tried, Trying
from app.store.database import Database


class VariantStore:
    """Every method but find_out() is one short transaction, from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def trial(self) -> EngineTrial | None:
        """What was found with this version of the program on this computer; None before."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT result FROM engine_trial WHERE program = ? AND computer = ?",
                (_program(), hardware.fingerprint()),
            ).fetchone()
        try:
            return None if row is None else _read(json.loads(row["result"]))
        except (ValueError, TypeError, KeyError):
            return None  # of a version in development; it is found out again

    def backends(self) -> Backends:
        """For the engine: the fastest, or what the library itself takes for the best before that is known."""
        trial = self.trial()
        return Backends() if trial is None else trial.backends()

    def find_out(
        self, comparison: Comparison, stop: threading.Event, *, gives_way: bool
    ) -> Generator[Trying | Tried | Disturbance, None, None]:
        """Compare, or go on with it, as Comparison.run() does, and keep what comes of it."""
        for event in comparison.run(stop, gives_way=gives_way):
            if isinstance(event, Tried):
                self.save(event.trial)
            yield event

    def save(self, trial: EngineTrial) -> None:
        """In place of those of other versions and of earlier times."""
        computer = hardware.fingerprint()
        with self._database.writing() as connection:
            connection.execute("DELETE FROM engine_trial WHERE computer = ?", (computer,))
            connection.execute(
                "INSERT INTO engine_trial (program, computer, result, tried_at) VALUES (?, ?, ?, ?)",
                (_program(), computer, json.dumps(asdict(trial)), trial.tried_at),
            )


def _program() -> str:
    """The version of all that the result depends on, besides the computer."""
    try:
        return f"{version('inglenook')} {version('llama-cpp-python')}"
    except PackageNotFoundError:
        return ""


def _read(value: dict[str, Any]) -> EngineTrial:
    variants = [VariantTrial(**{**one, "speeds": Speeds(**one["speeds"])}) for one in value["variants"]]
    return EngineTrial(**{**value, "variants": tuple(variants)})
