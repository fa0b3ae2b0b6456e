"""Why the engine's process ended, in plain words."""

from __future__ import annotations

import signal
from collections.abc import Sequence

from app.errors import UserError

_ILLEGAL_INSTRUCTION = (-4, 0xC000001D)
_KILLED = (-9,)
_ABORTED = (-6, 3, 0xC0000409)
_BAD_ACCESS = (-11, -7, 0xC0000005)
_TELLING = ("GGML_ASSERT", "ggml_abort", "error", "failed", "bad_alloc", "terminate called", "what():")


def is_illegal_instruction(exit_code: int | None) -> bool:
    """Whether the CPU variant in use asked for an instruction this processor does not have."""
    return exit_code in _ILLEGAL_INSTRUCTION


def explain(exit_code: int | None, doing: str, log_lines: Sequence[str], variant: str = "") -> UserError:
    """A death as an error. doing: what was asked of the process, as "while loading the model"."""
    if exit_code in _ILLEGAL_INSTRUCTION:
        what = f' of the variant "{variant}"' if variant else ""
        return UserError(
            f"The inference engine stopped {doing}: this processor lacks an instruction{what} it needs.",
            "Try again: another variant is used where there is one.",
        )
    if exit_code in _KILLED:
        return UserError(
            f"The inference engine was ended by the system {doing}, most likely because memory ran out.",
            "Close other programs, choose a smaller context length, or use a smaller model.",
        )
    detail = _telling_line(log_lines)
    told = f" It said: {detail}" if detail else ""
    if exit_code in _ABORTED or exit_code in _BAD_ACCESS:
        return UserError(
            f"The inference engine crashed {doing} ({_exit_name(exit_code)}).{told}",
            "Try again. If it happens again, the model file may be damaged: download it anew or use another.",
        )
    return UserError(
        f"The inference engine ended unexpectedly {doing} ({_exit_name(exit_code)}).{told}",
        "Try again; it starts anew by itself.",
    )


def _exit_name(exit_code: int | None) -> str:
    if exit_code is None:
        return "no exit status"
    if exit_code < 0:
        try:
            return signal.Signals(-exit_code).name
        except ValueError:
            return f"signal {-exit_code}"
    return f"exit status {exit_code:#x}" if exit_code > 255 else f"exit status {exit_code}"


def _telling_line(lines: Sequence[str]) -> str:
    """The last line that looks like a reason."""
    for line in reversed(lines):
        if any(word in line for word in _TELLING):
            return line.strip()[:300]
    return ""
