"""Tells a model's reasoning from its answer while the text comes in."""

from __future__ import annotations

import re
import time
from functools import cache

# What models write around their reasoning, at the very beginning of an answer.
_MARKS = (
    ("<think>", "</think>"),  # DeepSeek R1, Qwen 3, QwQ, GLM, MiniMax and most others
    ("<thinking>", "</thinking>"),
    ("<thought>", "</thought>"),
    ("<reasoning>", "</reasoning>"),
    ("<reason>", "</reason>"),
    ("<seed:think>", "</seed:think>"),  # Seed-OSS
    ("<longcat_think>", "</longcat_think>"),
    ("[THINK]", "[/THINK]"),  # Magistral
    ("◁think▷", "◁/think▷"),  # Kimi
    ("<|begin_of_thought|>", "<|end_of_thought|>"),
    ("<|START_THINKING|>", "<|END_THINKING|>"),  # Command A
    ("<|channel|>analysis<|message|>", "<|end|>"),  # gpt-oss, "harmony"
    ("<|start|>assistant<|channel|>analysis<|message|>", "<|end|>"),
    ("<|channel>thought\n", "<channel|>"),  # Gemma 4
    ("<unused94>thought\n", "<unused95>"),  # MedGemma
)
# What may stand before the answer itself and says nothing to a person.
_LEAD_INS = (
    "<|start|>assistant<|channel|>final<|message|>",
    "<|channel|>final<|message|>",
    "<|begin_of_solution|>",
    "<|START_RESPONSE|>",
)
# The harmony format without its control tokens, which an engine may leave out.
_BARE = "analysis"
_BARE_END = "assistantfinal"

_BEGINNINGS = (*(mark for mark, _ in _MARKS), *_LEAD_INS)
# Some chat templates open the reasoning themselves, so that only its end is in the answer: alone in a line.
_STRAY_ENDS = ("</think>", "</thinking>", "</seed:think>", "[/THINK]", "◁/think▷")


@cache
def mark_tokens() -> frozenset[str]:
    """What a vocabulary may have as one token: the only control tokens that belong to an answer's text."""
    marks = (*sum(_MARKS, ()), *_LEAD_INS)
    return frozenset(token for mark in marks for token in re.findall(r"<[^<>]+>|\[/?\w+\]|◁[^▷]+▷", mark))


def begins_inside(text: str) -> str:
    """The end mark of a reasoning whose beginning is not in the text; empty if there is none such."""
    if not any(end in text for end in _STRAY_ENDS):
        return ""
    alone = "|".join(map(re.escape, _STRAY_ENDS))
    found = re.search(rf"(?:^|\n)[ \t]*({alone})[ \t]*(?:\n|$)", text)
    if not found:
        return ""
    opening = found[1].replace("/", "", 1)
    return "" if opening in text[: found.start()] else found[1]


def opened(prompt: str) -> str:
    """The mark, with the space around it, that a prompt ends with when its template opens the reasoning."""
    words = prompt.rstrip()
    ends = [mark.rstrip() for mark, _ in _MARKS if words.endswith(mark.rstrip())]
    return prompt[len(words) - max(map(len, ends)) :] if ends else ""


def has_marks(template: str) -> bool:
    """Whether a chat template knows of a reasoning before the answer."""
    return any(mark.strip() in template for mark, _ in _MARKS)


class ReasoningFilter:
    """Feeds on pieces of any size; half a mark at the end of one is kept back until it is whole.

    end_mark: of a reasoning that the text begins in, see begins_inside().
    """

    def __init__(self, end_mark: str = "") -> None:
        self._held = ""
        self._end_mark = end_mark
        self._is_decided = bool(end_mark)
        self._is_first = not end_mark
        self._started_at = time.monotonic() if end_mark else 0.0
        self.is_thinking = bool(end_mark)
        self.seconds: float | None = None  # how long it took, where that was seen

    @property
    def end_mark(self) -> str:
        """What ends the reasoning that the text is in."""
        return self._end_mark

    def feed(self, text: str) -> tuple[str, str]:
        """(reasoning, answer) that are certain now."""
        text = self._held + text
        self._held = ""
        reasoning = ""
        while True:
            if not self._is_decided:
                text = self._decide(text)
            if not self.is_thinking:
                return reasoning, (text if self._is_decided else "")
            end = text.find(self._end_mark)
            if end < 0:
                kept = _overlap(text, self._end_mark)
                self._held = text[len(text) - kept :]
                return reasoning + text[: len(text) - kept], ""
            reasoning += text[:end].rstrip()
            self.is_thinking = self._is_decided = False
            self.seconds = time.monotonic() - self._started_at
            text = text[end + len(self._end_mark) :]

    def finish(self) -> tuple[str, str]:
        """Nothing more comes."""
        held, self._held = self._held, ""
        was_thinking, self.is_thinking = self.is_thinking, False
        self._is_decided = True
        return (held, "") if was_thinking else ("", held)

    def _decide(self, text: str) -> str:
        """Find out what the beginning is: reasoning, the answer, or not known yet."""
        start = text.lstrip()
        for mark, end_mark in _MARKS:
            if start.startswith(mark):
                return self._begin(start[len(mark) :].lstrip(), end_mark)
        if self._is_first and start[: len(_BARE)] == _BARE and start[len(_BARE) : len(_BARE) + 1].isupper():
            return self._begin(start[len(_BARE) :], _BARE_END)
        for lead_in in _LEAD_INS:
            if start.startswith(lead_in):
                self._is_decided = True
                return start[len(lead_in) :].lstrip()
        is_bare = self._is_first and bool(start) and _BARE.startswith(start)
        if is_bare or any(mark.startswith(start) for mark in _BEGINNINGS):
            self._held = text
            return text
        self._is_decided = True
        return text if self._is_first else start

    def _begin(self, text: str, end_mark: str) -> str:
        before = "" if self._is_first else "\n\n"
        if self._is_first:
            self._started_at = time.monotonic()
        self._is_first = False
        self._is_decided = self.is_thinking = True
        self._end_mark = end_mark
        return before + text


def split(text: str) -> tuple[str, str]:
    """(reasoning, answer) of a whole text."""
    told = ReasoningFilter(begins_inside(text))
    parts = (told.feed(text), told.finish())
    return "".join(part[0] for part in parts), "".join(part[1] for part in parts)


def without_reasoning(text: str) -> str:
    """A whole answer without what the model thought before it."""
    return split(text)[1]


def _overlap(text: str, mark: str) -> int:
    """How many characters at the end of text are the beginning of mark."""
    for length in range(min(len(mark) - 1, len(text)), 0, -1):
        if text.endswith(mark[:length]):
            return length
    return 0
