"""What a model remembers of a text, and where its weights are used: the bytes that a header tells of both."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.models.gguf_names import RECURRENT
from app.models.gguf_reader import whole_number

_CACHE_ELEMENT_BYTES = 2  # the KV cache is F16
_STATE_ELEMENT_BYTES = 4  # recurrent states are F32
_Q8_0_NUMBERS = 32
_MOST_LAYERS = 4096
_LAYER = re.compile(r"blk\.(?P<number>\d{1,4})\.")


@dataclass(frozen=True, slots=True)
class LayerBytes:
    """Bytes of the weights of each layer, of what scores the vocabulary after the last of them, and of the
    largest single tensor of a layer."""

    layers: tuple[int, ...] = ()
    scores: int = 0
    largest_tensor: int = 0


class LayerCount:
    """Adds up the tensors of a file by the layer that they belong to."""

    def __init__(self) -> None:
        self._layers: Counter[int] = Counter()
        self._scores = self._embedding = self._largest = 0

    def add(self, name: str, size_bytes: int) -> None:
        """A tensor by its name in the file, as "blk.3.attn_q.weight"."""
        if match := _LAYER.match(name):
            self._layers[int(match["number"])] += size_bytes
            self._largest = max(self._largest, size_bytes)
        elif name.startswith("output"):
            self._scores += size_bytes
        elif name == "token_embd.weight":
            self._embedding = size_bytes

    def bytes(self, layer_count: int, has_own_scores: bool) -> LayerBytes:
        """has_own_scores: else the embedding serves for the scores too, and is there a second time."""
        numbers = range(min(layer_count, _MOST_LAYERS))
        return LayerBytes(
            layers=tuple(self._layers[number] for number in numbers),
            scores=self._scores + (0 if has_own_scores else self._embedding),
            largest_tensor=self._largest,
        )


def layer_caches(values: Mapping[str, Any], architecture: str) -> Sequence[int]:
    """Bytes of KV cache that a token takes in each layer: KV heads x (key + value length) x 2.

    A layer without KV heads has a state of a fixed size instead, and so have all of a recurrent model.
    """

    def key(name: str) -> str:
        return f"{architecture}.{name}"

    layers = min(max(0, whole_number(values, key("block_count"), 0)), _MOST_LAYERS)
    if architecture in RECURRENT:
        return [0] * layers
    key_length, value_length = _head_lengths(values, architecture)
    kv_heads = values.get(key("attention.head_count_kv"), _heads(values, architecture))
    if not isinstance(kv_heads, list):
        # Hybrid models keep a cache only in each n-th layer.
        interval = max(1, whole_number(values, key("full_attention_interval"), 1))
        kv_heads = [0 if (number + 1) % interval else kv_heads for number in range(layers)]
    per_head = max(0, (key_length + value_length) * _CACHE_ELEMENT_BYTES)
    return [number * per_head if isinstance(number, int) and number > 0 else 0 for number in kv_heads]


def allows_half_cache(values: Mapping[str, Any], architecture: str) -> bool:
    """Whether the KV cache can be kept in Q8_0, which takes 32 numbers of a head together: as
    llama_init_from_model of llama.cpp's src/llama-context.cpp has it."""
    lengths = [*_head_lengths(values, architecture), *_head_lengths(values, architecture, "_swa")]
    return not any(length % _Q8_0_NUMBERS for length in lengths)


def _heads(values: Mapping[str, Any], architecture: str) -> int:
    return whole_number(values, f"{architecture}.attention.head_count", 1) or 1


def _head_lengths(values: Mapping[str, Any], architecture: str, of: str = "") -> tuple[int, int]:
    """Numbers of a key and of a value in an attention head. of: "_swa": in layers with a sliding window."""
    told = f"{architecture}.attention."
    usual = whole_number(values, f"{architecture}.embedding_length", 0) // _heads(values, architecture)
    key_length = whole_number(values, f"{told}key_length", usual)
    value_length = whole_number(values, f"{told}value_length", usual)
    if of:
        key_length = whole_number(values, f"{told}key_length{of}", key_length)
        value_length = whole_number(values, f"{told}value_length{of}", value_length)
    return key_length, value_length


def state_bytes(values: Mapping[str, Any], architecture: str) -> int:
    """What a model that changes a state with each token keeps, however long the text is; 0 for others.

    As n_embd_r and n_embd_s of llama.cpp's src/llama-hparams.cpp, for each layer that has a state.
    """

    def whole(name: str) -> int:
        return max(0, whole_number(values, f"{architecture}.{name}", 0))

    width = whole("embedding_length")
    if head := whole("wkv.head_size"):
        elements = (whole("token_shift_count") or 2) * width + width * head
    else:
        inner, state = whole("ssm.inner_size"), whole("ssm.state_size")
        convolved = inner + 2 * whole("ssm.group_count") * state
        elements = max(0, whole("ssm.conv_kernel") - 1) * convolved + state * inner
    caches = layer_caches(values, architecture)
    layers = sum(1 for cache in caches if not cache) or len(caches)  # some models have both in each layer
    return layers * elements * _STATE_ELEMENT_BYTES
