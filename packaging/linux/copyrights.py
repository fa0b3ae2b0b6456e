"""The licences of the system's libraries that go into a package."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

DOCUMENTS = Path("/usr/share/doc")


def copyright_files(libraries: Iterable[Path]) -> dict[str, Path]:
    """For each Debian package that one of these files is from: its name and its copyright file.

    Empty where dpkg does not know the files: on other systems, or for libraries built by hand.
    """
    if shutil.which("dpkg-query") is None:
        return {}
    found: dict[str, Path] = {}
    for library in libraries:
        for path in _names(library):
            command = ["dpkg-query", "--search", path]
            told = subprocess.run(command, capture_output=True, text=True, check=False)
            package = told.stdout.partition(":")[0]
            text = DOCUMENTS / package / "copyright"
            if told.returncode == 0 and text.is_file():
                found[package] = text
                break
    return found


def _names(library: Path) -> list[str]:
    """What dpkg may know the file as: /lib is a link to /usr/lib, but packages may name either."""
    real = os.path.realpath(library)
    return [real, real.removeprefix("/usr")]
