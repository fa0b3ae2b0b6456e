"""A model whose shape does not allow the KV cache that is set says so beside the setting."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.engine.events import KvCache
from tests.app.engine import random_model
from tests.desk import OpenWindow
from tests.ui.settings.test_page import choose, open_settings, row

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.mark.parametrize(("heads", "kept"), [(4, "full"), (2, "half")])  # of 16 numbers, and of 32
def test_half_the_cache_tells_where_it_cannot_be(
    open_window: OpenWindow, tmp_path: Path, heads: int, kept: KvCache
) -> None:
    shape = random_model.Shape(heads=heads, kv_heads=2)
    person = open_window(random_model.write(tmp_path / "shaped.gguf", shape))
    open_settings(person)
    person.click("Advanced")
    assert not row(person, "KV cache").obstacle_text()
    choose(person, "KV cache", "Half the memory")
    person.wait(lambda: (model := person.desk.models.description) is not None and model.kv_cache == kept)
    person.wait(lambda: person.desk.models.loading_fraction is None)
    told = row(person, "KV cache").obstacle_text()
    assert ("saves nothing: its shape allows only the full cache" in told) == (kept == "full")
