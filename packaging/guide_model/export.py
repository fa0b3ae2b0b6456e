"""The trained weights as a GGUF file, with tokenizer, chat template and recommended sampling."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import gguf
import numpy as np
import torch
from gguf import GGMLQuantizationType, GGUFWriter
from model import Guide, Shape
from tokenizer import CHAT_TEMPLATE, END, END_OF_TEXT, SPECIALS
from tokenizers import Tokenizer
from torch import Tensor


def load(folder: Path) -> tuple[Guide, Tokenizer]:
    """The network and the tokenizer that train.py left in `folder`."""
    shape = Shape(**json.loads((folder / "shape.json").read_text(encoding="utf-8")))
    network = Guide(shape)
    network.load_state_dict(torch.load(folder / "weights.pt"))
    return network.eval(), Tokenizer.from_file(str(folder / "tokenizer.json"))


def write_gguf(network: Guide, tokenizer: Tokenizer, path: Path, quantization: GGMLQuantizationType) -> None:
    """Write `path`; matrices as `quantization` (Q8_0 or F16), norms as F32."""
    shape = network.shape
    writer = GGUFWriter(path, "llama")
    writer.add_name("Inglenook Guide")
    writer.add_description("The built-in guide of Inglenook, trained by the project on its own corpus.")
    writer.add_license("MIT")
    writer.add_size_label(f"{sum(p.numel() for p in network.parameters()) / 1e6:.1f}M")
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads)
    writer.add_layer_norm_rms_eps(shape.norm_epsilon)
    writer.add_rope_freq_base(shape.rope_base)
    writer.add_rope_dimension_count(shape.width // shape.heads)
    writer.add_vocab_size(shape.vocabulary)
    writer.add_file_type(
        gguf.LlamaFileType.MOSTLY_Q8_0
        if quantization == GGMLQuantizationType.Q8_0
        else gguf.LlamaFileType.MOSTLY_F16
    )
    # The answers are fixed texts: choosing anything but the likeliest token could only spoil them.
    writer.add_float32("general.sampling.temp", 0.0)
    _add_tokenizer(writer, tokenizer)
    for name, tensor in _tensors(network):
        values = tensor.detach().float().numpy()
        kind = GGMLQuantizationType.F32 if values.ndim == 1 else quantization
        writer.add_tensor(name, gguf.quants.quantize(values, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _tensors(network: Guide) -> list[tuple[str, Tensor]]:
    """Tensors under llama.cpp's names. The output matrix is left out: it is the embedding."""
    width, hidden = network.shape.width, network.shape.feed_forward
    tensors = [
        ("token_embd.weight", network.token_embd.weight),
        ("output_norm.weight", network.output_norm.weight),
    ]
    for index, block in enumerate(network.blocks):
        query, key, value = block.attn_qkv.weight.split(width)
        gate, up = block.ffn_gate_up.weight.split(hidden)
        tensors += [
            (f"blk.{index}.{name}.weight", tensor)
            for name, tensor in {
                "attn_norm": block.attn_norm.weight,
                "attn_q": query,
                "attn_k": key,
                "attn_v": value,
                "attn_output": block.attn_output.weight,
                "ffn_norm": block.ffn_norm.weight,
                "ffn_gate": gate,
                "ffn_up": up,
                "ffn_down": block.ffn_down.weight,
            }.items()
        ]
    return tensors


def _add_tokenizer(writer: GGUFWriter, tokenizer: Tokenizer) -> None:
    spec = json.loads(tokenizer.to_str())
    vocabulary = tokenizer.get_vocab()
    tokens = sorted(vocabulary, key=vocabulary.__getitem__)
    kinds = [gguf.TokenType.CONTROL if token in SPECIALS else gguf.TokenType.NORMAL for token in tokens]
    merges = [merge if isinstance(merge, str) else " ".join(merge) for merge in spec["model"]["merges"]]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(tokens)
    writer.add_token_types(np.array(kinds, dtype=np.int32).tolist())
    writer.add_token_merges(merges)
    writer.add_eos_token_id(vocabulary[END])
    writer.add_pad_token_id(vocabulary[END_OF_TEXT])
    writer.add_add_bos_token(False)
    writer.add_chat_template(CHAT_TEMPLATE)


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    write_gguf(*load(source), target, GGMLQuantizationType.Q8_0)
