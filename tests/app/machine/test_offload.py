"""How many layers go on a graphics card, of a well-known model."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.engine.events import NO_CARD, KvCache, OnCard
from app.machine.offload import Card, fitting_layers, memory_bytes, told
from app.models.gguf import Header, read_header
from tests.app.engine import random_other_models
from tests.app.models.known_models import llama_8b

GIB = 1 << 30


@pytest.fixture(scope="module")
def header(tmp_path_factory: pytest.TempPathFactory) -> Header:
    return read_header(llama_8b(tmp_path_factory.mktemp("known") / "llama.gguf"))


def card(gib: float, free_gib: float | None = None, *, shares_memory: bool = False) -> Card:
    free = gib if free_gib is None else free_gib
    return Card(f"Card of {gib} GiB", int(free * GIB), int(gib * GIB), shares_memory)


def _sums(header: Header, context_length: int, layers: int) -> tuple[int, int]:
    """(weights, cache) on the card, added up once more."""
    sizes = header.layer_bytes
    weights = sum(sizes.layers[32 - layers :]) + sizes.scores
    return weights, context_length * layers * 8 * (128 + 128) * 2


@pytest.mark.parametrize(
    ("gib", "context_length", "kv_cache", "least", "most"),
    [
        # 4.3 GiB of weights, 1 GiB of cache for 8,192 tokens, half a GiB of buffers
        (24, 8192, "full", 32, 32),
        (8, 8192, "full", 32, 32),
        (6, 8192, "full", 24, 31),
        (6, 8192, "half", 27, 32),
        (4, 8192, "full", 10, 20),
        (8, 65_536, "full", 14, 24),
        (2, 8192, "full", 1, 6),
        (1, 8192, "full", 0, 0),
    ],
)
def test_a_card_gets_as_many_layers_as_fit(
    header: Header, gib: float, context_length: int, kv_cache: KvCache, least: int, most: int
) -> None:
    layers = fitting_layers(header, context_length, kv_cache, [card(gib)])
    assert least <= layers <= most
    if layers:
        weights, cache = _sums(header, context_length, layers)
        assert weights + cache * (1 if kv_cache == "full" else 34 / 64) < gib * GIB * 7 / 8


def test_more_memory_is_never_fewer_layers(header: Header) -> None:
    counts = [fitting_layers(header, 8192, "full", [card(24, free / 4)]) for free in range(0, 41)]
    assert counts == sorted(counts) and counts[0] == 0 and counts[-1] == 32
    assert len(set(counts)) > 15  # it is a slope, not a step


def test_what_others_use_of_a_card_counts(header: Header) -> None:
    assert fitting_layers(header, 8192, "full", [card(8, 8)]) == 32
    assert fitting_layers(header, 8192, "full", [card(8, 3)]) < 12


def test_two_cards_hold_more_than_one(header: Header) -> None:
    one, both = ([card(4)], [card(4), card(4)])
    assert fitting_layers(header, 8192, "full", one) < fitting_layers(header, 8192, "full", both) <= 32


def test_a_card_that_does_not_tell_its_memory_gets_nothing(header: Header) -> None:
    assert fitting_layers(header, 8192, "full", [Card("silent", 0, 0)]) == 0


def test_what_is_on_a_card_is_not_in_memory(header: Header) -> None:
    everything = memory_bytes(header, 8192, "full", 0, [card(8)])
    assert everything == (header.size_bytes, 8192 * header.cache_bytes_per_token)
    weights, cache = memory_bytes(header, 8192, "full", 20, [card(8)])
    on_card = _sums(header, 8192, 20)
    assert (weights + on_card[0], cache + on_card[1]) == everything
    assert memory_bytes(header, 8192, "full", 32, [card(8)])[1] == 0
    assert memory_bytes(header, 8192, "full", 32, [card(8, shares_memory=True)]) == everything


def test_a_recurrent_model_has_its_state_divided(tmp_path: Path) -> None:
    mamba = read_header(random_other_models.write_mamba(tmp_path / "m.gguf"))
    state = mamba.outline.state_bytes
    assert memory_bytes(mamba, 8192, "full", 1, [card(8)])[1] == state // 2
    assert fitting_layers(mamba, 8192, "full", [card(8)]) == 2


def test_it_is_told_in_plain_words() -> None:
    assert told(NO_CARD) == ""
    assert told(OnCard(32, 32, "RTX 4070")) == "All 32 layers of the model are on the graphics card."
    assert told(OnCard(20, 32, "RTX 4070")).startswith("20 of 32 layers of the model are on the graphics")
    assert told(OnCard(0, 32, "RTX 4070")) == "The processor computes alone."
    problem = "The graphics card had no room for this model, so the processor computes alone."
    assert told(OnCard(0, 32, "RTX 4070", problem)) == problem
