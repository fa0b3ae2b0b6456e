"""From a model's file to a context that tokens can be read into: weights, memory for the cache, threads."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from app.engine import batches
from app.engine.cores import Threads
from app.engine.events import KvCache, LoadOptions
from app.engine.llama import Library, attach_threadpool, new_threadpool
from app.engine.stopping import StopFlag, Stopped
from app.errors import UserError
from app.machine import hardware
from app.machine.fit import CACHE_SHARES
from app.models.gguf import Header
from app.words import tr

DEFAULT_CONTEXT = 8192
_SMALLEST_CONTEXT = 512  # that is chosen where nothing was asked for
_LEAST_ASKED = 64
_USABLE_SHARE = 0.8  # of the free memory; the rest is for other programs


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


def load_weights(
    library: Library, path: Path, options: LoadOptions, stop: StopFlag, on_progress: Callable[[float], None]
) -> int:
    """The llama_model of a file. on_progress: is told the share that is loaded, from 0 to 1.

    Raises UserError for a file that cannot be used, Stopped when told to stop.
    """
    llama = library.bindings
    params = llama.llama_model_default_params()
    if options.gpu_layers is not None:
        params.n_gpu_layers = options.gpu_layers

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
        tr("The model {file} cannot be loaded: {reason}.", file=path.name, reason=library.log.reason()),
        tr("The file may be damaged or made for another version; download it again or choose another model."),
        "another_model",
    )


def open_context(
    library: Library,
    weights: int,
    header: Header,
    options: LoadOptions,
    threads: Threads,
    *,
    pool: int | None = None,
    most_at_once: int = batches.MOST,
) -> Context:
    """A context of the asked length, or of one that this computer has memory for.

    pool: another context's, to be computed on as well: the threads of two would wait, spinning, on the same
    cores. Raises UserError where there is not enough memory.
    """
    length = _length(library, weights, header, options)
    free_bytes = hardware.memory().available_bytes
    needed_bytes = cache_bytes(header, length, options.kv_cache)
    if needed_bytes > free_bytes:  # asked for nevertheless, the system would end this process
        reason = tr("only {free} MB are free", free=round(free_bytes / 1e6))
        raise _no_memory(length, needed_bytes, reason)
    attempt = partial(_try_context, library, weights, header, threads, most_at_once, length)
    context = attempt(options.kv_cache)
    if context is None and options.kv_cache == "half":  # not every model's shape can be kept so
        needed_bytes = cache_bytes(header, length, "full")
        context = attempt("full")
    if context is None:
        raise _no_memory(length, needed_bytes, library.log.reason())
    if pool is None:
        pool = new_threadpool(library.bindings, threads.most)
    if pool is not None:
        attach_threadpool(library.bindings, context.address, pool)
    return replace(context, pool=pool)


def cache_bytes(header: Header, context_length: int, kv_cache: KvCache) -> int:
    """What the KV cache of a whole context of so many tokens takes."""
    return int(context_length * header.cache_bytes_per_token * CACHE_SHARES[kv_cache])


def _length(library: Library, weights: int, header: Header, options: LoadOptions) -> int:
    trained: int = library.bindings.llama_model_n_ctx_train(weights)
    if options.context_length is not None:
        return max(_LEAST_ASKED, min(options.context_length, trained or options.context_length))
    length = min(trained or DEFAULT_CONTEXT, DEFAULT_CONTEXT)
    # The file is mapped and most of it already counted as in use, so only the cache must fit.
    free_bytes = hardware.memory().available_bytes * _USABLE_SHARE - header.size_bytes
    while length > _SMALLEST_CONTEXT and cache_bytes(header, length, options.kv_cache) > free_bytes:
        length //= 2
    return length


def _try_context(
    library: Library,
    weights: int,
    header: Header,
    threads: Threads,
    most_at_once: int,
    length: int,
    kv_cache: KvCache,
) -> Context | None:
    llama = library.bindings
    heads = llama.llama_model_n_head(weights)
    most, attention = batches.with_attention(length, heads, kv_cache, has_gpu=bool(library.devices))
    most = min(most, most_at_once)
    params = llama.llama_context_default_params()
    params.n_ctx = length
    params.flash_attn_type = attention
    if kv_cache == "half":
        params.type_k = params.type_v = llama.GGML_TYPE_Q8_0
    params.n_batch = params.n_ubatch = most
    params.n_threads, params.n_threads_batch = threads.write, threads.read
    address: int | None = llama.llama_init_from_model(weights, params)
    if not address:
        return None
    return Context(address, length, kv_cache, cache_bytes(header, length, kv_cache), most, attention)


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
