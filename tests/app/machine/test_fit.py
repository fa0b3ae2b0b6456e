"""Whether models fit, and which are recommended."""

from __future__ import annotations

import pytest

from app.hub.names import explain, parse_repository, tier
from app.hub.repository import ModelFile
from app.machine.fit import estimate, estimate_unseen, recommended
from app.machine.hardware import Memory
from app.models import catalog
from app.models.gguf import Outline
from app.paths import Paths

GB = 1 << 30
EIGHT, SIXTEEN, SIXTY = Memory(8 * GB, 5 * GB), Memory(16 * GB, 12 * GB), Memory(64 * GB, 60 * GB)

# Llama 3.2 3B: 28 layers, 8 KV heads of 128
LLAMA_3B = Outline("", "llama", 131072, 28 * 8 * 256 * 2, 28, 3072, 128256, 0, 0)


def model_file(name: str, gigabytes: float) -> ModelFile:
    return ModelFile(name, name, name, tier(name), explain(name), int(gigabytes * GB), (), "")


def test_weights_cache_and_buffers_are_counted() -> None:
    fit = estimate(2_020_000_000, LLAMA_3B, 8192, SIXTEEN)
    assert fit.cache_bytes == 8192 * 114_688 and fit.weights_bytes == 2_020_000_000
    assert 3.0 * GB < fit.needed_bytes < 4.0 * GB and fit.verdict == "fits" and not fit.is_guess
    assert estimate(2_020_000_000, LLAMA_3B, 4096, SIXTEEN).cache_bytes == fit.cache_bytes // 2


def test_a_state_takes_the_same_however_long_the_context_is() -> None:
    mamba = Outline("", "mamba", 1 << 20, 0, 64, 2560, 50_280, 0, 0, state_bytes=25_000_000)
    short, long = (estimate(3 * GB, mamba, length, SIXTEEN) for length in (1024, 65_536))
    assert short.cache_bytes == long.cache_bytes == 25_000_000
    assert short.needed_bytes == long.needed_bytes


def test_where_no_context_was_chosen_it_is_what_there_is_room_for() -> None:
    assert estimate(2_020_000_000, LLAMA_3B, memory=SIXTEEN).context_length == 8192
    narrow = Memory(16 * GB, int(3.6 * GB))
    fit = estimate(2_020_000_000, LLAMA_3B, memory=narrow)
    assert (fit.context_length, fit.verdict) == (4096, "fits")
    assert estimate(2_020_000_000, LLAMA_3B, 8192, narrow).verdict == "tight"


def test_the_context_is_at_most_what_the_model_was_trained_with() -> None:
    assert estimate(GB, LLAMA_3B, 10**6, SIXTEEN).context_length == 131072


@pytest.mark.parametrize(
    ("gigabytes", "verdict", "reason"),
    [
        (2, "fits", "of your 8 GB of memory, with a context"),
        (5, "tight", "close other programs"),
        (9, "too_large", "has 8 GB"),
    ],
)
def test_each_verdict_has_its_reason(gigabytes: int, verdict: str, reason: str) -> None:
    fit = estimate(gigabytes * GB, memory=EIGHT)
    assert fit.verdict == verdict and reason in fit.reason and fit.is_guess


def test_a_model_that_fits_the_graphics_card_needs_none_of_the_computers_memory() -> None:
    gaming = Memory(8 * GB, 3 * GB, graphics_bytes=12 * GB, graphics_free_bytes=11 * GB)
    fit = estimate(8 * GB, LLAMA_3B, 4096, gaming)
    assert fit.verdict == "fits" and fit.on_graphics and "of your 12 GB of graphics memory" in fit.reason


def test_a_model_that_fits_a_card_in_part_needs_memory_for_the_rest() -> None:
    gaming = Memory(8 * GB, 3 * GB, graphics_bytes=12 * GB, graphics_free_bytes=11 * GB)
    fit = estimate(11 * GB, LLAMA_3B, 4096, gaming)
    assert fit.verdict == "fits" and not fit.on_graphics and "The graphics card takes 9." in fit.reason
    assert 9 * GB < fit.beside_bytes < 10 * GB and fit.needed_bytes < 3 * GB
    assert estimate(14 * GB, LLAMA_3B, 4096, gaming).verdict == "tight"
    assert estimate(18 * GB, LLAMA_3B, 4096, gaming).verdict == "too_large"
    assert estimate(11 * GB, LLAMA_3B, 4096, Memory(8 * GB, 3 * GB)).verdict == "too_large"


def test_the_guess_without_a_header_is_near_the_truth() -> None:
    guess, known = estimate(2_020_000_000, memory=SIXTEEN), estimate(2_020_000_000, LLAMA_3B, memory=SIXTEEN)
    assert guess.needed_bytes == pytest.approx(known.needed_bytes, rel=0.25)
    assert estimate_unseen(3_210_000_000, "Q4_K_M").weights_bytes == pytest.approx(2_020_000_000, rel=0.15)


def test_the_balanced_file_is_recommended_unless_only_a_small_one_fits_or_the_model_is_tiny() -> None:
    sizes = {"Q2_K": 3.0, "Q3_K_M": 3.9, "Q4_K_S": 4.6, "Q4_K_M": 4.9, "Q8_0": 8.5}
    files = [model_file(name, size) for name, size in sizes.items()]
    assert recommended(files, 8 * GB, SIXTEEN).quantization == "Q4_K_M"  # type: ignore[union-attr]
    assert recommended(files, 8 * GB, Memory(7 * GB, 5.6 * GB)).quantization == "Q3_K_M"  # type: ignore[union-attr,arg-type]
    assert recommended(files, 8 * GB, Memory(2 * GB, GB)) is None
    tiny = [model_file(name, size / 8) for name, size in sizes.items()]
    assert recommended(tiny, GB, SIXTEEN).quantization == "Q8_0"  # type: ignore[union-attr]


def test_the_catalog_names_known_models_honestly() -> None:
    models = catalog.load(Paths.resolve().catalog)
    assert 20 <= len(models) <= 30 and models[0].parameters < 4e8 and models[-1].parameters > 30e9
    assert len({model.repo for model in models}) == len(models)
    for model in models:
        assert parse_repository(model.repo) == (model.repo, "")
        assert model.good_for.endswith(".") and model.not_good_for.endswith(".") and model.languages
        assert model.active_parameters <= model.parameters
    assert {model.kind for model in models} == {"chat", "reasoning", "code", "multilingual"}


def test_the_catalog_recommends_by_memory() -> None:
    models = catalog.load(Paths.resolve().catalog)
    for memory, least, most in ((EIGHT, 3e9, 5e9), (SIXTEEN, 7e9, 10e9), (SIXTY, 9e9, 30e9)):
        best = catalog.recommended(models, memory)
        assert best is not None and least <= best.parameters <= most and best.best_tier(memory) == "Balanced"
    assert catalog.recommended(models, Memory(GB // 4, GB // 8)) is None
    assert models[0].best_tier(SIXTEEN) == "Large"
