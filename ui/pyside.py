"""PySide6, imported without what costs every start and serves nobody here.

Importing it compiles, from source and at each start, the parts that write its .pyi files and word the
TypeError of a wrong call. And from then on it reads the source of every module that is imported, to see
whether `from __feature__ import snake_case` concerns it. So the first are loaded when something asks for
them, and the second is taken out again: no module here uses __feature__.

What it relies on is in PySide6's own start (shibokensupport/signature/loader.py and feature.py within
libshiboken); where that looks different, PySide6 is imported as it is. tests/ui/test_pyside.py keeps watch.
"""

from __future__ import annotations

import builtins
import sys
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

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
    sys.meta_path = finders = _Finders(sys.meta_path)
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        sys.meta_path = list(finders)
        builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


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
