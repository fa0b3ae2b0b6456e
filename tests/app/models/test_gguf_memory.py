"""What a header tells of memory: of the cache, of states, and of each layer's weights."""

from __future__ import annotations

from pathlib import Path

from app.models.gguf import read_header
from app.models.gguf_memory import allows_half_cache, layer_caches, state_bytes
from tests.app.engine import random_model, random_other_models
from tests.app.models.known_models import llama_8b


def test_the_layers_of_a_known_model_add_up_to_its_file(tmp_path: Path) -> None:
    header = read_header(llama_8b(tmp_path / "llama.gguf"))
    weights = header.layer_bytes
    embedding = 128_256 * 4096 // 256 * 144
    assert len(weights.layers) == 32
    assert weights.scores == 128_256 * 4096 // 256 * 210 + 4096 * 4
    # As the file is published, without its 8 MB of tokenizer.
    total = sum(weights.layers) + weights.scores + embedding + 64 * 4
    assert abs(total + 7.8e6 - 4_920_739_232) < 1e6
    assert weights.largest_tensor == 4096 * 14_336 // 256 * 210
    assert header.layer_caches == (8 * 256 * 2,) * 32
    assert header.cache_bytes_per_token == sum(header.layer_caches)


def test_an_embedding_that_also_scores_is_there_twice(tmp_path: Path) -> None:
    weights = read_header(random_model.write(tmp_path / "m.gguf")).layer_bytes
    assert weights.scores == 320 * 64 * 2 + 64 * 4


def test_a_recurrent_model_has_a_state_and_no_cache(tmp_path: Path) -> None:
    header = read_header(random_other_models.write_mamba(tmp_path / "m.gguf"))
    assert (header.cache_bytes_per_token, header.layer_caches) == (0, (0, 0))
    assert header.outline.state_bytes == 2 * (3 * 128 + 16 * 128) * 4  # as llama.cpp's log has it


def test_a_hybrid_model_has_both(tmp_path: Path) -> None:
    header = read_header(random_other_models.write_jamba(tmp_path / "m.gguf"))
    assert header.layer_caches == (0, 2 * (16 + 16) * 2)
    assert header.outline.state_bytes == (3 * 128 + 16 * 128) * 4


def test_one_layer_in_four_with_attention() -> None:
    values = {
        "qwen3next.block_count": 48,
        "qwen3next.embedding_length": 2048,
        "qwen3next.attention.head_count": 16,
        "qwen3next.attention.head_count_kv": 2,
        "qwen3next.attention.key_length": 256,
        "qwen3next.attention.value_length": 256,
        "qwen3next.full_attention_interval": 4,
    }
    caches = layer_caches(values, "qwen3next")
    assert list(caches[:4]) == [0, 0, 0, 2 * 512 * 2] and sum(caches) == 12 * 2 * 512 * 2


def test_half_the_cache_takes_heads_of_32_numbers_in_all_layers() -> None:
    phi = {"phi2.embedding_length": 2560, "phi2.attention.head_count": 32}  # heads of 80
    assert not allows_half_cache(phi, "phi2")
    assert allows_half_cache({**phi, "phi2.attention.head_count": 40}, "phi2")
    longer = {"phi2.attention.key_length": 96, "phi2.attention.value_length": 64}
    assert allows_half_cache({**phi, **longer}, "phi2")
    assert not allows_half_cache({**phi, **longer, "phi2.attention.value_length_swa": 48}, "phi2")


def test_odd_values_are_no_sizes() -> None:
    for odd in (-1, 2**62, [], [-5], "x", 1.5, True, None):
        values = {f"m.{key}": odd for key in ("block_count", "attention.head_count_kv", "ssm.inner_size")}
        assert min(layer_caches(values, "m"), default=0) >= 0
        assert state_bytes(values, "m") >= 0
