"""How fast the engine is beside llama.cpp itself. Run on a quiet machine:

    uv run python -m tests.benchmarks.engine

Speeds of one round come one after the other, rounds are repeated, and the best of each counts: whatever else
the computer does can only slow a run down. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.engine import templates
from app.engine.client import Engine
from app.engine.events import ChatMessage, Finished, LoadOptions, Reading, ReplyOptions, Sampling
from app.engine.llama import Library, Log, open_library
from app.engine.model import Model
from app.engine.reply import Chat
from app.engine.stopping import StopFlag
from app.machine import hardware
from tests.app.engine import random_model
from tests.benchmarks import rivals

_GREEDY = Sampling(temperature=0.0)


def main() -> None:
    options = _options()
    folder = Path(options.cache)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "engine.log").open("a") as file:
        library = open_library(Log(file))
        model = random_model.half_billion(folder)
        result: dict[str, Any] = {"model": model.name, "threads": options.threads}
        result |= {"variant": library.variant, "write": _write_speeds(model, library.variant, options)}
        result["own_part"] = _own_cost(library, folder, options)
    json.dump(result, sys.stdout, indent=2)
    print()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tokens", type=int, default=200, help="of the comparison with llama.cpp")
    parser.add_argument("--stream-tokens", type=int, default=1000, help="of that with the high-level stream")
    parser.add_argument("--own-tokens", type=int, default=4100, help="of the measuring of our own part")
    parser.add_argument("--threads", type=int, default=hardware.inference_threads())
    parser.add_argument("--cache", default=str(Path(tempfile.gettempdir()) / "inglenook-benchmarks"))
    return parser.parse_args()


def _write_speeds(model: Path, variant: str, options: argparse.Namespace) -> dict[str, Any]:
    """Tokens per second of our loop through the child, of llama.cpp in C, and of the high-level stream."""
    context = max(options.tokens, options.stream_tokens) + 128
    engine = _loaded_engine(model, context, options)
    reference = rivals.reference(Path(options.cache), variant, model, context, options.threads)
    stream = rivals.high_level(model, context, options.threads)
    runs: dict[str, Callable[[], float]] = {
        "ours": lambda: _our_speed(engine, options.tokens, _GREEDY),
        "llama_cpp": lambda: reference.tokens_per_s(options.tokens),
        "ours_default_sampling": lambda: _our_speed(engine, options.tokens, Sampling()),
        "ours_long": lambda: _our_speed(engine, options.stream_tokens, _GREEDY),
        "high_level_long": lambda: stream.tokens_per_s(options.stream_tokens),
    }
    speeds: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(options.rounds):
        order = list(runs) if number % 2 == 0 else list(reversed(runs))
        for name in order:
            if name.endswith("_long") and number > max(1, options.rounds // 2):
                continue  # these take a minute each
            time.sleep(0.3)  # the last one's threads spin for a while before they sleep
            speeds[name].append(runs[name]())
    for closing in (engine, reference, stream):
        closing.close()
    best = {name: max(values) for name, values in speeds.items()}
    return {
        "tokens_per_s": {name: round(value, 2) for name, value in best.items()},
        "all_rounds": {name: [round(value, 2) for value in values] for name, values in speeds.items()},
        "ours_to_llama_cpp": round(best["ours"] / best["llama_cpp"], 4),
        "default_sampling_to_llama_cpp": round(best["ours_default_sampling"] / best["llama_cpp"], 4),
        "ours_to_high_level": round(best["ours_long"] / best["high_level_long"], 4),
    }


def _own_cost(library: Library, folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Microseconds of a token outside of llama_decode and llama_sampler_sample.

    With a tiny model, whose few context tokens leave room for nothing else to hide in.
    """
    path = random_model.write(folder / "tiny.gguf", random_model.Shape(context=8192, control=()))
    inside = _TimedBindings(library.bindings)
    timed = dataclasses.replace(library, bindings=inside)
    load = LoadOptions(context_length=options.own_tokens + 256, threads=1)
    model = Model(timed, path, load, stop=StopFlag(), on_progress=lambda fraction: None)
    chat = Chat(model, _HereRenderer())
    late = min(4000, options.own_tokens - 60)
    written = _own_costs(chat, inside, "Hi", options.own_tokens)
    after_long = _own_costs(chat, inside, "a" * late, 160)
    model.close()
    return {
        "us_at_token_100": _around(written, 100),
        f"us_at_token_{late}": _around(written, late),
        # The same place in the context at the start of an answer: what it costs beyond token 100 is the
        # processor's caches, which a longer context leaves colder, not the answer's length.
        f"us_at_token_100_after_{late}_read": _around(after_long, 100),
    }


def _own_costs(chat: Chat, inside: _TimedBindings, question: str, tokens: int) -> list[float]:
    """Seconds per token, the best of three answers."""
    best: list[float] = []
    for _ in range(3):
        inside.marks.clear()
        for event in chat.reply([ChatMessage("user", question)], _long_answer(tokens)):
            if isinstance(event, Reading):
                inside.marks.clear()
        costs = inside.costs()
        best = [min(pair) for pair in zip(best, costs, strict=False)] if best else costs
    return best


def _around(costs: list[float], token: int) -> float:
    """Microseconds near a token."""
    return round(statistics.median(costs[max(0, token - 50) : token + 50]) * 1e6, 2)


class _HereRenderer:
    def render(self, source: str, variables: Any) -> str:
        return templates.render(source, variables)


class _TimedBindings:
    """The bindings, with a clock around the two calls that do the model's work."""

    def __init__(self, bindings: Any) -> None:
        self._bindings = bindings
        self.marks: list[tuple[float, float]] = []  # (entered, left) of each call
        self.llama_decode = self._timed(bindings.llama_decode)
        self.llama_sampler_sample = self._timed(bindings.llama_sampler_sample)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._bindings, name)

    def costs(self) -> list[float]:
        """Seconds between the calls, per token: after a sample until its decode, and until the next."""
        gaps = [after[0] - before[1] for before, after in zip(self.marks[1:], self.marks[2:], strict=False)]
        return [sum(pair) for pair in zip(gaps[::2], gaps[1::2], strict=False)]

    def _timed(self, function: Any) -> Any:
        def call(*arguments: Any) -> Any:
            entered = time.perf_counter()
            result = function(*arguments)
            self.marks.append((entered, time.perf_counter()))
            return result

        return call


def _our_speed(engine: Engine, count: int, sampling: Sampling) -> float:
    """Tokens per second of one answer of `count` tokens. Another question when the model ends too soon."""
    for attempt in range(20):
        question = [ChatMessage("user", f"{attempt}")]
        reply = engine.reply(question, _long_answer(count, sampling), threading.Event())
        last = list(reply)[-1]
        assert isinstance(last, Finished)
        if last.reason == "length":
            return last.statistics.write_tokens_per_s
    raise RuntimeError("the random model always ends its answers early")


def _loaded_engine(model: Path, context: int, options: argparse.Namespace) -> Engine:
    engine = Engine(log_path=Path(options.cache) / "engine.log")
    load = LoadOptions(context_length=context, threads=options.threads)
    for _ in engine.load(model, load, threading.Event()):
        pass
    return engine


def _long_answer(count: int, sampling: Sampling = _GREEDY) -> ReplyOptions:
    return ReplyOptions(sampling=sampling, max_tokens=count, drafts="never")  # the others do not guess


if __name__ == "__main__":
    main()
