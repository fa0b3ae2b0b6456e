"""What guessing from the context gains where an answer repeats it. On a quiet machine:

    uv run python -m tests.benchmarks.lookup

The model has the 0.5B shape and made-up weights that let it recite: after each token it writes the one with
the next number. So an answer quotes a text in its context word for word, or but for each twentieth token, or
writes what stands nowhere. It shows what a batch of guesses costs and saves with a model of this size; how
much of a real answer repeats the context depends on the task. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
from pathlib import Path

from app.engine.client import Engine
from app.engine.events import ChatMessage, Finished, LoadOptions, Piece, ReplyOptions, Sampling, Statistics
from app.engine.llama import Log, open_library
from app.machine import hardware
from tests.app.engine import random_model

_FIRST = 1000  # the first token of the text that is quoted
_EDITED = 20
_WAYS = ("never", "where they pay", "always")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tokens", type=int, default=150, help="of each answer")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=hardware.inference_threads())
    parser.add_argument("--cache", default=str(Path(tempfile.gettempdir()) / "inglenook-benchmarks"))
    options = parser.parse_args()
    folder = Path(options.cache)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "engine.log").open("a") as file:
        library = open_library(Log(file))
        model = random_model.half_billion(folder, recites=True)
    tasks = _tasks(options.tokens)
    speeds: dict[str, dict[str, list[float]]] = {task: {way: [] for way in _WAYS} for task in tasks}
    shares: dict[str, dict[str, str]] = {task: {} for task in tasks}
    with Engine(log_path=folder / "engine.log") as engine:
        load = LoadOptions(context_length=options.tokens * 3 + 256, threads=options.threads)
        for _ in engine.load(model, load, threading.Event()):
            pass
        for _ in range(options.rounds):
            for task, begun in tasks.items():
                texts = set()
                for way in _WAYS:
                    text, statistics = _answer(engine, begun, options.tokens, way)
                    texts.add(text)
                    speeds[task][way].append(statistics.write_tokens_per_s)
                    shares[task][way] = f"{statistics.accepted_tokens} of {statistics.drafted_tokens}"
                if len(texts) > 1:
                    raise RuntimeError(f"{task}: the answers differ")
    best = {task: {way: max(found) for way, found in ways.items()} for task, ways in speeds.items()}
    result = {
        "model": model.name,
        "threads": options.threads,
        "variant": library.variant,
        "tokens_per_s": {task: {way: round(s, 2) for way, s in ways.items()} for task, ways in best.items()},
        "all_rounds": {
            task: {way: [round(s, 2) for s in found] for way, found in ways.items()}
            for task, ways in speeds.items()
        },
        "guessed_rightly_last": shares,
        "gain": {task: round(ways["where they pay"] / ways["never"], 3) for task, ways in best.items()},
    }
    json.dump(result, sys.stdout, indent=2)
    print()


def _tasks(count: int) -> dict[str, tuple[int, ...]]:
    """The tokens before an answer of so many, which begins with token _FIRST."""
    text = list(range(_FIRST, _FIRST + count + 16))
    edited = [token + 60_000 if place % _EDITED == _EDITED - 1 else token for place, token in enumerate(text)]
    return {
        "quoting": (*text, _FIRST - 1),
        "quoting with changes": (*edited, _FIRST - 1),
        "nothing to quote": (*(token + 60_000 for token in text), _FIRST - 1),
    }


def _answer(engine: Engine, begun: tuple[int, ...], count: int, way: str) -> tuple[str, Statistics]:
    """What was written, and how fast."""
    options = ReplyOptions(
        Sampling(temperature=0.0),
        max_tokens=len(begun) + count,
        begun=begun,
        drafts=way,  # type: ignore[arg-type]
    )
    text = ""
    for event in engine.reply([ChatMessage("user", "Quote it.")], options, threading.Event()):
        if isinstance(event, Piece):
            text += event.text
        if isinstance(event, Finished):
            return text, event.statistics
    raise RuntimeError("the answer never ended")


if __name__ == "__main__":
    main()
