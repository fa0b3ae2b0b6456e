"""How fast downloads are beside curl and the Hub's own command, and whether hostile headers are harmless.

python -m tests.benchmarks.downloads [--size MB] [--gguf FOLDER]

FOLDER: real GGUF files, such as vendor/llama.cpp/models of the llama-cpp-python sdist.
"""

from __future__ import annotations

import argparse
import hashlib
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

from app.download_events import Done
from app.downloads import Downloads
from app.errors import UserError
from app.gguf import BeginningTooShort, read_header, read_outline
from app.remote_file import RemoteFile
from tests.app.hub import FILE, REPO, model_bytes
from tests.hub_server import COMMIT

_ROUNDS = 3
_HEADER_BYTES = 1 << 20
_MOST_SECONDS, _MOST_BYTES = 1.0, 64 << 20


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=300, help="megabytes to download; 0: headers only")
    parser.add_argument("--gguf", type=Path, help="folder with real GGUF files")
    parser.add_argument("--mutations", type=int, default=1000, help="damaged headers to read")
    arguments = parser.parse_args()
    if arguments.size:
        with tempfile.TemporaryDirectory() as folder:
            _throughput(Path(folder), arguments.size * 1_000_000)
    return _headers(arguments.gguf, arguments.mutations) if arguments.gguf else 0


# Throughput


def _throughput(folder: Path, size: int) -> None:
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
                "curl + sha256sum": lambda target: _curl(target, endpoint, digest),
            }
            if shutil.which("hf", path=str(Path(sys.executable).parent)):
                ways["hf download"] = lambda target: _hf(target, endpoint)
            times: dict[str, list[float]] = {name: [] for name in ways}
            for number in range(_ROUNDS):
                for name, way in ways.items():  # in turn, as the machine is not quiet
                    target = folder / f"{name}-{number}"
                    begun = time.perf_counter()
                    way(target)
                    times[name].append(time.perf_counter() - begun)
                    shutil.rmtree(target)
            best = min(times["inglenook"])
            for name, seconds in times.items():
                speed = size / min(seconds) / 1e6
                print(
                    f"{name:>18}: {speed:7.0f} MB/s, best of {_ROUNDS} ({min(seconds) / best:.2f} x the time)"
                )
        finally:
            server.kill()


def _ours(target: Path, endpoint: str, file: RemoteFile) -> None:
    downloads = Downloads(target, endpoint=endpoint)
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


# Headers


def _headers(folder: Path, mutations: int) -> int:
    files = sorted(folder.rglob("*.gguf"))
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    randomly = random.Random(1)
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None  # gigabytes are written, a file at a time
    with tempfile.TemporaryDirectory(dir=memory) as scratch:
        path = Path(scratch) / "m.gguf"
        originals = [file.read_bytes() for file in files]
        _mutated(_with_a_weight(max(originals, key=len)), randomly)  # what our own copies take is not counted
        before = _most_memory()
        for number in range(len(files) + mutations):
            content = originals[number % len(files)]
            if number >= len(files):
                content = _mutated(_with_a_weight(content), randomly)
            path.write_bytes(content)
            begun = time.perf_counter()
            for read in (_read_file, _read_beginning):
                outcome = read(path, content)
                outcomes[f"{'real' if number < len(files) else 'mutated'}, {outcome}"] += 1
            slowest = max(slowest, time.perf_counter() - begun)
        largest = _most_memory() - before
    for outcome, count in sorted(outcomes.items()):
        print(f"{count:>6} {outcome}")
    print(f"slowest {slowest:.3f} s, most memory {largest / 1e6:.1f} MB")
    return int(slowest > _MOST_SECONDS or largest > _MOST_BYTES)


def _most_memory() -> int:
    """Bytes that this process has had at most; Linux counts in kilobytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _read_file(path: Path, _content: bytes) -> str:
    try:
        read_header(path)
        return "file: read"
    except UserError as error:
        return f"file: refused, {_kind(error)}"


def _read_beginning(path: Path, content: bytes) -> str:
    try:
        read_outline(path.name, content[:_HEADER_BYTES], len(content) + 10**9)
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
