"""Which of llama.cpp's parts compute: one of several libraries for the processor, and those for cards."""

from __future__ import annotations

import importlib.machinery
import re
from dataclasses import dataclass
from pathlib import Path

_LIBRARY_NAME = re.compile(r"^(?:lib)?ggml-(?P<name>[a-z0-9_-]+)\.(?:so|dylib|dll)$")
_PLAIN = "default"  # the variant whose library has no name of its own


@dataclass(frozen=True, slots=True)
class Backends:
    """A choice of them, and of the threads that compute.

    variant: of the processor's library; empty, or not to be used: the one that says of itself to be the best,
    if falls_back. refused: variants that are passed over while another is left. uses_cards: whether graphics
    cards compute too. cards_left_out: why not, as a sentence, where there are some. read_threads,
    write_threads: for batches and for single tokens; 0: one for each core. folder: where the libraries are;
    None: where the engine is installed.
    """

    variant: str = ""
    falls_back: bool = True
    refused: tuple[str, ...] = ()
    uses_cards: bool = True
    cards_left_out: str = ""
    read_threads: int = 0
    write_threads: int = 0
    folder: Path | None = None


def installed_folder() -> Path | None:
    """Where the engine's libraries are; nothing is loaded."""
    spec = importlib.machinery.PathFinder.find_spec("llama_cpp")
    folders = (spec.submodule_search_locations or []) if spec else []
    return next((Path(folder) / "lib" for folder in folders), None)


def libraries_in(folder: Path) -> dict[str, Path]:
    """Back ends and what they share, by name: "base", "cpu", "cpu-icelake", "vulkan"."""
    return {match["name"]: path for path in folder.iterdir() if (match := _LIBRARY_NAME.match(path.name))}


def has_part_for_cards(folder: Path | None = None) -> bool:
    """Whether this installation, or these libraries, can use a graphics card at all."""
    folder = folder or installed_folder()
    return folder is not None and any(
        name != "base" and not name.startswith("cpu") for name in libraries_in(folder)
    )


def variants_in(libraries: dict[str, Path]) -> dict[str, Path]:
    """The processor's libraries by their variants, as "icelake"."""
    return {
        name.removeprefix("cpu").removeprefix("-") or _PLAIN: path
        for name, path in libraries.items()
        if name == "cpu" or name.startswith("cpu-")
    }
