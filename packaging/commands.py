"""Running the installers, so that a person sees what they do and reads one sentence when it fails."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


class SetUpError(Exception):
    """What stops the set-up, in a sentence for the person who started it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended."""

    status: int
    network_was_down: bool  # it complained of that; its status may be 0 all the same


# From here on apt, pip and uv only say what went wrong.
_COMPLAINT = re.compile(r"E:|W:|Err:|ERROR|WARNING|error:|\s+[\u00d7x] ")
_NETWORK_DOWN = re.compile(
    r"temporary failure (in name resolution|resolving)|name or service not known|dns error"
    r"|could not (resolve|connect)|unable to connect|failed to establish a new connection|tcp connect error"
    r"|network is unreachable|connection (refused|timed out|reset)|operation timed out"
    r"|network (connectivity is|was) disabled",
    re.IGNORECASE,
)
_SIGN_OF_LIFE_S = 30.0


def run(
    command: Sequence[str],
    environ: Mapping[str, str] | None = None,
    *,
    quiet: bool = False,
    is_attempt: bool = False,
) -> Outcome:
    """Run a command to its end and show what it prints, with a sign of life in each long silence.

    Complaints on its standard error are held back to the end, and dropped if they only say in many
    words that there is no network: the caller says that in one sentence. quiet: leave out its
    standard output. is_attempt: leave out all complaints, as there is another way.
    """
    stdout = subprocess.DEVNULL if quiet else None
    with subprocess.Popen(
        command, env=environ, stdout=stdout, stderr=subprocess.PIPE, text=True, errors="replace"
    ) as process:
        complaints: list[str] = []
        reader = threading.Thread(target=_show, args=(process, complaints))
        reader.start()
        begun = time.monotonic()
        while (status := _wait(process, _SIGN_OF_LIFE_S)) is None:
            minutes, seconds = divmod(round(time.monotonic() - begun), 60)
            print(f"  ... {minutes}:{seconds:02} and still at work", file=sys.stderr, flush=True)
        reader.join()
    text = "".join(complaints)
    network_was_down = _NETWORK_DOWN.search(text) is not None
    if not network_was_down and not is_attempt:
        sys.stderr.write(text)
        sys.stderr.flush()
    return Outcome(status, network_was_down)


def _wait(process: subprocess.Popen[str], timeout_s: float) -> int | None:
    try:
        return process.wait(timeout_s)
    except subprocess.TimeoutExpired:
        return None


def _show(process: subprocess.Popen[str], complaints: list[str]) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        if complaints or _COMPLAINT.match(line):
            complaints.append(line)
        else:
            sys.stderr.write(line)
            sys.stderr.flush()
