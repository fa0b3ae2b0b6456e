"""Model files with random weights of architectures that do not remember as llama does: tiny, and nonsense."""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np

from tests.app.engine.random_model import Shape, add_vocabulary

_WIDTH, _LAYERS, _HEADS, _FEED_FORWARD = 64, 2, 4, 128
_CONV, _INNER, _STATE, _RANK = 4, 2 * _WIDTH, 16, 4
_SHAPE = Shape(layers=_LAYERS, width=_WIDTH)


def write_mamba(path: Path) -> Path:
    """Recurrent: each token changes one state."""
    writer = _begin(path, "mamba")
    _add_state_sizes(writer)
    weights = _Weights(path, writer)
    for layer in range(_LAYERS):
        weights.add_state_layer(layer, has_norms=False)
    return weights.finish()


def write_jamba(path: Path) -> Path:
    """Hybrid: a layer with a state, then one with attention."""
    writer = _begin(path, "jamba")
    _add_state_sizes(writer)
    writer.add_feed_forward_length(_FEED_FORWARD)
    writer.add_head_count(_HEADS)
    writer.add_head_count_kv([0, 2])
    weights = _Weights(path, writer)
    weights.add_state_layer(0, has_norms=True)
    weights.add_attention_layer(1)
    for layer in range(_LAYERS):
        weights.add_feed_forward(layer)
    return weights.finish()


def write_gemma(path: Path) -> Path:
    """A sliding window: every other layer sees the last 32 tokens only."""
    writer = _begin(path, "gemma2")
    writer.add_feed_forward_length(_FEED_FORWARD)
    writer.add_head_count(_HEADS)
    writer.add_head_count_kv(2)
    writer.add_key_length(_WIDTH // _HEADS)
    writer.add_value_length(_WIDTH // _HEADS)
    writer.add_sliding_window(32)
    weights = _Weights(path, writer)
    for layer in range(_LAYERS):
        weights.add_attention_layer(layer)
        weights.add_feed_forward(layer)
        weights.add_ones(f"blk.{layer}.post_attention_norm.weight", _WIDTH)
        weights.add_ones(f"blk.{layer}.post_ffw_norm.weight", _WIDTH)
    return weights.finish()


def _begin(path: Path, architecture: str) -> gguf.GGUFWriter:
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_name(f"Random {architecture}")
    writer.add_context_length(4096)
    writer.add_embedding_length(_WIDTH)
    writer.add_block_count(_LAYERS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_file_type(1)
    add_vocabulary(writer, _SHAPE)
    return writer


def _add_state_sizes(writer: gguf.GGUFWriter) -> None:
    writer.add_ssm_conv_kernel(_CONV)
    writer.add_ssm_inner_size(_INNER)
    writer.add_ssm_state_size(_STATE)
    writer.add_ssm_time_step_rank(_RANK)


class _Weights:
    def __init__(self, path: Path, writer: gguf.GGUFWriter) -> None:
        self._path = path
        self._writer = writer
        self._random = np.random.default_rng(1)
        self.add("token_embd.weight", _SHAPE.vocabulary, _WIDTH)

    def add(self, name: str, *dimensions: int, kind: type = np.float16) -> None:
        values = self._random.standard_normal(dimensions, dtype=np.float32) / np.sqrt(dimensions[-1])
        self._writer.add_tensor(name, values.astype(kind))

    def add_ones(self, name: str, size: int) -> None:
        self._writer.add_tensor(name, np.ones(size, dtype=np.float32))

    def add_state_layer(self, layer: int, *, has_norms: bool) -> None:
        block = f"blk.{layer}"
        self.add_ones(f"{block}.attn_norm.weight", _WIDTH)
        self.add(f"{block}.ssm_in.weight", 2 * _INNER, _WIDTH)
        self.add(f"{block}.ssm_conv1d.weight", _INNER, _CONV, kind=np.float32)
        self.add(f"{block}.ssm_conv1d.bias", _INNER, kind=np.float32)
        self.add(f"{block}.ssm_x.weight", _RANK + 2 * _STATE, _INNER)
        self.add(f"{block}.ssm_dt.weight", _INNER, _RANK)
        self.add(f"{block}.ssm_dt.bias", _INNER, kind=np.float32)
        decay = -np.tile(np.arange(1, _STATE + 1, dtype=np.float32), (_INNER, 1))
        self._writer.add_tensor(f"{block}.ssm_a", decay)
        self.add_ones(f"{block}.ssm_d", _INNER)
        self.add(f"{block}.ssm_out.weight", _WIDTH, _INNER)
        if has_norms:
            for name, size in (("dt", _RANK), ("b", _STATE), ("c", _STATE)):
                self.add_ones(f"{block}.ssm_{name}_norm.weight", size)

    def add_attention_layer(self, layer: int) -> None:
        block, kv_width = f"blk.{layer}", _WIDTH // _HEADS * 2
        self.add_ones(f"{block}.attn_norm.weight", _WIDTH)
        self.add(f"{block}.attn_q.weight", _WIDTH, _WIDTH)
        self.add(f"{block}.attn_k.weight", kv_width, _WIDTH)
        self.add(f"{block}.attn_v.weight", kv_width, _WIDTH)
        self.add(f"{block}.attn_output.weight", _WIDTH, _WIDTH)

    def add_feed_forward(self, layer: int) -> None:
        block = f"blk.{layer}"
        self.add_ones(f"{block}.ffn_norm.weight", _WIDTH)
        self.add(f"{block}.ffn_gate.weight", _FEED_FORWARD, _WIDTH)
        self.add(f"{block}.ffn_up.weight", _FEED_FORWARD, _WIDTH)
        self.add(f"{block}.ffn_down.weight", _WIDTH, _FEED_FORWARD)

    def finish(self) -> Path:
        self.add_ones("output_norm.weight", _WIDTH)
        self._writer.write_header_to_file()
        self._writer.write_kv_data_to_file()
        self._writer.write_tensors_to_file()
        self._writer.close()
        return self._path
