"""Looking for words in everything below a folder."""

from __future__ import annotations

from pathlib import Path

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")


def holding(folder: Path, *words: str) -> list[str]:
    """Names of the files below the folder that have one of the words in them, in any of the encodings."""
    wanted = [word.encode(encoding) for word in words for encoding in _ENCODINGS]
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            if any(word in content or word in path.name.encode() for word in wanted):
                found.append(path.relative_to(folder).as_posix())
    return found
