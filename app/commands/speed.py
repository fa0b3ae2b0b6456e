"""What `measure` of the command line does.

measure --json: {"event": "measuring", "fraction"} and at the end {"event": "measured", "variant",
"busy_cores", "rates": [{"weights", "read_weights_per_s", "write_weights_per_s"}]}.
"""

from __future__ import annotations

import argparse
import contextlib
from dataclasses import asdict

from app.commands.ending import DONE, FAILED, INTERRUPTED, stopped_by_interrupt
from app.commands.output import Output
from app.commands.terminal import columns, write, write_json
from app.machine.measure import Measured, Measuring, measure
from app.machine.speed import ComputerSpeed, estimated_work, predict
from app.machine.speed_store import SpeedStore
from app.paths import Paths
from app.store.database import Database

_EXAMPLES = (1, 4, 8, 14, 32)  # billions of parameters
_BYTES_PER_PARAMETER = 0.6  # of Q4_K_M
_CACHE_BYTES = 100_000  # a token's, of usual models


def run(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    measured: ComputerSpeed | None = None
    with Database(paths.database) as database, stopped_by_interrupt() as stop:
        with contextlib.closing(measure(SpeedStore(database), stop)) as events:
            for event in events:
                if isinstance(event, Measured):
                    measured = event.computer
                elif arguments.json:
                    write_json({"event": "measuring", "fraction": round(event.fraction, 3)})
                else:
                    _show(event, output)
        output.progress("")
        if measured is None:
            return INTERRUPTED if stop.is_set() else FAILED
    if arguments.json:
        write_json(
            {
                "event": "measured",
                "variant": measured.variant,
                "busy_cores": round(measured.busy_cores, 2),
                "rates": [asdict(rate) for rate in measured.rates],
            }
        )
        return DONE
    if measured.busy_cores > 0.5:
        output.note("Other programs kept the processor busy: measure again when nothing else runs.")
    rows = [("PARAMETERS", "ABOUT")]
    for billions in _EXAMPLES:
        count = billions * 10**9
        work = estimated_work(int(count * _BYTES_PER_PARAMETER), parameter_count=count, quantization="Q4_K_M")
        rows.append((f"{billions} B", predict(work, _CACHE_BYTES, measured).sentence.removeprefix("about ")))
    write(columns(rows, right=(0,)))
    return DONE


def _show(event: Measuring, output: Output) -> None:
    output.progress(f"Measuring this computer: {event.fraction:.0%}")
