"""From a model's file to a context that tokens can be read into: weights, memory for the cache, threads."""

from __future__ import annotations

import contextlib
import ctypes
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from app.engine import batches
from app.engine.cores import Threads
from app.engine.events import KvCache, LoadOptions, OnCard
from app.engine.llama import Library, attach_threadpool, new_threadpool
from app.engine.llama import cards as find_cards
from app.engine.stopping import StopFlag, Stopped
from app.errors import UserError
from app.machine import hardware
from app.machine.fit import CACHE_SHARES
from app.machine.offload import Card
from app.machine.room import Room, wanted_room
from app.models.gguf import Header
from app.words import tr

_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Context:
    """A context of llama.cpp. address: of its llama_context. length: tokens. kv_cache: "full" also where the
    model's shape allows no other. cache_bytes: of the whole context. most_at_once: tokens in a batch.
    attention: its llama_flash_attn_type. pool: its ggml_threadpool; None: it has none."""

    address: int
    length: int
    kv_cache: KvCache
    cache_bytes: int
    most_at_once: int
    attention: int
    pool: int | None = None


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is loaded, and how. length: of the context. layers: of the model, that cards compute."""

    library: Library
    header: Header
    threads: Threads
    kv_cache: KvCache
    length: int
    layers: int
    most_at_once: int


def load(
    library: Library,
    header: Header,
    options: LoadOptions,
    threads: Threads,
    stop: StopFlag,
    on_progress: Callable[[float], None],
    *,
    pool: int | None = None,
    most_at_once: int = batches.MOST,
) -> tuple[int, Context, OnCard]:
    """(llama_model, context, what of it a graphics card computes) of a file.

    The context has the asked length, or a usual one that this computer has memory for. A card computes as
    many layers as it has room for, and fewer where it refuses those. on_progress: is told the share that is
    loaded, from 0 to 1. pool: another context's, to be computed on as well: the threads of two would wait,
    spinning, on the same cores. Raises UserError for a file that cannot be used or where there is not enough
    memory, Stopped when told to stop.
    """
    cards = find_cards(library.bindings)
    room = _room(header, options, cards)
    wanted = room.layers
    plan = _Plan(library, header, threads, options.kv_cache, room.length, wanted, most_at_once)
    layers, (weights, context) = most_that_load(
        wanted, lambda layers: _attempt(replace(plan, layers=layers), stop, on_progress)
    )
    if pool is None:
        pool = new_threadpool(library.bindings, threads.most)
    if pool is not None:
        attach_threadpool(library.bindings, context.address, pool)
    name = ", ".join(card.name for card in cards)
    problem = _refused(wanted, layers) if layers < wanted else ""
    on_card = OnCard(layers, len(header.layer_bytes.layers), name, problem)
    return weights, replace(context, pool=pool), on_card


def most_that_load(wanted: int, attempt: Callable[[int], _Made]) -> tuple[int, _Made]:
    """(layers on cards, what the attempt made): all that are wanted, else half of them, else none.

    A card may have less room than it says. Raises the UserError of the attempt without cards.
    """
    for layers in dict.fromkeys((wanted, wanted // 2)):
        if layers:
            with contextlib.suppress(UserError):
                return layers, attempt(layers)
    return 0, attempt(0)


def _attempt(plan: _Plan, stop: StopFlag, on_progress: Callable[[float], None]) -> tuple[int, Context]:
    weights = _load_weights(plan, stop, on_progress)
    try:
        return weights, _open_context(plan, weights)
    except UserError:
        plan.library.bindings.llama_model_free(weights)
        raise


def _refused(wanted: int, layers: int) -> str:
    if not layers:
        return tr("The graphics card had no room for this model, so the processor computes alone.")
    return tr(
        "The graphics card had no room for {wanted} layers of this model, so it computes {layers}.",
        wanted=wanted,
        layers=layers,
    )


def _room(header: Header, options: LoadOptions, cards: Sequence[Card]) -> Room:
    """What is loaded, with how long a context. More than is free is loaded all the same, for a person was
    asked; but a cache for which there is no memory at all would have the system end this process."""
    room = wanted_room(header, options, hardware.memory().available_bytes, cards)
    if room.cache_bytes > room.free_bytes:
        reason = tr("only {free} MB are free", free=round(room.free_bytes / 1e6))
        raise _no_memory(room.length, room.cache_bytes, reason)
    return room


def _load_weights(plan: _Plan, stop: StopFlag, on_progress: Callable[[float], None]) -> int:
    llama, path = plan.library.bindings, plan.header.path
    params = llama.llama_model_default_params()
    # llama.cpp counts what scores the vocabulary as one more layer, the last.
    params.n_gpu_layers = plan.layers + 1 if plan.layers else 0
    no_devices = (ctypes.c_void_p * 1)()
    if not plan.layers:  # else a card still computes long prompts
        params.devices = ctypes.cast(no_devices, ctypes.c_void_p)

    def progress(fraction: float, _data: object) -> bool:
        on_progress(fraction)
        return not stop.is_set()

    callback = llama.llama_progress_callback(progress)
    params.progress_callback = callback
    weights: int | None = llama.llama_model_load_from_file(os.fsencode(path), params)
    if weights:
        return weights
    if stop.is_set():
        raise Stopped
    raise UserError(
        tr("The model {file} cannot be loaded: {reason}.", file=path.name, reason=plan.library.log.reason()),
        tr("The file may be damaged or made for another version; download it again or choose another model."),
        "another_model",
    )


def _open_context(plan: _Plan, weights: int) -> Context:
    context = _try_context(plan, weights)
    if context is None and plan.kv_cache == "half":  # not every model's shape can be kept so
        plan = replace(plan, kv_cache="full")
        context = _try_context(plan, weights)
    if context is None:
        needed_bytes = cache_bytes(plan.header, plan.length, plan.kv_cache)
        raise _no_memory(plan.length, needed_bytes, plan.library.log.reason())
    return context


def cache_bytes(header: Header, context_length: int, kv_cache: KvCache) -> int:
    """What the KV cache of a whole context of so many tokens takes."""
    return int(context_length * header.cache_bytes_per_token * CACHE_SHARES[kv_cache])


def _try_context(plan: _Plan, weights: int) -> Context | None:
    llama = plan.library.bindings
    heads = llama.llama_model_n_head(weights)
    most, attention = batches.with_attention(plan.length, heads, plan.kv_cache, has_gpu=plan.layers > 0)
    most = min(most, plan.most_at_once)
    params = llama.llama_context_default_params()
    params.n_ctx = plan.length
    params.flash_attn_type = attention
    if plan.kv_cache == "half":
        params.type_k = params.type_v = llama.GGML_TYPE_Q8_0
    params.n_batch = params.n_ubatch = most
    params.n_threads, params.n_threads_batch = plan.threads.write, plan.threads.read
    address: int | None = llama.llama_init_from_model(weights, params)
    if not address:
        return None
    cache = cache_bytes(plan.header, plan.length, plan.kv_cache)
    return Context(address, plan.length, plan.kv_cache, cache, most, attention)


def _no_memory(length: int, needed_bytes: int, reason: str) -> UserError:
    return UserError(
        tr(
            "There is not enough memory for a context of {length} tokens (about {needed} MB besides the "
            "model): {reason}.",
            length=length,
            needed=round(needed_bytes / 1e6),
            reason=reason,
        ),
        tr("Choose a smaller context length or a smaller model."),
        "smaller_context",
    )
