"""Reasoning and answer told apart while they come in."""

from __future__ import annotations

import pytest

from tests.ui.chat import samples
from ui.chat.reasoning import ReasoningFilter


def read(parts: list[str]) -> tuple[str, str]:
    found = ReasoningFilter()
    taken = [*map(found.feed, parts), found.finish()]
    return "".join(part[0] for part in taken), "".join(part[1] for part in taken)


@pytest.mark.parametrize(
    ("text", "reasoning", "answer"),
    [
        ("<think>\nHm.\n</think>\n\nYes.", "Hm.", "Yes."),
        ("\n<thinking>Hm. </thinking>Yes.", "Hm.", "Yes."),
        ("<think>\n\n</think>\n\nYes.", "", "Yes."),
        ("<think>Cut off", "Cut off", ""),
        ("No <think> here</think>.", "", "No <think> here</think>."),
        ("<thin", "", "<thin"),
        ("<b>bold</b>", "", "<b>bold</b>"),
        ("", "", ""),
    ],
)
def test_reasoning_is_told_from_the_answer_in_any_pieces(text: str, reasoning: str, answer: str) -> None:
    for parts in ([text], list(text), samples.pieces(text, 1, 5)):
        found = read(parts)
        assert (found[0].strip(), found[1].strip()) == (reasoning, answer)


def test_how_long_it_took_is_known_when_it_was_seen() -> None:
    found = ReasoningFilter()
    found.feed("<think>Hm")
    assert found.is_thinking and found.seconds is None
    found.feed(".</think>Yes")
    assert not found.is_thinking
    assert found.seconds is not None and found.seconds >= 0
