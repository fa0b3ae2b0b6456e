"""Facts about models in words."""

from __future__ import annotations

import pytest

from ui.models import wording


@pytest.mark.parametrize(
    ("license_id", "name"),
    [
        ("apache-2.0", "Apache 2.0"),
        ("mit", "MIT"),
        ("llama3.2", "Llama licence"),
        ("cc-by-nc-4.0", "CC BY-NC, not for business"),
        ("some-new-one", "some-new-one"),
        ("", ""),
    ],
)
def test_licences(license_id: str, name: str) -> None:
    assert wording.license_name(license_id) == name


def test_languages_are_named_and_many_are_counted() -> None:
    assert wording.languages(("en", "de")) == "English, German"
    assert wording.languages(("en", "zh", "es", "fr")) == "English, Chinese and 2 more"
    assert wording.languages(("xx", "en")) == "English"
    assert wording.languages(()) == ""


def test_days_are_written_out() -> None:
    assert wording.day("2026-03-01T10:00:00.000Z") == "1 March 2026"
    assert wording.day("yesterday") == ""


def test_what_is_not_known_is_left_out() -> None:
    assert (
        wording.size_facts(4_000_000_000, 32_768)
        == "4B parameters\N{NO-BREAK SPACE}· context of 32,768 tokens"
    )
    assert wording.size_facts(0) == ""
    assert wording.facts("a", "", "b") == "a\N{NO-BREAK SPACE}· b"
