"""What our loop is measured against: llama.cpp in C, and llama-cpp-python's own stream."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import time
from pathlib import Path

_SOURCE = Path(__file__).with_name("reference.c")


def library_folder() -> Path:
    """Where the installed llama.cpp libraries are."""
    spec = importlib.util.find_spec("llama_cpp")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "lib"


class Rival:
    """A process that writes as many tokens as each line of its input says, and prints the speed."""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )

    def tokens_per_s(self, count: int) -> float:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{count}\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())

    def close(self) -> None:
        self._process.communicate("")


def reference(folder: Path, variant: str, model: Path, context: int, threads: int) -> Rival:
    """The loop in C, compiled here against the installed libraries."""
    libraries = library_folder()
    program = folder / "reference"
    names = ["-lllama", "-lggml", "-lggml-base"]
    places = [f"-I{libraries.parent / 'include'}", f"-L{libraries}", f"-Wl,-rpath,{libraries}"]
    subprocess.run(["cc", "-O2", "-o", str(program), str(_SOURCE), *places, *names], check=True)
    name = "libggml-cpu.so" if variant == "default" else f"libggml-cpu-{variant}.so"
    return Rival([str(program), str(libraries / name), str(model), str(context), str(threads)])


def high_level(model: Path, context: int, threads: int) -> Rival:
    """llama-cpp-python's create_completion(stream=True), in a process that imports all of it."""
    arguments = json.dumps([str(model), context, threads])
    return Rival([sys.executable, "-m", "tests.benchmarks.rivals", arguments])


def _serve_high_level(model: str, context: int, threads: int) -> None:
    import llama_cpp

    ggml = llama_cpp.llama_cpp._lib
    ggml.ggml_backend_load_all_from_path(os.fsencode(library_folder()))
    llama = llama_cpp.Llama(
        model_path=model, n_ctx=context, n_threads=threads, n_threads_batch=threads, verbose=False
    )
    for line in sys.stdin:
        count, first = 0, 0.0
        for _ in llama.create_completion([40, 41], max_tokens=int(line), temperature=0.0, stream=True):
            now = time.perf_counter()
            first = first or now
            count += 1
        # The stream holds a token back for stop texts, so chunks are counted as tokens asked for.
        print((int(line) - 1) / (now - first) if count > 1 else 0.0, flush=True)


if __name__ == "__main__":
    _serve_high_level(*json.loads(sys.argv[1]))
