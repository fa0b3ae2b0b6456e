"""A drawn formula. app/formulas.py draws them."""

from __future__ import annotations

from dataclasses import dataclass

INK = "#010203"
"""The colour in the pictures, to be replaced by the one that is wanted."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A picture in INK. Sizes in pixels at the size that was asked for; ascent: above the baseline."""

    svg: bytes
    width: float
    height: float
    ascent: float
