"""Batches of a prompt follow the speed at which it is read."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.engine.batches import MOST, SMALLEST, first_size, next_size


@pytest.mark.parametrize(
    ("tokens_per_s", "expected"), [(10_000, MOST), (256, 256), (100, 128), (30, SMALLEST), (5, SMALLEST)]
)
def test_a_batch_comes_to_take_about_a_second(tokens_per_s: int, expected: int) -> None:
    size = first_size(0.0, MOST)
    sizes = [size]
    for _ in range(6):
        size = next_size(size, size / tokens_per_s, MOST)
        sizes.append(size)
    assert sizes[-1] == sizes[-2] == expected
    assert all(later <= 2 * before for before, later in pairwise(sizes))


@pytest.mark.parametrize(
    ("tokens_per_s", "expected"), [(10_000, MOST), (256, 256), (100, 128), (5, SMALLEST)]
)
def test_the_first_batch_is_of_that_size_where_the_speed_is_known(tokens_per_s: int, expected: int) -> None:
    assert first_size(tokens_per_s, MOST) == expected


def test_no_batch_is_larger_than_the_memory_allows() -> None:
    assert next_size(64, 1e-9, 100) == 64
    assert next_size(SMALLEST, 60.0, 100) == SMALLEST
