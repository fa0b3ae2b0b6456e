"""Which model of the catalog is recommended, before and after the computer was measured."""

from __future__ import annotations

from dataclasses import replace

from app.engine.events import LoadOptions
from app.hub.names import explain, tier
from app.hub.repository import ModelFile
from app.machine import outlook
from app.machine.hardware import Memory
from app.machine.probe_model import PROBED
from app.machine.speed import ComputerSpeed, Rate
from app.models import catalog
from app.models.gguf import Outline
from app.paths import Paths

GB = 1 << 30
MODELS = catalog.load(Paths.resolve().catalog)
SIXTEEN = Memory(16 * GB, 12 * GB)


def computer(weights_per_s: float) -> ComputerSpeed:
    """One that reads ten times as fast as it writes."""
    rates = tuple(Rate(weights, 10 * weights_per_s, weights_per_s) for weights in PROBED)
    return ComputerSpeed(rates, "haswell", 0.0, 1.0)


def test_the_largest_that_runs_well_is_recommended() -> None:
    for weights_per_s in (1e10, 4e10, 1e11):
        best = outlook.recommended(MODELS, computer(weights_per_s), SIXTEEN)
        assert best is not None
        running = [
            model.parameters
            for model in MODELS
            if model.kind in catalog.EVERYDAY_KINDS
            and (tier := model.best_tier(SIXTEEN)) is not None
            and outlook.of_catalog(model, tier, computer(weights_per_s), SIXTEEN).label == "Runs well"
        ]
        assert best.parameters == max(running)


def test_a_faster_computer_is_recommended_no_smaller_a_model() -> None:
    sizes = []
    for weights_per_s in (1e9, 1e10, 4e10, 1e11, 1e12):
        best = outlook.recommended(MODELS, computer(weights_per_s), SIXTEEN)
        assert best is not None
        sizes.append(best.parameters)
    assert sizes == sorted(sizes) and sizes[0] < sizes[-1]


def test_where_everything_is_slow_the_smallest_is_recommended() -> None:
    best = outlook.recommended(MODELS, computer(1e7), SIXTEEN)
    assert best is not None
    everyday = [model for model in MODELS if model.kind in catalog.EVERYDAY_KINDS]
    assert best.parameters == min(model.parameters for model in everyday)


def test_where_nothing_fits_nothing_is_recommended() -> None:
    tiny = Memory(GB // 4, GB // 8)
    assert outlook.recommended(MODELS, computer(1e11), tiny) is None
    assert outlook.recommended(MODELS, None, tiny) is None


def test_the_settings_tell_what_the_cache_takes() -> None:
    outline = Outline("", "llama", 131_072, 28 * 8 * 256 * 2, 28, 3072, 128_256, 0, 0)
    file = ModelFile("m", "m", "m", tier("Q4_K_M"), explain("Q4_K_M"), 2 * GB, (), "")
    options = LoadOptions(context_length=65_536)
    full, half = (
        outlook.of_file(file, outline, None, options=replace(options, kv_cache=cache), memory=SIXTEEN).fit
        for cache in ("full", "half")
    )
    assert full.cache_bytes == 65_536 * outline.cache_bytes_per_token
    assert half.cache_bytes == full.cache_bytes * 34 // 64
