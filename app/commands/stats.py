"""What `stats` of the command line does.

--json: {"total": T, "weeks": [T], "models": [T], "conversations": [T]}; a T has the fields of
app.insight.totals.Totals, with "energy_wh" (watt-hours) and, where a price is set, "cost".
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from app.commands.ending import DONE
from app.commands.output import Output
from app.commands.terminal import columns, printable, write, write_json
from app.insight.energy import JOULES_PER_WH
from app.insight.totals import Grouping, Price, Totals, price_in, totals
from app.paths import Paths
from app.store.database import Database
from app.store.settings import SettingsStore

_TABLES: tuple[tuple[Grouping, str, str], ...] = (
    ("week", "weeks", "WEEK OF"),
    ("model", "models", "MODEL"),
    ("conversation", "conversations", "CONVERSATION"),
)
_SHOWN = 10  # rows of each table
_LONGEST_NAME = 40  # characters


def show(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    if not paths.database.is_file():
        found: dict[Grouping, list[Totals]] = {}
        price = None
    else:
        with Database(paths.database) as database:
            price = price_in(SettingsStore(database).get())
            found = {"all": totals(database, "all")}
            found |= {grouping: totals(database, grouping) for grouping, _, _ in _TABLES}
    total = found.get("all", [])
    if arguments.json:
        tables = {name: [_as_json(one, price) for one in found.get(key, [])] for key, name, _ in _TABLES}
        write_json({"total": _as_json(total[0], price) if total else None, **tables})
    elif not total:
        output.note("No answer was measured yet.")
    else:
        for grouping, _, heading in _TABLES:
            _write_table(heading, found[grouping][:_SHOWN], total, price)
        if total[0].is_estimate:
            output.note("Some energy is estimated from computing time; the window tells how.")
    return DONE


def _write_table(heading: str, rows: Sequence[Totals], total: Sequence[Totals], price: Price | None) -> None:
    head = [heading, "ANSWERS", "SENT", "READ", "WRITTEN", "TIME", "ENERGY"]
    table = [tuple([*head, "COST"] if price else head)]
    table += [_row(one, price) for one in rows]
    if heading == _TABLES[0][2]:
        table.append(_row(total[0], price, "all"))
    write(columns(table, right=tuple(range(1, len(table[0])))) + "\n")


def _row(one: Totals, price: Price | None, name: str = "") -> tuple[str, ...]:
    shown = printable(name or one.name or "-")
    shown = shown if len(shown) <= _LONGEST_NAME else shown[: _LONGEST_NAME - 1] + "…"
    numbers = [f"{count:,}" for count in (one.answers, one.sent_tokens, one.read_tokens, one.written_tokens)]
    sign = "~" if one.is_estimate else ""
    energy = f"{sign}{one.energy_j / JOULES_PER_WH:.2f} Wh" if one.energy_j else "-"
    cells = [shown, *numbers, _time(one.seconds), energy]
    return tuple([*cells, f"{price.of(one):,.4f}"] if price else cells)


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"


def _as_json(one: Totals, price: Price | None) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(one, name) for name in Totals.__slots__}
    told["seconds"] = round(one.seconds, 3)
    told["energy_j"] = round(one.energy_j, 3)
    told["energy_wh"] = round(one.energy_j / JOULES_PER_WH, 6)
    return told | ({"cost": round(price.of(one), 6)} if price else {})
