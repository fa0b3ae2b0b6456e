"""Telling whether the process that wrote something is still running."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path


@cache
def this_process() -> str:
    """A name for this process that no later one will have: its number and start time."""
    import psutil  # not before it is needed: it takes a while to load

    return f"{os.getpid()} {psutil.Process().create_time():.2f}"


def is_running(name: str) -> bool:
    """Whether the process of that name is alive."""
    import psutil

    number, _, started = name.partition(" ")
    try:
        # Clocks are corrected while a computer runs, so the time need not come out the same twice.
        return abs(psutil.Process(int(number)).create_time() - float(started)) < 5.0
    except (psutil.Error, ValueError):
        return False


@cache
def this_boot() -> str:
    """A name for the time since the computer was started: what was only in memory then is gone."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        import psutil

        # The clock is corrected now and then; a boot that looks like another one costs little.
        return f"{psutil.boot_time() / 60:.0f}"
