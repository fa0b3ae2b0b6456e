"""The log file: what a developer needs when something went wrong on somebody's computer."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from app.paths import make_private_file, make_private_folder

_FORMAT = "%(asctime)s %(levelname)-7s %(threadName)s %(name)s: %(message)s"


def start_log(folder: Path) -> Path:
    """Sends the program's log to a file in the folder, at most 2 MB of it; returns the file's path.

    What people write and what models answer is never logged.
    """
    make_private_folder(folder)
    path = folder / "inglenook.log"
    make_private_file(path)
    handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=1, encoding="utf-8")
    handler.setFormatter(logging.Formatter(_FORMAT))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    # It tells each request's address, which has the words searched for, and a signature of the bytes' one.
    logging.getLogger("httpx2").setLevel(logging.WARNING)
    return path
