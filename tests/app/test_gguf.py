"""Model files are read without trusting them."""

from __future__ import annotations

import struct
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import gguf
from app.errors import UserError
from tests.app.engine import random_model


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return random_model.write(tmp_path_factory.mktemp("gguf") / "whole.gguf").read_bytes()


def refusal(tmp_path: Path, content: bytes) -> str:
    path = tmp_path / "model.gguf"
    path.write_bytes(content)
    with pytest.raises(UserError) as caught:
        gguf.read_header(path)
    return caught.value.message


def test_a_header_tells_name_size_and_training(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "x.gguf"
    path.write_bytes(whole)
    header = gguf.read_header(path)
    assert header.name == "Random 2x64"
    assert header.architecture == "llama"
    assert header.quantization == "F16"
    assert header.context_length == 4096
    assert header.size_bytes == len(whole)
    assert header.template == random_model.CHATML
    # 320 x 64 embeddings, and per layer: q and output, k and v, three of the feed-forward, two norms
    layer = 2 * 64 * 64 + 2 * 32 * 64 + 3 * 64 * 128 + 2 * 64
    assert header.parameter_count == 320 * 64 + 2 * layer + 64
    assert header.cache_bytes_per_token == 2 * 2 * (16 + 16) * 2  # layers, KV heads, key + value, F16


def test_the_guide_model_is_readable(guide_model: Path) -> None:
    header = gguf.read_header(guide_model)
    assert header.architecture == "llama"
    assert header.quantization == "Q8_0"
    assert header.template


def test_an_empty_file_is_called_empty(tmp_path: Path) -> None:
    assert "is empty" in refusal(tmp_path, b"")


@pytest.mark.parametrize("content", [b"hello, I am a text", b"\x7fELF" + bytes(100), b"PK\x03\x04"])
def test_another_format_is_not_a_model(tmp_path: Path, content: bytes) -> None:
    assert "not a model file" in refusal(tmp_path, content)


def test_a_missing_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="not there"):
        gguf.read_header(tmp_path / "nothing.gguf")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        gguf.read_header(tmp_path)


def test_versions_that_cannot_be_read_are_named(tmp_path: Path, whole: bytes) -> None:
    assert "version 1 of" in refusal(tmp_path, b"GGUF" + struct.pack("<I", 1) + whole[8:])
    assert "big-endian" in refusal(tmp_path, b"GGUF" + struct.pack(">I", 3) + whole[8:])


def test_an_unknown_architecture_is_named(tmp_path: Path) -> None:
    path = random_model.write(tmp_path / "m.gguf", random_model.Shape(architecture="frobnicator"))
    with pytest.raises(UserError, match='does not know: "frobnicator"'):
        gguf.read_header(path)


def test_an_embedding_model_is_not_a_chat_model(tmp_path: Path) -> None:
    path = random_model.write(tmp_path / "m.gguf", random_model.Shape(architecture="bert"))
    with pytest.raises(UserError, match="not a chat model"):
        gguf.read_header(path)


def test_a_truncated_file_is_incomplete_and_says_where(tmp_path: Path, whole: bytes) -> None:
    table = whole.index(b"token_embd.weight")
    sections = {
        2: "very beginning",
        6: "very beginning",
        20: "very beginning",
        60: "description at its beginning",
        whole.index(b"tokenizer.ggml.tokens") + 60: "description at its beginning",
        table - 4: "table of its weights",
        table + 40: "table of its weights",
        len(whole) - 70_000: "in the weights",
        len(whole) - 1: "in the weights",
    }
    for size, section in sections.items():
        message = refusal(tmp_path, whole[:size])
        assert "incomplete" in message, (size, message)
        assert section in message, (size, message)


def test_every_truncation_is_refused_quickly(tmp_path: Path, whole: bytes) -> None:
    began = time.monotonic()
    for size in range(0, 12_000, 37):
        refusal(tmp_path, whole[:size])
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    ("offset", "value"), [(8, 2**63), (8, 2**40), (16, 2**64 - 1), (16, 2**33), (24, 2**62), (24, 2**31)]
)
def test_absurd_counts_allocate_nothing(tmp_path: Path, whole: bytes, offset: int, value: int) -> None:
    damaged = whole[:offset] + struct.pack("<Q", value) + whole[offset + 8 :]
    assert refusal(tmp_path, damaged)


def test_a_file_without_weights_is_refused_before_its_values_are_read(tmp_path: Path) -> None:
    values = 200_000 * (struct.pack("<QIB", 0, 0, 1))
    content = b"GGUF" + struct.pack("<IQQ", 3, 0, 200_000) + values
    assert "no weights" in refusal(tmp_path, content)
    with pytest.raises(UserError, match="no weights"):
        gguf.read_outline("model.gguf", content[:100], len(content))


def test_the_first_part_of_a_split_set_may_hold_the_description_alone(tmp_path: Path, whole: bytes) -> None:
    first = tmp_path / "m-00001-of-00002.gguf"
    values = struct.pack("<Q20sIQ5s", 20, b"general.architecture", 8, 5, b"llama")
    first.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + values + bytes(40))
    first.with_name("m-00002-of-00002.gguf").write_bytes(whole)
    assert gguf.read_header(first).parameter_count > 0


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(position=st.integers(8, 12_000), value=st.binary(min_size=1, max_size=8))
def test_damage_gives_a_header_or_a_sentence(
    tmp_path: Path, whole: bytes, position: int, value: bytes
) -> None:
    path = tmp_path / "damaged.gguf"
    path.write_bytes(whole[:position] + value + whole[position + len(value) :])
    try:
        gguf.read_header(path)
    except UserError as error:
        assert error.message.endswith(".")
