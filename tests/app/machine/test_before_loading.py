"""Before a model is loaded: what would not fit is asked about, with what would."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.engine.events import LoadOptions
from app.machine import before_loading, hardware
from app.machine.before_loading import MemoryGuard, WouldSwap
from app.machine.hardware import Memory
from app.models.gguf import Header, Outline, read_header
from tests.app.models.known_models import llama_8b

GB = 1 << 30

# Llama 3.2 3B: 28 layers, 8 KV heads of 128
OUTLINE = Outline("", "llama", 131072, 28 * 8 * 256 * 2, 28, 3072, 128256, 0, 0)


@pytest.fixture
def header(guide_model: Path) -> Header:
    made = replace(read_header(guide_model), name="Llama", size_bytes=2 * GB, outline=OUTLINE)
    caches = (8 * 256 * 2,) * 28
    return replace(made, context_length=131072, layer_caches=caches, allows_half_cache=True)


def _refused(header: Header, options: LoadOptions, free_gb: float) -> WouldSwap:
    with pytest.raises(WouldSwap) as caught:
        before_loading.check(header, options, Memory(16 * GB, int(free_gb * GB)))
    return caught.value


def test_what_fits_is_not_asked_about(header: Header) -> None:
    before_loading.check(header, LoadOptions(), Memory(16 * GB, 4 * GB))
    before_loading.check(header, LoadOptions(context_length=32768), Memory(16 * GB, 8 * GB))


def test_a_context_that_is_too_long_comes_with_the_one_that_fits(header: Header) -> None:
    error = _refused(header, LoadOptions(context_length=32768), 4.7)
    assert error.context_length == 16384  # 1.8 GB of cache; 32,768 tokens take 3.5
    assert not error.half_fits  # 1.9 GB of cache
    before_loading.check(header, LoadOptions(context_length=16384), Memory(16 * GB, int(4.7 * GB)))
    assert "about 6 GB of memory, and 4.7 GB are free" in error.message
    assert "16,384" in error.hint


def test_half_the_cache_is_offered_where_that_is_enough(header: Header) -> None:
    error = _refused(header, LoadOptions(context_length=32768), 5.5)
    assert error.half_fits
    before_loading.check(header, LoadOptions(context_length=32768, kv_cache="half"), Memory(16 * GB, 6 * GB))


def test_half_the_cache_is_not_offered_where_the_shape_allows_only_all_of_it(header: Header) -> None:
    header = replace(header, allows_half_cache=False)
    assert not _refused(header, LoadOptions(context_length=32768), 5.5).half_fits
    with pytest.raises(WouldSwap):
        before_loading.check(
            header, LoadOptions(context_length=32768, kv_cache="half"), Memory(16 * GB, 6 * GB)
        )


def test_weights_alone_that_do_not_fit_leave_only_another_model(header: Header) -> None:
    error = _refused(header, LoadOptions(), 1.5)
    assert (error.context_length, error.half_fits, error.remedy) == (None, False, "another_model")
    assert "smaller model" in error.hint


def test_what_a_person_wants_nevertheless_is_not_asked_twice(
    guide_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hardware, "memory", lambda: Memory(16 * GB, 1 << 20))
    guard, options = MemoryGuard(), LoadOptions(context_length=512)
    with pytest.raises(WouldSwap):
        guard.check(guide_model, options)
    guard.check(guide_model, options, held_bytes=GB)  # what the model before gives back counts as free
    guard.accept(guide_model, options)
    guard.check(guide_model, options)
    with pytest.raises(WouldSwap):
        guard.check(guide_model, LoadOptions(context_length=1024))


def test_a_card_that_does_not_compute_has_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = llama_8b(tmp_path / "llama.gguf")
    memory = Memory(16 * GB, 4 * GB, graphics_bytes=24 * GB, graphics_free_bytes=24 * GB)
    monkeypatch.setattr(hardware, "memory", lambda: memory)
    options = LoadOptions(context_length=8192)
    MemoryGuard().check(path, options)
    assert before_loading.longer_context(path, options, 8192) == 16384
    with pytest.raises(WouldSwap):
        MemoryGuard().check(path, options, uses_cards=False)
    assert before_loading.longer_context(path, options, 8192, uses_cards=False) is None


def test_a_longer_context_has_room_for_a_prompt_and_an_answer(tmp_path: Path) -> None:
    path = llama_8b(tmp_path / "llama.gguf")  # made for 131,072 tokens
    options = LoadOptions()

    def longer(needed: int) -> int | None:
        return before_loading.longer_context(path, options, 4096, 1 << 60, needed_tokens=needed)

    assert [longer(needed) for needed in (0, 6144, 6145, 50_000)] == [8192, 8192, 16384, 131_072]
    assert longer(122_880) == 131_072 and longer(122_881) is None


def test_what_goes_on_a_graphics_card_needs_no_memory(tmp_path: Path) -> None:
    header = read_header(llama_8b(tmp_path / "llama.gguf"))  # 4.6 GB and a cache of 1 GB
    card = Memory(16 * GB, 4 * GB, graphics_bytes=4 * GB, graphics_free_bytes=4 * GB)
    before_loading.check(header, LoadOptions(), card)
    for options in (LoadOptions(gpu_layers=0), LoadOptions(context_length=65_536)):
        with pytest.raises(WouldSwap):
            before_loading.check(header, options, card)
    with pytest.raises(WouldSwap):
        before_loading.check(header, LoadOptions(), Memory(16 * GB, 4 * GB))
