"""Measuring this computer gives way to the person: to answers, and to what else the computer does."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt

from app.machine.hardware import CoreMeter
from tests.desk import OpenWindow, Person
from tests.hub_server import HubServer
from tests.ui.models.conftest import hub, no_other_programs, open_window, slow_model
from ui.controls import Label
from ui.models.page import ModelsPage

__all__ = ["hub", "no_other_programs", "open_window", "slow_model"]
CTRL = Qt.KeyboardModifier.ControlModifier


def told(person: Person) -> str:
    """What the Models page says about measuring."""
    labels = person.find(ModelsPage).findChildren(Label)
    return next(
        (one.whole_text() for one in labels if one.isVisible() and "tried out" in one.whole_text()), ""
    )


def test_nothing_is_measured_while_a_model_answers(
    open_window: OpenWindow, hub: HubServer, no_other_programs: Path, slow_model: Path
) -> None:
    person = open_window(slow_model)
    person.send("Tell me something long")
    person.wait(lambda: person.desk.answers.conversation_ids())
    person.press(Qt.Key.Key_M, CTRL)
    person.wait(lambda: "a model is answering" in told(person))


def test_measuring_ends_when_an_answer_begins(
    open_window: OpenWindow,
    hub: HubServer,
    no_other_programs: Path,
    slow_model: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(CoreMeter, "busy_elsewhere", lambda meter: 0.0)
    monkeypatch.setattr(psutil, "sensors_battery", lambda: None, raising=False)
    person = open_window(slow_model)
    person.press(Qt.Key.Key_M, CTRL)
    person.wait(lambda: "It stops as soon as you ask" in told(person))
    person.press(Qt.Key.Key_N, CTRL)
    person.send("Tell me something long")
    person.press(Qt.Key.Key_M, CTRL)
    person.wait(lambda: "a model is answering" in told(person))
