"""How fast downloads are beside curl and the Hub's own command, and whether hostile headers are harmless.

    uv run python -m tests.benchmarks.downloads [--size MB] [--gguf FOLDER]

All ways fetch the same file from the same stand-in for the Hub, in turn; the best round of each counts, for
whatever else the computer does can only slow one down. curl is followed by sha256sum, since a download that
is not verified is not one; `hf download` compares sizes only. FOLDER: real GGUF files; those of the
llama-cpp-python sdist (vendor/llama.cpp/models) are taken from uv's cache. Prints one JSON object; exit
status 1 when a header took more than a second or 64 MB.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.downloads.download import Downloads
from app.downloads.events import Done
from app.errors import UserError
from app.hub.remote_file import RemoteFile
from app.models.gguf import read_header, read_outline
from app.models.gguf_reader import BeginningTooShort
from app.network.connections import Network
from tests.app.served_hub import FILE, REPO, model_bytes
from tests.hub_server import COMMIT

_HEADER_BYTES = 1 << 20
_MOST_SECONDS, _MOST_BYTES = 1.0, 64 << 20


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=300, help="megabytes to download; 0: headers only")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--gguf", type=Path, help="folder with real GGUF files")
    parser.add_argument("--mutations", type=int, default=1000, help="damaged headers to read; 0: none")
    parser.add_argument("--read-headers", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.read_headers:
        _read_headers()
        return 0
    result: dict[str, Any] = {}
    is_harmless = True
    if arguments.size:
        with tempfile.TemporaryDirectory() as folder:
            result["throughput"] = _throughput(Path(folder), arguments.size * 1_000_000, arguments.rounds)
    folder = arguments.gguf or _sdist_models()
    if arguments.mutations and folder is None:
        print("no GGUF files: give --gguf FOLDER", file=sys.stderr)
    elif arguments.mutations:
        result["headers"], is_harmless = _headers(folder, arguments.mutations)
    json.dump(result, sys.stdout, indent=2)
    print()
    return 0 if is_harmless else 1


def _sdist_models() -> Path | None:
    """The GGUF files that came with the engine's source, where uv built it."""
    uv = shutil.which("uv")
    if uv is None:
        return None
    told = subprocess.run([uv, "cache", "dir"], capture_output=True, text=True, check=True).stdout
    pattern = "sdists-*/pypi/llama-cpp-python/*/*/src/vendor/llama.cpp/models"
    return next(iter(sorted(Path(told.strip()).glob(pattern))), None)


# Throughput


