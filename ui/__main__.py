"""Where the program starts: the window, or one of the commands."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from app.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.paths import Paths


def main() -> int:
    """Returns the exit status."""
    try:
        # Imported here, so that Ctrl+C in the first moments ends the program as it does later.
        from app.network.guard import guard

        guard()
        return _run_command() if sys.argv[1:] else _start_window()
    except KeyboardInterrupt:
        return 130


def _run_command(open_window: Callable[[Paths, bool, Path | None], int] | None = None) -> int:
    from app.cli import main as run_command

    return run_command(sys.argv[1:], open_window or _open_window)


def _start_window() -> int:
    """The start by a click: the command line, whose parts it does not need, only tells what fails."""
    from app.paths import Paths

    try:
        return _open_window(Paths.resolve(None), False, None)
    except Exception as error:
        failure = error

    def fail(*_: object) -> int:
        raise failure

    return _run_command(fail)


def _open_window(paths: Paths, is_offline: bool, model: Path | None) -> int:
    if not _has_display():
        from app.errors import UserError

        raise UserError(
            tr("There is no display to open a window on."),
            tr('In a terminal, use the command line: inglenook ask "Who are you?", or see inglenook --help'),
        )
    # Until the window stands (ui/collector.py): collecting would walk over all that is made, many times.
    gc.disable()
    from ui import pyside

    pyside.begin()
    from ui.main import run

    return run(paths, is_offline=is_offline, model=model)


def _has_display() -> bool:
    if sys.platform != "linux":
        return True
    # Qt ends the whole process, with a page of plugin names, when it finds no display.
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    sys.exit(main())
