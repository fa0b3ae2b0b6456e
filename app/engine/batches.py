"""How many of a prompt's tokens are read at once: small enough that progress is seen and memory suffices."""

from __future__ import annotations

from app.engine.events import KvCache
from app.machine.fit import SCORES_BYTES

MOST = 512  # tokens in a batch
HELPER_MOST = 64  # of a model that works for another: what it computes in takes memory for each of them
SMALLEST = 32  # tokens; of 16 a processor reads a third fewer in the same time

FIRST = 64  # tokens, where nothing is known of the model's speed
_BATCH_TIME_S = 1.0  # a batch is sized to take about this long, so that progress is seen
_PLAIN, _FLASH, _AUTO = 0, 1, -1  # LLAMA_FLASH_ATTN_TYPE_* of llama.h


def first_size(tokens_per_s: float, most: int) -> int:
    """Tokens of a prompt's first batch. tokens_per_s: of reading the last prompt; 0: there was none."""
    return next_size(most, most / tokens_per_s, most) if tokens_per_s else min(FIRST, most)


def next_size(count: int, seconds: float, most: int) -> int:
    """Tokens of the next batch after one of `count` that took `seconds`.

    The power of two nearest to _BATCH_TIME_S, at most twice the last: sizes repeat, so graphs can be reused.
    """
    fitting = count * _BATCH_TIME_S / max(seconds, 1e-6) * 2**0.5
    size = SMALLEST
    while size * 2 <= min(fitting, count * 2, most):
        size *= 2
    return size


def with_attention(context_length: int, heads: int, kv_cache: KvCache, *, has_gpu: bool) -> tuple[int, int]:
    """(tokens in a batch at most, llama_flash_attn_type) for a context of so many tokens.

    On a processor plain attention writes a third faster after 4,000 tokens and reads as fast, but keeps
    the scores of a whole batch: context x heads x 4 bytes a token. So batches are made smaller in a
    long context; in a very long one, and on a GPU, flash attention is better. llama.cpp reads a cache of
    half the size by flash attention only.
    """
    most = min(MOST, context_length)
    if kv_cache == "half":
        return most, _FLASH
    fitting = SCORES_BYTES // (4 * max(1, heads) * context_length)
    if has_gpu or fitting < SMALLEST:
        return most, _AUTO
    return min(most, 1 << (fitting.bit_length() - 1)), _PLAIN
