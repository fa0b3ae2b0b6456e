"""Whether a model fits this computer: weights, KV cache and buffers against its memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from app.engine.events import USUAL_CONTEXTS, KvCache
from app.hub.names import Tier, bits_per_weight
from app.hub.repository import ModelFile
from app.machine import hardware
from app.models.gguf import Outline
from app.quantities import readable_memory
from app.words import tr

Verdict = Literal["fits", "tight", "too_large"]

PROGRAM_BYTES = 300_000_000  # the window and the engine without a model
_BATCH = 512  # prompt tokens computed at once
SCORES_BYTES = 192 << 20
"""The most that the engine takes on a processor for the attention scores of a batch."""
CACHE_SHARES: Mapping[KvCache, float] = {"full": 1.0, "half": 34 / 64}
"""What a KV cache takes beside one in F16: Q8_0 keeps 32 numbers in 34 bytes, F16 in 64."""
_HEAD = 128  # numbers in an attention head, of nearly all models
_CARD_MARGIN_BYTES = 1 << 30  # as llama.cpp's common/fit.cpp
_CARD_MARGIN_SHARE = 1 / 8  # of a small card, which would have nothing left with that
SPARE = 0.9  # of what is free: the system needs to breathe


@dataclass(frozen=True, slots=True)
class Fit:
    """What a model takes and what there is, in bytes. Without an outline the cache is a guess.

    verdict: "fits" runs now; "tight" only after other programs were closed; "too_large" never.
    """

    verdict: Verdict
    weights_bytes: int
    cache_bytes: int
    buffer_bytes: int
    available_bytes: int
    total_bytes: int
    context_length: int
    is_guess: bool
    on_graphics: bool = False  # whether total and available are those of a graphics card
    beside_bytes: int = 0  # of the weights and the cache, what a card has room for that cannot take them all

    @property
    def needed_bytes(self) -> int:
        return self.weights_bytes + self.cache_bytes + self.buffer_bytes - self.beside_bytes

    @property
    def label(self) -> str:
        return {"fits": "Fits", "tight": "Tight", "too_large": "Does not fit"}[self.verdict]

    @property
    def reason(self) -> str:
        """One sentence, as for a tool tip."""
        needs, total = readable_memory(self.needed_bytes), readable_memory(self.total_bytes)
        if self.is_guess:
            needs = tr("About {size}", size=needs)
        if self.verdict == "too_large":
            return tr("{needed} needed; this computer has {total} of memory.", needed=needs, total=total)
        if self.on_graphics:
            there = tr("{needed} of your {total} of graphics memory", needed=needs, total=total)
        else:
            there = tr("{needed} of your {total} of memory", needed=needs, total=total)
        if self.verdict == "fits" and self.beside_bytes:
            return tr(
                "{there}, with a context of {length} tokens. The graphics card takes {size} more.",
                there=there,
                length=self.context_length,
                size=readable_memory(self.beside_bytes),
            )
        if self.verdict == "fits":
            return tr("{there}, with a context of {length} tokens.", there=there, length=self.context_length)
        free = readable_memory(self.available_bytes)
        if self.needed_bytes > self.available_bytes:
            return tr(
                "{there}, of which {free} are free now: close other programs first.", there=there, free=free
            )
        return tr(
            "{there}, of which {free} are free now, too little for this and the system: close other programs "
            "first.",
            there=there,
            free=free,
        )


def estimate(
    size_bytes: int,
    outline: Outline | None = None,
    context_length: int | None = None,
    memory: hardware.Memory | None = None,
    kv_cache: KvCache = "full",
) -> Fit:
    """How a model file of this size would fit. outline None: the cache is guessed from the size.

    context_length None: as the engine chooses it. memory: measured now when not given. A model that fits a
    graphics card's own memory, and an engine that can use it, needs none of the computer's.
    """
    memory = memory or hardware.memory()
    lengths = USUAL_CONTEXTS if context_length is None else (context_length,)
    fits = (_estimate(size_bytes, outline, length, memory, kv_cache) for length in lengths)
    for fit in fits:
        if fit.verdict == "fits":
            break
    return fit


def _estimate(
    size_bytes: int,
    outline: Outline | None,
    context_length: int,
    memory: hardware.Memory,
    kv_cache: KvCache,
) -> Fit:
    if outline is not None and outline.context_length:
        context_length = min(context_length, outline.context_length)
    state = 0
    if outline is not None and (outline.cache_bytes_per_token or outline.state_bytes):
        cache, state = context_length * outline.cache_bytes_per_token, outline.state_bytes
        buffers = buffer_bytes(outline, context_length)
    else:
        # Models of 1 to 30 GB take 30 to 200 kB a token, about as the root of their size.
        cache = int(context_length * 1.5 * size_bytes**0.5)
        buffers = 4 * _BATCH * 150_000 + SCORES_BYTES
    cache = int(cache * CACHE_SHARES[kv_cache]) + state
    room = card_room(memory.graphics_free_bytes, memory.graphics_bytes, buffers)
    on_graphics = 0 < size_bytes + cache <= room
    program = 0 if on_graphics else PROGRAM_BYTES
    beside = 0 if on_graphics else room
    total, available = memory.total_bytes, memory.available_bytes
    if on_graphics:
        total, available = memory.graphics_bytes, memory.graphics_free_bytes
    needed = size_bytes + cache + buffers + program - beside
    verdict: Verdict = "too_large"
    if needed <= available * SPARE:
        verdict = "fits"
    elif needed <= total * SPARE:
        verdict = "tight"
    return Fit(
        verdict=verdict,
        weights_bytes=size_bytes,
        cache_bytes=cache,
        buffer_bytes=buffers + program,
        available_bytes=available,
        total_bytes=total,
        context_length=context_length,
        is_guess=outline is None,
        on_graphics=on_graphics,
        beside_bytes=beside,
    )


def card_room(free_bytes: int, total_bytes: int, buffers: int) -> int:
    """What a graphics card has for weights and cache: as llama.cpp's programs leave it a margin, of which the
    screen and other programs need some as well."""
    margin = min(_CARD_MARGIN_BYTES, int(total_bytes * _CARD_MARGIN_SHARE))
    return max(0, free_bytes - margin - buffers)


def buffer_bytes(outline: Outline, context_length: int) -> int:
    """What is computed in: activations of a batch, the scores of each token of the vocabulary, and those of
    attention, as 32-bit floats."""
    attention = outline.embedding_length // _HEAD if outline.cache_bytes_per_token else 0
    scores = min(SCORES_BYTES, 4 * _BATCH * context_length * attention)
    return 4 * _BATCH * (8 * outline.embedding_length + outline.vocabulary_size) + scores


def estimate_unseen(parameter_count: int, quantization: str, memory: hardware.Memory | None = None) -> Fit:
    """How a model would fit of which only the parameters are known, as in a list."""
    bits = bits_per_weight(quantization) or 4.8
    return estimate(int(parameter_count * bits / 8), memory=memory)


def recommended(
    files: Sequence[ModelFile], parameter_count: int, memory: hardware.Memory | None = None
) -> ModelFile | None:
    """The file of a repository to offer first on this computer; None when none fits.

    Balanced as a rule, of those near 4.8 bits; Large for models so small that squeezing hurts and room is
    no concern; Small where nothing else fits, and what only just fits after that.
    """
    memory = memory or hardware.memory()
    order = ("Large", "Balanced", "Small") if 0 < parameter_count < 2e9 else ("Balanced", "Small")
    usable = [file for file in files if not file.problem and file.tier in order]
    for verdict in ("fits", "tight"):
        for tier in order:
            fitting = [
                file
                for file in usable
                if file.tier == tier and estimate(file.size_bytes, memory=memory).verdict == verdict
            ]
            if fitting:
                return min(fitting, key=_distance)
    return None


def of_tier(files: Sequence[ModelFile], tier: Tier) -> ModelFile | None:
    """The file to offer for a tier, whether it fits or not: the usual quantization, else the nearest."""
    usable = [file for file in files if not file.problem and file.tier == tier]
    return min(usable, key=_distance, default=None)


_WANTED = {"Large": ("Q8_0", 8.5), "Balanced": ("Q4_K_M", 4.8), "Small": ("Q3_K_M", 3.8)}


def _distance(file: ModelFile) -> tuple[float, int]:
    name, bits = _WANTED[file.tier or "Balanced"]
    distance = 0.0 if file.quantization == name else abs(bits_per_weight(file.quantization) - bits) + 0.01
    return distance, file.size_bytes
