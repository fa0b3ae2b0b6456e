"""Models that other programs have on this computer: offered where they lie, never copied, changed or removed.

Looked for in the folders that each program uses as it comes, or that an environment variable names. What is
in them was written by others: links that lead in circles, pipes, damaged notes and endless trees do no harm.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import stat
import sys
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from app.errors import UserError
from app.hub.names import is_model_file
from app.models.gguf import Header, read_header
from app.models.gguf_names import split_part

Layout = Literal["files", "ollama"]

_OLLAMA_MODEL = "application/vnd.ollama.image.model"
_DIGEST = re.compile(r"sha256[:-]([0-9a-f]{64})")
_MOST_ENTRIES = 50_000  # of one folder with all below it
_DEEPEST = 8
_LONGEST_NOTE = 1 << 20  # bytes of a manifest, or of another program's settings


@dataclass(frozen=True, slots=True)
class Place:
    """A folder where a program keeps models. layout: files named *.gguf, or Ollama's notes and blobs."""

    program: str
    folder: Path
    layout: Layout = "files"


@dataclass(frozen=True, slots=True)
class OtherModel:
    """A model of another program. name: as that program calls it, or the file."""

    program: str
    name: str
    path: Path
    header: Header


def standard_places(
    home: Path | None = None, environment: Mapping[str, str] | None = None, system: str = sys.platform
) -> list[Place]:
    """Where the programs keep their models on this system, whether the folders exist or not."""
    home = Path.home() if home is None else home
    named = os.environ if environment is None else environment
    cache, local, roaming = _folders(home, named, system)

    def given(variable: str, otherwise: Path) -> Path:
        value = named.get(variable, "").strip()
        return Path(value).expanduser() if value else otherwise

    hugging_face = given("HF_HOME", given("XDG_CACHE_HOME", home / ".cache") / "huggingface") / "hub"
    places = [
        Place("Hugging Face", given("HF_HUB_CACHE", hugging_face)),
        Place("llama.cpp", given("LLAMA_CACHE", cache / "llama.cpp")),
        *(Place("LM Studio", folder) for folder in _lm_studio_folders(home)),
        *(
            Place("Jan", folder / "Jan" / "data" / models)
            for folder in (roaming, local)
            for models in ("llamacpp/models", "models")
        ),
        Place("Jan", home / "jan" / "models"),
        Place("GPT4All", local / "nomic.ai" / "GPT4All"),
        Place("GPT4All", home / ".cache" / "gpt4all"),
        Place("Ollama", given("OLLAMA_MODELS", home / ".ollama" / "models"), "ollama"),
    ]
    if system == "linux":
        service = Path("/usr/share/ollama/.ollama/models")
        alpaca = home / ".var/app/com.jeffser.Alpaca/data/.ollama/models"
        places += [Place("Ollama", service, "ollama"), Place("Alpaca", alpaca, "ollama")]
    return list(dict.fromkeys(places))


def find(places: Sequence[Place], known: Collection[Path], stop: threading.Event) -> Iterator[OtherModel]:
    """The models for chat in these places, each once. known: those that are listed already, left out.

    A file that cannot be used is passed over without a word: its own program may be writing it.
    """
    seen = {_identity(path) for path in known}
    for place in places:
        candidates = _ollama_models(place) if place.layout == "ollama" else _model_files(place)
        for name, path in candidates:
            if stop.is_set():
                return
            identity = _identity(path)
            if identity is None or identity in seen:
                continue
            with contextlib.suppress(UserError):
                header = read_header(path)
                seen.add(identity)
                yield OtherModel(place.program, name or header.name, path, header)


def _folders(home: Path, named: Mapping[str, str], system: str) -> tuple[Path, Path, Path]:
    """Where programs keep what can be had again, what is theirs, and what follows the person."""
    if system == "win32":
        local = Path(named.get("LOCALAPPDATA") or home / "AppData" / "Local")
        return local, local, Path(named.get("APPDATA") or home / "AppData" / "Roaming")
    if system == "darwin":
        support = home / "Library" / "Application Support"
        return home / "Library" / "Caches", support, support
    return (
        Path(named.get("XDG_CACHE_HOME") or home / ".cache"),
        Path(named.get("XDG_DATA_HOME") or home / ".local" / "share"),
        Path(named.get("XDG_CONFIG_HOME") or home / ".config"),
    )


def _lm_studio_folders(home: Path) -> Iterator[Path]:
    """The models of each of LM Studio's own folders, of which a file may name another, and the folder that
    its settings name."""
    pointer = _text(home / ".lmstudio-home-pointer").strip()
    named = [Path(pointer)] if pointer and Path(pointer).is_absolute() else []
    for own in (*named, home / ".lmstudio", home / ".cache" / "lm-studio"):
        yield own / "models"
        with contextlib.suppress(ValueError, RecursionError):
            settings = json.loads(_text(own / "settings.json"))
            folder = settings.get("downloadsFolder") if isinstance(settings, dict) else None
            if isinstance(folder, str) and "\0" not in folder and Path(folder).is_absolute():
                yield Path(folder)


def _text(path: Path) -> str:
    """Of a file of another program; "" where there is none that can be read at once."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > _LONGEST_NOTE:
            return ""
        return path.read_text(encoding="utf-8", errors="replace")
    except (OSError, ValueError):
        return ""


def _model_files(place: Place) -> Iterator[tuple[str, Path]]:
    """("", path) of each model's only or first file."""
    for path in _walk(place.folder):
        part = split_part(path.name)
        if is_model_file(path.name) and (part is None or part[1] == 1):
            yield "", path


def _ollama_models(place: Place) -> Iterator[tuple[str, Path]]:
    """(name as of `ollama list`, blob) of each manifest: MODELS/manifests/HOST/NAMESPACE/MODEL/TAG.

    The manifest lists layers as an image's of the OCI does; the weights are the one of _OLLAMA_MODEL.
    """
    manifests = place.folder / "manifests"
    for path in _walk(manifests):
        parts = path.relative_to(manifests).parts
        digest = _digest(_manifest(path)) if len(parts) == 4 else None
        if digest is not None:
            _, namespace, model, tag = parts
            named = model if namespace == "library" else f"{namespace}/{model}"
            yield f"{named}:{tag}", place.folder / "blobs" / f"sha256-{digest}"


def _manifest(path: Path) -> Any:
    try:
        return json.loads(_text(path))
    except (ValueError, RecursionError):
        return None


def _digest(manifest: Any) -> str | None:
    layers = manifest.get("layers") if isinstance(manifest, dict) else None
    for layer in layers if isinstance(layers, list) else []:
        if isinstance(layer, dict) and layer.get("mediaType") == _OLLAMA_MODEL:
            match = _DIGEST.fullmatch(str(layer.get("digest")))
            return match[1] if match else None
    return None


def _walk(folder: Path) -> Iterator[Path]:
    """The files below a folder, by name; links to folders are not followed, those to files are."""
    left = _MOST_ENTRIES
    folders = [(folder, 0)]
    while folders:
        here, depth = folders.pop()
        try:
            with os.scandir(here) as entries:
                found = []
                for entry in entries:
                    left -= 1
                    if left < 0:
                        return
                    found.append(entry)
        except OSError:  # not there, or not for us to read
            continue
        for entry in sorted(found, key=lambda entry: entry.name):
            with contextlib.suppress(OSError):
                if entry.is_dir(follow_symlinks=False):
                    if depth < _DEEPEST:
                        folders.append((here / entry.name, depth + 1))
                elif entry.is_file():
                    yield here / entry.name


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file this is, whatever path leads to it; None for what is no file that can be read at once."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None
