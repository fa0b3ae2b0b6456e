"""Tries a finished program out, as a person would: smoke.py PROGRAM [--source PROGRAM] [--picture FILE].

It asks the built-in model on the command line, then opens the window, types a question into it, and reads the
answer where the program keeps it. Whatever is not as it should be ends this with a sentence and status 1.

--source: the same program run from its sources, to compare the time until the window is painted.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import keyboard

QUESTION = "Who are you?"
EXPECTED = "inglenook"  # the guide says its name
ANSWER_LIMIT_S = 180.0
WINDOW_LIMIT_S = 120.0
END_LIMIT_S = 60.0


class Failure(Exception):
    """What did not work, in a sentence."""


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=Path)
    parser.add_argument("--source", type=Path)
    parser.add_argument("--picture", type=Path, help="where to put a picture of the window (Linux)")
    arguments = parser.parse_args()
    try:
        ask_on_command_line(terminal_program(arguments.program))
        with screen() as display:
            ask_in_window(arguments.program, display, arguments.picture)
            if arguments.source and sys.platform == "linux":
                compare_starts(arguments.program, arguments.source, display)
    except Failure as failure:
        print(f"Failed: {failure}", file=sys.stderr)
        return 1
    return 0


def terminal_program(program: Path) -> Path:
    """On Windows a program with a window has no terminal: another one beside it has."""
    return program.with_name("inglenook-cli.exe") if sys.platform == "win32" else program


def environ(home: Path, display: str = "") -> dict[str, str]:
    """Next to nothing: a package must not need anything of this shell, least of all its Python."""
    kept = ("SYSTEMROOT", "TEMP", "TMP", "APPDATA", "LOCALAPPDATA", "USERPROFILE", "WAYLAND_DISPLAY")
    clean = {name: os.environ[name] for name in kept if name in os.environ and sys.platform == "win32"}
    clean |= {"HOME": str(home), "PATH": os.defpath, "INGLENOOK_HOME": str(home / "inglenook")}
    clean |= {"LC_ALL": "C.UTF-8"}
    return clean | ({"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"} if display else {})


def ask_on_command_line(program: Path) -> None:
    """The question, its answer and the exit status."""
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            [str(program), "ask", "--json", "--temperature", "0", QUESTION],
            env=environ(Path(home)),
            capture_output=True,
            timeout=ANSWER_LIMIT_S,
            check=False,
        )
    if done.returncode != 0:
        raise Failure(f"'ask' ended with status {done.returncode}: {done.stderr.decode('utf-8', 'replace')}")
    events = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    answer = "".join(event.get("text", "") for event in events if event.get("event") == "piece")
    check_answer(answer, "the command line")


def check_answer(answer: str, place: str) -> None:
    if EXPECTED not in answer.lower():
        raise Failure(f"On {place} the answer to '{QUESTION}' was: {answer!r}")
    print(f"Answered on {place}: {answer.strip()}")


def ask_in_window(program: Path, display: str, picture: Path | None) -> None:
    """The question typed, the answer as it was stored, the window closed with a key, the exit status."""
    with tempfile.TemporaryDirectory() as home, opened(program, Path(home), display) as process:
        window = keyboard.find_window(process, display, WINDOW_LIMIT_S)
        if window is None:
            raise Failure("No window came.")
        window.type(QUESTION + "\n")
        answer = stored_answer(Path(home) / "inglenook" / "inglenook.sqlite", process)
        time.sleep(1.0)  # for the picture: the last words are painted after they are stored
        if picture is not None:
            window.save_picture(picture)
        check_answer(answer, "the window")
        window.close()
        try:
            status = process.wait(END_LIMIT_S)
        except subprocess.TimeoutExpired:
            raise Failure("The window did not close.") from None
        if status != 0:
            raise Failure(f"The window ended with status {status}.")


def stored_answer(database: Path, process: subprocess.Popen[bytes]) -> str:
    """Waits for it."""
    until = time.monotonic() + ANSWER_LIMIT_S
    while time.monotonic() < until:
        if process.poll() is not None:
            raise Failure(f"The window ended by itself, with status {process.returncode}.")
        if database.exists():
            with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
                query = "SELECT content FROM message WHERE role = 'assistant' AND state = 'complete'"
                try:
                    row = connection.execute(query).fetchone()
                except sqlite3.OperationalError:  # being made
                    row = None
                if row:
                    return str(row[0])
        time.sleep(0.2)
    raise Failure("No answer came in the window.")


def compare_starts(program: Path, source: Path, display: str) -> None:
    """Prints the time from the start to the painted window, best of three for both, taken in turn."""
    best = {program: WINDOW_LIMIT_S, source: WINDOW_LIMIT_S}
    with tempfile.TemporaryDirectory() as home:
        for _ in range(3):
            for each in best:
                begun = time.perf_counter()
                with opened(each, Path(home), display) as process:
                    window = keyboard.find_window(process, display, WINDOW_LIMIT_S)
                    best[each] = min(best[each], time.perf_counter() - begun)
                    if window is None:
                        raise Failure(f"{each} opened no window.")
                    process.send_signal(signal.SIGTERM)
                    process.wait(END_LIMIT_S)
    print(f"Start to painted window: {best[program]:.2f} s packaged, {best[source]:.2f} s from source")


@contextmanager
def opened(program: Path, home: Path, display: str) -> Iterator[subprocess.Popen[bytes]]:
    """The program with its window; it is gone afterwards, also when something failed."""
    process = subprocess.Popen([str(program)], env=environ(home, display))
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


@contextmanager
def screen() -> Iterator[str]:
    """A screen of its own on Linux, so that nobody's keys get in between; elsewhere the one that is there."""
    if sys.platform != "linux":
        yield ""
        return
    if shutil.which("Xvfb") is None:
        raise Failure("Xvfb is missing, which shows the window: install the package xvfb.")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL, pass_fds=(writing,))
    os.close(writing)
    try:
        with open(reading, encoding="ascii") as told:  # noqa: PTH123 - a pipe
            number = told.readline().strip()  # the first that was free
        if not number:
            raise Failure("Xvfb could not start.")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main())
