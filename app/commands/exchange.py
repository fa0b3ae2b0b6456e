"""The commands that write conversations to files and read them back."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.commands import terminal
from app.commands.ending import DONE
from app.commands.output import Output
from app.commands.terminal import write
from app.errors import UserError
from app.exchange.export import Export, write_json
from app.exchange.importing import Import
from app.exchange.markdown import write_markdown
from app.exchange.portable import Portable
from app.exchange.reading import read
from app.paths import Paths
from app.store.database import Database


def export(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    """Every conversation that is not in the bin, or those of a title."""
    if not paths.database.is_file():
        raise UserError("There are no conversations to export.")
    with Database(paths.database) as database:
        found = _called(Export(database).all(), arguments.title)
    if not found:
        raise UserError("There are no conversations to export.")
    path: Path = arguments.path
    if arguments.markdown:
        write_markdown(path, found)
    else:
        write_json(path, found)
    if arguments.json:
        terminal.write_json({"conversations": len(found), "path": str(path)})
    else:
        write(f"{_conversations(len(found))} written to {path}\n")
    return DONE


def import_(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    """All conversations of all files, or nothing."""
    found = [conversation for path in arguments.path for conversation in read(path)]
    with Database(paths.database) as database:
        Import(database).store(found)
    if arguments.json:
        terminal.write_json({"conversations": len(found)})
    else:
        write(f"{_conversations(len(found))} added\n")
    return DONE


def _called(conversations: list[Portable], title: str | None) -> list[Portable]:
    if title is None:
        return conversations
    wanted = title.strip().casefold()
    found = [one for one in conversations if wanted in one.title.casefold()]
    if not found:
        raise UserError(f'No conversation has "{title}" in its title.')
    return found


def _conversations(count: int) -> str:
    return "1 conversation" if count == 1 else f"{count:,} conversations"
