"""Time to the first word when a conversation goes on: at once, after another one, after a restart. On a quiet
machine:

    uv run python -m tests.benchmarks.resume

Prints one JSON object: seconds to the first word, and ratios to reading the whole conversation.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import threading
from pathlib import Path

from app.engine.client import Engine
from app.engine.events import ChatMessage, Finished, LoadOptions, ReplyOptions, Sampling
from app.engine.snapshots import SnapshotOptions
from app.machine import hardware
from tests.app.engine import random_model

_QUESTION = "And what came after that?"
_ANSWER_TOKENS = 12


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tokens", type=int, default=3000, help="of the conversation that is returned to")
    parser.add_argument("--turns", type=int, default=50, help="of the growing conversation")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cache", default=str(Path(tempfile.gettempdir()) / "inglenook-benchmarks"))
    options = parser.parse_args()
    folder = Path(options.cache)
    folder.mkdir(parents=True, exist_ok=True)
    model = random_model.half_billion(folder)
    result = {"model": model.name, "threads": hardware.inference_threads()}
    json.dump(result | _returning(model, folder, options) | _growing(model, options), sys.stdout, indent=2)
    print()


def _returning(model: Path, folder: Path, options: argparse.Namespace) -> dict[str, object]:
    seconds: dict[str, list[float]] = {"read_all": [], "after_another": [], "after_restart": []}
    snapshots = folder / "snapshots"
    for number in range(options.rounds):
        shutil.rmtree(snapshots, ignore_errors=True)
        story = [ChatMessage("user", f"{number}" + "x" * options.tokens)]
        with _engine(model, snapshots) as engine:
            seconds["read_all"].append(_turn(engine, story, "1"))
            _turn(engine, [ChatMessage("user", "y" * 200)], "2")
            seconds["after_another"].append(_turn(engine, story, "1"))
            engine.keep()
        with _engine(model, snapshots) as engine:
            seconds["after_restart"].append(_turn(engine, story, "1"))
    size = (snapshots / "1.kv").stat().st_size
    shutil.rmtree(snapshots)
    best = {name: min(values) for name, values in seconds.items()}
    return {
        "conversation_tokens": options.tokens,
        "snapshot_mb": round(size / 1e6, 1),
        "first_word_s": {name: round(value, 3) for name, value in best.items()},
        "after_another_to_all": round(best["after_another"] / best["read_all"], 4),
        "after_restart_to_all": round(best["after_restart"] / best["read_all"], 4),
    }


def _growing(model: Path, options: argparse.Namespace) -> dict[str, object]:
    """First words of a conversation in which each turn adds as many tokens as the one before."""
    with _engine(model, None) as engine:
        conversation: list[ChatMessage] = []
        times = [_turn(engine, conversation, None) for _ in range(options.turns)]
    turns = [turn for turn in (2, 10, 50) if turn <= options.turns]
    return {"growing_first_word_s": {str(turn): round(times[turn - 1], 3) for turn in turns}}


def _turn(engine: Engine, conversation: list[ChatMessage], name: str | None) -> float:
    """Ask, add question and answer to the conversation; seconds to the first word."""
    conversation.append(ChatMessage("user", _QUESTION))
    options = ReplyOptions(sampling=Sampling(temperature=0.0), max_tokens=_ANSWER_TOKENS)
    text, last = "", None
    for last in engine.reply(conversation, options, threading.Event(), name):
        text += getattr(last, "text", "")
    assert isinstance(last, Finished)
    conversation.append(ChatMessage("assistant", text))
    return last.statistics.first_token_s


def _engine(model: Path, snapshots: Path | None) -> Engine:
    engine = Engine(snapshots=SnapshotOptions(snapshots, worth_s=0.0) if snapshots else None)
    for _ in engine.load(model, LoadOptions(context_length=8192), threading.Event()):
        pass
    return engine


if __name__ == "__main__":
    main()
