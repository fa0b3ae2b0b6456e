"""What a person reads, in the person's language. Everything that is shown is said through here.

The source texts are English. `tr` says one in the language in use, `trn` one that counts; `later` names one
that is declared when a module is imported, long before the language is known, and `translated` says it when
it is shown. All take literals with {named} fields, which are filled in after the translation; whole numbers
among the values get their thousands marks. packaging/translations.py finds the texts by these names.

The command line speaks English. The window sets its language by `speak` (ui/language.py), before it says
anything. It is the one thing that may be replaced while the program runs, as with gettext: words are made
everywhere, also on threads, and handing a translator to every function would double their parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import NamedTuple, NewType

Marked = NewType("Marked", object)
"""An English text that is yet to be translated. For the type checker it is no str, so that it cannot be shown
by mistake as it is."""

Value = str | int | PurePath | BaseException
"""What a field may stand for. A float is first made words by `digits`, which says how many decimals."""


def _as_it_is(text: str, meaning: str, count: int) -> str:
    return text


class Tongue(NamedTuple):
    """A language. find: (English text, its meaning where it has several, count or -1) -> the text in it, the
    English one if it has none; any thread may call it."""

    find: Callable[[str, str, int], str] = _as_it_is
    decimal_mark: str = "."
    thousands_mark: str = ","


_tongue = Tongue()


def speak(tongue: Tongue) -> None:
    """Say everything in this language from now on; what was said stays as it was."""
    global _tongue  # why it is: see above
    _tongue = tongue


def tr(text: str, meaning: str = "", /, **values: Value) -> str:
    """A text in the language in use: tr("{name} is loaded.", name=name).

    meaning: tells apart what is one text in English and may be several in another language, as "Open", which
    may be asked or told.
    """
    return Words(_tr, _Parts((text, meaning), values))


def trn(one: str, many: str, count: int, /, **values: Value) -> str:
    """A text with {count} in it: trn("{count} answer", "{count} answers", count)."""
    return Words(_trn, _Parts((one, many, count), values))


def later(text: str, meaning: str = "", /) -> Marked:
    """A text that `translated` says when it is shown; the same meaning must be given there."""
    return Marked(text)


def translated(text: Marked, meaning: str = "", /, **values: Value) -> str:
    """A marked text in the language in use."""
    return Words(_tr, _Parts((text, meaning), values))


def digits(value: float, decimals: int = 0) -> str:
    """A number as it is written in the language in use: 1234.56 with one decimal -> 1,234.6"""
    return Words(_digits, _Parts((value, decimals), {}))


def read_number(text: str) -> float:
    """What a person typed, with the marks of the language in use or plain. ValueError if it is no number."""
    plain = "".join(text.split())  # also the narrow and unbroken spaces that some write between thousands
    thousands, decimal = _tongue.thousands_mark, _tongue.decimal_mark
    if plain.count(decimal) <= 1 and _has_thousands(plain, thousands, decimal):
        plain = plain.replace(thousands, "")
    return float(plain.replace(decimal, ".").replace(",", "."))


class Words(str):
    """A text that knows what it was made of, so that it is said anew in another process.

    The engine and the readers of strangers' files know no language: what they say arrives as its parts.
    """

    __slots__ = ("_make", "_parts")
    _make: Callable[..., str]
    _parts: _Parts

    def __new__(cls, make: Callable[..., str], parts: _Parts) -> Words:
        words = super().__new__(cls, make(*parts.arguments, **parts.values))
        words._make, words._parts = make, parts
        return words

    def __reduce__(self) -> tuple[type[Words], tuple[Callable[..., str], _Parts]]:
        values = {name: _portable(value) for name, value in self._parts.values.items()}
        return Words, (self._make, _Parts(self._parts.arguments, values))


class _Parts(NamedTuple):
    arguments: tuple[object, ...]
    values: Mapping[str, object]


def _portable(value: object) -> object:
    """Another process may not have what made an error, nor paths of this kind."""
    return str(value) if isinstance(value, BaseException | PurePath) else value


def _tr(text: str, meaning: str, /, **values: object) -> str:
    return _filled(_tongue.find(text, meaning, -1), values)


def _trn(one: str, many: str, count: int, /, **values: object) -> str:
    found = _tongue.find(many, "", count)
    return _filled(one if found == many and count == 1 else found, values | {"count": count})


def _filled(text: str, values: Mapping[str, object]) -> str:
    if not values:
        return text
    return text.format_map({name: _shown(value) for name, value in values.items()})


def _shown(value: object) -> str:
    is_digits = isinstance(value, int) and not isinstance(value, bool)
    return _digits(value, 0) if is_digits else str(value)  # type: ignore[arg-type]


def _digits(value: float, decimals: int) -> str:
    marks = str.maketrans({",": _tongue.thousands_mark, ".": _tongue.decimal_mark})
    return f"{value:,.{decimals}f}".translate(marks)


def _has_thousands(plain: str, thousands: str, decimal: str) -> bool:
    """Whether the thousands mark is one here: 1.234 in German, not 0.8, which a person may type as well."""
    whole = plain.partition(decimal)[0]
    first, *groups = whole.removeprefix("-").split(thousands)
    return bool(first) and first != "0" and bool(groups) and all(len(group) == 3 for group in groups)
