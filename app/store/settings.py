"""Everything a person can set, each declared once: name, type, default, range, title and a line of help."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_type_hints

from app.engine.events import LoadOptions, ReplyOptions, Sampling
from app.errors import UserError
from app.store.database import Database, storable

_T = TypeVar("_T")

Group = Literal["", "basic", "advanced"]
"""Where a setting is shown; "": nowhere, the program remembers it by itself."""


def setting(
    default: _T,
    *,
    help: str,
    group: Group = "",
    section: str = "",
    title: str = "",
    low: float | None = None,
    high: float | None = None,
    choices: Mapping[str, str] | None = None,
    automatic: str = "",
    unit: str = "",
    is_long: bool = False,
    is_folder: bool = False,
    needs_reload: bool = False,
) -> _T:
    """Declares one setting. None as its value always means: chosen by the program or the model.

    choices: each allowed value with its words. automatic: the words for None. unit: what a number counts.
    is_long: a text of several lines. is_folder: a text that is a folder's path. needs_reload: a change
    loads the model again.
    """
    about = {name: value for name, value in locals().items() if name != "default"}
    declared: Any = dataclasses.field(default=default, metadata=about | {"choices": dict(choices or {})})
    return declared  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Settings:
    """The values in use."""

    theme: Literal["system", "light", "dark"] = setting(
        "system",
        group="basic",
        section="Appearance",
        title="Colours",
        choices={"system": "As the system", "light": "Light", "dark": "Dark"},
        help="Light or dark, or as your system is set, also when that changes.",
    )
    zoom: int = setting(
        100,
        group="basic",
        section="Appearance",
        title="Size of the conversation",
        low=75,
        high=200,
        unit="%",
        help="Also with Ctrl and +, - or 0, or Ctrl and the mouse wheel.",
    )
    send_key: Literal["enter", "ctrl+enter"] = setting(
        "enter",
        group="basic",
        section="Writing",
        title="Send with",
        choices={
            "enter": "Enter (Shift+Enter: new line)",
            "ctrl+enter": "Ctrl+Enter (Enter: new line)",
        },
        help="The key that sends a message.",
    )
    titles_by_model: bool = setting(
        True,
        group="basic",
        section="Conversations",
        title="Titles made by the model",
        help="After its first answer the model names the conversation when it is idle; the built-in guide "
        "does not. A title of your own stays.",
    )
    offline: bool = setting(
        False,
        group="basic",
        section="Network",
        title="Offline",
        help="Nothing is asked of Hugging Face and nothing downloaded; Inglenook uses the network for "
        "nothing else. The Network page lists every connection it ever made.",
    )
    sidebar_visible: bool = setting(True, help="Whether the list of conversations is shown.")
    folded_folders: str = setting("", help="The folders of which the list shows only the heading.")
    window_geometry: str = setting("", help="Place and size of the window, as Qt encodes them (base64).")
    last_conversation: int = setting(0, low=0, help="The conversation shown last; 0: none.")

    model: str = setting("", help="Path of the model that answers; empty: the built-in guide.")
    system_prompt: str = setting(
        "",
        group="basic",
        section="Answers",
        title="System prompt",
        is_long=True,
        help="What every conversation tells the model first.",
    )
    max_answer_tokens: int | None = setting(
        None,
        group="basic",
        section="Answers",
        title="Answer length",
        low=1,
        high=1_048_576,
        automatic="When the model ends it",
        unit="tokens",
        help="Where an answer is cut off. Four tokens of English are about three words.",
    )
    context_length: int | None = setting(
        None,
        group="basic",
        section="Answers",
        title="Context length",
        low=256,
        high=1_048_576,
        automatic="Chosen for this computer",
        unit="tokens",
        needs_reload=True,
        help="How much of a conversation the model sees at once. More takes more memory.",
    )
    temperature: float | None = setting(
        None,
        group="advanced",
        section="Choosing words",
        title="Temperature",
        low=0.0,
        high=5.0,
        automatic="As the model recommends",
        help="Higher is more varied; 0 always takes the likeliest token.",
    )
    top_k: int | None = setting(
        None,
        group="advanced",
        section="Choosing words",
        title="Top-K",
        low=0,
        high=1_000,
        automatic="As the model recommends",
        help="Choose among this many likeliest tokens; 0: all.",
    )
    top_p: float | None = setting(
        None,
        group="advanced",
        section="Choosing words",
        title="Top-P",
        low=0.0,
        high=1.0,
        automatic="As the model recommends",
        help="Choose among the likeliest tokens that together are this probable.",
    )
    min_p: float | None = setting(
        None,
        group="advanced",
        section="Choosing words",
        title="Min-P",
        low=0.0,
        high=1.0,
        automatic="As the model recommends",
        help="Leave out tokens less probable than this share of the likeliest.",
    )
    repeat_penalty: float | None = setting(
        None,
        group="advanced",
        section="Choosing words",
        title="Repeat penalty",
        low=0.5,
        high=2.0,
        automatic="As the model recommends",
        help="Above 1 makes the model avoid repeating itself.",
    )
    seed: int | None = setting(
        None,
        group="advanced",
        section="Choosing words",
        title="Seed",
        low=0,
        high=2**32 - 2,
        automatic="A new one each time",
        help="The same seed gives the same answer to the same question again.",
    )
    threads: int | None = setting(
        None,
        group="advanced",
        section="Engine",
        title="Threads",
        low=1,
        high=256,
        automatic="Chosen for this computer",
        needs_reload=True,
        help="How many of the processor's cores compute. More than it has makes answers slower.",
    )

    models_folder: str = setting(
        "",
        group="basic",
        section="Models",
        title="Models folder",
        is_folder=True,
        help="Where models are kept that are downloaded from the next start on. Those in Inglenook's own "
        "folder stay there and are listed as before; `inglenook models move` takes them along.",
    )
    models_folder_before: str = setting("", help="Where a move of the models that was interrupted began.")

    def load_options(self) -> LoadOptions:
        return LoadOptions(context_length=self.context_length, threads=self.threads)

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


@dataclass(frozen=True, slots=True)
class Declared:
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
    is_long: bool
    is_folder: bool
    needs_reload: bool

    def read(self, text: str) -> object:
        """What a person typed for a number, also as words() writes it; None for nothing.

        UserError when it is no number, or out of range.
        """
        plain = text.strip().removesuffix(self.unit).strip().replace("\u00a0", " ")
        if not plain:
            return None
        try:
            return checked(
                self.name,
                int(plain.replace(",", "").replace(" ", ""))
                if self.kind is int
                else float(plain.replace(",", ".")),
            )
        except ValueError:
            raise UserError(f"{self.title} must be {_KINDS[self.kind]}.") from None

    def words(self, value: object) -> str:
        """A value as a person reads it."""
        if value is None or value == "":
            return self.automatic or "Empty"
        if isinstance(value, bool):
            return "On" if value else "Off"
        if self.choices:
            return self.choices[str(value)]
        shown = f"{value:,}" if isinstance(value, int) and self.unit else str(value)
        return f"{shown} {self.unit}".rstrip()


_FIELDS = {field.name: field for field in dataclasses.fields(Settings)}


def shown_settings() -> list[Declared]:
    """All settings that have a place on the settings page, in its order."""
    parts = [part.name for part in dataclasses.fields(Declared)][3:]
    return [
        Declared(name, _kind(name), field.default, **{part: field.metadata[part] for part in parts})
        for name, field in _FIELDS.items()
        if field.metadata["group"]
    ]


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
    title = field.metadata["title"] or name.replace("_", " ").capitalize()
    if value is None and type(None) in get_args(declared):
        return None
    choices: Mapping[str, str] = field.metadata["choices"]
    if choices:
        if value not in choices:
            raise UserError(f"{title} must be one of: {', '.join(choices)}.")
        return value
    kind = _kind(name)
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


def _kind(name: str) -> type:
    """int, float, bool or str."""
    declared = _types()[name]
    if _FIELDS[name].metadata["choices"]:
        return str
    kind: type = next(part for part in (*get_args(declared), declared) if part is not type(None))
    return kind


@cache
def _types() -> dict[str, Any]:
    return get_type_hints(Settings)
