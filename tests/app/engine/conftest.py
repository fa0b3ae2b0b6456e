"""Engines that run for a whole module, and model files with random weights."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.engine.client import Engine
from tests.app.engine import random_model
from tests.app.engine.driving import loaded


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="session")
def random_file(model_folder: Path) -> Path:
    """A tiny model: answers at thousands of tokens per second, and never ends by itself."""
    return random_model.write(model_folder / "random.gguf", random_model.Shape(endless=True))


@pytest.fixture(scope="session")
def letters_file(model_folder: Path) -> Path:
    """A tiny model whose answer is another one for each prompt, be it by one letter."""
    return random_model.write(model_folder / "letters.gguf", random_model.Shape(letters=True))


@pytest.fixture(scope="session")
def slow_file(model_folder: Path) -> Path:
    """A model that takes some seconds to read 3,000 tokens."""
    sizes = {"layers": 8, "width": 512, "heads": 8, "kv_heads": 2, "feed_forward": 2048}
    shape = random_model.Shape(**sizes, endless=True)
    return random_model.write(model_folder / "slow.gguf", shape)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An engine without a model."""
    with Engine(log_path=tmp_path / "engine.log") as engine:
        yield engine


@pytest.fixture(scope="module")
def random_engine(random_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine with the tiny model, shared by the tests of a module."""
    with Engine(log_path=tmp_path_factory.mktemp("log") / "engine.log") as engine:
        yield loaded(engine, random_file)
