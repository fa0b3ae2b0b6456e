"""The measured speeds that are kept: of this computer, and of each model that has answered on it."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from app.engine.backends import Backends
from app.engine.events import Statistics
from app.machine import hardware
from app.machine.idle import BUSY_CORES
from app.machine.speed import ComputerSpeed, Rate, Speed
from app.machine.timing import Taken
from app.machine.variant_store import VariantStore
from app.store.database import Database

_LEAST_READ, _LEAST_WRITTEN = 32, 16  # tokens; fewer tell little about the speed
_NEWEST_SHARE = 0.3  # of the newest answer in what is kept
_MOST_TAKEN = 64  # answers of a model whose times are kept


@dataclass(frozen=True, slots=True)
class ModelUse:
    """A model's last answer, and its measured speeds; 0.0 where none was measured."""

    used_at: float  # seconds since 1970
    speed: Speed


class SpeedStore:
    """Every method is one short transaction, from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def backends(self) -> Backends:
        """What to measure with: what answers will be made with."""
        return VariantStore(self._database).backends()

    def computer(self) -> ComputerSpeed | None:
        """What was measured on this computer as it is now; None before the first measurement."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM computer_speed WHERE computer = ? ORDER BY weights", (hardware.fingerprint(),)
            ).fetchall()
        if not rows:
            return None
        return ComputerSpeed(
            rates=tuple(
                Rate(row["weights"], row["read_weights_per_s"], row["write_weights_per_s"]) for row in rows
            ),
            variant=rows[0]["variant"],
            busy_cores=max(row["busy_cores"] for row in rows),
            measured_at=max(row["measured_at"] for row in rows),
        )

    def needs_measuring(self, variant: str = "") -> bool:
        """Whether a measurement is due: none yet of this processor, thread count and engine, or one that
        other programs disturbed. variant: the CPU back end that a loaded model uses, when one is."""
        known = self.computer()
        return known is None or known.busy_cores > BUSY_CORES or variant not in ("", known.variant)

    def save(self, measured: ComputerSpeed) -> None:
        """Keeps a measurement in place of the one before. What was less disturbed before stays."""
        known = self.computer()
        if known and known.variant == measured.variant and known.busy_cores < measured.busy_cores:
            return
        computer = hardware.fingerprint()
        with self._database.writing() as connection:
            connection.execute("DELETE FROM computer_speed WHERE computer = ?", (computer,))
            connection.executemany(
                "INSERT INTO computer_speed (computer, weights, read_weights_per_s, write_weights_per_s, "
                "variant, busy_cores, measured_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        computer,
                        rate.weights,
                        rate.read_weights_per_s,
                        rate.write_weights_per_s,
                        measured.variant,
                        measured.busy_cores,
                        measured.measured_at,
                    )
                    for rate in measured.rates
                ],
            )

    def record(self, model: Path, statistics: Statistics) -> None:
        """Notes that a model answered, and how fast it was if the answer was long enough to tell."""
        if not statistics.answer_tokens:
            return
        before = self.use_of(model)
        old = before.speed if before else Speed(0.0, 0.0)
        is_read = statistics.prompt_tokens - statistics.reused_tokens >= _LEAST_READ
        is_written = statistics.answer_tokens >= _LEAST_WRITTEN
        read = _blend(old.read_tokens_per_s, statistics.read_tokens_per_s if is_read else 0.0)
        write = _blend(old.write_tokens_per_s, statistics.write_tokens_per_s if is_written else 0.0)
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO model_use (path, computer, used_at, read_tokens_per_s, write_tokens_per_s) "
                "VALUES (?, ?, ?, ?, ?) ON CONFLICT (path, computer) DO UPDATE SET "
                "used_at = excluded.used_at, read_tokens_per_s = excluded.read_tokens_per_s, "
                "write_tokens_per_s = excluded.write_tokens_per_s",
                (str(model), hardware.fingerprint(), time.time(), read, write),
            )
            _keep_taken(connection, model, statistics)

    def taken(self, model: Path) -> list[Taken]:
        """What the model's last answers on this computer took, the newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM answer_time WHERE path = ? AND computer = ? ORDER BY id DESC",
                (str(model), hardware.fingerprint()),
            ).fetchall()
        return [
            Taken(
                row["read_tokens"],
                row["reused_tokens"],
                row["first_word_s"],
                row["answer_tokens"],
                row["write_s"],
            )
            for row in rows
        ]

    def use_of(self, model: Path) -> ModelUse | None:
        """None when it never answered on this computer."""
        return self.uses().get(model)

    def uses(self) -> dict[Path, ModelUse]:
        """All models that answered on this computer."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM model_use WHERE computer = ?", (hardware.fingerprint(),)
            ).fetchall()
        return {
            Path(row["path"]): ModelUse(
                row["used_at"], Speed(row["read_tokens_per_s"], row["write_tokens_per_s"], is_measured=True)
            )
            for row in rows
        }

    def forget(self, model: Path) -> None:
        """After the model was removed."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM model_use WHERE path = ?", (str(model),))
            connection.execute("DELETE FROM answer_time WHERE path = ?", (str(model),))


def _keep_taken(connection: sqlite3.Connection, model: Path, statistics: Statistics) -> None:
    """Also of short answers: what is foretold is the same sum that they took."""
    of_model = (str(model), hardware.fingerprint())
    speed = statistics.write_tokens_per_s
    connection.execute(
        "INSERT INTO answer_time (path, computer, read_tokens, reused_tokens, first_word_s, answer_tokens, "
        "write_s) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            *of_model,
            statistics.prompt_tokens - statistics.reused_tokens,
            statistics.reused_tokens,
            statistics.first_token_s,
            statistics.answer_tokens,
            (statistics.answer_tokens - 1) / speed if speed else 0.0,
        ),
    )
    connection.execute(
        "DELETE FROM answer_time WHERE path = ? AND computer = ? AND id <= (SELECT id FROM answer_time "
        f"WHERE path = ? AND computer = ? ORDER BY id DESC LIMIT 1 OFFSET {_MOST_TAKEN})",
        of_model * 2,
    )


def _blend(old: float, new: float) -> float:
    """The computer is now faster, now slower: what is kept follows slowly."""
    if not old or not new:
        return new or old
    return old + (new - old) * _NEWEST_SHARE
