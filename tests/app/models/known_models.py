"""Headers of well-known models as their makers' files have them, with holes in place of the weights."""

from __future__ import annotations

import math
from pathlib import Path

import gguf
import numpy as np
from gguf import GGMLQuantizationType as Type

from app.models.gguf_names import TENSOR_TYPES

_LAYERS, _WIDTH, _FEED_FORWARD, _VOCABULARY = 32, 4096, 14_336, 128_256
_HEADS, _KV_HEADS = 32, 8


def llama_8b(path: Path) -> Path:
    """Llama 3.1 8B in Q4_K_M: more bits where llama.cpp's use_more_bits() gives them."""
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("Llama 3.1 8B")
    writer.add_context_length(131_072)
    writer.add_embedding_length(_WIDTH)
    writer.add_block_count(_LAYERS)
    writer.add_feed_forward_length(_FEED_FORWARD)
    writer.add_head_count(_HEADS)
    writer.add_head_count_kv(_KV_HEADS)
    writer.add_vocab_size(_VOCABULARY)
    writer.add_file_type(15)
    size = _add(writer, "token_embd.weight", (_VOCABULARY, _WIDTH), Type.Q4_K)
    size += _add(writer, "output_norm.weight", (_WIDTH,), Type.F32)
    size += _add(writer, "output.weight", (_VOCABULARY, _WIDTH), Type.Q6_K)
    size += _add(writer, "rope_freqs.weight", (64,), Type.F32)
    size += sum(_add_layer(writer, number) for number in range(_LAYERS))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()
    writer.close()
    with path.open("r+b") as file:
        start = -(-file.seek(0, 2) // 32) * 32
        file.truncate(start + size)
    return path


def _add_layer(writer: gguf.GGUFWriter, number: int) -> int:
    eighth = _LAYERS // 8
    has_more = number < eighth or number >= 7 * eighth or (number - eighth) % 3 == 2
    better = Type.Q6_K if has_more else Type.Q4_K
    kv_width = _WIDTH // _HEADS * _KV_HEADS
    shapes = {
        "attn_q": ((_WIDTH, _WIDTH), Type.Q4_K),
        "attn_k": ((kv_width, _WIDTH), Type.Q4_K),
        "attn_v": ((kv_width, _WIDTH), better),
        "attn_output": ((_WIDTH, _WIDTH), Type.Q4_K),
        "ffn_gate": ((_FEED_FORWARD, _WIDTH), Type.Q4_K),
        "ffn_up": ((_FEED_FORWARD, _WIDTH), Type.Q4_K),
        "ffn_down": ((_WIDTH, _FEED_FORWARD), better),
        "attn_norm": ((_WIDTH,), Type.F32),
        "ffn_norm": ((_WIDTH,), Type.F32),
    }
    return sum(_add(writer, f"blk.{number}.{name}.weight", *what) for name, what in shapes.items())


def _add(writer: gguf.GGUFWriter, name: str, shape: tuple[int, ...], kind: Type) -> int:
    _, block, block_bytes = TENSOR_TYPES[int(kind)]
    size = math.prod(shape) // block * block_bytes
    writer.add_tensor_info(name, shape, np.dtype(np.float32), size, raw_dtype=kind)
    return size
