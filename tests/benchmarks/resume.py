"""Time to the first word when a conversation goes on: at once, after another one, after a restart. On a quiet
machine, in under three minutes:

    uv run python -m tests.benchmarks.resume

Prints one JSON object. Seconds are from asking to the first piece of text, through process and pipe;
new_tokens are those that had to be read. reading_alone is what computing them took, at that depth.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from app.engine.client import Engine
from app.engine.events import ChatMessage, Finished, LoadOptions, Piece, ReplyOptions, Sampling
from app.engine.snapshots import SnapshotOptions
from app.machine import hardware
from tests.app.engine import random_model

_QUESTION = "Go on?"  # the model's tokens are bytes: as many as of a question of six words
_ANSWER_TOKENS = 12


@dataclass(frozen=True)
class _First:
    """The first word of one turn."""

    seconds: float
    new_tokens: int
    reading_s: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tokens", type=int, default=3000, help="of the conversation that is returned to")
    parser.add_argument("--turns", type=int, default=50, help="of the growing conversation")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--cache", default=str(Path(tempfile.gettempdir()) / "inglenook-benchmarks"))
    options = parser.parse_args()
    folder = Path(options.cache)
    folder.mkdir(parents=True, exist_ok=True)
    model = random_model.half_billion(folder)
    result = {"model": model.name, "threads": hardware.inference_threads()}
    json.dump(result | _returning(model, folder, options) | _growing(model, options), sys.stdout, indent=2)
    print()


def _returning(model: Path, folder: Path, options: argparse.Namespace) -> dict[str, object]:
    firsts: dict[str, list[_First]] = {"read_all": [], "after_another": [], "after_restart": []}
    snapshots = folder / "snapshots"
    for number in range(options.rounds):
        shutil.rmtree(snapshots, ignore_errors=True)
        story = [ChatMessage("user", f"{number}" + "x" * options.tokens)]
        with _engine(model, snapshots) as engine:
            firsts["read_all"].append(_turn(engine, story, "1"))
            _turn(engine, [ChatMessage("user", "y" * 200)], "2")
            firsts["after_another"].append(_turn(engine, story, "1"))
            engine.keep()
        with _engine(model, snapshots) as engine:
            firsts["after_restart"].append(_turn(engine, story, "1"))
    size = (snapshots / "1.kv").stat().st_size
    shutil.rmtree(snapshots)
    best = {name: min(values, key=lambda first: first.seconds) for name, values in firsts.items()}
    all_s = best["read_all"].seconds
    return {
        "conversation_tokens": best["read_all"].new_tokens,
        "snapshot_mb": round(size / 1e6, 1),
        "first_word_s": {name: round(first.seconds, 3) for name, first in best.items()},
        "new_tokens": {name: first.new_tokens for name, first in best.items()},
        "after_another_to_all": round(best["after_another"].seconds / all_s, 4),
        "after_restart_to_all": round(best["after_restart"].seconds / all_s, 4),
    }


def _growing(model: Path, options: argparse.Namespace) -> dict[str, object]:
    """First words of a conversation in which each turn adds as many tokens as the one before."""
    with _engine(model, None) as engine:
        conversation: list[ChatMessage] = []
        firsts = [_turn(engine, conversation, None) for _ in range(options.turns)]
    shown = {turn: firsts[turn - 1] for turn in (2, 10, 50) if turn <= options.turns}
    # One turn may meet a busy moment of the computer: the middle one of the last five tells.
    last = sorted(firsts[-5:], key=lambda first: first.seconds / first.reading_s)[len(firsts[-5:]) // 2]
    return {
        "growing_first_word_s": {str(turn): round(first.seconds, 3) for turn, first in shown.items()},
        "growing_new_tokens": {str(turn): first.new_tokens for turn, first in shown.items()},
        f"turn_{options.turns}_to_reading_alone": round(last.seconds / last.reading_s, 3),
    }


def _turn(engine: Engine, conversation: list[ChatMessage], name: str | None) -> _First:
    """Ask, add question and answer to the conversation."""
    conversation.append(ChatMessage("user", _QUESTION))
    options = ReplyOptions(sampling=Sampling(temperature=0.0), max_tokens=_ANSWER_TOKENS)
    text, seconds, began = "", 0.0, time.perf_counter()
    for event in engine.reply(conversation, options, threading.Event(), name):
        if isinstance(event, Piece):
            seconds = seconds or time.perf_counter() - began
            text += event.text
        if isinstance(event, Finished):
            statistics = event.statistics
    conversation.append(ChatMessage("assistant", text))
    new = statistics.prompt_tokens - statistics.reused_tokens
    return _First(seconds, new, new / statistics.read_tokens_per_s)


def _engine(model: Path, snapshots: Path | None) -> Engine:
    engine = Engine(snapshots=SnapshotOptions(snapshots, worth_s=0.0) if snapshots else None)
    for _ in engine.load(model, LoadOptions(context_length=8192), threading.Event()):
        pass
    return engine


if __name__ == "__main__":
    main()
