"""The command line: the same parts as the window, without a screen."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from app.commands.ending import DONE, FAILED, INTERRUPTED
from app.commands.output import JsonOutput, Output, TextOutput
from app.commands.parser import WrongUsage, new_parser
from app.commands.terminal import OutputClosed, prepare_output, printable
from app.errors import UserError
from app.paths import Paths

WRONG_USAGE = 2


def main(argv: Sequence[str], open_window: Callable[[Paths, bool, Path | None], int]) -> int:
    """Runs one command and returns the exit status.

    open_window: what to do when none is given, or `open`; told whether to stay offline, and a model file.
    """
    prepare_output()
    logging.getLogger().addHandler(logging.NullHandler())  # what matters is told as a sentence, below
    output: Output = JsonOutput() if "--json" in argv else TextOutput()
    try:
        arguments = new_parser().parse_args(argv)
        paths = Paths.resolve(arguments.home)
        if arguments.run is None:
            return open_window(paths, arguments.offline, _model_file(arguments.file))
        status: int = arguments.run(arguments, paths, output)
        return status
    except WrongUsage as error:
        output.error(error)
        return WRONG_USAGE
    except UserError as error:
        output.error(error)
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except OutputClosed:
        return DONE
    except Exception as error:
        if os.environ.get("INGLENOOK_TRACEBACK"):
            raise
        output.error(
            UserError(
                f"Inglenook failed in a way it should not: {type(error).__name__}: {_last_line(error)}",
                "This is a mistake in the program. With INGLENOOK_TRACEBACK=1 it shows where.",
            )
        )
        return FAILED


def _model_file(name: Path | None) -> Path | None:
    """As an absolute path, for a window that may have been started elsewhere. Raises UserError."""
    if name is not None and not name.is_file():
        raise UserError(
            f"There is no file {printable(str(name))}.", "Check its name, and the folder you are in."
        )
    return name and name.resolve()


def _last_line(error: Exception) -> str:
    # An error of the engine's process carries that process's traceback.
    return (str(error).strip().splitlines() or [""])[-1]
