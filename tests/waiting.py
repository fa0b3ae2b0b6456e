"""Waiting for what another process or thread does: however long it takes, but not for ever."""

from __future__ import annotations

import time
from collections.abc import Callable

import psutil

_LIMIT_S = 60.0  # for a busy machine; what is waited for takes far less
_PAUSE_S = 0.02


def until(
    is_so: Callable[[], object], otherwise: str, *, pause_s: float = _PAUSE_S, limit_s: float = _LIMIT_S
) -> None:
    """Fails with the words `otherwise`, which say what did not happen."""
    deadline = time.monotonic() + limit_s
    while not is_so():
        assert time.monotonic() < deadline, f"{otherwise}, in {limit_s:.0f} seconds"
        time.sleep(pause_s)


def until_gone(pid: int) -> None:
    """The process has ended, if perhaps its parent has not looked yet."""
    until(lambda: not _is_running(pid), f"process {pid} did not end")


def _is_running(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
