"""What a draft model gains, beside the same model without one. On a quiet machine:

    uv run python -m tests.benchmarks.draft

The model has the 0.5B shape and made-up weights that let it recite: after each token it writes the one with
the next number. The draft models, of about a tenth of its cost, recite as well: one always rightly, one but
for each fifth token, one never. So the figures show what drafting and checking cost and save with models of
these sizes when so many guesses are right; how many guesses of a real draft model are right depends on the
two models and on the text, and is nothing that made-up weights can show. Nothing stands in the context that
could be guessed from there. Prints one JSON object. "gain" is the speed with the draft model, switched on and
off by measurement as in the program, to that of the same model without; in the first round it is found out
what pays. "batch": what a decode with so many guesses takes, in decodes of one token, and how many times as
fast writing were if all of them were right, with what the draft model takes for them: where that is not above
1 even long drafts cannot pay on this computer.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from app.engine.client import Engine
from app.engine.events import (
    NO_DRAFT_MODEL,
    ChatMessage,
    DraftModel,
    Finished,
    LoadOptions,
    Piece,
    ReplyOptions,
    Sampling,
    Statistics,
)
from app.engine.llama import Library, Log, open_library
from app.engine.model import Model
from app.engine.stopping import StopFlag
from app.machine import hardware
from tests.app.engine import random_model

_FIRST = 1000  # the first token of the answers
_LENGTHS = (1, 3, 7, 11, 15)
_SLIPS = {"always right": 0, "four of five right": 5, "never right": 1}


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
        drafts = {name: random_model.reciting_draft(folder, slips=slips) for name, slips in _SLIPS.items()}
        batches = _batches(library, model, drafts["always right"], options.threads)
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in ("without", *drafts)}
    load = LoadOptions(context_length=options.tokens + 256, threads=options.threads)
    with ExitStack() as stack:
        engines = {name: stack.enter_context(Engine(log_path=folder / "engine.log")) for name in runs}
        for name, engine in engines.items():
            draft = DraftModel(drafts[name], name) if name in drafts else NO_DRAFT_MODEL
            for _ in engine.load(model, load, threading.Event(), draft):
                pass
        for _ in range(options.rounds):
            texts = set()
            for name, engine in engines.items():
                text, statistics = _answer(engine, options.tokens)
                texts.add(text)
                runs[name].append(_figures(statistics))
            if len(texts) > 1:
                raise RuntimeError("the answers differ")
    best = {name: max(run["tokens_per_s"] for run in of) for name, of in runs.items()}
    result = {
        "model": model.name,
        "model_bytes": model.stat().st_size,
        "draft_bytes": drafts["always right"].stat().st_size,
        "threads": options.threads,
        "variant": library.variant,
        "batch": batches,
        "runs": runs,
        "tokens_per_s": best,
        "gain": {name: round(best[name] / best["without"], 3) for name in drafts},
    }
    json.dump(result, sys.stdout, indent=2)
    print()


def _batches(library: Library, path: Path, draft: Path, threads: int) -> dict[int, dict[str, float]]:
    """By the number of guesses in a decode: its cost and what it gains at most."""
    load = LoadOptions(context_length=512, threads=threads)
    new = partial(Model, library, options=load, stop=StopFlag(), on_progress=lambda _: None)
    model = new(path=path)
    small = new(path=draft, helps=model)
    for one in (model, small):
        one.begin_sampling(Sampling(temperature=0.0), ())
        for _ in one.read(range(_FIRST, _FIRST + 64), 0):
            pass

    def step(one: Model) -> None:
        one.step(_FIRST)
        one.sample()

    def step_ahead(length: int) -> None:
        model.step_ahead(_FIRST, range(_FIRST, _FIRST + length))
        model.sample()
        model.memory.take_back()

    single, guess = (_least(partial(step, one)) for one in (model, small))
    costs = {length: _least(partial(step_ahead, length)) / single for length in _LENGTHS}
    model.close()
    small.close()
    return {
        length: {
            "cost": round(cost, 2),
            "gain_if_right": round((length + 1) / (cost + length * guess / single), 2),
        }
        for length, cost in costs.items()
    }


def _least(work: Callable[[], None]) -> float:
    """Seconds of the quickest of some."""
    taken = []
    for _ in range(8):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return min(taken)


def _figures(statistics: Statistics) -> dict[str, Any]:
    return {
        "tokens_per_s": round(statistics.write_tokens_per_s, 2),
        "processor_s": round(statistics.processor_s, 2),
        "guessed": statistics.model_drafted_tokens,
        "rightly": statistics.model_accepted_tokens,
    }


def _answer(engine: Engine, count: int) -> tuple[str, Statistics]:
    """What was written, and what it took."""
    options = ReplyOptions(Sampling(temperature=0.0), max_tokens=count + 1, begun=(_FIRST,))
    text = ""
    for event in engine.reply([ChatMessage("user", "Recite.")], options, threading.Event()):
        if isinstance(event, Piece):
            text += event.text
        if isinstance(event, Finished):
            return text, event.statistics
    raise RuntimeError("the answer never ended")


if __name__ == "__main__":
    main()
