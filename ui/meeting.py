"""The place where windows of one home folder find each other. ui/single.py talks there."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def place_name(home: Path) -> str:
    """Of this folder, which is there, by whichever way it is reached."""
    folder = home.resolve().stat()
    return f"inglenook-{folder.st_dev:x}-{folder.st_ino:x}"


def may_be_open(home: Path) -> bool:
    """Whether a window of this folder may be open: most starts need not load what asks it.

    On Linux QLocalServer makes a socket of that name where Qt has its temporary files.
    """
    if not home.is_dir():  # the first start of all
        return False
    if sys.platform != "linux":
        return True
    return os.path.lexists(Path(os.environ.get("TMPDIR") or "/tmp") / place_name(home))
