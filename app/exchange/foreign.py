"""What other programs' files of conversations have in common: trees of messages, and values to be doubted."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

from app.exchange.fields import LATEST_S, NotReadable
from app.exchange.portable import PortableMessage
from app.store.database import storable
from app.words import tr


class MessageTree:
    """Messages as they are found; answers right after each other become one."""

    def __init__(self) -> None:
        self.messages: list[PortableMessage] = []
        self._has_children: set[int] = set()

    def add(self, above: int | None, said: PortableMessage, *, is_joined: bool = True) -> int:
        """Returns its place in the list. above: the place of what it follows; None: it is the first.
        is_joined: it becomes one with an answer that it follows alone."""
        if above is not None and is_joined and above not in self._has_children:
            parent = self.messages[above]
            if parent.role == said.role == "assistant":
                both = f"{parent.content}\n\n{said.content}"
                self.messages[above] = dataclasses.replace(parent, content=both)
                return above
        if above is not None:
            self._has_children.add(above)
        self.messages.append(dataclasses.replace(said, parent=above))
        return len(self.messages) - 1


def as_object(value: object) -> dict[str, Any]:
    """Empty for what is none."""
    return value if isinstance(value, dict) else {}


def as_title(value: object) -> str:
    """On one line; "" where there is none. NotReadable for what is no text."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise NotReadable(tr("the title of a conversation is not a text"))
    return " ".join(storable(value).split())[:200]


def as_time(value: object, otherwise: float) -> float:
    """Seconds since 1970; `otherwise` where none is told. NotReadable for a time that is none."""
    if value is None:
        return otherwise
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotReadable(tr("the time of a message is not a number"))
    if not math.isfinite(value) or not 0 <= value <= LATEST_S:
        raise NotReadable(tr("the time of a message is out of range"))
    return float(value)


def as_time_of_ms(value: object, otherwise: float) -> float:
    """As as_time(), of milliseconds."""
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return as_time(value / 1000, otherwise)
    return as_time(value, otherwise)
