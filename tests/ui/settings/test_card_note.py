"""What of a model a graphics card computes, or why none does, told beside the setting of its layers."""

from __future__ import annotations

import platform
import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.engine.backends import Backends, has_part_for_cards, installed_folder, libraries_in
from app.machine.engine_trial import CARDS, EngineTrial, Speeds, VariantTrial
from tests.app.machine.broken_library import CRASH, broken_copy
from tests.desk import OpenWindow, Person
from ui.chat.choice_panel import ChoicePanel
from ui.settings import card_note
from ui.settings.setting_row import SettingRow

pytestmark = [
    pytest.mark.qt_log_ignore("^This plugin does not support", extend=True),
    pytest.mark.skipif(has_part_for_cards(), reason="this computer may have a card"),
]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def installed_for_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_note, "has_part_for_cards", lambda: True)


def told_in_settings(person: Person) -> str:
    """Beside the layers for a card; the conversation is shown again after that."""
    person.press(Qt.Key.Key_Comma, CTRL)
    person.click("Advanced")
    row = next(one for one in person.window.findChildren(SettingRow) if one.declared.title == "GPU layers")
    assert row.isVisible()
    told = row.obstacle_text()
    person.press(Qt.Key.Key_Escape)
    return told


def asked_above_the_box(person: Person) -> str:
    return " ".join(panel.text() for panel in person.window.findChildren(ChoicePanel) if panel.isVisible())


def loaded_again(person: Person, context_length: int) -> None:
    person.desk.settings.set(context_length=context_length, max_answer_tokens=3)
    person.ask("Hello.")
    model = person.desk.models.description
    assert model is not None and model.context_length == context_length


def test_where_there_is_no_card_that_is_told(open_window: OpenWindow) -> None:
    person = open_window()
    assert told_in_settings(person) == "The engine sees no graphics card on this computer."


def test_why_the_comparison_left_a_card_out_is_told(open_window: OpenWindow) -> None:
    person = open_window()
    variants = (VariantTrial("haswell", speeds=Speeds(90, 19)), VariantTrial(CARDS, "wrong"))
    trial = EngineTrial(variants, "haswell", False, 1, 1, tried_at=0.0)
    person.desk.engine.backends = trial.backends()
    loaded_again(person, 512)
    assert told_in_settings(person).startswith("The graphics card computed wrongly when")
    assert not asked_above_the_box(person)  # it is no news


@pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() != "x86_64", reason="breaks libraries for Linux on x86-64"
)
@pytest.mark.allow_log_problems
def test_a_card_that_crashed_is_told_of_once_and_not_tried_again(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    library = libraries_in(installed_folder() or Path())["cpu"]
    shutil.copyfile(library, tmp_path / "libggml-cpu.so")
    broken_copy(library, tmp_path / "libggml-vulkan.so", "ggml_backend_init", CRASH)
    person = open_window()
    person.desk.engine.backends = Backends(folder=tmp_path)
    loaded_again(person, 512)
    asked = asked_above_the_box(person)
    assert "The engine crashed with the graphics card" in asked and "A newer driver" in asked
    assert "The engine crashed with the graphics card" in told_in_settings(person)
    person.click("Go on with it")
    loaded_again(person, 1024)
    assert not asked_above_the_box(person)
    assert "The engine crashed with the graphics card" in told_in_settings(person)
