"""PySide6, imported without what costs every start and serves nobody here.

Importing it compiles, from source and at each start, the parts that write its .pyi files and word the
TypeError of a wrong call. These are loaded when something asks for them. And from then on it reads the source
of every module that is imported, to see whether `from __feature__ import snake_case` concerns it. That is
taken out again: no module here uses __feature__. And it makes an enumeration of each of Qt's, more than 4,000
members before the window is painted, with all the care that enum takes. Here it takes what Qt's need.

What it relies on is in PySide6's own start (shibokensupport/signature/loader.py and feature.py within
libshiboken), and in what enum of Python 3.11 keeps of a finished class; where these differ, PySide6 is
imported as it is. tests/ui/test_pyside.py keeps watch.
"""

from __future__ import annotations

import builtins
import enum
import sys
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

KNOWS_ENUM = (3, 11, 4) <= sys.version_info < (3, 12)  # before and after, enum keeps other things
_SIGNATURE = "shibokensupport.signature."
_LATER = frozenset(
    _SIGNATURE + name
    for name in (
        "mapping",
        "errorhandler",
        "layout",
        "parser",
        "lib.enum_sig",
        "lib.pyi_generator",
        "lib.tool",
    )
)


def begin() -> None:
    """Import PySide6.QtCore. To be called before anything else imports PySide6, else it does nothing."""
    if "PySide6.QtCore" in sys.modules:
        return
    if KNOWS_ENUM:
        enum.EnumType._create_ = _create  # type: ignore[attr-defined]  # stays: many are made when asked for
    sys.meta_path = finders = _Finders(sys.meta_path)
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        sys.meta_path = list(finders)
        builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


_empty: dict[type[enum.Enum], type[enum.Enum]] = {}
_create_carefully: Callable[..., Any] = enum.EnumType._create_  # type: ignore[attr-defined]


def _create(base: type[enum.Enum], name: str, members: Any, **how: Any) -> Any:
    """In place of EnumType._create_, which makes the class when Enum, Flag, ... are called with a name.

    A class without members is made there, once for each base. Here it is copied, and the members are put into
    the copy. Those of Qt have a name and an int each, and none of the names means something to enum.
    """
    if how["boundary"] is not enum.KEEP or how["module"] is not None or type(members) is not list:
        return _create_carefully(base, name, members, **how)  # not by PySide6
    if base not in _empty:
        _empty[base] = _create_carefully(base, name, (), **how)
    parts = {
        part: value.copy() if isinstance(value, list | dict) else value
        for part, value in vars(_empty[base]).items()
    }
    made: Any = type.__new__(enum.EnumType, name, (base,), parts)
    by_name, by_value, order = made._member_map_, made._value2member_map_, made._member_names_
    new, arguments = made._new_member_, issubclass(made, int)
    is_flag = issubclass(made, enum.Flag)
    single_bits = all_bits = 0
    for member_name, value in members:
        member = by_value.get(value)  # there already: this name is another one of it
        if member is None:
            member = by_value[value] = new(made, value) if arguments else new(made)
            member._value_, member._name_ = value, member_name
            member.__objclass__, member._sort_order_ = made, len(order)
            all_bits |= value
            if not is_flag:
                order.append(member_name)
            elif value and not value & (value - 1):
                order.append(member_name)
                single_bits |= value
        by_name[member_name] = member
        type.__setattr__(made, member_name, member)
    if is_flag:
        made._flag_mask_, made._singles_mask_ = all_bits, single_bits
        made._all_bits_ = 2 ** all_bits.bit_length() - 1
        values = [by_name[member_name]._value_ for member_name in order]
        if values != sorted(values):
            made._iter_member_ = made._iter_member_by_def_
    return made


class _Finders(list[Any]):
    """sys.meta_path while PySide6 puts the finder of its embedded modules there for a moment."""

    def insert(self, place: Any, finder: Any) -> None:
        is_embedded = type(finder).__name__ == "EmbeddableZipImporter"
        super().insert(place, _Postponing(finder) if is_embedded else finder)

    def remove(self, finder: Any) -> None:
        super().remove(next(one for one in self if one is finder or getattr(one, "finder", None) is finder))


class _Postponing:
    """Finds what PySide6's finder finds, and postpones some of it."""

    def __init__(self, finder: Any) -> None:
        self.finder = finder

    def find_spec(self, name: str, path: object, target: object = None) -> ModuleSpec | None:
        found: ModuleSpec | None = self.finder.find_spec(name, path, target)
        return ModuleSpec(name, self) if found is not None and name in _LATER else found  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Later(spec.name, self.finder)

    def exec_module(self, _module: ModuleType) -> None:
        """Not yet."""


class _Later(ModuleType):
    """A module that is loaded when something of it is asked for."""

    def __init__(self, name: str, loader: Any) -> None:
        super().__init__(name)
        self.__dict__["_loader_then"] = loader
        if name == _SIGNATURE + "mapping":
            # libshiboken takes this one out of the module's dictionary and calls it.
            self.__dict__["update_mapping"] = lambda: self._load().update_mapping()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._load(), name)

    def _load(self) -> Any:
        loader = self.__dict__.pop("_loader_then")
        self.__class__ = ModuleType  # type: ignore[assignment]
        self.__spec__ = ModuleSpec(self.__name__, loader)  # PySide6 gave it another name meanwhile
        loader.exec_module(self)
        return self
