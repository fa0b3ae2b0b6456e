"""The figures of a journey have room, also of a long one in a narrow window."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from app.engine.pace import Pace
from app.insight.journey import Journey
from ui.insight.tiles import Tile, Tiles, terms
from ui.insight.timeline import Timeline
from ui.theme import Theme

_NARROW_PX = 578  # what the panel leaves them in a window of 900 pixels

LONG = Journey(
    prepare_s=0.4,
    read_s=284.0,
    write_s=15.0,
    prompt_tokens=12_840,
    reused_tokens=1_204,
    read_tokens=11_636,
    answer_tokens=84,
    read_tokens_per_s=41.1,
    write_tokens_per_s=5.6,
    memory_bytes=4_870_000_000,
    energy_j=4_100.0,
    energy_source="estimate",
)


@pytest.mark.parametrize("read_s", [0.001, 3.0, 284.0, 5_000.0])
def test_the_first_word_is_marked_wherever_it_came(qtbot: QtBot, read_s: float) -> None:
    theme = Theme()
    timeline = Timeline(theme)
    qtbot.addWidget(timeline)
    timeline.resize(_NARROW_PX, 92)
    timeline.show_journey(replace(LONG, read_s=read_s))
    mark = timeline.first_word()
    assert mark is not None
    place, words, left = mark
    assert place == timeline.spans()["write"].left()
    assert words.startswith("first word ")
    right = left + QFontMetrics(theme.font(11)).horizontalAdvance(words)
    assert 0 < left < right < _NARROW_PX - QFontMetrics(theme.font(11)).horizontalAdvance("4 min 59 s")


@pytest.mark.parametrize("counts", [(), (9,), (0, 0, 40), (40, 0, 9)])
def test_any_pace_is_drawn(qtbot: QtBot, counts: tuple[int, ...]) -> None:
    """Also of an answer whose words all came at once, a while after the first look at it."""
    timeline = Timeline(Theme())
    qtbot.addWidget(timeline)
    timeline.resize(_NARROW_PX, 92)
    timeline.show_journey(replace(LONG, read_s=1.0, pace=Pace(0.05, counts)))
    assert not timeline.grab().isNull()


def test_no_figure_is_cut_in_a_narrow_window(qtbot: QtBot) -> None:
    theme = Theme()
    tiles = Tiles(theme)
    qtbot.addWidget(tiles)
    tiles.resize(_NARROW_PX, 64)
    tiles.show()
    tiles.show_terms(terms(LONG))
    shown = tiles.findChildren(Tile)
    assert [tile.needed_px() <= tile.width() for tile in shown] == [True] * 5
    assert shown[-1].geometry().right() < _NARROW_PX
    assert all(one.geometry().right() < other.x() for one, other in itertools.pairwise(shown))
