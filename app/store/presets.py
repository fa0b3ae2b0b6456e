"""Presets: named sets of options for answers, and which options hold in a conversation."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import sqlite3
from collections.abc import Mapping
from typing import Any, NamedTuple

from app.errors import UserError
from app.store.all_settings import Settings
from app.store.database import Database, storable
from app.store.messages import new_id
from app.store.settings import SettingsStore, checked
from app.words import Marked, later, tr, translated

OPTIONS = (
    "system_prompt",
    "context_length",
    "max_answer_tokens",
    "thinking",
    "records_choices",
    "temperature",
    "top_k",
    "top_p",
    "min_p",
    "repeat_penalty",
    "seed",
)
"""The settings that a preset or a conversation may have its own value for."""

_LONGEST_NAME = 60  # characters


class Preset(NamedTuple):
    """options: settings by name; one that is not in it is as in the settings.

    is_default: new conversations begin with it.
    """

    id: int
    name: str
    options: Mapping[str, object]
    is_default: bool


class Presets:
    """The presets of one database, and the options of its conversations.

    What holds in a conversation: its own options, else its preset's, else the settings. conversation_id None:
    of one that is not stored yet.
    """

    def __init__(self, database: Database, settings: SettingsStore) -> None:
        self._database = database
        self._settings = settings

    def all(self) -> list[Preset]:
        """By name."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT * FROM preset").fetchall()
        return sorted((_as_preset(row) for row in rows), key=lambda preset: preset.name.casefold())

    def get(self, preset_id: int) -> Preset:
        """UserError when it is gone."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT * FROM preset WHERE id = ?", (preset_id,)).fetchone()
        if row is None:
            raise _gone()
        return _as_preset(row)

    def add(self, name: str, options: Mapping[str, object]) -> Preset:
        """UserError when the name is empty, or a value is not allowed."""
        values = (_name(name), stored_options(options))
        with self._database.writing() as connection:
            added = connection.execute("INSERT INTO preset (name, options) VALUES (?, ?)", values)
            preset_id = new_id(added)
        return self.get(preset_id)

    def change(self, preset_id: int, name: str, options: Mapping[str, object]) -> Preset:
        """Another name and other options. UserError when a value is not allowed, or the preset is gone."""
        values = (_name(name), stored_options(options), preset_id)
        with self._database.writing() as connection:
            changed = connection.execute("UPDATE preset SET name = ?, options = ? WHERE id = ?", values)
            if not changed.rowcount:
                raise _gone()
        return self.get(preset_id)

    def delete(self, preset_id: int) -> None:
        """Conversations that used it are as in the settings from now on."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM preset WHERE id = ?", (preset_id,))

    def set_default(self, preset_id: int | None) -> None:
        """What new conversations begin with; None: with the settings alone."""
        with self._database.writing() as connection:
            connection.execute("UPDATE preset SET is_default = 0 WHERE is_default")
            if preset_id is not None:
                connection.execute("UPDATE preset SET is_default = 1 WHERE id = ?", (preset_id,))

    def of(self, conversation_id: int | None) -> Preset | None:
        """The chosen one; for a conversation not stored yet that which new ones begin with."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT preset.* FROM preset WHERE is_default"
                if conversation_id is None
                else "SELECT preset.* FROM conversation JOIN preset ON preset.id = preset_id "
                "WHERE conversation.id = ?",
                () if conversation_id is None else (conversation_id,),
            ).fetchone()
        return None if row is None else _as_preset(row)

    def choose(self, conversation_id: int, preset_id: int | None) -> None:
        """Use this preset in the conversation, and nothing of its own."""
        self._change(conversation_id, "preset_id = ?, options = '{}'", preset_id)

    def own(self, conversation_id: int | None) -> dict[str, object]:
        """The options that are the conversation's own."""
        if conversation_id is None:
            return {}
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT options FROM conversation WHERE id = ?", (conversation_id,)
            ).fetchone()
        return {} if row is None else read_options(row["options"])

    def set_own(self, conversation_id: int, options: Mapping[str, object]) -> None:
        """Adds to the conversation's own options. UserError when a value is not allowed."""
        self._change(conversation_id, "options = ?", stored_options({**self.own(conversation_id), **options}))

    def set_where_it_holds(self, conversation_id: int | None, name: str, value: object) -> None:
        """Change a setting as it holds in the conversation: of its own if it, or its preset, has a value for
        it, else of all. What is not stored yet has none of its own: then of the preset. UserError when the
        value is not allowed."""
        preset = self.of(conversation_id)
        is_in_preset = preset is not None and name in preset.options
        if conversation_id is not None and (is_in_preset or name in self.own(conversation_id)):
            self.set_own(conversation_id, {name: value})
        elif preset is not None and is_in_preset:
            self._set_in(preset, name, value)
        else:
            self._settings.set(**{name: value})

    def _set_in(self, preset: Preset, name: str, value: object) -> None:
        """Change one option; the others stay as they are stored, not as they are said in another language."""
        with self._database.writing() as connection:
            row = connection.execute("SELECT options FROM preset WHERE id = ?", (preset.id,)).fetchone()
            if row is None:
                raise _gone()
            options = stored_options({**read_options(row["options"]), name: value})
            connection.execute("UPDATE preset SET options = ? WHERE id = ?", (options, preset.id))

    def settings_for(self, conversation_id: int | None) -> Settings:
        """The settings as they hold in the conversation."""
        settings, preset = self._settings.get(), self.of(conversation_id)
        options = {**(preset.options if preset else {}), **self.own(conversation_id)}
        changes: dict[str, Any] = dict(options)
        return dataclasses.replace(settings, **changes)

    def _change(self, conversation_id: int, assignment: str, value: object) -> None:
        with self._database.writing() as connection:
            connection.execute(f"UPDATE conversation SET {assignment} WHERE id = ?", (value, conversation_id))


