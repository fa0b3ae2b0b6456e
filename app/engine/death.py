"""Why the engine's process ended, in plain words."""

from __future__ import annotations

import re
import signal
from collections.abc import Sequence

from app.errors import UserError
from app.words import tr

_ILLEGAL_INSTRUCTION = (-4, 0xC000001D)
_KILLED = (-9,)
_ABORTED = (-6, 3, 0xC0000409)
_BAD_ACCESS = (-11, -7, 0xC0000005)
_FATAL = re.compile(r"Fatal Python error: (?P<name>.+?)\s*")
_FATAL_SIGNALS = {  # faulthandler's words for them; Windows lacks some
    "Aborted": "SIGABRT",
    "Bus error": "SIGBUS",
    "Floating-point exception": "SIGFPE",
    "Illegal instruction": "SIGILL",
    "Segmentation fault": "SIGSEGV",
}
# ggml_abort's, as "/where/it/was/built/ggml.c:12: GGML_ASSERT(a == b) failed"
_ABORT = re.compile(r"(?:\S*[/\\])?(?P<told>[\w.-]+\.(?:c|cc|cpp|cu|cuh|h|hpp|m|mm):\d+: .+)")
_TELLING = ("GGML_ASSERT", "ggml_abort", "error", "failed", "bad_alloc", "terminate called", "what():")
_TAIL_LINES = 100  # that may tell, where ggml did not
_NOT_TELLING = ("Fatal Python error", "  File ")  # which signal it was, and our own functions


def first_cause(exit_code: int | None, log_lines: Sequence[str]) -> int | None:
    """The exit code of what ended the process first. log_lines: all that it wrote.

    A signal's handler (Python's faulthandler) writes "Fatal Python error: ..." and then what each thread was
    doing, of threads that still run; where one changes that meanwhile, the handler itself crashes, and the
    process ends by another signal than the one it was given.
    """
    if exit_code not in _BAD_ACCESS:
        return exit_code
    found = (_FATAL.fullmatch(line) for line in log_lines)
    names = (match["name"] for match in found if match)
    number = getattr(signal, _FATAL_SIGNALS.get(next(names, ""), ""), None)
    return exit_code if number is None else -number


def is_illegal_instruction(exit_code: int | None) -> bool:
    """Whether the CPU variant in use asked for an instruction this processor does not have."""
    return exit_code in _ILLEGAL_INSTRUCTION


def is_crash(exit_code: int | None) -> bool:
    """Whether the process gave up by itself, or did what a process must not do."""
    return exit_code in _ABORTED or exit_code in _BAD_ACCESS


def explain(
    exit_code: int | None,
    doing: str,
    log_lines: Sequence[str],
    variant: str = "",
    memory_ran_out: bool | None = None,
) -> UserError:
    """A death as an error. doing: what was asked of the process, as "while loading the model". log_lines: all
    that it wrote. memory_ran_out: whether the system ended a process for that meanwhile; None: not known."""
    if exit_code in _ILLEGAL_INSTRUCTION:
        message = tr(
            "The inference engine stopped {doing}: this processor lacks an instruction it needs.", doing=doing
        )
        if variant:
            message = tr(
                "The inference engine stopped {doing}: this processor lacks an instruction of the variant "
                '"{variant}" it needs.',
                doing=doing,
                variant=variant,
            )
        return UserError(
            message,
            tr("Try again: another variant is used where there is one."),
            "again",
        )
    if exit_code in _KILLED:
        return _killed(doing, memory_ran_out)
    detail = _telling_line(log_lines)
    told = " " + tr("It said: {detail}", detail=detail) if detail else ""
    if is_crash(exit_code):
        return UserError(
            tr("The inference engine crashed {doing} ({exit}).", doing=doing, exit=_exit_name(exit_code))
            + told,
            tr(
                "Try again. If it happens again, the model file may be damaged: download it anew or use "
                "another."
            ),
            "another_model",
        )
    return UserError(
        tr(
            "The inference engine ended unexpectedly {doing} ({exit}).",
            doing=doing,
            exit=_exit_name(exit_code),
        )
        + told,
        tr("Try again; it starts anew by itself."),
        "again",
    )


def _killed(doing: str, memory_ran_out: bool | None) -> UserError:
    if memory_ran_out is False:
        return UserError(
            tr("The inference engine was ended by the system or by another program {doing}.", doing=doing),
            tr(
                "Try again; it starts anew by itself. If it happens again, close other programs or use a "
                "smaller model."
            ),
            "again",
        )
    message = tr(
        "The inference engine was ended by the system {doing}, most likely because memory ran out.",
        doing=doing,
    )
    if memory_ran_out:
        message = tr(
            "The inference engine was ended by the system {doing}, because memory ran out.", doing=doing
        )
    return UserError(
        message,
        tr("Close other programs, choose a smaller context length, or use a smaller model."),
        "smaller_context",
    )


def of_changed_file(name: str, doing: str) -> UserError:
    """The model's file was changed, and with it what the process had mapped into its memory."""
    return UserError(
        tr("The model file {name} was changed on the disk {doing}.", name=name, doing=doing),
        tr("Try again: it is loaded anew. If that fails, the file is damaged: download it again."),
        "again",
    )


def _exit_name(exit_code: int | None) -> str:
    if exit_code is None:
        return tr("no exit status")
    if exit_code < 0:
        try:
            return signal.Signals(-exit_code).name
        except ValueError:
            return tr("signal {number}", number=-exit_code)
    return tr("exit status {number}", number=f"{exit_code:#x}" if exit_code > 255 else str(exit_code))


def _telling_line(lines: Sequence[str]) -> str:
    """What ggml gave up for, which a debugger may have written much after; else the last line that looks like
    a reason."""
    for line in reversed(lines):
        if match := _ABORT.fullmatch(line.strip()):
            return match["told"][:300]
    for line in reversed(lines[-_TAIL_LINES:]):
        if any(word in line for word in _TELLING) and not line.startswith(_NOT_TELLING):
            return line.strip()[:300]
    return ""
