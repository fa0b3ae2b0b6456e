"""Model files are read without trusting them."""

from __future__ import annotations

import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.models import gguf
from tests.app.engine import random_model

# Weights of a layer of the smallest random model: q and output, k and v, three of the feed-forward, two norms
LAYER = 2 * 64 * 64 + 2 * 32 * 64 + 3 * 64 * 128 + 2 * 64


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return random_model.write(tmp_path_factory.mktemp("gguf") / "whole.gguf").read_bytes()


def refusal(tmp_path: Path, content: bytes) -> str:
    path = tmp_path / "model.gguf"
    path.write_bytes(content)
    with pytest.raises(UserError) as caught:
        gguf.read_header(path)
    assert caught.value.remedy == "another_model"
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
    assert header.parameter_count == 320 * 64 + 2 * LAYER + 64
    assert (header.outline.layer_count, header.outline.embedding_length) == (2, 64)
    assert header.outline.vocabulary_size == 320
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
    with pytest.raises(UserError, match="not there") as caught:
        gguf.read_header(tmp_path / "nothing.gguf")
    assert caught.value.remedy == "another_model"


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
    began = time.process_time()
    for size in range(0, 12_000, 37):
        refusal(tmp_path, whole[:size])
    assert time.process_time() - began < 20


@pytest.mark.parametrize(
    ("offset", "value"), [(8, 2**63), (8, 2**40), (16, 2**64 - 1), (16, 2**33), (24, 2**62), (24, 2**31)]
)
def test_absurd_counts_allocate_nothing(tmp_path: Path, whole: bytes, offset: int, value: int) -> None:
    damaged = whole[:offset] + struct.pack("<Q", value) + whole[offset + 8 :]
    assert refusal(tmp_path, damaged)


def test_a_file_without_weights_is_refused_before_its_values_are_read(tmp_path: Path) -> None:
    content = b"GGUF" + struct.pack("<IQQ", 3, 0, 2) + bytes(100)
    assert "no weights" in refusal(tmp_path, content)
    with pytest.raises(UserError, match="no weights"):
        gguf.read_outline("model.gguf", content[:100], len(content))


ARCHITECTURE = struct.pack("<Q20sIQ5s", 20, b"general.architecture", 8, 5, b"llama")


def described(value_count: int, values: bytes, tensor_count: int = 1, tensors: bytes = b"") -> bytes:
    """A file of one more value than these, the architecture."""
    counts = struct.pack("<IQQ", 3, tensor_count, value_count + 1)
    return b"GGUF" + counts + ARCHITECTURE + values + tensors + bytes(64)


def texts(count: int, length: int = 0) -> bytes:
    """One value: a list of texts."""
    return struct.pack("<QcIIQ", 1, b"t", 9, 8, count) + (struct.pack("<Q", length) + bytes(length)) * count


CRAFTED = {
    "values": lambda: described(1_500_000, struct.pack("<QIB", 0, 0, 1) * 1_500_000),
    "tensors": lambda: described(0, b"", 1_000_000, struct.pack("<QIIQ", 0, 0, 0, 0) * 1_000_000),
    "texts in one list": lambda: described(1, texts(9_000_000)),
    "texts in many lists": lambda: described(300, texts(20_000) * 300),
    "numbers that would be kept": lambda: described(
        1000, (struct.pack("<QcIIQ", 1, b"n", 9, 10, 4096) + bytes(8 * 4096)) * 1000
    ),
    "texts that would be kept": lambda: described(
        40, (struct.pack("<QcIQ", 1, b"x", 8, 1 << 20) + b"\xff" * (1 << 20)) * 40
    ),
    "long names": lambda: described(500, (struct.pack("<Q", 65_000) + b"k" * 65_000 + bytes(5)) * 500),
    "a name without end": lambda: described(1, struct.pack("<Q", 40_000_000) + b"k" * 40_000_000 + bytes(9)),
    "long names of tensors": lambda: described(
        0, b"", 300, (struct.pack("<Q", 60_000) + b"n" * 60_000 + bytes(16)) * 300
    ),
}


