"""The place where windows of one home folder find each other. ui/single.py talks there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QDir


def place_name(home: Path) -> str:
    """Of this folder, by whichever way it is reached. Short: a socket's path has some 100 characters."""
    folder = os.fsencode(home.resolve())
    digest = QCryptographicHash.hash(folder, QCryptographicHash.Algorithm.Sha256).toHex()
    return "inglenook-" + bytes(digest.data()).decode()[:20]


def may_be_open(home: Path) -> bool:
    """Whether a window of this folder may be open: the first start of many need not load what asks it.

    On Linux and macOS QLocalServer makes a socket of that name among the temporary files.
    """
    return sys.platform == "win32" or os.path.lexists(Path(QDir.tempPath()) / place_name(home))
