"""One rule says whether a model goes into the memory that is free."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.engine.events import LoadOptions
from app.errors import UserError
from app.machine import before_loading
from app.machine.fit import SPARE
from app.machine.hardware import Memory
from app.machine.offload import Card
from app.machine.room import room_for, wanted_room
from app.models.gguf import Header, read_header
from tests.app.models.known_models import llama_8b

GIB = 1 << 30


@pytest.fixture(scope="module")
def header(tmp_path_factory: pytest.TempPathFactory) -> Header:
    return read_header(llama_8b(tmp_path_factory.mktemp("known") / "llama.gguf"))


def test_what_passes_unasked_is_loaded_with_a_usual_length(header: Header) -> None:
    lengths = set()
    for free in range(4 * GIB, 8 * GIB, GIB // 8):
        room = wanted_room(header, LoadOptions(), free)
        lengths.add(room.length)
        try:
            before_loading.check(header, LoadOptions(), Memory(16 * GIB, free))
        except UserError:
            assert not room.is_enough and room.length == 4096
        else:
            assert room.needed_bytes <= free * SPARE
    assert lengths == {4096, 8192}


def test_a_person_gets_the_length_that_was_asked_for(header: Header) -> None:
    room = wanted_room(header, LoadOptions(context_length=32_768), 4 * GIB)
    assert (room.length, room.is_enough) == (32_768, False)
    short = replace(header, context_length=2048)
    assert wanted_room(short, LoadOptions(context_length=32_768), 16 * GIB).length == 2048


def test_buffers_are_where_the_last_layer_is_computed(header: Header) -> None:
    asked = LoadOptions(gpu_layers=32)
    alone = room_for(header, asked, 8192, 16 * GIB)
    own = room_for(header, asked, 8192, 16 * GIB, [Card("own memory", 24 * GIB, 24 * GIB)])
    shared = room_for(header, asked, 8192, 16 * GIB, [Card("shared", 12 * GIB, 12 * GIB, shares_memory=True)])
    assert own.layers == shared.layers == 32 and alone.layers == 0
    assert own.needed_bytes < GIB / 2  # what stands for each token, which stays with the processor
    assert shared.needed_bytes == alone.needed_bytes
