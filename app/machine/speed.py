"""How fast a model reads and writes on this computer: predicted from what was measured once.

For each token it writes, a model meets all of its weights: what counts is how fast this computer's threads
get them from memory and compute with them. A prompt is read many tokens at a time, so each weight is
fetched once for all of them and only the computing counts. Both depend on how the weights are stored, for
some types take far more unpacking than others: so app/machine/measure.py lets the engine read and write
with a made-up model of each important type, and a real model takes the sum of its parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.hub.names import bits_per_weight
from app.models.gguf import Outline
from app.models.gguf_tensors import Work
from app.words import digits, tr

WORDS_PER_TOKEN = 0.75  # of English, with the vocabularies of today
PAGE_WORDS = 400
USUAL_CONTEXT = 500  # tokens in the context while an answer is written, where nothing else is known
_USUAL_BITS = 4.8
_FASTEST_WORDS = 100
WEIGHTS_SHARE = 0.85
"""Of a real model's time that goes into its weights. The measured models have few layers; the rest (norms,
activations, threads that wait for each other in each layer) was found with a 0.5B shape of 24 layers: reached
46.2 of 54.6 tokens/s predicted without it when writing, 183 of 215 when reading."""
_BATCH = 16  # the engine's smallest batch of a prompt: the last layer is computed once for each
_RELATIVES = (
    # Types that are not measured: what they begin with, the nearest one that is, how much longer they take.
    ("F16", "Q8_0", 16 / 8.5),
    ("BF16", "Q8_0", 16 / 8.5),
    ("F32", "Q8_0", 32 / 8.5),
    ("Q5_1", "Q5_0", 1.0),
    ("Q2_K", "Q3_K", 1.0),
    ("IQ4_XS", "Q4_K", 1.0),
    ("IQ4", "Q4_0", 1.0),
    ("IQ", "Q3_K", 1.5),  # looked up in tables, which takes its time
    ("Q4", "Q4_0", 1.0),
    ("MXFP4", "Q4_0", 1.0),
    ("NVFP4", "Q4_0", 1.0),
    ("Q8", "Q8_0", 1.0),
)


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
        parts = []
        if self.words_per_s > _FASTEST_WORDS and not self.is_measured:
            # For models so small, what else a token takes counts, and that is not predicted.
            parts.append(tr("more than {number} words a second", number=_FASTEST_WORDS))
        elif self.write_tokens_per_s:
            number = _readable(self.words_per_s)
            if self.is_measured:
                parts.append(tr("{number} words a second", number=number))
            else:
                parts.append(tr("about {number} words a second", number=number))
        if self.read_tokens_per_s:
            parts.append(tr("a page read in {time}", time=_readable_time(self.page_s)))
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class Rate:
    """How many weights of a type, as "Q4_K", this computer gets through in a second."""

    weights: str
    read_weights_per_s: float
    write_weights_per_s: float


@dataclass(frozen=True, slots=True)
class ComputerSpeed:
    """The measurement of one computer, with a rate for each type in app.machine.probe_model.PROBED.

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
    times = _Times(computer)
    cache = (("F16", context_tokens * cache_bytes_per_token // 2),)
    write_s = times.write_s(work.layers) + times.write_s(work.last) + times.write_s(cache)
    read_s = times.read_s(work.layers) + times.write_s(work.last) / _BATCH
    return Speed(WEIGHTS_SHARE / read_s if read_s else 0.0, WEIGHTS_SHARE / write_s if write_s else 0.0)


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
    if parameter_count <= 0:
        parameter_count = int(size_bytes * 8 / (bits_per_weight(quantization) or _USUAL_BITS))
    embedding = outline.vocabulary_size * outline.embedding_length if outline else 0
    embedding = min(embedding, parameter_count // 2)
    active = min(active_parameters or _active(parameter_count, outline), parameter_count)
    is_narrow = outline is not None and outline.embedding_length % 256 != 0
    mixture = _mixture(quantization or "Q4_K_M", is_narrow)
    last = "Q6_K" if mixture[0][0].endswith("_K") else mixture[0][0]
    return Work(
        layers=tuple((kind, max(1, int((active - embedding) * share))) for kind, share in mixture),
        last=((_instead(last, is_narrow), embedding),),
    )


def _mixture(quantization: str, is_narrow: bool) -> list[tuple[str, float]]:
    """The types of the weights that go by such a name, most first; llama_tensor_get_type of llama.cpp."""
    base = "_".join(quantization.split("_")[:2])
    finer = {"Q2_K": "Q3_K", "Q3_K": "Q4_K", "Q4_K": "Q6_K", "Q5_K": "Q6_K"}.get(base)
    mixture = [(base, 1.0)] if finer is None or quantization.endswith("_S") else [(base, 0.75), (finer, 0.25)]
    return [(_instead(kind, is_narrow), share) for kind, share in mixture]


def _instead(kind: str, is_narrow: bool) -> str:
    """What llama.cpp takes where rows are no multiple of 256 numbers."""
    instead = {"Q2_K": "Q4_0", "Q3_K": "Q4_0", "Q4_K": "Q5_0", "Q5_K": "Q5_0", "Q6_K": "Q8_0"}
    return instead.get(kind, kind) if is_narrow else kind


def _active(parameter_count: int, outline: Outline | None) -> int:
    """Of a mixture of experts: the embedding, attention (about three squares of the width in each layer),
    and the share of the rest that is chosen."""
    if outline is None or not 0 < outline.experts_used < outline.expert_count:
        return parameter_count
    width = outline.embedding_length
    always = outline.vocabulary_size * width + 3 * outline.layer_count * width**2
    always = min(always, parameter_count)
    return always + int((parameter_count - always) * outline.experts_used / outline.expert_count)


class _Times:
    """Seconds that so many weights take on a computer."""

    def __init__(self, computer: ComputerSpeed) -> None:
        self._rates = {rate.weights: rate for rate in computer.rates}

    def read_s(self, weights: Sequence[tuple[str, int]]) -> float:
        return sum(
            count * factor / rate.read_weights_per_s
            for kind, count in weights
            for rate, factor in [self._rate(kind)]
        )

    def write_s(self, weights: Sequence[tuple[str, int]]) -> float:
        return sum(
            count * factor / rate.write_weights_per_s
            for kind, count in weights
            for rate, factor in [self._rate(kind)]
        )

    def _rate(self, kind: str) -> tuple[Rate, float]:
        """The rate of the type or of its nearest relative, and how much longer it takes than that."""
        if kind in self._rates:
            return self._rates[kind], 1.0
        for beginning, relative, factor in _RELATIVES:
            if kind.startswith(beginning) and relative in self._rates:
                return self._rates[relative], factor
        return next(iter(self._rates.values())), 1.0


def _readable(number: float) -> str:
    shown = f"{number:.0f}" if number >= 9.5 else f"{number:.1g}" if number < 1 else f"{number:.2g}"
    return digits(float(shown), len(shown.partition(".")[2]))


def _readable_time(seconds: float) -> str:
    if seconds < 1:
        return tr("less than 1 s")
    if seconds < 90:
        return tr("{count} s", count=round(seconds))
    if seconds < 5400:
        return tr("{count} min", count=round(seconds / 60))
    return tr("{count} h", count=digits(seconds / 3600, 1))
