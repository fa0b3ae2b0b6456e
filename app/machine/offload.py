"""How many of a model's layers the graphics cards have room for, and what stays in the computer's memory.

The rule is that of llama.cpp's own programs (common/fit.cpp): as many layers as leave a margin of the memory
that is free. Those measure with a trial load; here the sizes are the header's, and are added as llama.cpp
places them (llama_model::load_tensors): a card takes what scores the vocabulary and the last layers, with
their part of the cache, and the embedding stays with the processor.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.engine.events import KvCache, OnCard
from app.machine.fit import CACHE_SHARES, buffer_bytes, card_room
from app.models.gguf import Header
from app.words import tr


@dataclass(frozen=True, slots=True)
class Card:
    """A graphics card as the engine sees it, now. shares_memory: its memory is the computer's."""

    name: str
    free_bytes: int
    total_bytes: int
    shares_memory: bool = False


def fitting_layers(header: Header, context_length: int, kv_cache: KvCache, cards: Sequence[Card]) -> int:
    """How many of the model's layers the cards have room for, from the last one on."""
    buffers = buffer_bytes(header.outline, context_length)
    room = sum(card_room(card.free_bytes, card.total_bytes, buffers) for card in cards)
    room -= max(header.layer_bytes.layers, default=0) * (len(cards) - 1)  # a layer is never divided
    count = len(header.layer_bytes.layers)
    if _taken(header, context_length, kv_cache, count) <= room:
        return count
    # For long prompts the card also computes the layers it has no room for, one tensor after the other.
    room -= header.layer_bytes.largest_tensor
    return max((n for n in range(1, count) if _taken(header, context_length, kv_cache, n) <= room), default=0)


def memory_bytes(
    header: Header, context_length: int, kv_cache: KvCache, layers: int, cards: Iterable[Card]
) -> tuple[int, int]:
    """(weights, cache) in the computer's own memory, when cards compute so many of the last layers."""
    cache = _cache(header, context_length, kv_cache, len(header.layer_caches))
    if not layers or any(card.shares_memory for card in cards):
        return header.size_bytes, cache
    on_card = _weights(header, layers)
    cache -= _cache(header, context_length, kv_cache, layers)
    return max(0, header.size_bytes - on_card), max(0, cache)


def _taken(header: Header, context_length: int, kv_cache: KvCache, layers: int) -> int:
    return _weights(header, layers) + _cache(header, context_length, kv_cache, layers)


def _weights(header: Header, layers: int) -> int:
    sizes = header.layer_bytes
    return sum(sizes.layers[len(sizes.layers) - layers :]) + sizes.scores


def _cache(header: Header, context_length: int, kv_cache: KvCache, layers: int) -> int:
    if not header.allows_half_cache:
        kv_cache = "full"
    caches = header.layer_caches
    per_token = sum(caches[max(0, len(caches) - layers) :])
    state = header.outline.state_bytes * layers // max(1, len(caches))
    return int(context_length * per_token * CACHE_SHARES[kv_cache]) + state


def told(on_card: OnCard) -> str:
    """What of a model a card computes, in a sentence; "" where there is no card."""
    if on_card.problem or on_card.left_out:
        return on_card.problem or on_card.left_out
    if not on_card.name:
        return ""
    if not on_card.layers:
        return tr("The processor computes alone.")
    if on_card.layers == on_card.all_layers:
        return tr("All {count} layers of the model are on the graphics card.", count=on_card.layers)
    return tr(
        "{layers} of {count} layers of the model are on the graphics card, the others with the processor.",
        layers=on_card.layers,
        count=on_card.all_layers,
    )
