"""Tells a model's reasoning from its answer while the text comes in."""

from __future__ import annotations

import time

# What models write around their reasoning, at the very beginning of an answer.
_MARKS = (
    ("<think>", "</think>"),
    ("<thinking>", "</thinking>"),
    ("<|begin_of_thought|>", "<|end_of_thought|>"),
)


class ReasoningFilter:
    """Feeds on pieces of any size; half a mark at the end of one is kept back until it is whole."""

    def __init__(self) -> None:
        self._held = ""
        self._end_mark = ""
        self._is_decided = False
        self._started_at = 0.0
        self.is_thinking = False
        self.seconds: float | None = None  # how long it took, where that was seen

    def feed(self, text: str) -> tuple[str, str]:
        """(reasoning, answer) that are certain now."""
        text = self._held + text
        self._held = ""
        if not self._is_decided:
            text = self._decide(text)
        if not self.is_thinking:
            return ("", text) if self._is_decided else ("", "")
        end = text.find(self._end_mark)
        if end >= 0:
            self.is_thinking = False
            self.seconds = time.monotonic() - self._started_at
            return text[:end].rstrip(), text[end + len(self._end_mark) :].lstrip()
        kept = _overlap(text, self._end_mark)
        self._held = text[len(text) - kept :]
        return text[: len(text) - kept], ""

    def finish(self) -> tuple[str, str]:
        """Nothing more comes."""
        held, self._held = self._held, ""
        was_thinking, self.is_thinking = self.is_thinking, False
        self._is_decided = True
        return (held, "") if was_thinking else ("", held)

    def _decide(self, text: str) -> str:
        start = text.lstrip()
        for mark, end_mark in _MARKS:
            if start.startswith(mark):
                self._is_decided = self.is_thinking = True
                self._end_mark = end_mark
                self._started_at = time.monotonic()
                return start[len(mark) :].lstrip()
        if any(mark.startswith(start) for mark, _ in _MARKS):
            self._held = text
        else:
            self._is_decided = True
        return text


def without_reasoning(text: str) -> str:
    """A whole answer without what the model thought before it."""
    reasoning = ReasoningFilter()
    _, answer = reasoning.feed(text)
    return answer + reasoning.finish()[1]


def _overlap(text: str, mark: str) -> int:
    """How many characters at the end of text are the beginning of mark."""
    for length in range(min(len(mark) - 1, len(text)), 0, -1):
        if text.endswith(mark[:length]):
            return length
    return 0
