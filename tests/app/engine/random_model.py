"""Model files with random weights: real architecture and speed, nonsense answers."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import gguf
import numpy as np

CHATML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n"
    "{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
CONTROL = ("<|im_start|>", "<|im_end|>", "<|endoftext|>")
_NORMAL, _CONTROL = 1, 3
_Q4_K_M = 15


@dataclass(frozen=True)
class Shape:
    """The sizes of a llama model, and what its file says beside the weights.

    recites: after each token the model writes the one with the next number, whatever stands before.
    slips: but after each token whose number is a multiple of this less one; 0: after none.
    endless: a control token is neither the likeliest nor among the likeliest hundred. So an answer ends at
    its limit or when it is stopped, with any sampling that cuts off what is unlikely.
    letters: it writes printable ASCII alone, so a text tells the very tokens it was written with.
    """

    layers: int = 2
    width: int = 64
    heads: int = 4
    kv_heads: int = 2
    feed_forward: int = 128
    vocabulary: int = 320
    context: int = 4096
    template: str = CHATML
    architecture: str = "llama"
    control: tuple[str, ...] = CONTROL
    recites: bool = False
    slips: int = 0
    endless: bool = False
    letters: bool = False
    extra: dict[str, Any] = field(default_factory=dict)


HALF_BILLION = Shape(
    layers=24,
    width=896,
    heads=14,
    kv_heads=2,
    feed_forward=4864,
    vocabulary=151_936,
    context=32_768,
)


def write(path: Path, shape: Shape | None = None, *, seed: int = 1) -> Path:
    """A model file in F16. The vocabulary is byte-level: each byte is a token, and so are some words."""
    shape = shape or Shape()
    writer = gguf.GGUFWriter(path, shape.architecture, use_temp_file=shape.width > 512)
    writer.add_name(f"Random {shape.layers}x{shape.width}")
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.kv_heads)
    writer.add_rope_dimension_count(shape.width // shape.heads)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_file_type(1)
    add_vocabulary(writer, shape)
    for key, value in shape.extra.items():
        adders = {str: writer.add_string, int: writer.add_int32, float: writer.add_float32}
        adders[type(value)](key, value)
    _add_weights(writer, shape, np.random.default_rng(seed))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def quantize(source: Path, target: Path) -> Path:
    """Q4_K_M of an F16 file, by llama.cpp. The library must be open in this process."""
    from app.engine.llama import bindings

    llama = bindings()
    params = llama.llama_model_quantize_default_params()
    params.ftype = _Q4_K_M
    if llama.llama_model_quantize(str(source).encode(), str(target).encode(), ctypes.byref(params)):
        raise RuntimeError(f"quantizing {source} failed")
    return target


def half_billion(folder: Path, *, recites: bool = False) -> Path:
    """The 0.5B shape in Q4_K_M, made once and kept in `folder`."""
    name = "reciting" if recites else "random"
    target = folder / f"{name}-0.5b-chat-q4_k_m.gguf"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        source = write(folder / f"{name}-0.5b-f16.gguf", replace(HALF_BILLION, recites=recites))
        part = quantize(source, target.with_suffix(".part"))
        part.rename(target)
        source.unlink()
    return target


def reciting_draft(folder: Path, *, slips: int = 0) -> Path:
    """A model of about a tenth of half_billion()'s cost, with its vocabulary, that recites as well."""
    target = folder / f"reciting-draft-{slips}-q4_k_m.gguf"
    if not target.exists():
        shape = Shape(layers=2, width=256, heads=4, kv_heads=2, feed_forward=768, context=32_768)
        shape = replace(shape, vocabulary=HALF_BILLION.vocabulary, recites=True, slips=slips)
        source = write(target.with_suffix(".f16"), shape)
        quantize(source, target.with_suffix(".part")).rename(target)
        source.unlink()
    return target


def add_vocabulary(writer: gguf.GGUFWriter, shape: Shape) -> None:
    tokens = list(_byte_characters())
    filler = shape.vocabulary - len(tokens) - len(shape.control)
    tokens += [f"\u0120word{number}" for number in range(filler)]
    kinds = [_NORMAL] * len(tokens) + [_CONTROL] * len(shape.control)
    tokens += shape.control
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types(kinds)
    writer.add_token_merges(["\u0120 \u0120"])  # llama.cpp insists on some
    if "<|im_end|>" in shape.control:
        writer.add_eos_token_id(tokens.index("<|im_end|>"))
    writer.add_add_bos_token(False)
    if shape.template:
        writer.add_chat_template(shape.template)


def _add_weights(writer: gguf.GGUFWriter, shape: Shape, random: np.random.Generator) -> None:
    def add(name: str, *dimensions: int) -> np.ndarray[Any, Any]:
        values = random.standard_normal(dimensions, dtype=np.float32) / np.sqrt(dimensions[-1])
        if shape.recites and name.endswith(("attn_output", "ffn_down")):
            values *= 0.01  # what a layer adds does not hide which token it was
        if shape.letters and name.endswith(("attn_q", "attn_k")):
            values *= 3.0  # it looks at a few tokens, wherever they are, not at the mean of all
        written = values.astype(np.float16)
        writer.add_tensor(f"{name}.weight", written)
        return written

    def add_norm(name: str) -> None:
        writer.add_tensor(f"{name}.weight", np.ones(shape.width, dtype=np.float32))

    kv_width = shape.width // shape.heads * shape.kv_heads
    if shape.recites:
        tokens = random.standard_normal((shape.vocabulary, shape.width), dtype=np.float32).astype(np.float16)
        writer.add_tensor("token_embd.weight", tokens)
        outputs = np.roll(tokens, 1, axis=0)
        if shape.slips:
            right = np.arange(shape.slips, shape.vocabulary // 2, shape.slips)
            wrong = right + shape.vocabulary // 2
            outputs[right], outputs[wrong] = outputs[wrong], outputs[right].copy()
        writer.add_tensor("output.weight", outputs)
    else:
        tokens = add("token_embd", shape.vocabulary, shape.width)
        outputs = tokens.copy()
        if shape.letters:  # logits of 0 are in the middle of all
            outputs = random.permutation(tokens)  # else it would repeat the last one
            outputs[: ord(" ")] = outputs[ord("~") + 1 :] = 0.0
        if shape.endless:
            outputs[shape.vocabulary - len(shape.control) :] = 0.0
        if shape.letters or shape.endless:
            writer.add_tensor("output.weight", outputs)
    for layer in range(shape.layers):
        block = f"blk.{layer}"
        add_norm(f"{block}.attn_norm")
        add(f"{block}.attn_q", shape.width, shape.width)
        add(f"{block}.attn_k", kv_width, shape.width)
        add(f"{block}.attn_v", kv_width, shape.width)
        add(f"{block}.attn_output", shape.width, shape.width)
        add_norm(f"{block}.ffn_norm")
        add(f"{block}.ffn_gate", shape.feed_forward, shape.width)
        add(f"{block}.ffn_up", shape.feed_forward, shape.width)
        add(f"{block}.ffn_down", shape.width, shape.feed_forward)
    add_norm("output_norm")


def _byte_characters() -> list[str]:
    """The 256 characters that stand for bytes in byte-level BPE, in the order of the bytes (GPT-2)."""
    plain = [*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = iter(range(256, 512))
    return [chr(byte) if byte in plain else chr(next(others)) for byte in range(256)]
