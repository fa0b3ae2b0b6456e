"""Programs that write with a model, each asked in its own way: prompt in, tokens out."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.engine.backends import Backends
from app.engine.client import Engine
from app.engine.events import ChatMessage, Finished, LoadOptions, ReplyOptions, Sampling
from app.engine.snapshots import SnapshotOptions
from tests.benchmarks import peer_builds, rivals

_START_LIMIT_S = 120.0


@dataclass(frozen=True, slots=True)
class Setup:
    """What is the same for all. context: tokens. folder: for what is built and cached."""

    model: Path
    context: int
    threads: int
    variant: str
    folder: Path


class Peer(Protocol):
    """A program with the model loaded."""

    name: str

    def start(self) -> None: ...

    def ask(self, messages: Sequence[ChatMessage], tokens: int, conversation: str) -> int:
        """Let it read the conversation and write so many tokens, the likeliest ones; how many it wrote."""
        ...

    def close(self) -> None:
        """End it, as a person does who quits the program."""
        ...


def chatml(messages: Sequence[ChatMessage]) -> str:
    """The prompt as the model's own template makes it."""
    turns = [f"<|im_start|>{message.role}\n{message.content}<|im_end|>\n" for message in messages]
    return "".join([*turns, "<|im_start|>assistant\n"])


class Ours:
    """Through the child process and its pipe, with what was read kept on the disk, as in the window."""

    name = "Inglenook"

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._folder = tempfile.TemporaryDirectory(prefix="inglenook-peers-")
        self._engine: Engine | None = None

    def start(self) -> None:
        setup = self._setup
        self._engine = Engine(
            log_path=Path(self._folder.name) / "engine.log",
            snapshots=SnapshotOptions(Path(self._folder.name) / "snapshots", worth_s=0.0),
            backends=Backends(variant=setup.variant),
        )
        load = LoadOptions(context_length=setup.context, threads=setup.threads)
        for _ in self._engine.load(setup.model, load, threading.Event()):
            pass

    def ask(self, messages: Sequence[ChatMessage], tokens: int, conversation: str) -> int:
        assert self._engine is not None
        options = ReplyOptions(Sampling(temperature=0.0), tokens, drafts="never")
        last = list(self._engine.reply(messages, options, threading.Event(), conversation))[-1]
        assert isinstance(last, Finished)
        return last.statistics.answer_tokens

    def close(self) -> None:
        if self._engine is not None:
            self._engine.keep()
            self._engine.close()


class LlamaServer:
    """llama.cpp's own, with its caches as they come."""

    name = "llama-server"

    def __init__(self, setup: Setup) -> None:
        self._program = peer_builds.llama_tool("llama-server", setup.folder, setup.variant)
        self._setup = setup
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0

    def start(self) -> None:
        setup = self._setup
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        sizes = ["-c", str(setup.context), "-t", str(setup.threads)]
        command = [str(self._program), "-m", str(setup.model), *sizes, "--port", str(self._port)]
        with (setup.folder / "llama-server.log").open("w") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        ends_at = time.monotonic() + _START_LIMIT_S
        while not self._is_ready():
            if self._process.poll() is not None or time.monotonic() > ends_at:
                raise peer_builds.Missing("llama-server did not start")
            time.sleep(0.2)

    def ask(self, messages: Sequence[ChatMessage], tokens: int, conversation: str) -> int:
        wanted = {"prompt": chatml(messages), "n_predict": tokens, "temperature": 0, "ignore_eos": True}
        last = b""
        for line in self._lines("POST", "/completion", json.dumps({**wanted, "stream": True})):
            last = line if line.startswith(b"data: ") else last
        return int(json.loads(last.removeprefix(b"data: "))["tokens_predicted"])

    def close(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()

    def _is_ready(self) -> bool:
        try:
            return any(b'"ok"' in line for line in self._lines("GET", "/health"))
        except (OSError, http.client.HTTPException):
            return False

    def _lines(self, method: str, path: str, body: str | None = None) -> Iterator[bytes]:
        """Of the answer, as they come."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=600)
        try:
            connection.request(method, path, body, {"Content-Type": "application/json"})
            yield from connection.getresponse()
        finally:
            connection.close()


class LineProcess:
    """A program that answers each line of JSON with another, after a first one that says it is ready."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name = name
        self._command = command
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self._line()

    def ask(self, messages: Sequence[ChatMessage], tokens: int, conversation: str) -> int:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"prompt": chatml(messages), "tokens": tokens}) + "\n")
        self._process.stdin.flush()
        return int(str(self._line()["tokens"]))

    def close(self) -> None:
        if self._process is not None:
            self._process.communicate("")

    def _line(self) -> dict[str, object]:
        assert self._process is not None
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise peer_builds.Missing(f"it ended with exit status {self._process.wait()}")
        return dict(json.loads(line))


def high_level(setup: Setup) -> LineProcess:
    """llama-cpp-python's Llama.create_completion, streamed."""
    arguments = json.dumps([str(setup.model), setup.context, setup.threads, setup.variant])
    return LineProcess(
        "llama-cpp-python", [sys.executable, "-m", "tests.benchmarks.peer_processes", arguments]
    )


def node(setup: Setup) -> LineProcess:
    """node-llama-cpp, with the llama.cpp that it brings along. Raises Missing."""
    modules, script = peer_builds.node_modules(setup.folder), Path(__file__).with_name("peer_node.mjs")
    arguments = [str(modules), str(setup.model), str(setup.context), str(setup.threads)]
    return LineProcess("node-llama-cpp", ["node", str(script), *arguments])


class LlamaBench:
    """Measures itself: reading and writing in one run."""

    name = "llama-bench"

    def __init__(self, setup: Setup) -> None:
        self._program = peer_builds.llama_tool("llama-bench", setup.folder, setup.variant)
        self._setup = setup

    def speeds(self, read: int, written: int) -> tuple[float, float]:
        """Tokens per second of reading so many, and of writing so many after them, as the others do."""
        return self._speed("-p", read, "-n", 0), self._speed("-p", 0, "-n", written, "-d", read)

    def _speed(self, *arguments: str | int) -> float:
        threads = ["-t", str(self._setup.threads), "-r", "1", "-o", "json"]
        command = [str(self._program), "-m", str(self._setup.model), *threads, *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return float(json.loads(done.stdout[done.stdout.index("[") :])[0]["avg_ts"])


def _serve_high_level(model: str, context: int, threads: int, variant: str) -> None:
    import llama_cpp

    library = "libggml-cpu.so" if variant == "default" else f"libggml-cpu-{variant}.so"
    llama_cpp.llama_cpp._lib.ggml_backend_load(os.fsencode(rivals.library_folder() / library))
    llama = llama_cpp.Llama(
        model_path=model, n_ctx=context, n_threads=threads, n_threads_batch=threads, verbose=False
    )
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        wanted = json.loads(line)
        prompt, tokens = wanted["prompt"], wanted["tokens"]
        for _ in llama.create_completion(prompt, max_tokens=tokens, temperature=0.0, stream=True):
            pass
        # A chunk may have several tokens in it; the last token is in no chunk's context.
        count = llama.n_tokens + 1 - len(llama.tokenize(prompt.encode(), special=True))
        print(json.dumps({"tokens": count}), flush=True)


if __name__ == "__main__":
    _serve_high_level(*json.loads(sys.argv[1]))
