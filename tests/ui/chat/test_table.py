"""Tables, which have as much room as there is."""

from __future__ import annotations

import pytest

from ui.chat.blocks import Splitter
from ui.chat.look import Look
from ui.chat.table_leaf import TableLeaf
from ui.theme import Theme


@pytest.mark.parametrize("count", [2, 6, 11])
def test_no_column_stands_where_it_cannot_be_seen(theme: Theme, count: int) -> None:
    splitter = Splitter()
    names = "|".join(f"Column {number}" for number in range(count))
    values = "|".join("some words" if number % 2 else "1,234.56" for number in range(count))
    splitter.feed(f"|{names}|\n|{'---|' * count}\n|{values}|\n")
    splitter.finish()
    leaf = TableLeaf(Look(theme), splitter.blocks[0])
    for width in (760.0, 313.0):
        leaf.set_width(width)
        assert leaf.natural_width() <= width + 0.5
        first = leaf.text.index("1,234.56")
        for number, word in enumerate(leaf.text.splitlines()[1].split("\t")):
            areas = leaf.areas(first, first + len(word))
            assert areas and all(0 <= area.left() < width - 2 for area in areas), number
            first += len(word) + 1
