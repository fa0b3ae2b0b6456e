"""What settings say of themselves, which values they take, and what is stored of them."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, get_args

from app.errors import UserError
from app.store import all_settings
from app.store.all_settings import Group, Settings
from app.store.database import Database, storable
from app.words import digits, read_number, tr, translated


class Declared(NamedTuple):
    """What one setting that is shown says of itself; the parts are those of setting()."""

    name: str
    kind: type
    default: Any
    help: str
    group: Group
    section: str
    title: str
    choices: Mapping[str, str]
    automatic: str
    unit: str
    also: str
    is_long: bool
    is_folder: bool
    is_model: bool
    needs_reload: bool

    def read(self, text: str) -> object:
        """What a person typed for a number, also as words() writes it; None for nothing.

        UserError when it is no number, or out of range.
        """
        plain = text.strip().removesuffix(self.unit).strip().replace("\u00a0", " ")
        if not plain:
            return None
        try:
            typed = read_number(plain)
            return checked(self.name, int(typed) if self.kind is int and typed.is_integer() else typed)
        except (ValueError, OverflowError):
            raise _wrong_kind(self.title, self.kind) from None

    def words(self, value: object) -> str:
        """A value as a person reads it."""
        if value is None or value == "":
            return self.automatic or tr("Empty")
        if isinstance(value, bool):
            return tr("On") if value else tr("Off")
        if self.choices:
            return self.choices.get(str(value)) or Path(str(value)).stem
        if isinstance(value, float):
            shown = digits(value, len(str(value).partition(".")[2]))
        else:
            shown = digits(value) if isinstance(value, int) and self.unit else str(value)
        return f"{shown} {self.unit}".rstrip()


_FIELDS = {field.name: field for field in dataclasses.fields(Settings)}


def shown_settings() -> list[Declared]:
    """All settings that have a place on the settings page, in its order and in the language in use."""
    return [_declared(name) for name, field in _FIELDS.items() if field.metadata["group"]]


def _declared(name: str) -> Declared:
    field = _FIELDS[name]
    parts = {part: field.metadata[part] for part in Declared._fields[3:]}
    for part in ("help", "section", "title", "automatic", "unit", "also"):
        parts[part] = translated(parts[part])
    names = ("en", "de") if name == "language" else ()  # each as it calls itself
    parts["choices"] = {
        value: str(words) if value in names else translated(words)
        for value, words in parts["choices"].items()
    }
    return Declared(name, _kind(name), field.default, **parts)


class SettingsStore:
    """The settings in the database; one that is not stored there has its default."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self) -> Settings:
        """A stored value that is unknown, of another type or out of range counts as not stored."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT name, value FROM setting").fetchall()
        known: dict[str, Any] = {}
        for row in rows:
            try:
                known[row["name"]] = checked(row["name"], json.loads(row["value"]))
            except (KeyError, ValueError, RecursionError, UserError):
                continue
        return Settings(**known)

    def set(self, **changes: object) -> Settings:
        """Stores all changes or none. UserError when a value is not allowed, KeyError for no setting."""
        values = {name: json.dumps(checked(name, value)) for name, value in changes.items()}
        with self._database.writing() as connection:
            connection.executemany(
                "INSERT INTO setting (name, value) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                values.items(),
            )
        return self.get()

    def reset(self, name: str) -> Settings:
        """Back to the default. KeyError for no setting."""
        if name not in _FIELDS:
            raise KeyError(name)
        with self._database.writing() as connection:
            connection.execute("DELETE FROM setting WHERE name = ?", (name,))
        return self.get()


def stored_before(path: Path, name: str) -> Any:
    """One setting before the database of that path is opened for good, or moved to this version; its default
    if there is none yet, or it cannot be read."""
    with suppress(sqlite3.Error, ValueError, RecursionError, UserError, TypeError):
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            row = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return checked(name, json.loads(row[0]))
    return _FIELDS[name].default


def checked(name: str, value: object) -> object:
    """The value as the setting keeps it; UserError when its type or range does not fit."""
    field, declared = _FIELDS[name], _type(name)
    title = translated(field.metadata["title"]) or name.replace("_", " ").capitalize()
    if value is None and type(None) in get_args(declared):
        return None
    choices: Mapping[str, str] = field.metadata["choices"]
    if choices:
        if field.metadata["is_model"] and isinstance(value, str) and Path(value).is_absolute():
            return storable(value)
        if value not in choices:
            raise UserError(tr("{title} must be one of: {choices}.", title=title, choices=", ".join(choices)))
        return value
    kind = _kind(name)
    if kind is float and type(value) is int:
        value = float(value)
    if type(value) is not kind:  # not isinstance: True is an int
        raise _wrong_kind(title, kind)
    if isinstance(value, str):
        return storable(value)
    low, high = field.metadata["low"], field.metadata["high"]
    if (low is not None and not value >= low) or (high is not None and not value <= high):
        raise UserError(_out_of_range(title, low, high))
    return value


def _wrong_kind(title: str, kind: type) -> UserError:
    if kind is int:
        return UserError(tr("{title} must be a whole number.", title=title))
    if kind is float:
        return UserError(tr("{title} must be a number.", title=title))
    if kind is bool:
        return UserError(tr("{title} must be on or off.", title=title))
    return UserError(tr("{title} must be text.", title=title))


def _out_of_range(title: str, low: float | None, high: float | None) -> str:
    if low is None or not high:
        return tr("{title} is too small.", title=title)
    decimals = 1 if isinstance(low, float) else 0
    return tr(
        "{title} must be from {low} to {high}.",
        title=title,
        low=digits(low, decimals),
        high=digits(high, decimals),
    )


def _kind(name: str) -> type:
    """int, float, bool or str."""
    declared = _type(name)
    if _FIELDS[name].metadata["choices"]:
        return str
    kind: type = next(part for part in (*get_args(declared), declared) if part is not type(None))
    return kind


@cache
def _type(name: str) -> Any:
    """As declared in Settings. Only of the asked one: reading them all takes 2 ms of each start."""
    return eval(str(_FIELDS[name].type), vars(all_settings))
