"""A JSON object from outside, read field by field; nothing in it is believed."""

from __future__ import annotations

import math
from typing import Any, TypeVar

from app.store.database import storable
from app.words import tr

LATEST_S = 253_402_300_799
"""The end of the year 9999: later times cannot be shown."""
_MOST = 2**53  # JSON's largest whole number that every program reads alike

_T = TypeVar("_T")


class NotReadable(ValueError):
    """What is wrong with a file, as the middle of a sentence."""


_REQUIRED: Any = object()


class Fields:
    """A JSON object, read field by field; every surprise is a NotReadable that names the field.

    A field that is missing has its default, and is one of the surprises where there is none.
    """

    def __init__(self, value: object, what: str) -> None:
        if not isinstance(value, dict):
            raise NotReadable(tr("{what} is not written as an object", what=what))
        self._value = value
        self._what = what

    def get(self, name: str, default: Any = _REQUIRED) -> Any:
        if name in self._value:
            return self._value[name]
        if default is _REQUIRED:
            raise NotReadable(tr("{what} has no “{name}”", what=self._what, name=name))
        return default

    def text(self, name: str, default: str = _REQUIRED) -> str:
        value = self.get(name, default)
        if not isinstance(value, str):
            raise self._wrong(name, tr("a text"))
        return storable(value)

    def list(self, name: str, default: list[Any] = _REQUIRED) -> list[Any]:
        value = self.get(name, default)
        if not isinstance(value, list):
            raise self._wrong(name, tr("a list"))
        return value

    def mapping(self, name: str) -> dict[str, object]:
        value = self.get(name, {})
        if not isinstance(value, dict):
            raise self._wrong(name, tr("an object"))
        return value

    def flag(self, name: str) -> bool:
        value = self.get(name, False)
        if not isinstance(value, bool):
            raise self._wrong(name, tr("true or false"))
        return value

    def one_of(self, name: str, allowed: tuple[_T, ...], default: _T = _REQUIRED) -> Any:
        value = self.get(name, default)
        if not any(value == one and type(value) is type(one) for one in allowed):
            raise self._wrong(name, tr("one of {allowed}", allowed=", ".join(str(one) for one in allowed)))
        return value

    def whole(self, name: str, default: int = _REQUIRED) -> int:
        value = self.get(name, default)
        if type(value) is not int or not 0 <= value <= _MOST:
            raise self._wrong(name, tr("a whole number from 0 on"))
        return value

    def wholes(self, name: str) -> tuple[int, ...]:
        values = self.list(name)
        if not all(type(value) is int and 0 <= value <= _MOST for value in values):
            raise self._wrong(name, tr("a list of whole numbers"))
        return tuple(values)

    def number(self, name: str, default: float = _REQUIRED) -> float:
        value = self.get(name, default)
        if type(value) not in (int, float) or not math.isfinite(value) or not 0 <= value <= _MOST:
            raise self._wrong(name, tr("a number from 0 on"))
        return float(value)

    def time(self, name: str) -> float:
        value = self.get(name)
        if type(value) not in (int, float) or not 0 <= value <= LATEST_S:
            raise self._wrong(name, tr("a time in seconds since 1970"))
        return float(value)

    def maybe_time(self, name: str) -> float | None:
        return None if self.get(name, None) is None else self.time(name)

    def place(self, name: str, count: int) -> int | None:
        """A place before `count`, or None."""
        value = self.get(name, None)
        if value is not None and (type(value) is not int or not 0 <= value < count):
            raise self._wrong(name, tr("the place of an earlier message"))
        place: int | None = value
        return place

    def _wrong(self, name: str, expected: str) -> NotReadable:
        return NotReadable(
            tr("“{name}” of {what} is not {expected}", name=name, what=self._what, expected=expected)
        )
