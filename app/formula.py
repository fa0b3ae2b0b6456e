"""A drawn formula. app/formula_process.py draws them."""

from __future__ import annotations

from typing import NamedTuple

INK = "#010203"
"""The colour in the pictures, to be replaced by the one that is wanted."""


class Formula(NamedTuple):
    """A picture in INK. Sizes in pixels at the size that was asked for; ascent: above the baseline."""

    svg: bytes
    width: float
    height: float
    ascent: float
