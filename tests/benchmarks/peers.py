"""Inglenook beside other programs with llama.cpp inside, in one run. On a quiet machine:

    uv run python -m tests.benchmarks.peers

All have the same model file, prompts and threads, are asked in turns, and stream their answers. A time is
that of a request for one token, from its beginning to its end, as who waits for it sees it; speeds are of
longer requests less such a one. llama-bench, for which nobody waits, writes after as many tokens as the
others.
Speeds are the best of some rounds; writing is also told as the median of each round's share of llama-bench's.
Prints a table in Markdown and one JSON object. What cannot be had here is told, and left out.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from statistics import median

from app.engine.events import ChatMessage
from app.engine.llama import Library, Log, open_library
from app.machine import hardware
from tests.app.engine import random_model
from tests.benchmarks import peer_processes
from tests.benchmarks.peer_builds import Missing
from tests.benchmarks.peer_processes import LlamaBench, LlamaServer, Ours, Peer, Setup

_ROWS = {
    "write_tokens_per_s": "writing, tokens/s",
    "read_tokens_per_s": "reading, tokens/s",
    "turn_2_s": "first token on turn 2, s",
    "turn_10_s": "on turn 10",
    "turn_50_s": "on turn 50",
    "whole_s": "reading a conversation of {story} tokens, s",
    "after_another_s": "going on with it after another one",
    "after_restart_s": "going on with it after a restart of the program",
}
_QUESTION, _ANSWER = "What then?", "That, later."  # as short as to let 50 turns be read in half a minute

Results = dict[str, dict[str, float]]
Rounds = dict[str, dict[str, list[float]]]


def main() -> None:
    options = _options()
    folder = Path(options.cache)
    library = _library(folder)
    setup = Setup(
        model=options.model or random_model.half_billion(folder),
        context=options.context,
        threads=options.threads,
        variant=options.variant or library.variant,
        folder=folder / "peers",
    )
    began, missing = time.monotonic(), dict[str, str]()
    peers = _started(setup, options.without, missing)
    try:
        results: Results = {peer.name: {} for peer in peers}
        rounds = _speeds(peers, setup, options, missing)
        _keep_best(rounds, results)
        _growing(peers, options, results)
        _returning(peers, options, results)
    finally:
        for peer in peers:
            peer.close()
    seconds = round(time.monotonic() - began)
    told = _told(setup, options, results, missing, seconds) | {"writing_beside_llama_bench": _shares(rounds)}
    print(_table(results, options.story))
    for name, reason in missing.items():
        print(f"\n{name} is missing: {reason}.")
    print()
    json.dump(told, sys.stdout, indent=2)
    print()


def _library(folder: Path) -> Library:
    """Open: it says which variant it takes for the best, and quantizes the model."""
    folder.mkdir(parents=True, exist_ok=True)
    return open_library(Log((folder / "engine.log").open("a")))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one round, 10 turns, a short conversation")
    parser.add_argument("--rounds", type=int, help="of writing and reading")
    parser.add_argument("--turns", type=int, help="of the growing conversation")
    parser.add_argument("--story", type=int, help="tokens of the conversation that is returned to")
    parser.add_argument("--read", type=int, default=256, help="tokens of the measurement of reading")
    parser.add_argument("--write", type=int, default=64, help="tokens of the measurement of writing")
    parser.add_argument("--context", type=int, default=8192)
    parser.add_argument("--threads", type=int, default=hardware.inference_threads())
    parser.add_argument("--variant", help="of the back end for the processor, for all but node")
    parser.add_argument("--model", type=Path, help="another model than the usual random one")
    parser.add_argument("--without", action="append", default=[], metavar="NAME", help="leave one out")
    parser.add_argument("--cache", default=str(Path(tempfile.gettempdir()) / "inglenook-benchmarks"))
    options = parser.parse_args()
    usual, quick = {"rounds": 6, "turns": 50, "story": 1200}, {"rounds": 1, "turns": 10, "story": 300}
    for name, value in (quick if options.quick else usual).items():
        if getattr(options, name) is None:
            setattr(options, name, value)
    return options


def _started(setup: Setup, without: Sequence[str], missing: dict[str, str]) -> list[Peer]:
    """All that can be had, with the model loaded."""
    makers: dict[str, Callable[[Setup], Peer]] = {
        "Inglenook": Ours,
        "llama-server": LlamaServer,
        "llama-cpp-python": peer_processes.high_level,
        "node-llama-cpp": peer_processes.node,
    }
    peers: list[Peer] = []
    for name, make in makers.items():
        if name in without:
            continue
        try:
            peer = make(setup)
            peer.start()
            peers.append(peer)
        except Missing as error:
            missing[name] = str(error)
    return peers


def _speeds(
    peers: Sequence[Peer], setup: Setup, options: argparse.Namespace, missing: dict[str, str]
) -> Rounds:
    """Of each in each round."""
    rounds: Rounds = {peer.name: {} for peer in peers}
    try:
        bench = LlamaBench(setup)
        rounds[bench.name] = {}
    except Missing as error:
        bench, missing["llama-bench"] = None, str(error)
    chance = random.Random(1)
    for number in range(options.rounds):
        for peer in peers if number % 2 == 0 else reversed(peers):
            time.sleep(0.3)  # the last one's threads spin for a while before they sleep
            _speed(peer, chance, options, rounds[peer.name])
        if bench is not None:
            time.sleep(0.3)
            read, write = bench.speeds(options.read, options.write)
            _note(rounds[bench.name], read, write)
    return rounds


def _speed(
    peer: Peer, chance: random.Random, options: argparse.Namespace, found: dict[str, list[float]]
) -> None:
    """Reads a text that is new to it, and writes after it; once more after another if that ended soon."""
    for _ in range(5):
        text = [_message("".join(chance.choices("abcdefgh", k=options.read)))]
        read_s = _time(peer, text, 1, "speeds")
        one_s = _time(peer, text, 1, "speeds")
        began = time.perf_counter()
        written = peer.ask(text, options.write + 1, "speeds") - 1
        write_s = time.perf_counter() - began - one_s
        if written > options.write // 2:
            _note(found, _token_count(text) / read_s, written / write_s)
            return
    raise RuntimeError(f"{peer.name} ends its answers too soon")


def _note(found: dict[str, list[float]], read: float, write: float) -> None:
    found.setdefault("read_tokens_per_s", []).append(read)
    found.setdefault("write_tokens_per_s", []).append(write)


def _keep_best(rounds: Rounds, results: Results) -> None:
    """Whatever else the computer does can only slow a run down."""
    for name, found in rounds.items():
        results.setdefault(name, {}).update({key: max(speeds) for key, speeds in found.items()})


def _shares(rounds: Rounds) -> dict[str, dict[str, float]]:
    """Of llama-bench's speed of writing: that of the best of all rounds, and the median of each round's."""
    if "llama-bench" not in rounds:
        return {}
    bench = rounds["llama-bench"]["write_tokens_per_s"]
    shares = {}
    for name, found in rounds.items():
        if name != "llama-bench":
            own = found["write_tokens_per_s"]
            each = [mine / theirs for mine, theirs in zip(own, bench, strict=True)]
            shares[name] = {"best": round(max(own) / max(bench), 3), "median": round(median(each), 3)}
    return shares


def _growing(peers: Sequence[Peer], options: argparse.Namespace, results: Results) -> None:
    """A conversation that goes on, each turn with all before it."""
    messages: list[ChatMessage] = []
    for turn in range(1, options.turns + 1):
        messages.append(_message(f"{turn}. {_QUESTION}"))
        for peer in peers:
            seconds = _time(peer, messages, 1, "growing")
            if turn in (2, 10, 50):
                results[peer.name][f"turn_{turn}_s"] = seconds
        messages.append(ChatMessage("assistant", _ANSWER))


def _returning(peers: Sequence[Peer], options: argparse.Namespace, results: Results) -> None:
    """A long conversation is read; then another one, or a restart, comes before its next question."""
    story = [_message("s" * options.story)]
    asked = [*story, ChatMessage("assistant", _ANSWER), _message(_QUESTION)]
    again = [*asked, ChatMessage("assistant", _ANSWER), _message(_QUESTION)]
    for peer in peers:
        found = results[peer.name]
        found["whole_s"] = _time(peer, story, 1, "story")
        _time(peer, [_message("other " * 30)], 1, "other")
        found["after_another_s"] = _time(peer, asked, 1, "story")
        peer.close()
        peer.start()
        found["after_restart_s"] = _time(peer, again, 1, "story")


def _time(peer: Peer, messages: Sequence[ChatMessage], tokens: int, conversation: str) -> float:
    began = time.perf_counter()
    peer.ask(messages, tokens, conversation)
    return time.perf_counter() - began


def _token_count(messages: Sequence[ChatMessage]) -> int:
    """In the random model each byte is a token, and so is each mark of the template."""
    return len(peer_processes.chatml(messages).replace("<|im_start|>", "<").replace("<|im_end|>", ">"))


def _message(text: str) -> ChatMessage:
    return ChatMessage("user", text)


def _told(
    setup: Setup, options: argparse.Namespace, results: Results, missing: dict[str, str], seconds: int
) -> dict[str, object]:
    cpu = hardware.describe_cpu()
    return {
        "date": date.today().isoformat(),
        "processor": f"{cpu.name}, {cpu.physical_cores} cores",
        "system": platform.platform(),
        "model": setup.model.name,
        "threads": setup.threads,
        "variant": setup.variant,
        "context": setup.context,
        "seconds": seconds,
        "options": {name: getattr(options, name) for name in ("rounds", "turns", "story", "read", "write")},
        "results": {
            name: {key: round(value, 3) for key, value in found.items()} for name, found in results.items()
        },
        "missing": missing,
    }


def _table(results: Results, story: int) -> str:
    names = list(results)
    lines = [f"| | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    for key, title in _ROWS.items():
        cells = [f"{results[name][key]:.3g}" if key in results[name] else "" for name in names]
        if any(cells):
            lines.append(f"| {title.format(story=story)} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
