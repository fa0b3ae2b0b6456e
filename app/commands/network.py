"""What `network` of the command line does. Imported when it runs."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import datetime

from app.commands.ending import DONE
from app.commands.output import Output
from app.commands.terminal import columns, printable, write, write_json
from app.network.connections import Connection, NetworkRecord
from app.paths import Paths
from app.quantities import readable_size
from app.store.database import Database


def show(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    """--json: a list of the fields of app.network.connections.Connection, newest first."""
    found: list[Connection] = []
    if paths.database.is_file():
        with Database(paths.database) as database:
            record = NetworkRecord(database)
            if arguments.clear:
                record.clear()
            found = record.newest(arguments.limit)
    if arguments.json:
        write_json([asdict(one) for one in found])
    elif found:
        rows = [("WHEN", "SERVER", "WHAT FOR", "SENT", "RECEIVED")]
        write(columns(rows + [_row(one) for one in found], right=(3, 4)))
    else:
        output.note("The list is empty now." if arguments.clear else "No connection was ever made.")
    return DONE


def _row(one: Connection) -> tuple[str, ...]:
    began = f"{datetime.fromtimestamp(one.started_at):%Y-%m-%d %H:%M:%S}"
    sizes = readable_size(one.sent_bytes), readable_size(one.received_bytes)
    return began, printable(one.host), printable(one.purpose), *sizes
