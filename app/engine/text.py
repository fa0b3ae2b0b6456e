"""Bytes of tokens become text: whole characters only, and nothing past a stop text."""

from __future__ import annotations

import codecs
from collections.abc import Sequence


def new_decoder() -> codecs.IncrementalDecoder:
    """Bytes in any pieces to text; what is no UTF-8 becomes U+FFFD."""
    return codecs.getincrementaldecoder("utf-8")("replace")


class TextStream:
    """Joins the bytes of tokens. A character split over tokens comes out once, whole.

    stops: texts at which the answer ends; they and what follows never come out.
    """

    def __init__(self, stops: Sequence[str] = ()) -> None:
        self._decoder = new_decoder()
        self._stops = stops
        self._held = ""
        self.stopped = False

    def add(self, piece: bytes) -> str:
        """The text that is certain after this token; often empty."""
        text = self._held + self._decoder.decode(piece)
        self._held = ""
        if not self._stops or not text:
            return text
        found = [position for stop in self._stops if (position := text.find(stop)) >= 0]
        if found:
            self.stopped = True
            return text[: min(found)]
        keep = max(_overlap(text, stop) for stop in self._stops)
        self._held = text[len(text) - keep :]
        return text[: len(text) - keep]

    def rest(self) -> str:
        """What was held back, at the end of the answer. Half a character is dropped."""
        held, self._held = self._held, ""
        return "" if self.stopped else held


def _overlap(text: str, stop: str) -> int:
    """Length of the longest end of `text` that begins `stop`."""
    longest = min(len(text), len(stop) - 1)
    return next((size for size in range(longest, 0, -1) if text.endswith(stop[:size])), 0)
