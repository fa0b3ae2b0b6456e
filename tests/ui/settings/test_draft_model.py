"""The setting of the draft model, chosen in the window, and where it is told what guesses."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.paths import Paths
from tests.app.engine import random_model
from tests.app.engine.random_model import Shape
from tests.desk import OpenWindow, Person
from tests.ui.settings.test_page import open_settings, row
from ui.chat.answer_details import details
from ui.fields import Choice
from ui.models.badge import Badge
from ui.models.installed_card import InstalledCard

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture
def folder(home: Paths) -> Path:
    home.models.mkdir(parents=True)
    large = Shape(layers=4, width=128, heads=4, kv_heads=2, feed_forward=256, recites=True)
    small = dataclasses.replace(large, layers=1, width=32, heads=2, kv_heads=1, feed_forward=64)
    for name, shape in {
        "large": large,
        "small": small,
        "middle": dataclasses.replace(small, width=48),
    }.items():
        random_model.write(home.models / f"{name}.gguf", shape)
    return home.models


def pick(person: Person, field: Choice, words: str) -> None:
    """Opens the list with the mouse, goes to an entry with the keyboard and takes it."""
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    view = field.view()
    person.wait(view.isVisible)
    key = Qt.Key.Key_Down if field.findText(words) > field.currentIndex() else Qt.Key.Key_Up
    while view.currentIndex().row() != field.findText(words):
        QTest.keyClick(view, key)
    QTest.keyClick(view, Qt.Key.Key_Return)


def test_the_smallest_that_suits_guesses_and_another_can_be_chosen(
    open_window: OpenWindow, folder: Path
) -> None:
    person = open_window(folder / "large.gguf")

    def in_use() -> Path | None:
        description = person.desk.models.description
        return description.draft_model.path if description else None

    person.wait(lambda: in_use() == folder / "small.gguf")
    answer = person.ask("Say it.")
    told = dict(details(answer))["Guessed in advance"]
    assert "by the draft model" in told
    open_settings(person)
    person.click("Advanced")
    draft = row(person, "Draft model")
    field = draft.field
    assert isinstance(field, Choice)
    person.wait(lambda: field.count() == 4)
    assert [field.itemText(n) for n in range(4)] == [
        "The smallest that suits",
        "None",
        "Random 1x32",
        "Random 1x48",
    ]
    person.wait(lambda: draft.obstacle_text() == "In use: Random 1x32.")
    pick(person, field, "Random 1x48")
    person.wait(lambda: in_use() == folder / "middle.gguf")
    person.wait(lambda: draft.obstacle_text() == "In use: Random 1x48.")
    assert person.desk.settings.get().draft_model == str(folder / "middle.gguf")
    pick(person, field, "None")
    person.wait(lambda: person.desk.settings.get().draft_model == "off")
    person.wait(lambda: person.desk.models.description is not None and in_use() is None)
    person.click("Reset Draft model")
    person.wait(lambda: in_use() == folder / "small.gguf")


def test_one_that_cannot_be_used_is_told(open_window: OpenWindow, folder: Path, guide_model: Path) -> None:
    person = open_window(folder / "large.gguf")
    person.desk.settings.set(draft_model=str(guide_model))
    person.desk.models.load()
    open_settings(person)
    person.click("Advanced")
    told = row(person, "Draft model").obstacle_text
    person.wait(lambda: "do not have the same vocabulary" in told())
    field = row(person, "Draft model").field
    assert isinstance(field, Choice) and field.currentText() == guide_model.stem


def test_the_page_of_models_marks_who_guesses(open_window: OpenWindow, folder: Path) -> None:
    person = open_window(folder / "large.gguf")
    person.window.show_page("models")
    person.wait(lambda: len(person.window.findChildren(InstalledCard)) == 4)

    def marked() -> list[str]:
        return [
            card.model.path.stem
            for card in person.window.findChildren(InstalledCard)
            for badge in card.findChildren(Badge)
            if badge.isVisible() and badge.accessibleName() == "Draft model in use"
        ]

    person.wait(lambda: marked() == ["small"])
