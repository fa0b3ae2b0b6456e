"""Which way a text is written."""

from __future__ import annotations

import unicodedata


def is_rtl(text: str) -> bool:
    """Whether the first letter with a direction is written from right to left."""
    for character in text[:200]:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False
