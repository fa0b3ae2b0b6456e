"""What is told late, by a lane, to a dialog or a menu that may be closed by then: Qt has deleted it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

import shiboken6
from PySide6.QtCore import QObject

P = ParamSpec("P")


def is_there(thing: QObject) -> bool:
    """Whether Qt has not deleted it yet; whoever still names it then must not use it."""
    return shiboken6.isValid(thing)


def while_there(thing: QObject, callback: Callable[P, None]) -> Callable[P, None]:
    """The callback, which does nothing any more once the thing is deleted."""

    def call(*arguments: P.args, **named: P.kwargs) -> None:
        if is_there(thing):
            callback(*arguments, **named)

    return call