def _name(name: str) -> str:
    words = " ".join(storable(name).split())[:_LONGEST_NAME]
    if not words:
        raise UserError(tr("The preset has no name."), tr("Give it a name to find it by."))
    return words


def stored_options(options: Mapping[str, object]) -> str:
    """Options as the database keeps them. UserError when a value is not allowed."""
    unknown = set(options) - set(OPTIONS)
    if unknown:
        raise KeyError(f"no options: {unknown}")
    return json.dumps({name: checked(name, options[name]) for name in OPTIONS if name in options})


def read_options(text: str) -> dict[str, object]:
    """What stored_options() made; what cannot be read counts as not there."""
    try:
        stored = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return known_options(stored) if isinstance(stored, dict) else {}


def known_options(options: Mapping[str, object]) -> dict[str, object]:
    """Those that are options, and allowed."""
    known: dict[str, object] = {}
    for name in OPTIONS:
        if name in options:
            with contextlib.suppress(UserError):
                known[name] = checked(name, options[name])
    return known


BUILT_IN = {
    later("Precise"): later(
        "Answer briefly and exactly. When you are not sure, say so. Do not invent names, numbers or sources."
    ),
    later("Creative writing"): later(
        "You are a writer with a voice of your own. Prefer concrete details to general words, and avoid "
        "stock phrases."
    ),
    later("Programming"): later(
        "You are an experienced programmer. Give working code first, then a short explanation. Say which "
        "version of the language and of libraries you assume."
    ),
    later("Teacher"): later(
        "Explain step by step to somebody who is new to the subject, with an example. End with one question "
        "that lets the reader check what was understood."
    ),
    later("Translator"): later(
        "Translate what the user writes into English, or into the language that the user names. Give the "
        "translation only."
    ),
    later("Summary"): later(
        "Summarise the text that the user gives: first one sentence, then the main points as a short list. "
        "Add nothing that is not in the text."
    ),
}
"""The names and system prompts of the presets that a new database has (app/store/migrations.py): another
language has its own words for them, each until a person changes it."""

_PROMPTS = frozenset(BUILT_IN.values())


def _as_preset(row: sqlite3.Row) -> Preset:
    options = read_options(row["options"])
    prompt = Marked(options.get("system_prompt", ""))
    if prompt in _PROMPTS:
        options["system_prompt"] = str(translated(prompt))
    return Preset(row["id"], translated(Marked(row["name"])), options, bool(row["is_default"]))


def _gone() -> UserError:
    return UserError(tr("This preset no longer exists."), tr("It may have been deleted in another window."))
