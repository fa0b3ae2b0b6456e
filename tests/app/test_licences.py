"""The list of what the program is made of."""

from __future__ import annotations

import tomllib
from pathlib import Path

from app.licences import components, distributions

ROOT = Path(__file__).parents[2]


def test_every_part_has_a_licence_and_its_text() -> None:
    parts = components()
    assert parts[0].name == "inglenook"
    assert [part.name for part in parts if not part.licence] == []
    # latex2mathml brings none along; its metadata name the licence.
    assert [part.name for part in parts if not part.text] == ["latex2mathml"]


def test_what_the_project_names_and_what_that_needs_is_in_the_list() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {requirement.split("=")[0].split(">")[0].split("[")[0] for requirement in project["dependencies"]}
    assert {name.lower() for name in named} <= set(distributions())
    assert {"markupsafe", "mdurl", "httpcore2"} <= set(distributions())


def test_qt_has_the_lgpl_and_the_gpl_that_it_adds_to() -> None:
    [text] = {part.text for part in components() if part.name in ("Qt", "PySide6_Essentials", "shiboken6")}
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text and "GNU GENERAL PUBLIC LICENSE" in text
