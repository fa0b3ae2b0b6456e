"""How fast a model reads and writes on this computer: predicted from what was measured once.

For each token it writes, a model meets all of its weights: what counts is how fast this computer's threads
get them from memory and compute with them. A prompt is read many tokens at a time, so each weight is
fetched once for all of them and only the computing counts. Both depend on how the weights are stored, so
app/measure.py lets the engine itself read and write with made-up models of two kinds, each too large for the
processor's caches, and what lies between is interpolated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from app.gguf import Outline, Work
from app.hub_names import bits_per_weight

WORDS_PER_TOKEN = 0.75  # of English, with the vocabularies of today
PAGE_WORDS = 400
USUAL_CONTEXT = 500  # tokens in the context while an answer is written, where nothing else is known
_USUAL_BITS = 4.8
_CACHE_BITS = 16.0  # the KV cache is F16

_Which = Literal["read_weights_per_s", "write_weights_per_s"]


@dataclass(frozen=True, slots=True)
class Speed:
    """Tokens per second; 0.0 where one of them is not known. is_measured: by this very model's answers."""

    read_tokens_per_s: float
    write_tokens_per_s: float
    is_measured: bool = False

    @property
    def words_per_s(self) -> float:
        """Words written in a second."""
        return self.write_tokens_per_s * WORDS_PER_TOKEN

    @property
    def page_s(self) -> float:
        """Seconds to read a page; 0.0 when not known."""
        return PAGE_WORDS / WORDS_PER_TOKEN / self.read_tokens_per_s if self.read_tokens_per_s else 0.0

    @property
    def sentence(self) -> str:
        """As "about 9 words a second; a page read in 30 s"."""
        about = "" if self.is_measured else "about "
        parts = []
        if self.write_tokens_per_s:
            parts.append(f"{about}{_readable(self.words_per_s)} words a second")
        if self.read_tokens_per_s:
            parts.append(f"a page read in {_readable_time(self.page_s)}")
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class Rate:
    """How many weights this computer gets through in a second when they take so many bits each."""

    bits: float
    read_weights_per_s: float
    write_weights_per_s: float


@dataclass(frozen=True, slots=True)
class ComputerSpeed:
    """The measurement of one computer. rates: one at least, fewest bits first.

    variant: the CPU back end it was measured with. busy_cores: cores that other programs used meanwhile.
    """

    rates: tuple[Rate, ...]
    variant: str
    busy_cores: float
    measured_at: float  # seconds since 1970


def predict(
    work: Work,
    cache_bytes_per_token: int,
    computer: ComputerSpeed,
    context_tokens: int = USUAL_CONTEXT,
) -> Speed:
    """The speed of a model that takes this work, with so many tokens in its context."""
    bits = 8 * work.write_bytes / max(1, work.write_weights)
    cache_numbers = context_tokens * cache_bytes_per_token * 8 / _CACHE_BITS
    write_s = work.write_weights * _seconds_per_weight(computer.rates, bits, "write_weights_per_s")
    write_s += cache_numbers * _seconds_per_weight(computer.rates, _CACHE_BITS, "write_weights_per_s")
    read_s = work.read_weights * _seconds_per_weight(computer.rates, bits, "read_weights_per_s")
    return Speed(1 / read_s if read_s else 0.0, 1 / write_s if write_s else 0.0)


def estimated_work(
    size_bytes: int,
    *,
    parameter_count: int = 0,
    active_parameters: int = 0,
    quantization: str = "",
    outline: Outline | None = None,
) -> Work:
    """The work of a file of which the tensors are not known. 0, "" and None: not known either.

    active_parameters: those computed for each token, when they are fewer.
    """
    bits = bits_per_weight(quantization) or _USUAL_BITS
    if parameter_count > 0:
        bits = 8 * size_bytes / parameter_count
    else:
        parameter_count = int(size_bytes * 8 / bits)
    embedding = outline.vocabulary_size * outline.embedding_length if outline else 0
    embedding = min(embedding, parameter_count // 2)
    active = active_parameters or _active(parameter_count, outline)
    active = min(active, parameter_count)
    return Work(
        read_weights=max(1, active - embedding),
        write_weights=max(1, active),
        write_bytes=max(1, int(active * bits / 8)),
    )


def _active(parameter_count: int, outline: Outline | None) -> int:
    """Of a mixture of experts: the embedding, attention (about three squares of the width in each layer),
    and the share of the rest that is chosen."""
    if outline is None or not 0 < outline.experts_used < outline.expert_count:
        return parameter_count
    width = outline.embedding_length
    always = outline.vocabulary_size * width + 3 * outline.layer_count * width**2
    always = min(always, parameter_count)
    return always + int((parameter_count - always) * outline.experts_used / outline.expert_count)


def _seconds_per_weight(rates: Sequence[Rate], bits: float, which: _Which) -> float:
    """Between two rates it lies on the line through them. Above the last, the bytes count; below the first,
    fewer bits are no faster: they take more computing to unpack."""
    known: list[tuple[float, float]] = [(rate.bits, 1 / getattr(rate, which)) for rate in rates]
    if bits <= known[0][0]:
        return known[0][1]
    for (low, low_s), (high, high_s) in pairwise(known):
        if bits <= high:
            return low_s + (high_s - low_s) * (bits - low) / (high - low)
    last, last_s = known[-1]
    return last_s * bits / last if which == "write_weights_per_s" else last_s


def _readable(number: float) -> str:
    return f"{number:,.0f}" if number >= 9.5 else f"{number:.1g}" if number < 1 else f"{number:.2g}"


def _readable_time(seconds: float) -> str:
    if seconds < 1:
        return "less than 1 s"
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
