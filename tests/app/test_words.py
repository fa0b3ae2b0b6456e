"""Texts in the language in use, and their way from a process that knows no language."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.engine.client import Engine
from app.engine.events import DraftModel, LoadOptions
from app.errors import UserError
from app.words import Tongue, digits, later, read_number, speak, tr, translated, trn

_GERMAN = {
    ("{name} is loaded.", ""): ("{name} ist geladen.",),
    ("Open", "asked"): ("Öffnen",),
    ("Open", "told"): ("Offen",),
    ("{count} answers", ""): ("{count} Antwort", "{count} Antworten"),
    ("The file is too large: {size}.", ""): ("Die Datei ist zu groß: {size}.",),
    ("about {gb} GB", ""): ("etwa {gb} GB",),
    ("The model file {name} is empty.", ""): ("Die Modelldatei {name} ist leer.",),
}


def _find(text: str, meaning: str, count: int) -> str:
    forms = _GERMAN.get((text, meaning), (text,))
    return forms[0 if count == 1 else -1]


@pytest.fixture
def german() -> Iterator[Tongue]:
    yield Tongue(_find, decimal_mark=",", thousands_mark=".")
    speak(Tongue())


def test_english_is_what_the_source_says() -> None:
    assert (
        tr("Nothing is asked of {host}.", host="a {strange} name") == "Nothing is asked of a {strange} name."
    )
    assert tr("100 % of {this stays as it is") == "100 % of {this stays as it is"
    assert trn("{count} answer", "{count} answers", 1) == "1 answer"
    assert tr("{text}, {make}", text="a", make="b") == "a, b"
    assert (
        trn("{count} answer in {place}", "{count} answers in {place}", 1200, place="A")
        == "1,200 answers in A"
    )
    assert tr("{count} tokens", count=12345) == "12,345 tokens"


def test_words_are_said_in_the_language_in_use_also_when_they_were_declared_before_it(german: Tongue) -> None:
    declared = later("{name} is loaded.")
    speak(german)
    assert translated(declared, name="Qwen") == "Qwen ist geladen."
    assert (tr("Open", "asked"), tr("Open", "told")) == ("Öffnen", "Offen")
    assert [trn("{count} answer", "{count} answers", count) for count in (1, 2, 1200)] == [
        "1 Antwort",
        "2 Antworten",
        "1.200 Antworten",
    ]
    assert trn("{count} bird", "{count} birds", 1) == "1 bird"  # nobody translated it
    assert digits(1234.56, 1) == "1.234,6"


@pytest.mark.parametrize(
    ("typed", "in_english", "in_german"),
    [
        ("4,096", 4096, 4.096),
        ("4.096", 4.096, 4096),
        ("0,8", 0.8, 0.8),
        ("0.8", 0.8, 0.8),
        ("1 048 576", 1048576, 1048576),
        ("1.234,5", None, 1234.5),
        ("1,234.5", 1234.5, None),
        ("-2", -2, -2),
        ("", None, None),
        ("eight", None, None),
    ],
)
def test_numbers_are_read_as_they_are_written(
    typed: str, in_english: float | None, in_german: float | None, german: Tongue
) -> None:
    assert _read(typed) == in_english
    speak(german)
    assert _read(typed) == in_german


def _read(typed: str) -> float | None:
    try:
        return read_number(typed)
    except ValueError:
        return None


def test_an_error_of_another_process_arrives_in_the_language_of_this_one(german: Tongue) -> None:
    size = tr("about {gb} GB", gb=digits(1.5, 1))
    sent = pickle.dumps(UserError(tr("The file is too large: {size}.", size=size), "A hint of no language."))
    speak(german)
    error = pickle.loads(sent)
    assert (error.message, error.hint) == ("Die Datei ist zu groß: etwa 1,5 GB.", "A hint of no language.")
    assert str(error) == error.message


def test_the_engine_knows_no_language_and_is_understood(
    german: Tongue, engine: Engine, tmp_path: Path
) -> None:
    empty = tmp_path / "leer.gguf"
    empty.touch()
    speak(german)
    with pytest.raises(UserError) as told:
        list(engine.load(empty, LoadOptions(), threading.Event()))
    assert told.value.message == "Die Modelldatei leer.gguf ist leer."


def test_words_in_an_event_of_another_process_arrive_in_the_language_of_this_one(german: Tongue) -> None:
    told = tr("{name} is loaded.", name=Path("Qwen"))
    sent = pickle.dumps(DraftModel(problem=tr("The file is too large: {size}.", size=told)))
    speak(german)
    event = pickle.loads(sent)
    assert event.problem == "Die Datei ist zu groß: Qwen ist geladen.."
    assert pickle.loads(pickle.dumps(event)) == event
