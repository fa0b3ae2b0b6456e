"""Model files with made-up weights, which the engine reads and writes with as fast as with real ones.

They have the shapes and the formats of real models but few layers and a tiny vocabulary, so that they are
written in a moment, yet are larger than a processor's caches. Format: see app/gguf.py.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.gguf_names import TENSOR_TYPES

_WIDTH, _HEADS, _KV_HEADS, _FEED_FORWARD, _VOCABULARY = 2048, 16, 4, 6144, 512
_KV_WIDTH = _WIDTH // _HEADS * _KV_HEADS
_F32, _Q8_0, _Q4_K, _Q6_K = 0, 8, 12, 14
_ALIGNMENT = 32
_PATTERN_BLOCKS = 4099  # a prime, so that no two rows of a matrix are the same


@dataclass(frozen=True, slots=True)
class Kind:
    """How the weights are stored. finer: the type of every second layer's most sensitive matrices."""

    name: str
    layers: int
    usual: int
    finer: int


KINDS = (
    Kind("4-bit", layers=5, usual=_Q4_K, finer=_Q6_K),  # as Q4_K_M mixes them
    Kind("8-bit", layers=3, usual=_Q8_0, finer=_Q8_0),
)


def write_probe(path: Path, kind: Kind) -> None:
    """Writes a file of some 150 MB. OSError when there is no room."""
    tensors = list(_tensors(kind))
    values = list(_values(kind))
    with path.open("wb") as file:
        file.write(b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(values)))
        file.writelines(values)
        offset = 0
        for name, shape, type_number in tensors:
            file.write(_text(name) + struct.pack(f"<I{len(shape)}Q", len(shape), *shape))
            file.write(struct.pack("<IQ", type_number, offset))
            offset += _aligned(_size(shape, type_number))
        file.write(bytes(_aligned(file.tell()) - file.tell()))
        patterns = {type_number: _pattern(type_number) for _, _, type_number in tensors}
        for name, shape, type_number in tensors:
            _write_weights(file, patterns[type_number], _size(shape, type_number))
            if name == "output.weight":
                # The last token ends an answer: without a weight it is never the likeliest.
                row = _size(shape[:1], type_number)
                file.seek(-row, 1)
                file.write(bytes(row))
            file.write(bytes(_aligned(file.tell()) - file.tell()))


def _tensors(kind: Kind) -> Iterator[tuple[str, tuple[int, ...], int]]:
    """(name, shape, type) in the order of the file."""
    yield "token_embd.weight", (_WIDTH, _VOCABULARY), kind.usual
    for layer in range(kind.layers):
        block = f"blk.{layer}"
        finer = kind.usual if layer % 2 else kind.finer
        yield f"{block}.attn_norm.weight", (_WIDTH,), _F32
        yield f"{block}.attn_q.weight", (_WIDTH, _WIDTH), kind.usual
        yield f"{block}.attn_k.weight", (_WIDTH, _KV_WIDTH), kind.usual
        yield f"{block}.attn_v.weight", (_WIDTH, _KV_WIDTH), finer
        yield f"{block}.attn_output.weight", (_WIDTH, _WIDTH), kind.usual
        yield f"{block}.ffn_norm.weight", (_WIDTH,), _F32
        yield f"{block}.ffn_gate.weight", (_WIDTH, _FEED_FORWARD), kind.usual
        yield f"{block}.ffn_up.weight", (_WIDTH, _FEED_FORWARD), kind.usual
        yield f"{block}.ffn_down.weight", (_FEED_FORWARD, _WIDTH), finer
    yield "output_norm.weight", (_WIDTH,), _F32
    yield "output.weight", (_WIDTH, _VOCABULARY), kind.finer


def _values(kind: Kind) -> Iterator[bytes]:
    def text(key: str, value: str) -> bytes:
        return _text(key) + struct.pack("<I", 8) + _text(value)

    def number(key: str, value: int) -> bytes:
        return _text(key) + struct.pack("<II", 4, value)

    def texts(key: str, values: list[str]) -> bytes:
        return _text(key) + struct.pack("<IIQ", 9, 8, len(values)) + b"".join(map(_text, values))

    yield text("general.architecture", "llama")
    yield text("general.name", f"Speed probe, {kind.name}")
    yield number("llama.context_length", 4096)
    yield number("llama.embedding_length", _WIDTH)
    yield number("llama.block_count", kind.layers)
    yield number("llama.feed_forward_length", _FEED_FORWARD)
    yield number("llama.attention.head_count", _HEADS)
    yield number("llama.attention.head_count_kv", _KV_HEADS)
    yield number("llama.rope.dimension_count", _WIDTH // _HEADS)
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


def _pattern(type_number: int) -> bytes:
    """Some thousand blocks with values around zero. Layouts: ggml/src/ggml-common.h of llama.cpp."""
    chance = random.Random(1)
    if type_number == _F32:
        return struct.pack("<f", 1.0) * _WIDTH
    blocks = []
    for _ in range(_PATTERN_BLOCKS):
        match type_number:
            case 12:  # scale, scale of the minimum, 12 bytes of scales, 256 numbers of 4 bits
                blocks.append(struct.pack("<ee", 1e-4, 7.5e-4) + chance.randbytes(12 + 128))
            case 14:  # 256 numbers of 4 and of 2 bits, 16 scales, their scale
                blocks.append(chance.randbytes(128 + 64 + 16) + struct.pack("<e", 1e-5))
            case 8:  # scale, 32 numbers of 8 bits
                blocks.append(struct.pack("<e", 3e-4) + chance.randbytes(32))
    return b"".join(blocks)


def _write_weights(file: IO[bytes], pattern: bytes, size_bytes: int) -> None:
    while size_bytes > 0:
        size_bytes -= file.write(pattern[:size_bytes])


def _size(shape: tuple[int, ...], type_number: int) -> int:
    _, block, block_bytes = TENSOR_TYPES[type_number]
    count = 1
    for length in shape:
        count *= length
    return count // block * block_bytes


def _aligned(position: int) -> int:
    return -(-position // _ALIGNMENT) * _ALIGNMENT


def _text(text: str) -> bytes:
    encoded = text.encode()
    return struct.pack("<Q", len(encoded)) + encoded
