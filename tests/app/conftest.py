"""What most tests of app/ stand on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.paths import Paths
from app.store.database import Database


@pytest.fixture
def database(home: Paths) -> Iterator[Database]:
    """The database of a new home folder."""
    with Database(home.database) as database:
        yield database
