"""How sure a model was of a token, in four steps that a person can tell apart."""

from __future__ import annotations

from typing import Literal

Sureness = Literal["sure", "likely", "unsure", "guess"]

_STEPS: tuple[tuple[float, Sureness], ...] = ((0.9, "sure"), (0.5, "likely"), (0.2, "unsure"))


def sureness(probability: float) -> Sureness:
    """probability: as the model gave it among all tokens, from 0 to 1."""
    return next((name for least, name in _STEPS if probability >= least), "guess")
