"""What names on the Hub tell."""

from __future__ import annotations

import pytest

from app.errors import UserError
from app.hub.names import bits_per_weight, explain, is_model_file, parse_repository, quantization, tier
from app.models.gguf_names import split_name, split_part


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("maker/model-GGUF", ("maker/model-GGUF", "")),
        ("  https://huggingface.co/maker/model-GGUF/ ", ("maker/model-GGUF", "")),
        ("huggingface.co/maker/model-GGUF/tree/main", ("maker/model-GGUF", "")),
        ("https://hf.co/maker/model-GGUF?show=1#top", ("maker/model-GGUF", "")),
        ("https://huggingface.co/m/n/blob/main/a%20b/c-Q4_K_M.gguf", ("m/n", "a b/c-Q4_K_M.gguf")),
        ("https://huggingface.co/m/n/resolve/main/c.gguf?download=true", ("m/n", "c.gguf")),
    ],
)
def test_links_and_names_are_understood(text: str, expected: tuple[str, str]) -> None:
    assert parse_repository(text) == expected


@pytest.mark.parametrize(
    "text", ["", "model", "a/b/c", "../x", "a/..", "https://huggingface.co/", "a b/c", "-/x"]
)
def test_anything_else_is_no_repository(text: str) -> None:
    with pytest.raises(UserError, match="not a repository"):
        parse_repository(text)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("gemma-3-4b-it-Q4_K_M.gguf", "Q4_K_M"),
        ("model.Q5_0.gguf", "Q5_0"),
        ("qwen2.5-coder-7b-instruct-q4_k_m.gguf", "Q4_K_M"),
        ("gemma-3-1b-it-UD-IQ2_XXS.gguf", "IQ2_XXS"),
        ("Qwen3-UD-Q4_K_XL.gguf", "Q4_K_XL"),
        ("Phi-3-mini-4k-instruct-fp16.gguf", "F16"),
        ("BF16/Qwen3-32B-BF16-00001-of-00002.gguf", "BF16"),
        ("Q8_0/part-00001-of-00002.gguf", "Q8_0"),
        ("gpt-oss-20b-mxfp4.gguf", "MXFP4"),
        ("Qwen3-30B-A3B.gguf", ""),
    ],
)
def test_the_quantization_is_in_the_name(path: str, expected: str) -> None:
    assert quantization(path) == expected


def test_quantizations_have_tiers_and_explanations() -> None:
    names = ["IQ1_S", "Q2_K", "Q3_K_M", "IQ4_XS", "Q4_K_M", "Q5_K_M", "Q6_K", "Q8_0", "BF16", "F32"]
    assert [tier(name) for name in names] == ["Small"] * 3 + ["Balanced"] * 3 + ["Large"] * 4
    assert sorted(names, key=bits_per_weight) == names
    assert all(explain(name).endswith(".") for name in names)
    assert tier("") is None and explain("") == ""


def test_projectors_and_matrices_are_no_models() -> None:
    names = [
        "m-Q4_0.gguf",
        "mmproj-model-f16.gguf",
        "m.mmproj-Q8_0.gguf",
        "m-imatrix.gguf",
        "m.imatrix",
        "README.md",
    ]
    assert [name for name in names if is_model_file(name)] == ["m-Q4_0.gguf"]


def test_parts_of_a_split_set_know_each_other() -> None:
    assert split_part("Q8/m-00002-of-00003.gguf") == ("Q8/m.gguf", 2, 3)
    assert split_part("m.gguf") is None
    assert split_name("m-00001-of-00003.gguf", 3) == "m-00003-of-00003.gguf"
