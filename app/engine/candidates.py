"""How likely a model found the tokens it could have written, from the scores it gave all of them."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from typing import Any

from app.engine.events import Candidate, Choice, Choices
from app.engine.llama import Bindings
from app.engine.text import new_decoder
from app.engine.vocabulary import Vocabulary

_FIELDS = 3  # of llama_token_data, 4 bytes each: id, logit, p


@dataclass(frozen=True, slots=True)
class Likeliest:
    """probability of the chosen token; (id, probability) of the likeliest ones, likeliest first."""

    probability: float
    tokens: tuple[tuple[int, float], ...]


class Probabilities:
    """Turns a row of logits into probabilities, with llama.cpp's own softmax and top-k.

    Its buffers, 12 bytes for each token of the vocabulary, are made once and used for each row.
    """

    def __init__(self, llama: Bindings, vocabulary_size: int, count: int) -> None:
        """count: how many of the likeliest are told."""
        self._llama = llama
        self._size = vocabulary_size
        self.count = count
        self._entries = (llama.llama_token_data * vocabulary_size)()
        # Python copies slices with a step in C: a loop over 150,000 tokens would take longer than the model.
        self._ids = memoryview(self._entries).cast("B").cast("i")[::_FIELDS]
        self._logits = memoryview(self._entries).cast("B").cast("f")[1::_FIELDS]
        numbers = (ctypes.c_int32 * vocabulary_size)(*range(vocabulary_size))
        self._numbers = memoryview(numbers).cast("B").cast("i")
        self._softmax = llama.llama_sampler_init_dist(0)
        self._top = llama.llama_sampler_init_top_k(min(count, vocabulary_size))

    def of(self, row: Any, chosen: int) -> Likeliest:
        """row: pointer to the logits of one place, as llama_get_logits_ith gives it."""
        scores = ctypes.cast(row, ctypes.POINTER(ctypes.c_float * self._size)).contents
        self._ids[:] = self._numbers
        self._logits[:] = memoryview(scores).cast("B").cast("f")
        entries = self._llama.llama_token_data_array(self._entries, self._size, -1, False)
        self._llama.llama_sampler_apply(self._softmax, ctypes.byref(entries))
        self._llama.llama_sampler_apply(self._top, ctypes.byref(entries))
        best = entries.data[0]
        probability = best.p * math.exp(min(0.0, scores[chosen] - best.logit))
        return Likeliest(
            probability, tuple((entries.data[i].id, entries.data[i].p) for i in range(entries.size))
        )

    def close(self) -> None:
        self._llama.llama_sampler_free(self._softmax)
        self._llama.llama_sampler_free(self._top)


class ChoiceRecorder:
    """The tokens of an answer, each with what else could have stood there, until they are sent."""

    def __init__(self, vocabulary: Vocabulary, start: int) -> None:
        """start: characters of the answer before its first token."""
        self._vocabulary = vocabulary
        self._decoder = new_decoder()
        self._count, self._end = 0, start
        self._choices: list[Choice] = []

    def skip(self, piece: bytes) -> None:
        """A token that was there before."""
        self._count += 1
        self._end += len(self._decoder.decode(piece))

    def add(self, token: int, piece: bytes, likeliest: Likeliest) -> None:
        candidates = tuple(Candidate(one, self._text_of(one), p) for one, p in likeliest.tokens)
        self._choices.append(Choice(token, self._decoder.decode(piece), likeliest.probability, candidates))

    def take(self) -> Choices | None:
        """Those since the last call, if there are any."""
        if not self._choices:
            return None
        taken = Choices(self._count, self._end, tuple(self._choices))
        self._count += len(self._choices)
        self._end += sum(len(choice.text) for choice in self._choices)
        self._choices = []
        return taken

    def _text_of(self, token: int) -> str:
        return self._vocabulary.special_bytes_of(token).decode("utf-8", "replace")
