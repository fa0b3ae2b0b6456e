"""What stands in the model's context: its tokens, and the text they stand for.

The next prompt is compared with that text, so that an answer keeps the very tokens it was generated
with (tokenizing its text anew may split it differently), and only what follows has to be read.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.engine.text import new_decoder
from app.engine.vocabulary import Vocabulary

_UNKNOWN = -1
_NOWHERE = 1 << 30  # tokens; more than any context has
_LEAST_MOVED = 32  # tokens; fewer are read again as fast
_LONGEST_SPECIAL = 128  # bytes; texts of control tokens are shorter


@dataclass(frozen=True, slots=True)
class Continuation:
    """How a prompt goes on from what was written: all its tokens, and how many are there already.

    kept tokens stand for the first kept_bytes of the text and stay as they were. The `removed` tokens after
    them leave the memory, and what follows those moves up.
    """

    text: bytes
    tokens: list[int]
    kept: int
    kept_bytes: int
    reused: int
    removed: int = 0


class Written:
    """The tokens of the context's one sequence. in_memory: how many of them the model has read.

    From moved_from on they were read with a text before them that is gone: they stand for more than they say.
    One thread writes; any thread may take a copy.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.tokens: list[int] = []
        self.in_memory = 0
        self.moved_from = _NOWHERE
        self._text = bytearray()
        self._ends: list[int] = []  # per token: where its text ends, where that is known
        self._decoder = new_decoder()

    def copy(self) -> Written:
        """A snapshot for another thread."""
        other = Written()
        with self._lock:
            other.in_memory, other.moved_from = self.in_memory, self.moved_from
            other.tokens = self.tokens[:]
            other._ends = self._ends[:]
            other._text = self._text[:]
        return other

    def to_json(self) -> dict[str, Any]:
        """All of it in plain values."""
        with self._lock:
            return {
                "tokens": self.tokens,
                "in_memory": self.in_memory,
                "moved_from": self.moved_from,
                "ends": self._ends,
                "text": self._text.decode("utf-8", "surrogateescape"),
            }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Written:
        """What to_json() gave. Raises KeyError, TypeError or ValueError for anything else."""
        written = cls()
        written.tokens = [int(token) for token in value["tokens"]]
        written._ends = [int(end) for end in value["ends"]]
        written._text = bytearray(value["text"].encode("utf-8", "surrogateescape"))
        written.in_memory = int(value["in_memory"])
        written.moved_from = int(value.get("moved_from", _NOWHERE))
        if len(written._ends) != len(written.tokens) or not 0 <= written.in_memory <= len(written.tokens):
            raise ValueError("tokens and their ends are not equally many")
        return written

    def become(self, other: Written) -> None:
        """Be what the other is."""
        other = other.copy()
        with self._lock:
            self.in_memory, self.moved_from, self.tokens = other.in_memory, other.moved_from, other.tokens
            self._ends, self._text = other._ends, other._text
            self._decoder = new_decoder()

    def continue_with(self, text: bytes, vocabulary: Vocabulary, moves_before: int = -1) -> Continuation:
        """Tokens of the prompt `text`, as many as possible of those that are here.

        moves_before: if the texts part before this byte, what is in memory may move up over what is left out.
        What moves was read with the text that is gone, and differs a little from what reading it anew would
        give: so this is for a context that is full, not for what a person changes; and what moved counts as
        read only there.
        """
        kept, offset = self._keep(text, vocabulary)
        if (
            kept
            and offset <= moves_before
            and (moved := self._move(text, kept, offset, vocabulary)) is not None
        ):
            return moved
        rest = text[offset:]
        tail = vocabulary.tokenize(rest, special=True) if kept else vocabulary.prompt_tokens(rest)
        tokens = self.tokens[:kept] + tail
        # The last token is always read again: its logits choose the answer's first token.
        there = self.in_memory if moves_before >= 0 else min(self.in_memory, self.moved_from)
        limit = min(there, len(tokens) - 1)
        reused = min(kept + common_length(self.tokens[kept:], tail), limit)
        return Continuation(text, tokens, kept, offset, max(reused, 0))

    def common_with(self, tokens: Sequence[int]) -> int:
        """How many of these tokens, from the first on, are in memory. The last is always read again."""
        return max(0, min(common_length(self.tokens, tokens), self.in_memory, len(tokens) - 1))

    def forget_moved(self) -> None:
        """Of what moved up nothing counts as read any more: it says something of a text that is gone."""
        with self._lock:
            self.in_memory = min(self.in_memory, self.moved_from)

    def begin(self, continuation: Continuation, vocabulary: Vocabulary) -> None:
        """Become the prompt of `continuation`, of which only the reused tokens are in memory."""
        ends = self._ends[: continuation.kept]
        position = continuation.kept_bytes
        for token in continuation.tokens[continuation.kept :]:
            end = _UNKNOWN
            if vocabulary.is_special(token):
                piece = vocabulary.special_bytes_of(token)
                found = continuation.text.find(piece, position)
                if found >= 0:
                    end = position = found + len(piece)
                elif token == vocabulary.bos and position == 0:
                    end = 0
            ends.append(end)
        if ends:
            ends[-1] = len(continuation.text)
        with self._lock:
            self.in_memory = continuation.reused
            if continuation.removed:
                self.moved_from = min(self.moved_from, continuation.kept)
            elif continuation.reused <= self.moved_from:
                self.moved_from = _NOWHERE
            self._text = bytearray(continuation.text)
            self._decoder = new_decoder()
            self._ends = ends
            self.tokens = list(continuation.tokens)

    def append(self, token: int, piece: bytes) -> None:
        """A token was generated; it is not in memory yet."""
        with self._lock:
            # As the person and the next prompt see it: bytes that are no text have become U+FFFD.
            self._text += self._decoder.decode(piece).encode()
            self._ends.append(len(self._text))
            self.tokens.append(token)

    def until(self, offset: int) -> int:
        """How many tokens come until the first special one that ends at this place in the text or after it: a
        prompt that is the same until there has the same tokens. All, where it is not known."""
        ends = enumerate(self._ends, start=1)
        return next((count for count, end in ends if end >= offset), len(self.tokens))

    def clear(self) -> None:
        """Nothing is in the context any more."""
        with self._lock:
            self.in_memory, self.moved_from = 0, _NOWHERE
            self._text = bytearray()
            self._decoder = new_decoder()
            self._ends = []
            self.tokens = []

    def _move(self, text: bytes, kept: int, offset: int, vocabulary: Vocabulary) -> Continuation | None:
        """The prompt as what is here without a block after the kept tokens, if it is that."""
        rest = text[offset:]
        for first in range(kept + 1, self.in_memory - _LEAST_MOVED):
            start = self._ends[first - 1]
            if start == _UNKNOWN or not vocabulary.is_special(self.tokens[first - 1]):
                continue  # only behind a special token are texts split in the same way
            common = common_length(self._text[start:], rest)
            last = self._last_within(start + common, first, vocabulary)
            if last - first < _LEAST_MOVED:
                continue
            tail = vocabulary.tokenize(rest[self._ends[last - 1] - start :], special=True)
            tokens = self.tokens[:kept] + self.tokens[first:last] + tail
            reused = min(kept + min(last, self.in_memory) - first, len(tokens) - 1)
            return Continuation(text, tokens, kept, offset, reused, first - kept)
        return None

    def _last_within(self, end: int, first: int, vocabulary: Vocabulary) -> int:
        """How many tokens end there or before, with a special token as the last."""
        for count in range(len(self.tokens), first, -1):
            if _UNKNOWN < self._ends[count - 1] <= end and vocabulary.is_special(self.tokens[count - 1]):
                return count
        return first

    def _keep(self, text: bytes, vocabulary: Vocabulary) -> tuple[int, int]:
        """(tokens, bytes): the longest beginning after which `text` may be tokenized on its own.

        That is so where a special token ends or begins, because tokenizers split the text there.
        """
        common = common_length(self._text, text)
        for count in range(len(self.tokens), 0, -1):
            end = self._ends[count - 1]
            if end == _UNKNOWN or end > common:
                continue
            if end == common and count > 1 and self._ends[count - 2] == end:
                continue  # generated, but not to be seen in the text: a control token or half a character
            if vocabulary.is_special(self.tokens[count - 1]):
                return count, end
            if end == common and _begins_special(text[common:], vocabulary):
                return count, end
        return 0, 0


def _begins_special(text: bytes, vocabulary: Vocabulary) -> bool:
    if not text:
        return True
    first = vocabulary.tokenize(text[:_LONGEST_SPECIAL], special=True)[:1]
    return bool(first) and vocabulary.is_special(first[0])


def common_length(one: Sequence[int], other: Sequence[int]) -> int:
    """Length of the common beginning. By halves: comparing slices is far faster than items."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
