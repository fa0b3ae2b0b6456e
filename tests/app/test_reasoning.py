"""Reasoning and answer told apart while they come in."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reasoning import ReasoningFilter, begins_inside, split, without_reasoning


def read(parts: list[str]) -> tuple[str, str]:
    found = ReasoningFilter()
    taken = [*map(found.feed, parts), found.finish()]
    return "".join(part[0] for part in taken), "".join(part[1] for part in taken)


def cut(text: str, seed: int) -> list[str]:
    chance = random.Random(seed)
    places = sorted(chance.randrange(len(text) + 1) for _ in range(len(text) // 4))
    return [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]


HARMONY = "<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>Yes."
TWICE = (
    "<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>analysis<|message|>Wait.<|end|>"
    "<|start|>assistant<|channel|>final<|message|>Yes."
)


@pytest.mark.parametrize(
    ("text", "reasoning", "answer"),
    [
        ("<think>\nHm.\n</think>\n\nYes.", "Hm.", "Yes."),
        ("\n<thinking>Hm. </thinking>Yes.", "Hm.", "Yes."),
        ("<reasoning>Hm.</reasoning>\nYes.", "Hm.", "Yes."),
        ("[THINK]Hm.[/THINK]Yes.", "Hm.", "Yes."),
        ("◁think▷Hm.◁/think▷Yes.", "Hm.", "Yes."),
        ("<seed:think>Hm.</seed:think>Yes.", "Hm.", "Yes."),
        ("<|channel>thought\nHm.<channel|>Yes.", "Hm.", "Yes."),
        ("<|START_THINKING|>Hm.<|END_THINKING|><|START_RESPONSE|>Yes.", "Hm.", "Yes."),
        (HARMONY, "Hm.", "Yes."),
        (TWICE, "Hm.\n\nWait.", "Yes."),
        ("<|channel|>final<|message|>Yes.", "", "Yes."),
        ("analysisThe user asks.assistantfinalYes.", "The user asks.", "Yes."),
        ("analysis of the data", "", "analysis of the data"),
        ("analysis", "", "analysis"),
        ("<think>\n\n</think>\n\nYes.", "", "Yes."),
        ("<think>Cut off", "Cut off", ""),
        ("<think>a < b </thin k></think>c", "a < b </thin k>", "c"),
        ("No <think> here</think>.", "", "No <think> here</think>."),
        ("<thin", "", "<thin"),
        ("<b>bold</b>", "", "<b>bold</b>"),
        ("[THIS] is it", "", "[THIS] is it"),
        ("", "", ""),
    ],
)
def test_reasoning_is_told_from_the_answer_in_any_pieces(text: str, reasoning: str, answer: str) -> None:
    for parts in ([text], list(text), cut(text, 1), cut(text, 2)):
        found = read(parts)
        assert (found[0].strip(), found[1].strip()) == (reasoning, answer)


@given(st.lists(st.sampled_from(["<think>", "</think>", "<", "think", "a", "\n", " ", "<|channel|>"])))
def test_any_pieces_give_the_same_as_the_whole(parts: list[str]) -> None:
    at_once, in_pieces = read(["".join(parts)]), read(parts)
    assert [text.split() for text in at_once] == [text.split() for text in in_pieces]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Hm.\n</think>\n\nYes.", "</think>"),
        ("Hm.\n[/THINK]", "[/THINK]"),
        ("The tag </think> ends it.", ""),
        ("<think>\nHm.\n</think>\nYes.", ""),
        ("Write\n<think>\n...\n</think>\nas said.", ""),
        ("", ""),
    ],
)
def test_an_end_without_a_beginning_is_noticed(text: str, mark: str) -> None:
    assert begins_inside(text) == mark


def test_a_reasoning_that_the_template_began_is_split_off() -> None:
    assert split("Hm.\n</think>\n\nYes.") == ("Hm.", "Yes.")
    assert without_reasoning("Hm.\n</think>\n\nYes.") == "Yes."
    assert without_reasoning("Yes.") == "Yes."


def test_how_long_it_took_is_known_when_it_was_seen() -> None:
    found = ReasoningFilter()
    found.feed("<think>Hm")
    assert found.is_thinking and found.seconds is None
    found.feed(".</think>Yes")
    assert not found.is_thinking
    assert found.seconds is not None and found.seconds >= 0
