"""The words that stand beside figures, each in one plain sentence: for tool tips, and for the help."""

from __future__ import annotations

import textwrap
from typing import Literal

from app.words import Marked, later, translated

_LINE_LENGTH = 72  # characters

Word = Literal[
    "model", "token", "context", "speed", "first_word", "kept", "pinned", "quantization", "energy", "sure"
]

_WORDS: dict[Word, tuple[Marked, Marked]] = {
    "model": (
        later("Model"),
        later("A file of numbers that continues text; a bigger one knows more and is slower."),
    ),
    "token": (
        later("Token"),
        later("A piece of a word: models read and write in tokens, and 100 English words are about 130."),
    ),
    "context": (
        later("Context"),
        later(
            "All that the model can see at once, counted in tokens: the conversation, your files and the "
            "answer."
        ),
    ),
    "speed": (
        later("tok/s"),
        later("Tokens per second: how fast the model reads or writes. You read at about 5 tok/s yourself."),
    ),
    "first_word": (
        later("First word"),
        later("How long it takes until the answer begins: the model reads all that is new before that."),
    ),
    "kept": (
        later("Kept"),
        later("Tokens the model has read before and still has in memory: they take no time again."),
    ),
    "pinned": (
        later("Pinned"),
        later("A pinned message is sent with each question, also when older ones have to leave."),
    ),
    "quantization": (
        later("Q8_0, Q4_K_M, …"),
        later(
            "How many bits are kept of each number of the model (quantization): Q8 is the most exact, Q4 "
            "about half as large and hardly worse, Q2 the smallest and the worst."
        ),
    ),
    "energy": (
        later("mWh, Wh"),
        later("A mWh is a thousandth of a Wh of electricity; a phone's battery holds about 15 Wh."),
    ),
    "sure": (
        later("How sure"),
        later("How likely the model found each token it wrote. Sure does not mean true."),
    ),
}
WORDS: tuple[Word, ...] = tuple(_WORDS)


def name_of(word: Word) -> str:
    return translated(_WORDS[word][0])


def explained(word: Word) -> str:
    return translated(_WORDS[word][1])


def tip(*words: Word) -> str:
    """For a tool tip: each with its name before it. In lines, as Qt does not break those of a plain text."""
    return "\n".join(textwrap.fill(f"{name_of(word)}: {explained(word)}", _LINE_LENGTH) for word in words)
