"""Where the packaged program starts (packaging/inglenook.spec)."""

from __future__ import annotations

import multiprocessing
import sys

if __name__ == "__main__":
    # First of all: the engine, templates, formulas and documents each run in a process of their own, which is
    # this program started again, and which must not open a window.
    multiprocessing.freeze_support()
    from ui.__main__ import main

    sys.exit(main())
