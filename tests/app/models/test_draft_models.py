"""Which models may guess for another."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import gguf
import pytest

from app.engine.events import NO_DRAFT_MODEL, DraftModel, LoadOptions
from app.errors import UserError
from app.machine.hardware import Memory
from app.models import draft_models
from app.models.draft_models import DraftModels
from app.models.gguf import read_header
from app.models.library import Library
from app.models.vocabularies import have_same_vocabulary, vocabulary_mark
from app.paths import Paths
from tests.app.engine import random_model
from tests.app.engine.random_model import CONTROL, Shape

LARGE = Shape(layers=4, width=128, heads=4, kv_heads=2, feed_forward=256)
SMALL = Shape(layers=1, width=32, heads=2, kv_heads=1, feed_forward=64)
AUTOMATIC = LoadOptions(draft_model="automatic")


@pytest.fixture
def folder(home: Paths) -> Path:
    """A large model, and smaller ones: of its vocabulary, of another, and one that is not small enough."""
    home.models.mkdir(parents=True)
    for name, shape in {
        "large": LARGE,
        "small": SMALL,
        "smaller": dataclasses.replace(SMALL, width=16, heads=1),
        "foreign": dataclasses.replace(SMALL, width=8, heads=1, control=(*CONTROL, "<|other|>")),
        "half": dataclasses.replace(LARGE, layers=2),
    }.items():
        random_model.write(home.models / f"{name}.gguf", shape)
    return home.models


@pytest.fixture
def models(home: Paths, folder: Path) -> DraftModels:
    return DraftModels(Library(home.with_models(str(folder)), None))


def test_the_smallest_of_the_same_vocabulary_guesses(models: DraftModels, folder: Path) -> None:
    assert [one.path.stem for one in models.suiting(folder / "large.gguf")] == ["smaller", "small"]
    assert models.choose(folder / "large.gguf", AUTOMATIC).path == folder / "smaller.gguf"
    assert models.choose(folder / "small.gguf", AUTOMATIC) == NO_DRAFT_MODEL
    assert models.choose(folder / "large.gguf", LoadOptions(draft_model="off")) == NO_DRAFT_MODEL


def test_the_chosen_one_guesses_or_it_is_told_why_not(models: DraftModels, folder: Path) -> None:
    def choose(name: str) -> DraftModel:
        return models.choose(folder / "large.gguf", LoadOptions(draft_model=str(folder / f"{name}.gguf")))

    assert choose("small") == DraftModel(folder / "small.gguf", "Random 1x32")
    assert "they do not have the same vocabulary" in choose("foreign").problem
    assert "not much smaller" in choose("half").problem
    assert "is not there any more" in choose("gone").problem
    assert choose("large") == NO_DRAFT_MODEL


def test_both_have_to_fit_into_the_memory(folder: Path) -> None:
    large, small = read_header(folder / "large.gguf"), read_header(folder / "small.gguf")
    options = LoadOptions(context_length=4096)

    def fits(free: int) -> bool:
        return draft_models.fits_beside(large, small, options, Memory(64 << 30, free))

    alone = 2 * (large.size_bytes + 4096 * large.cache_bytes_per_token)
    assert fits(8 << 30)
    assert not fits(alone)


def test_the_guide_guesses_for_nobody_else(home: Paths, folder: Path, guide_model: Path) -> None:
    wide = random_model.write(folder / "wide.gguf", Shape(layers=6, width=512, heads=8, vocabulary=3072))
    shutil.copy(guide_model, folder / "guide.gguf")
    assert read_header(guide_model).size_bytes * 3 < read_header(wide).size_bytes
    suiting = DraftModels(Library(home.with_models(str(folder)), None)).suiting(wide)
    assert suiting == []


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    whole = random_model.write(tmp_path / "whole.gguf", SMALL).read_bytes()
    assert vocabulary_mark(tmp_path / "whole.gguf")
    for end in range(0, whole.index(b"tokenizer.chat_template"), 113):
        cut = tmp_path / f"{end}.gguf"
        cut.write_bytes(whole[:end])
        with pytest.raises(UserError):
            vocabulary_mark(cut)
    with pytest.raises(UserError):
        vocabulary_mark(tmp_path / "gone.gguf")


def test_places_without_a_token_do_not_count(tmp_path: Path) -> None:
    def write(name: str, tokens: list[str], end: int = 1) -> Path:
        writer = gguf.GGUFWriter(tmp_path / name, "llama")
        writer.add_tokenizer_model("gpt2")
        writer.add_token_list(tokens)
        writer.add_eos_token_id(end)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.close()
        return tmp_path / name

    one = write("one.gguf", ["a", "b", "[PAD2]", "c", "[PAD4]"])
    assert have_same_vocabulary(one, write("same.gguf", ["a", "b", "[PAD2]", "c", "[PAD4]", "[PAD5]"]))
    assert not have_same_vocabulary(one, write("order.gguf", ["b", "a", "[PAD2]", "c", "[PAD4]"]))
    assert not have_same_vocabulary(one, write("hole.gguf", ["a", "b", "c", "[PAD4]"]))
    assert not have_same_vocabulary(one, write("ab.gguf", ["ab", "", "[PAD2]", "c"]))
    assert not have_same_vocabulary(one, write("end.gguf", ["a", "b", "[PAD2]", "c"], end=0))
