from __future__ import annotations

import dataclasses

import pytest

from app.errors import UserError
from app.paths import Paths
from app.store.all_settings import Settings
from app.store.database import Database
from app.store.settings import SettingsStore, shown_settings


def test_what_is_set_is_there_the_next_time(home: Paths, database: Database) -> None:
    SettingsStore(database).set(theme="dark", temperature=1, seed=7, sidebar_visible=False)
    with Database(home.database) as reopened:
        settings = SettingsStore(reopened).get()
    assert settings == Settings(theme="dark", temperature=1.0, seed=7, sidebar_visible=False)
    assert isinstance(settings.temperature, float)
    assert settings.reply_options().sampling.seed == 7
    assert settings.reply_options().drafts == "where they pay"
    assert dataclasses.replace(settings, guesses_ahead=False).reply_options().drafts == "never"


def test_resetting_brings_the_default_back(database: Database) -> None:
    store = SettingsStore(database)
    store.set(temperature=1.5, theme="light")
    assert store.reset("temperature") == Settings(theme="light")
    assert store.set(theme="system", seed=None) == Settings()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("temperature", 9.0, "from 0.0 to 5.0"),
        ("temperature", float("nan"), "from 0.0 to 5.0"),
        ("temperature", "hot", "a number"),
        ("top_k", 1.5, "a whole number"),
        ("top_k", True, "a whole number"),
        ("sidebar_visible", 1, "on or off"),
        ("theme", "purple", "one of: system, light, dark"),
        ("theme", None, "one of"),
        ("model", None, "text"),
        ("context_length", 0, "from 256"),
        ("last_conversation", -1, "too small"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_and_nothing_is_stored(
    database: Database, name: str, value: object, told: str
) -> None:
    store = SettingsStore(database)
    with pytest.raises(UserError, match=told):
        store.set(**{"system_prompt": "Be brief.", name: value})
    assert store.get() == Settings()


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("temperature", "99"),
        ("temperature", "not JSON"),
        ("temperature", '"warm"'),
        ("theme", "3"),
        ("theme", "[" * 5000),
        ("sidebar_visible", "0"),
        ("from_a_newer_version", "1"),
    ],
)
def test_reading_never_fails(database: Database, name: str, stored: str) -> None:
    with database.writing() as connection:
        connection.execute("INSERT INTO setting VALUES (?, ?)", (name, stored))
    assert SettingsStore(database).get() == Settings()


def test_every_setting_says_what_it_does_and_has_a_default_that_is_allowed(database: Database) -> None:
    for field in dataclasses.fields(Settings):
        assert field.metadata["help"].endswith(".") or field.metadata["help"].endswith(").")
        if field.default is not None:
            SettingsStore(database).set(**{field.name: field.default})


def test_every_setting_that_is_shown_has_a_title_a_place_and_words_for_its_default() -> None:
    shown = shown_settings()
    assert len({one.title for one in shown}) == len(shown) > 10
    for one in shown:
        assert one.title and one.section and one.help
        assert one.words(one.default)
        assert None is not one.default or one.automatic, one.name
    assert {one.group for one in shown} == {"basic", "advanced"}


def test_a_value_is_told_in_words() -> None:
    told = {one.name: one for one in shown_settings()}
    assert told["context_length"].words(8192) == "8,192 tokens"
    assert told["context_length"].words(None) == "Chosen for this computer"
    assert told["theme"].words("system") == "As the system"
    assert told["temperature"].words(0.7) == "0.7"
    assert told["system_prompt"].words("") == "Empty"


def test_what_the_engine_is_told_follows_the_settings(database: Database) -> None:
    settings = SettingsStore(database).set(threads=3, context_length=1024)
    assert (settings.load_options().threads, settings.load_options().context_length) == (3, 1024)


def test_a_name_that_is_no_setting_is_a_bug(database: Database) -> None:
    with pytest.raises(KeyError):
        SettingsStore(database).set(tempreature=1.0)
    with pytest.raises(KeyError):
        SettingsStore(database).reset("tempreature")
