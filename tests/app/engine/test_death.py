"""Exit codes become sentences."""

from __future__ import annotations

import pytest

from app.engine import death


@pytest.mark.parametrize(
    ("exit_code", "words"),
    [
        (-4, "processor lacks an instruction"),
        (-9, "memory ran out"),
        (-6, "SIGABRT"),
        (-11, "SIGSEGV"),
        (0xC0000005, "0xc0000005"),
        (17, "exit status 17"),
        (None, "no exit status"),
    ],
)
def test_each_end_is_told_in_its_own_words(exit_code: int | None, words: str) -> None:
    error = death.explain(exit_code, "while loading the model", [])
    assert words in error.message
    assert "while loading the model" in error.message
    assert error.hint


@pytest.mark.parametrize(
    ("memory_ran_out", "words", "remedy"),
    [
        (True, "because memory ran out", "smaller_context"),
        (None, "most likely because memory ran out", "smaller_context"),
        (False, "by the system or by another program", "again"),
    ],
)
def test_only_a_want_of_memory_asks_for_less_of_it(
    memory_ran_out: bool | None, words: str, remedy: str
) -> None:
    error = death.explain(-9, "while writing the answer", [], memory_ran_out=memory_ran_out)
    assert words in error.message
    assert error.remedy == remedy


def test_the_last_telling_line_of_the_log_is_quoted() -> None:
    lines = ["load: fine", "ggml.c:12: GGML_ASSERT(a == b) failed", "#0 0x00007f"]
    assert "GGML_ASSERT(a == b) failed" in death.explain(-6, "while writing the answer", lines).message


def _log_of(*causes: str) -> list[str]:
    """As Python's faulthandler writes when it is called for the first, and then fails in its own work."""
    lines = ["llama_context: n_ctx = 4096"]
    for cause in causes:
        lines += [
            f"Fatal Python error: {cause}",
            "",
            "Thread 0x00007f1c2a7fc6c0 (most recent call first):",
            '  File "app/engine/model.py", line 271 in error_of',
        ]
    return lines


@pytest.mark.parametrize(
    ("exit_code", "causes", "first"),
    [
        (-11, ["Illegal instruction", "Segmentation fault"], -4),
        (-11, ["Aborted", "Segmentation fault"], -6),
        (-11, ["Segmentation fault"], -11),
        (-7, ["Segmentation fault", "Bus error"], -11),
        (-11, ["something new"], -11),
        (-11, [], -11),  # it died before it could write
        (-9, ["Illegal instruction"], -9),  # whoever kills has the last word
        (-4, ["Illegal instruction"], -4),
        (0, ["Illegal instruction"], 0),
        (None, ["Illegal instruction"], None),
    ],
)
def test_what_a_crash_began_with_is_its_cause(
    exit_code: int | None, causes: list[str], first: int | None
) -> None:
    assert death.first_cause(exit_code, _log_of(*causes)) == first


def test_a_model_cannot_name_the_cause_of_a_crash() -> None:
    lines = ["llama_model_loader: general.name str = Fatal Python error: Illegal instruction"]
    assert death.first_cause(-11, [*lines, *_log_of("Segmentation fault")]) == -11


def test_what_ggml_gave_up_for_is_quoted_without_where_it_was_built() -> None:
    told = "ggml-backend.cpp:941: pre-allocated tensor in a buffer that cannot run the operation"
    backtrace = [f"#{number} 0x00007f1962850 in f () at ./a.c:{number}" for number in range(400)]
    lines = ["a warning: it failed", f"/home/somebody/llama.cpp/ggml/src/{told}", *backtrace]
    message = death.explain(-6, "while loading the model", lines).message
    assert told in message
    assert "somebody" not in message


def test_what_the_handler_of_a_signal_writes_is_no_reason() -> None:
    assert "It said" not in death.explain(-11, "while writing", _log_of("Segmentation fault")).message
