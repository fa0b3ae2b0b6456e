"""How the next token is chosen: whose values count, and llama.cpp's chain of samplers made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from app.engine.events import Sampling
from app.engine.llama import Bindings

DEFAULTS = Sampling(temperature=0.8, top_k=40, top_p=0.95, min_p=0.05, repeat_penalty=1.0)

_PENALTY_WINDOW = 64  # tokens that the repeat penalty looks back on, as llama.cpp's default


def recommended_sampling(metadata: Callable[[str], str | None]) -> Sampling:
    """What a model's maker recommends, under the keys general.sampling.* of llama.cpp.

    metadata: a value of the file's header by its key, None where there is none.
    """

    def number(name: str) -> float | None:
        try:
            return float(metadata(f"general.sampling.{name}") or "")
        except ValueError:
            return None

    top_k = number("top_k")
    return Sampling(
        temperature=number("temp"),
        top_k=None if top_k is None else int(top_k),
        top_p=number("top_p"),
        min_p=number("min_p"),
        repeat_penalty=number("penalty_repeat"),
    )


def choose_sampling(asked: Sampling, recommended: Sampling) -> Sampling:
    """Each value: as asked, else as the model recommends, else our default."""
    chosen = DEFAULTS
    for source in (recommended, asked):
        values = {name: getattr(source, name) for name in Sampling.__slots__}
        chosen = replace(chosen, **{name: value for name, value in values.items() if value is not None})
    return chosen


def new_chain(llama: Bindings, sampling: Sampling, vocabulary_size: int, prompt: Sequence[int]) -> int:
    """A sampler of llama.cpp for the tokens after `prompt`, to be freed with llama_sampler_free."""
    chain: int = llama.llama_sampler_chain_init(llama.llama_sampler_chain_default_params())
    for sampler in _samplers(llama, sampling, vocabulary_size):
        llama.llama_sampler_chain_add(chain, sampler)
    for token in prompt[-_PENALTY_WINDOW:]:
        llama.llama_sampler_accept(chain, token)
    return chain


def _samplers(llama: Bindings, sampling: Sampling, vocabulary_size: int) -> Iterator[int]:
    """In llama.cpp's order: penalties, top-k, top-p, min-p, temperature, draw."""
    temperature = sampling.temperature or 0.0
    top_k = 1 if temperature <= 0 else min(sampling.top_k or 0, vocabulary_size)
    penalty = sampling.repeat_penalty if sampling.repeat_penalty and sampling.repeat_penalty > 0 else 1.0
    if penalty != 1.0:
        if penalty > 1.0 and top_k > 0:
            # A penalty looks up every token of the vocabulary. It only lowers, and at most as many as its
            # window: so the best top_k after it are among the best top_k + window before it.
            yield llama.llama_sampler_init_top_k(top_k + _PENALTY_WINDOW)
        yield llama.llama_sampler_init_penalties(vocabulary_size, _PENALTY_WINDOW, penalty, 0.0, 0.0)
    if temperature <= 0:
        yield llama.llama_sampler_init_greedy()
        return
    if top_k > 0:
        yield llama.llama_sampler_init_top_k(top_k)
    yield llama.llama_sampler_init_top_p(1.0 if sampling.top_p is None else sampling.top_p, 1)
    yield llama.llama_sampler_init_min_p(sampling.min_p or 0.0, 1)
    yield llama.llama_sampler_init_temp(temperature)
    seed = llama.LLAMA_DEFAULT_SEED if sampling.seed is None else sampling.seed & 0xFFFFFFFF
    yield llama.llama_sampler_init_dist(seed)
