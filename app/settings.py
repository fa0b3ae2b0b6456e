"""Everything a person can set, each declared once: name, type, default, range and a line of help."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_type_hints

from app.database import Database, storable
from app.engine.events import LoadOptions, ReplyOptions, Sampling
from app.errors import UserError

_T = TypeVar("_T")


def setting(
    default: _T,
    *,
    help: str,
    low: float | None = None,
    high: float | None = None,
    choices: Sequence[str] = (),
) -> _T:
    """Declares one setting. None as its value always means: chosen by the program or the model."""
    declared: Any = dataclasses.field(
        default=default, metadata={"help": help, "low": low, "high": high, "choices": tuple(choices)}
    )
    return declared  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Settings:
    """The values in use."""

    theme: Literal["system", "light", "dark"] = setting(
        "system", choices=("system", "light", "dark"), help="Colours of the window."
    )
    send_key: Literal["enter", "ctrl+enter"] = setting(
        "enter", choices=("enter", "ctrl+enter"), help="The key that sends a message."
    )
    sidebar_visible: bool = setting(True, help="Whether the list of conversations is shown.")
    window_geometry: str = setting("", help="Place and size of the window, as Qt encodes them (base64).")
    last_conversation: int = setting(0, low=0, help="The conversation shown last; 0: none.")

    model: str = setting("", help="Path of the model that answers; empty: the built-in guide.")
    context_length: int | None = setting(
        None, low=256, high=1_048_576, help="Tokens the model sees at once. More takes more memory."
    )
    system_prompt: str = setting("", help="What every conversation tells the model first.")
    max_answer_tokens: int | None = setting(
        None, low=1, high=1_048_576, help="Where an answer is cut off; empty: when the model ends it."
    )
    temperature: float | None = setting(
        None, low=0.0, high=5.0, help="Higher is more varied; 0 always takes the likeliest token."
    )
    top_k: int | None = setting(
        None, low=0, high=1_000, help="Choose among this many likeliest tokens; 0: all."
    )
    top_p: float | None = setting(
        None, low=0.0, high=1.0, help="Choose among the likeliest tokens that together are this probable."
    )
    min_p: float | None = setting(
        None, low=0.0, high=1.0, help="Leave out tokens less probable than this share of the likeliest."
    )
    repeat_penalty: float | None = setting(
        None, low=0.5, high=2.0, help="Above 1 makes the model avoid repeating itself."
    )
    seed: int | None = setting(
        None, low=0, high=2**32 - 2, help="The same seed gives the same answer again; empty: a new one."
    )

    def load_options(self) -> LoadOptions:
        return LoadOptions(context_length=self.context_length)

    def reply_options(self) -> ReplyOptions:
        sampling = Sampling(
            temperature=self.temperature,
            top_k=self.top_k,
            top_p=self.top_p,
            min_p=self.min_p,
            repeat_penalty=self.repeat_penalty,
            seed=self.seed,
        )
        return ReplyOptions(sampling=sampling, max_tokens=self.max_answer_tokens)


_FIELDS = {field.name: field for field in dataclasses.fields(Settings)}


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
        """Back to the default."""
        _FIELDS[name]
        with self._database.writing() as connection:
            connection.execute("DELETE FROM setting WHERE name = ?", (name,))
        return self.get()


def checked(name: str, value: object) -> object:
    """The value as the setting keeps it; UserError when its type or range does not fit."""
    field, declared = _FIELDS[name], _types()[name]
    title = name.replace("_", " ").capitalize()
    if value is None and type(None) in get_args(declared):
        return None
    choices: tuple[str, ...] = field.metadata["choices"]
    if choices:
        if value not in choices:
            raise UserError(f"{title} must be one of: {', '.join(choices)}.")
        return value
    kind = next(part for part in (*get_args(declared), declared) if part is not type(None))
    if kind is float and type(value) is int:
        value = float(value)
    if type(value) is not kind:  # not isinstance: True is an int
        raise UserError(f"{title} must be {_KINDS[kind]}.")
    if isinstance(value, str):
        return storable(value)
    low, high = field.metadata["low"], field.metadata["high"]
    if (low is not None and not value >= low) or (high is not None and not value <= high):
        raise UserError(f"{title} must be from {low} to {high}." if high else f"{title} is too small.")
    return value


_KINDS = {int: "a whole number", float: "a number", bool: "on or off", str: "text"}


@cache
def _types() -> dict[str, Any]:
    return get_type_hints(Settings)
