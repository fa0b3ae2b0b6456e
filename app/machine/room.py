"""Whether a model fits into the memory: one rule, for who asks before loading and for who loads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.engine.events import USUAL_CONTEXTS, LoadOptions
from app.machine.fit import SPARE, buffer_bytes
from app.machine.offload import Card, fitting_layers, memory_bytes
from app.models.gguf import Header

_LEAST_ASKED = 64  # tokens of a context


@dataclass(frozen=True, slots=True)
class Room:
    """What a model with a context of `length` tokens takes of the computer's own memory, and what is free
    there, in bytes. layers: of the model, that cards compute. cache_bytes: of needed_bytes, those of the
    context, which have to be in memory; the weights are mapped and could be read from the disk again."""

    length: int
    layers: int
    needed_bytes: int
    cache_bytes: int
    free_bytes: int

    @property
    def is_enough(self) -> bool:
        return self.needed_bytes <= self.free_bytes * SPARE


def room_for(
    header: Header, options: LoadOptions, length: int, free_bytes: int, cards: Sequence[Card] = ()
) -> Room:
    """For a context of so many tokens, or of all that the model was made for if that is less."""
    length = max(_LEAST_ASKED, min(length, header.context_length or length))
    layers = 0
    if cards and options.gpu_layers is None:
        layers = fitting_layers(header, length, options.kv_cache, cards)
    elif cards and options.gpu_layers is not None:
        layers = min(options.gpu_layers, len(header.layer_bytes.layers))
    weights, cache = memory_bytes(header, length, options.kv_cache, layers, cards)
    is_on_cards = layers == len(header.layer_bytes.layers) and not any(card.shares_memory for card in cards)
    buffers = 0 if layers and is_on_cards else buffer_bytes(header.outline, length)
    return Room(length, layers, weights + cache + buffers, cache, free_bytes)


def wanted_room(header: Header, options: LoadOptions, free_bytes: int, cards: Sequence[Card] = ()) -> Room:
    """For the length asked for. Where none was: for the longest usual one there is room for, else for the
    shortest usual one, room or not: with less a model is hardly of use, and whoever wants it can say so."""
    lengths = USUAL_CONTEXTS if options.context_length is None else (options.context_length,)
    for length in lengths:
        room = room_for(header, options, length, free_bytes, cards)
        if room.is_enough:
            break
    return room
