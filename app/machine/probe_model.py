"""Model files with made-up weights, which the engine reads and writes with as fast as with real ones.

They have the shape of a real model but few layers and a tiny vocabulary, so that they are written in a
moment, yet are larger than a processor's caches. Format: see app/models/gguf.py.
"""

from __future__ import annotations

import math
import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.models.gguf_names import TENSOR_TYPES

_VOCABULARY = 512
_ALIGNMENT = 32
_PATTERN_BLOCKS = 4099  # a prime, so that no two rows of a matrix are the same
_NORM = "F32"

# A block of each type, in order: numbers with a point are 16-bit floats that scale the others, such that
# the weights come out as large as those of real models; whole numbers are so many bytes of any content.
# Layouts: ggml/src/ggml-common.h of llama.cpp.
_BLOCKS: dict[str, tuple[float | int, ...]] = {
    "Q4_0": (3e-3, 16),
    "Q5_0": (2e-3, 4 + 16),
    "Q8_0": (3e-4, 32),
    "Q3_K": (32 + 64 + 12, 3e-4),
    "Q4_K": (1e-4, 7.5e-4, 12 + 128),
    "Q5_K": (5e-5, 7.5e-4, 12 + 32 + 128),
    "Q6_K": (128 + 64 + 16, 1e-5),
}
_TYPES = {name: (number, block, size) for number, (name, block, size) in TENSOR_TYPES.items()}

PROBED = tuple(_BLOCKS)
"""Names of the types of weights that probes are made of."""

LARGE_BYTES = 200_000_000
"""Larger than the caches of processors; and a prompt is then read in batches as small as with real models."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """The sizes of a model. Short rows take more time for the same number of weights."""

    width: int
    heads: int
    kv_heads: int
    feed_forward: int

    @property
    def kv_width(self) -> int:
        return self.width // self.heads * self.kv_heads

    @property
    def layer_weights(self) -> int:
        return 2 * self.width * (self.width + self.kv_width) + 3 * self.width * self.feed_forward


_USUAL = _Shape(width=2048, heads=16, kv_heads=4, feed_forward=6144)
_NARROW = _Shape(width=896, heads=14, kv_heads=2, feed_forward=4864)


def _shape_for(weights: str) -> _Shape:
    # What stands in for Q4_K where rows are no multiple of its 256, which is so in some small models.
    return _NARROW if weights == "Q5_0" else _USUAL


def write_probe(path: Path, weights: str, least_bytes: int = LARGE_BYTES) -> None:
    """Writes a model whose weights are all of this type. OSError when there is no room."""
    shape = _shape_for(weights)
    layers = max(1, math.ceil(least_bytes / _size((shape.layer_weights,), weights)))
    tensors, values = list(_tensors(shape, layers, weights)), list(_values(shape, layers, weights))
    with path.open("wb") as file:
        file.write(b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(values)))
        file.writelines(values)
        offset = 0
        for name, lengths, kind in tensors:
            file.write(_text(name) + struct.pack(f"<I{len(lengths)}Q", len(lengths), *lengths))
            file.write(struct.pack("<IQ", _TYPES[kind][0], offset))
            offset += _aligned(_size(lengths, kind))
        file.write(bytes(_aligned(file.tell()) - file.tell()))
        patterns = {_NORM: struct.pack("<f", 1.0) * shape.width, weights: _pattern(weights)}
        for name, lengths, kind in tensors:
            _write_repeated(file, patterns[kind], _size(lengths, kind))
            if name == "output.weight":
                # The last token ends an answer: without a weight it is never the likeliest.
                row = _size(lengths[:1], kind)
                file.seek(-row, 1)
                file.write(bytes(row))
            file.write(bytes(_aligned(file.tell()) - file.tell()))


def _tensors(shape: _Shape, layers: int, weights: str) -> Iterator[tuple[str, tuple[int, ...], str]]:
    """(name, lengths, type) in the order of the file."""
    width, feed_forward = shape.width, shape.feed_forward
    yield "token_embd.weight", (width, _VOCABULARY), weights
    for layer in range(layers):
        block = f"blk.{layer}"
        yield f"{block}.attn_norm.weight", (width,), _NORM
        yield f"{block}.attn_q.weight", (width, width), weights
        yield f"{block}.attn_k.weight", (width, shape.kv_width), weights
        yield f"{block}.attn_v.weight", (width, shape.kv_width), weights
        yield f"{block}.attn_output.weight", (width, width), weights
        yield f"{block}.ffn_norm.weight", (width,), _NORM
        yield f"{block}.ffn_gate.weight", (width, feed_forward), weights
        yield f"{block}.ffn_up.weight", (width, feed_forward), weights
        yield f"{block}.ffn_down.weight", (feed_forward, width), weights
    yield "output_norm.weight", (width,), _NORM
    yield "output.weight", (width, _VOCABULARY), weights


def _values(shape: _Shape, layers: int, weights: str) -> Iterator[bytes]:
    def text(key: str, value: str) -> bytes:
        return _text(key) + struct.pack("<I", 8) + _text(value)

    def number(key: str, value: int) -> bytes:
        return _text(key) + struct.pack("<II", 4, value)

    def texts(key: str, values: list[str]) -> bytes:
        return _text(key) + struct.pack("<IIQ", 9, 8, len(values)) + b"".join(map(_text, values))

    yield text("general.architecture", "llama")
    yield text("general.name", f"Speed probe {weights}")
    yield number("llama.context_length", 4096)
    yield number("llama.embedding_length", shape.width)
    yield number("llama.block_count", layers)
    yield number("llama.feed_forward_length", shape.feed_forward)
    yield number("llama.attention.head_count", shape.heads)
    yield number("llama.attention.head_count_kv", shape.kv_heads)
    yield number("llama.rope.dimension_count", shape.width // shape.heads)
    yield _text("llama.attention.layer_norm_rms_epsilon") + struct.pack("<If", 6, 1e-5)
    tokens = [*_byte_characters(), *(f"\u0120word{number}" for number in range(_VOCABULARY - 256))]
    yield text("tokenizer.ggml.model", "gpt2")
    yield text("tokenizer.ggml.pre", "gpt-2")
    yield texts("tokenizer.ggml.tokens", tokens)
    yield texts("tokenizer.ggml.merges", ["\u0120 \u0120"])  # llama.cpp insists on some
    yield number("tokenizer.ggml.eos_token_id", _VOCABULARY - 1)


def _byte_characters() -> list[str]:
    """The 256 characters that stand for bytes in byte-level BPE, in the order of the bytes (GPT-2)."""
    plain = {*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAD), *range(0xAE, 0x100)}
    others = iter(range(256, 512))
    return [chr(byte) if byte in plain else chr(next(others)) for byte in range(256)]


def _pattern(weights: str) -> bytes:
    """Some thousand blocks, each another."""
    chance = random.Random(1)
    return b"".join(
        struct.pack("<e", part) if isinstance(part, float) else chance.randbytes(part)
        for _ in range(_PATTERN_BLOCKS)
        for part in _BLOCKS[weights]
    )


def _write_repeated(file: IO[bytes], pattern: bytes, size_bytes: int) -> None:
    while size_bytes > 0:
        size_bytes -= file.write(pattern[:size_bytes])


def _size(lengths: tuple[int, ...], kind: str) -> int:
    _, block, block_bytes = _TYPES[kind]
    return math.prod(lengths) // block * block_bytes


def _aligned(position: int) -> int:
    return -(-position // _ALIGNMENT) * _ALIGNMENT


def _text(text: str) -> bytes:
    encoded = text.encode()
    return struct.pack("<Q", len(encoded)) + encoded