def _throughput(folder: Path, size: int, rounds: int) -> dict[str, Any]:
    source = folder / "served" / REPO / FILE
    source.parent.mkdir(parents=True)
    content = model_bytes(1 << 20) * (size >> 20)
    source.write_bytes(content)
    digest, size = hashlib.sha256(content).hexdigest(), len(content)
    del content
    command = [sys.executable, "-m", "tests.hub_server", str(folder / "served")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            endpoint = server.stdout.readline().strip().partition("=")[2]
            file = RemoteFile(REPO, COMMIT, FILE, size, digest)
            ways: dict[str, Callable[[Path], None]] = {
                "inglenook": lambda target: _ours(target, endpoint, file),
                "inglenook download": lambda target: _our_command(target, endpoint),
                "curl + sha256sum": lambda target: _curl(target, endpoint, digest),
                "hf download": lambda target: _hf(target, endpoint),
            }
            times: dict[str, list[float]] = {name: [] for name in ways}
            for number in range(rounds):
                order = list(ways) if number % 2 == 0 else list(reversed(ways))
                for name in order:
                    target = folder / f"{name}-{number}"
                    begun = time.perf_counter()
                    ways[name](target)
                    times[name].append(time.perf_counter() - begun)
                    shutil.rmtree(target)
        finally:
            server.kill()
    speeds = {name: size / min(seconds) / 1e6 for name, seconds in times.items()}
    return {
        "size_bytes": size,
        "mb_per_s": {name: round(speed, 1) for name, speed in speeds.items()},
        "all_rounds_s": {name: [round(second, 2) for second in seconds] for name, seconds in times.items()},
        "inglenook_to_curl": round(speeds["inglenook"] / speeds["curl + sha256sum"], 3),
        "inglenook_download_to_hf_download": round(speeds["inglenook download"] / speeds["hf download"], 3),
    }


def _ours(target: Path, endpoint: str, file: RemoteFile) -> None:
    downloads = Downloads(target, Network(), endpoint=endpoint)
    job = downloads.jobs.plan(REPO, COMMIT, [file])
    *_, last = downloads.fetch(job.id, threading.Event())
    assert isinstance(last, Done)


def _curl(target: Path, endpoint: str, digest: str) -> None:
    target.mkdir()
    url, path = f"{endpoint}/{REPO}/resolve/{COMMIT}/{FILE}", target / "curl.gguf"
    subprocess.run(["curl", "-sSL", "-o", str(path), url], check=True)
    told = subprocess.run(["sha256sum", str(path)], check=True, capture_output=True, text=True).stdout
    assert told.startswith(digest)


def _hf(target: Path, endpoint: str) -> None:
    hf = str(Path(sys.executable).parent / "hf")
    private = {"HF_HUB_DISABLE_XET": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "HF_HOME": str(target / "home")}
    subprocess.run(
        [hf, "download", REPO, FILE, "--local-dir", str(target)],
        check=True,
        capture_output=True,
        env={**os.environ, "HF_ENDPOINT": endpoint, **private},
    )


def _our_command(target: Path, endpoint: str) -> None:
    """The whole command, as hf's: with the start of Python, and the questions to the Hub."""
    subprocess.run(
        [sys.executable, "-m", "ui", "--home", str(target), "download", REPO, FILE, "--json"],
        check=True,
        capture_output=True,
        env={**os.environ, "HF_ENDPOINT": endpoint},
    )


# Headers


def _headers(folder: Path, mutations: int) -> tuple[dict[str, Any], bool]:
    """The figures, and whether all of it stayed within the limits."""
    files = sorted(folder.rglob("*.gguf"))
    randomly = random.Random(1)
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None  # gigabytes are written, a file at a time
    outcomes: Counter[str] = Counter()
    slowest, before, most = 0.0, 0, 0
    # Read in a process that holds nothing else, so that the most memory it had is that of the headers.
    command = [sys.executable, "-m", "tests.benchmarks.downloads", "--read-headers"]
    with (
        tempfile.TemporaryDirectory(dir=memory) as scratch,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader,
    ):
        assert reader.stdin is not None and reader.stdout is not None
        before = json.loads(reader.stdout.readline())["most_bytes"]
        path = Path(scratch) / "m.gguf"
        originals = [file.read_bytes() for file in files]
        contents: list[tuple[str, int]] = [("real", number) for number in range(len(files))]
        contents += [("real with a weight", number) for number in range(len(files))]
        contents += [("mutated", number % len(files)) for number in range(mutations)]
        for what, number in contents:
            content = originals[number]
            if what != "real":
                content = _with_a_weight(content)
            path.write_bytes(_mutated(content, randomly) if what == "mutated" else content)
            reader.stdin.write(f"{path}\n")
            reader.stdin.flush()
            told = json.loads(reader.stdout.readline())  # a crash ends the benchmark here
            outcomes.update(f"{what}, {outcome}" for outcome in told["outcomes"])
            slowest, most = max(slowest, told["seconds"]), told["most_bytes"]
        reader.stdin.close()
    figures = {
        "real_files": len(files),
        "mutated": mutations,
        "slowest_s": round(slowest, 3),
        "most_memory_mb": round((most - before) / 1e6, 1),
        "outcomes": dict(sorted(outcomes.items())),
    }
    return figures, slowest <= _MOST_SECONDS and most - before <= _MOST_BYTES


def _read_headers() -> None:
    """The other process: a path a line, and a line of JSON on each."""
    print(json.dumps({"most_bytes": _most_memory()}), flush=True)
    for line in sys.stdin:
        path = Path(line.rstrip("\n"))
        begun = time.perf_counter()
        outcomes = [_read_file(path)]
        seconds = time.perf_counter() - begun
        with path.open("rb") as file:
            beginning = file.read(_HEADER_BYTES)
        begun = time.perf_counter()
        outcomes.append(_read_beginning(path, beginning))
        seconds = max(seconds, time.perf_counter() - begun)
        told = {"outcomes": outcomes, "seconds": seconds, "most_bytes": _most_memory()}
        print(json.dumps(told), flush=True)


def _most_memory() -> int:
    """Bytes that this process has had at most; Linux counts in kilobytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _read_file(path: Path) -> str:
    try:
        read_header(path)
        return "file: read"
    except UserError as error:
        return f"file: refused, {_kind(error)}"


def _read_beginning(path: Path, beginning: bytes) -> str:
    try:
        read_outline(path.name, beginning, path.stat().st_size + 10**9)
        return "beginning: read"
    except BeginningTooShort:
        return "beginning: more is needed"
    except UserError as error:
        return f"beginning: refused, {_kind(error)}"


def _kind(error: UserError) -> str:
    words = (
        "damaged",
        "incomplete",
        "no weights",
        "not know",
        "not a chat",
        "not a model",
        "not say",
        "was made",
    )
    return next((word for word in words if word in error.message), "other")


def _with_a_weight(content: bytes) -> bytes:
    """The real files are vocabularies; without any weight announced, the values would not be read."""
    return content[:8] + struct.pack("<Q", 1) + content[16:]


def _mutated(content: bytes, randomly: random.Random) -> bytes:
    """A few bytes changed, a length or count made huge, or the end cut off; mostly near the beginning."""
    changed = bytearray(content)
    reach = min(len(changed), randomly.choice((64, 2000, len(changed))))
    for _ in range(randomly.choice((1, 3, 20))):
        changed[randomly.randrange(reach)] = randomly.randrange(256)
    if randomly.random() < 0.4:
        at = randomly.randrange(max(1, reach - 8))
        huge = randomly.choice((2**64 - 1, 2**63, 2**40, 2**32, len(changed)))
        struct.pack_into("<Q", changed, at, huge)
    if randomly.random() < 0.2:
        del changed[randomly.randrange(len(changed)) :]
    return bytes(changed)


if __name__ == "__main__":
    sys.exit(main())
