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


def test_the_last_telling_line_of_the_log_is_quoted() -> None:
    lines = ["load: fine", "ggml.c:12: GGML_ASSERT(a == b) failed", "#0 0x00007f"]
    assert "GGML_ASSERT(a == b) failed" in death.explain(-6, "while writing the answer", lines).message
