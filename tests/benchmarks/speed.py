"""How near the predicted speed of a model is to what it then reaches. Run on a quiet machine:

    uv run python -m tests.benchmarks.speed

Measures this computer as the program does, then lets the 0.5B model with random weights read and write
through the engine, and prints one JSON object; `write_ratio` and `read_ratio` are predicted : reached.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.engine.client import Engine
from app.engine.events import (
    ChatMessage,
    Finished,
    LoadOptions,
    ReplyOptions,
    Sampling,
    Statistics,
)
from app.engine.llama import Log, open_library
from app.machine.hardware import CoreMeter
from app.machine.measure import Measured, measure
from app.machine.speed import ComputerSpeed, predict
from app.machine.speed_store import SpeedStore
from app.models.gguf import read_header
from app.store.database import Database
from tests.app.engine import random_model

_READ_TOKENS, _WRITTEN_TOKENS = 500, 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cache", default=str(Path(tempfile.gettempdir()) / "inglenook-benchmarks"))
    parser.add_argument("--model", type=Path, help="another model than the one with random weights")
    options = parser.parse_args()
    folder = Path(options.cache)
    folder.mkdir(parents=True, exist_ok=True)
    model = options.model or _half_billion(folder)
    begun = time.monotonic()
    computer = _measured()
    seconds = time.monotonic() - begun
    header = read_header(model)
    context = _READ_TOKENS + _WRITTEN_TOKENS // 2
    predicted = predict(header.work, header.cache_bytes_per_token, computer, context)
    reached, busy = _reached(model, options.rounds)
    result: dict[str, Any] = {
        "computer": asdict(computer),
        "measuring_s": round(seconds, 1),
        "model": model.name,
        "predicted": {"read": predicted.read_tokens_per_s, "write": predicted.write_tokens_per_s},
        "reached": reached,
        "busy_cores": busy,
        "read_ratio": round(predicted.read_tokens_per_s / max(reached["read"]), 3),
        "write_ratio": round(predicted.write_tokens_per_s / max(reached["write"]), 3),
    }
    json.dump(result, sys.stdout, indent=2)
    print()


def _half_billion(folder: Path) -> Path:
    with (folder / "engine.log").open("a") as file:
        open_library(Log(file))  # which quantizes
        return random_model.half_billion(folder)


def _measured() -> ComputerSpeed:
    with tempfile.TemporaryDirectory() as home, Database(Path(home) / "speed.sqlite") as database:
        *_, last = measure(SpeedStore(database), threading.Event())
    assert isinstance(last, Measured)
    return last.computer


def _reached(model: Path, rounds: int) -> tuple[dict[str, list[float]], float]:
    """Tokens per second of each round, and the cores that other programs kept busy meanwhile."""
    speeds: dict[str, list[float]] = {"read": [], "write": []}
    with Engine() as engine:
        for _ in engine.load(model, LoadOptions(context_length=2048), threading.Event()):
            pass
        meter = CoreMeter(engine.pid)
        attempt = 0
        while len(speeds["write"]) < rounds:
            attempt += 1
            statistics = _answered(engine, attempt)
            if statistics is None:
                continue  # a random model may end its answer early
            speeds["read"].append(round(statistics.read_tokens_per_s, 2))
            speeds["write"].append(round(statistics.write_tokens_per_s, 2))
        busy = round(meter.busy_elsewhere(), 2)
    return speeds, busy


def _answered(engine: Engine, attempt: int) -> Statistics | None:
    # Each byte is a token of the random model; the number comes first so that nothing is known already.
    question = ChatMessage("user", f"{attempt:03d}" + "x" * (_READ_TOKENS - 3))
    # Made-up weights soon repeat themselves, so guessing from the context would double the speed.
    options = ReplyOptions(Sampling(temperature=0.0), _WRITTEN_TOKENS, drafts="never")
    last = list(engine.reply([question], options, threading.Event()))[-1]
    assert isinstance(last, Finished)
    return last.statistics if last.reason == "length" else None


if __name__ == "__main__":
    main()