@pytest.mark.parametrize("kind", CRAFTED)
def test_a_file_made_of_millions_of_tiny_things_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "crafted.gguf"
    path.write_bytes(CRAFTED[kind]())
    # In a process of its own, as only there is its memory the most it ever had.
    code = (
        "import resource, sys, time\n"
        "from pathlib import Path\n"
        "from app.models import gguf\n"
        "from app.errors import UserError\n"
        "before, begun = resource.getrusage(resource.RUSAGE_SELF), time.process_time()\n"
        "try: print(gguf.read_header(Path(sys.argv[1])))\n"
        "except UserError as error: print(error.message)\n"
        "after = resource.getrusage(resource.RUSAGE_SELF)\n"
        "print(time.process_time() - begun)\n"
        "print((after.ru_maxrss - before.ru_maxrss) * (1 if sys.platform == 'darwin' else 1024))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    told, seconds, size_bytes = done.stdout.splitlines()
    assert "damaged" in told
    assert float(seconds) < 5.0  # of computing
    assert int(size_bytes) < 64 << 20


def test_a_tokenizer_kept_as_one_long_text_is_passed_over(tmp_path: Path, whole: bytes) -> None:
    key = b"tokenizer.huggingface.json"
    value = struct.pack("<Q26sIQ", len(key), key, 8, 20_000_000) + b"{" * 20_000_000
    path = tmp_path / "m.gguf"
    path.write_bytes(
        whole[:16] + struct.pack("<Q", struct.unpack_from("<Q", whole, 16)[0] + 1) + value + whole[24:]
    )
    path.write_bytes(path.read_bytes() + bytes(32))  # the weights begin at another multiple of 32
    assert gguf.read_header(path).name == "Random 2x64"


def test_the_first_part_of_a_split_set_may_hold_the_description_alone(tmp_path: Path, whole: bytes) -> None:
    first = tmp_path / "m-00001-of-00002.gguf"
    first.write_bytes(described(0, b"", 0))
    first.with_name("m-00002-of-00002.gguf").write_bytes(whole)
    header = gguf.read_header(first)
    assert header.parameter_count == 320 * 64 + 2 * LAYER + 64
    assert header.size_bytes == len(whole) + first.stat().st_size


def test_a_split_set_of_empty_parts_holds_no_weights(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        (tmp_path / f"m-0000{number}-of-00003.gguf").write_bytes(described(0, b"", 0))
    with pytest.raises(UserError, match="no weights"):
        gguf.read_header(tmp_path / "m-00001-of-00003.gguf")


def test_a_split_set_without_one_of_its_parts_or_of_absurdly_many_is_refused(
    tmp_path: Path, whole: bytes
) -> None:
    first = tmp_path / "m-00001-of-00002.gguf"
    first.write_bytes(whole)
    with pytest.raises(UserError, match="part 2 of 2 is missing"):
        gguf.read_header(first)
    second = first.with_name("m-00002-of-00002.gguf")
    second.write_bytes(whole[:9000])
    with pytest.raises(UserError, match="incomplete"):
        gguf.read_header(first)
    with pytest.raises(UserError, match="only a part"):
        gguf.read_header(second)
    many = tmp_path / "m-00001-of-99999.gguf"
    many.write_bytes(whole)
    with pytest.raises(UserError, match="no model has 99,999 parts"):
        gguf.read_header(many)


def test_what_a_token_takes_to_compute_leaves_out_what_is_only_looked_up(
    tmp_path: Path, whole: bytes
) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(whole)
    work = gguf.read_header(path).work
    norms = 2 * 2 * 64 + 64
    assert dict(work.layers) == {"F32": norms, "F16": 2 * LAYER + 64 - norms}
    assert dict(work.last) == {"F16": 320 * 64}  # no layer of its own: the embedding serves for that


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
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
