"""What a model has read, kept in half the memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.engine.client import Engine
from app.engine.events import LoadOptions, ModelDescription, Resumed
from app.engine.snapshots import SnapshotOptions
from app.models.gguf import read_header
from tests.app.engine import random_model
from tests.app.engine.driving import ask, loaded

FULL, HALF = LoadOptions(threads=1), LoadOptions(threads=1, kv_cache="half")


@pytest.fixture(scope="module")
def wide_heads(model_folder: Path) -> Path:
    """Heads of 32 numbers, as many as Q8_0 keeps together."""
    return random_model.write(model_folder / "wide.gguf", random_model.Shape(heads=2, kv_heads=2))


def _described(engine: Engine) -> ModelDescription:
    description = engine.description()
    assert description is not None
    return description


def test_half_the_memory_is_nearly_half_and_answers_go_on(wide_heads: Path, tmp_path: Path) -> None:
    assert read_header(wide_heads).allows_half_cache
    folder = tmp_path / "snapshots"
    engine = Engine(log_path=tmp_path / "engine.log", snapshots=SnapshotOptions(folder, worth_s=0.0))
    with engine:
        sizes = []
        for options in (FULL, HALF):
            full = _described(loaded(engine, wide_heads, options))
            assert full.kv_cache == options.kv_cache
            first = ask(engine, "x" * 600, conversation="1")
            assert not any(isinstance(event, Resumed) for event in first.events)  # that was of the other kind
            engine.keep()
            sizes.append((full.cache_bytes, (folder / "1.kv").stat().st_size))
        assert sizes[1][0] == sizes[0][0] * 34 // 64
        assert sizes[1][1] < sizes[0][1] * 0.6
        ask(engine, "Another one.", conversation="2")
        again = ask(engine, "x" * 600, conversation="1")
        assert any(isinstance(event, Resumed) for event in again.events)
        assert again.text == first.text


def test_a_model_whose_shape_does_not_allow_it_is_loaded_in_full(random_file: Path, tmp_path: Path) -> None:
    assert not read_header(random_file).allows_half_cache
    with Engine(log_path=tmp_path / "engine.log") as engine:
        assert _described(loaded(engine, random_file, HALF)).kv_cache == "full"
        assert ask(engine, "Hello", max_tokens=3).finished.statistics.answer_tokens == 3
