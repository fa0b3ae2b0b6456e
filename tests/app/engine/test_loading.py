"""How long a context is loaded, and what of a model a card gets that has less room than it says."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.engine.backends import Backends, has_part_for_cards, installed_folder, libraries_in
from app.engine.client import Engine
from app.engine.events import LoadOptions
from app.engine.llama import Library, Log, open_library
from app.engine.loading import most_that_load
from app.engine.model import Model
from app.engine.stopping import StopFlag
from app.errors import UserError
from app.machine import before_loading, hardware
from app.machine.fit import SPARE
from app.machine.hardware import Memory
from app.machine.room import room_for
from app.models.gguf import read_header
from tests.app.engine import random_model
from tests.app.engine.driving import ask, loaded
from tests.app.machine.broken_library import CRASH, NOTHING, broken_copy


class _Card:
    def __init__(self, room: int) -> None:
        self._room = room
        self.asked: list[int] = []

    def take(self, layers: int) -> str:
        self.asked.append(layers)
        if layers > self._room:
            raise UserError(f"no room for {layers}")
        return f"{layers} layers"


@pytest.mark.parametrize(
    ("wanted", "room", "asked"),
    [(32, 32, [32]), (32, 20, [32, 16]), (32, 3, [32, 16, 0]), (1, 0, [1, 0]), (0, 5, [0])],
)
def test_what_a_card_refuses_is_halved_and_then_left(wanted: int, room: int, asked: list[int]) -> None:
    card = _Card(room)
    assert most_that_load(wanted, card.take) == (asked[-1], f"{asked[-1]} layers")
    assert card.asked == asked


def test_what_fails_without_a_card_too_is_told() -> None:
    with pytest.raises(UserError, match="no room for 0"):
        most_that_load(8, _Card(-1).take)


@pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() != "x86_64", reason="breaks libraries for Linux on x86-64"
)
@pytest.mark.allow_log_problems
def test_a_cards_driver_that_crashes_leaves_the_processor(tmp_path: Path, random_file: Path) -> None:
    library = libraries_in(installed_folder() or Path())["cpu"]
    shutil.copyfile(library, tmp_path / "libggml-cpu.so")
    broken_copy(library, tmp_path / "libggml-vulkan.so", "ggml_backend_init", CRASH)
    with Engine(log_path=tmp_path / "engine.log", backends=Backends(folder=tmp_path)) as engine:
        description = loaded(engine, random_file).description()
        assert description is not None
        assert "crashed with the graphics card" in description.on_card.problem
        assert description.on_card.layers == 0
        assert engine.backends.refused == ()  # the processor's part is not to blame
        assert ask(engine, "Still there?", max_tokens=3).finished.reason == "length"
        logged = (tmp_path / "engine.log").read_text(encoding="utf-8", errors="replace")
        again = loaded(engine, random_file, LoadOptions(threads=1, context_length=1024)).description()
        assert again is not None
        assert (again.on_card.problem, again.on_card.left_out) == ("", description.on_card.problem)
        news = (tmp_path / "engine.log").read_text(encoding="utf-8", errors="replace")[len(logged) :]
        assert "Fatal Python error" in logged and "Fatal Python error" not in news  # it crashed once


@pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() != "x86_64", reason="breaks libraries for Linux on x86-64"
)
@pytest.mark.allow_log_problems
def test_a_card_is_not_blamed_for_a_crash_that_comes_without_it_too(
    tmp_path: Path, random_file: Path
) -> None:
    library = libraries_in(installed_folder() or Path())["cpu"]
    broken_copy(library, tmp_path / "libggml-cpu.so", "ggml_backend_cpu_init", CRASH)
    broken_copy(library, tmp_path / "libggml-vulkan.so", "ggml_backend_init", NOTHING)
    with Engine(log_path=tmp_path / "engine.log", backends=Backends(folder=tmp_path)) as engine:
        with pytest.raises(UserError):
            loaded(engine, random_file)
        assert engine.uses_cards


@pytest.mark.skipif(has_part_for_cards(), reason="this installation may have a card")
def test_a_model_without_a_card_says_so(engine: Engine, random_file: Path) -> None:
    """Also when layers on a card were asked for."""
    description = loaded(engine, random_file, LoadOptions(threads=1, gpu_layers=7)).description()
    assert description is not None
    assert (description.on_card.layers, description.on_card.all_layers) == (0, 2)
    assert (description.on_card.name, description.on_card.problem) == ("", "")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with (tmp_path_factory.mktemp("log") / "engine.log").open("a") as file:
        yield open_library(Log(file))


@pytest.mark.parametrize("passes", [True, False], ids=["just fits", "does not fit"])
def test_nobody_gets_a_tiny_context_without_asking_for_it(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, passes: bool
) -> None:
    """Where it just fits, and where a person wants it nevertheless."""
    header = read_header(
        random_model.write(tmp_path / "deep.gguf", random_model.Shape(layers=24, kv_heads=4))
    )
    room = room_for(header, LoadOptions(), 4096, 0)
    free_bytes = int(room.needed_bytes / SPARE) + 1 if passes else room.cache_bytes
    memory = Memory(1 << 34, free_bytes)
    if passes:
        before_loading.check(header, LoadOptions(), memory)
    monkeypatch.setattr(hardware, "memory", lambda: memory)
    model = Model(library, header.path, LoadOptions(threads=1), stop=StopFlag(), on_progress=lambda _: None)
    try:
        assert model.context_length == 4096
    finally:
        model.close()
