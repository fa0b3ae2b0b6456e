"""How large the whole window is: letters, signs and distances alike."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.store.settings import stored_before

_FACTOR = "QT_SCALE_FACTOR"


@contextmanager
def scaled(database: Path) -> Iterator[None]:
    """While the QApplication is made: Qt takes the factor then, once for all that it will paint.

    One that the system gives is multiplied. Programs that the window opens do not inherit ours.
    """
    given = os.environ.get(_FACTOR)
    factor = 1.0
    with suppress(ValueError):
        factor = float(given or 1)
    percent = int(stored_before(database, "scale"))
    if percent != 100:
        os.environ[_FACTOR] = f"{factor * percent / 100:.4g}"
    try:
        yield
    finally:
        if given is None:
            os.environ.pop(_FACTOR, None)
        else:
            os.environ[_FACTOR] = given
