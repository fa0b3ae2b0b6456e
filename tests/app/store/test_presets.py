from __future__ import annotations

import pytest

from app import words
from app.errors import UserError
from app.store.all_settings import Settings
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.presets import BUILT_IN, OPTIONS, Presets
from app.store.settings import SettingsStore


@pytest.fixture
def settings(database: Database) -> SettingsStore:
    return SettingsStore(database)


@pytest.fixture
def presets(database: Database, settings: SettingsStore) -> Presets:
    return Presets(database, settings)


@pytest.fixture
def conversations(database: Database) -> Conversations:
    return Conversations(database)


def test_a_few_presets_are_there_from_the_start_and_all_of_them_are_sound(presets: Presets) -> None:
    built_in = presets.all()
    assert len(built_in) >= 5
    for preset in built_in:
        assert str(preset.options["system_prompt"]).endswith((".", "sources."))
        assert presets.change(preset.id, preset.name, preset.options) == preset


def test_the_built_in_presets_are_said_in_the_language_in_use_until_somebody_changes_them(
    presets: Presets, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = presets.all()
    assert {(one.name, one.options["system_prompt"]) for one in english} == set(BUILT_IN.items())
    changed = presets.change(english[0].id, "Mine", {**english[0].options, "system_prompt": "Be kind."})
    renamed = presets.change(english[1].id, "Also mine", english[1].options)
    monkeypatch.setattr(words, "_tongue", words.Tongue(lambda text, *_: text.upper()))
    told = {one.id: one for one in presets.all()}
    assert (told[changed.id].name, told[changed.id].options["system_prompt"]) == ("MINE", "Be kind.")
    for preset in english[1:]:
        said = told[preset.id]
        assert said.options["system_prompt"] == str(preset.options["system_prompt"]).upper()
        assert {**said.options, "system_prompt": ""} == {**preset.options, "system_prompt": ""}
    assert told[renamed.id].name == "ALSO MINE"
    copy = presets.add("Copy", told[renamed.id].options)  # as a temporary chat makes one
    assert copy.options == told[renamed.id].options


def test_the_conversations_own_options_go_before_its_presets_and_those_before_the_settings(
    settings: SettingsStore, presets: Presets, conversations: Conversations
) -> None:
    settings.set(system_prompt="From the settings.", temperature=0.5, top_k=10, theme="dark")
    chat = conversations.create().id
    assert presets.settings_for(chat) == settings.get()
    preset = presets.add("Mine", {"system_prompt": "From the preset.", "temperature": None})
    presets.choose(chat, preset.id)
    presets.set_own(chat, {"top_p": 0.9})
    presets.set_own(chat, {"system_prompt": "My own."})
    held = presets.settings_for(chat)
    assert (held.system_prompt, held.temperature, held.top_k, held.top_p) == ("My own.", None, 10, 0.9)
    assert held.theme == "dark"
    presets.choose(chat, preset.id)
    assert presets.own(chat) == {}
    presets.choose(chat, None)
    assert presets.settings_for(chat) == settings.get()


def test_new_conversations_begin_with_the_default_preset_and_old_ones_stay_as_they_are(
    presets: Presets, conversations: Conversations
) -> None:
    old = conversations.create().id
    first, second = presets.add("First", {"seed": 1}), presets.add("Second", {"seed": 2})
    presets.set_default(first.id)
    presets.set_default(second.id)
    assert [one.name for one in presets.all() if one.is_default] == ["Second"]
    assert presets.settings_for(None).seed == 2
    new = conversations.create().id
    presets.set_default(None)
    assert presets.settings_for(None) == Settings()
    assert presets.settings_for(new).seed == 2
    assert presets.settings_for(old) == Settings()


def test_a_deleted_preset_leaves_its_conversations_with_the_settings(
    presets: Presets, conversations: Conversations
) -> None:
    chat = conversations.create().id
    preset = presets.add(" Short  lived ", {"max_answer_tokens": 5})
    presets.choose(chat, preset.id)
    assert (preset.name, presets.settings_for(chat).max_answer_tokens) == ("Short lived", 5)
    presets.delete(preset.id)
    assert presets.of(chat) is None
    assert presets.settings_for(chat) == Settings()
    with pytest.raises(UserError, match="no longer exists"):
        presets.get(preset.id)


def test_what_is_not_allowed_is_refused_and_changes_nothing(
    presets: Presets, conversations: Conversations
) -> None:
    chat = conversations.create().id
    before = presets.all()
    with pytest.raises(UserError, match="no name"):
        presets.add(" ", {})
    with pytest.raises(UserError, match=r"from 0\.0 to 5\.0"):
        presets.add("Hot", {"temperature": 99})
    with pytest.raises(UserError, match=r"from 0\.0 to 1\.0"):
        presets.set_own(chat, {"top_k": 3, "top_p": 2.0})
    with pytest.raises(KeyError):
        presets.set_own(chat, {"theme": "dark"})
    assert presets.all() == before
    assert presets.own(chat) == {}


@pytest.mark.parametrize("stored", ["", "[1]", '{"temperature": "hot", "theme": "dark"}', "[" * 5000])
def test_reading_options_never_fails(
    database: Database, presets: Presets, conversations: Conversations, stored: str
) -> None:
    chat = conversations.create().id
    with database.writing() as connection:
        connection.execute("UPDATE conversation SET options = ?", (stored,))
    assert presets.settings_for(chat) == Settings()


def test_every_option_is_a_setting() -> None:
    assert set(OPTIONS) <= set(Settings.__slots__)
