"""What the settings tell of the engine: what is in use, what is fastest, and comparing at once."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from app.machine.engine_trial import EngineTrial, Speeds, VariantTrial
from app.machine.variant_store import VariantStore
from app.machine.variants import Comparison
from app.paths import Paths
from app.store.database import Database
from tests.desk import OpenWindow, Person
from ui.chat.composer import Composer
from ui.controls import Label
from ui.settings.engine import EngineSection
from ui.temporary import TemporaryPage

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def open_about(person: Person) -> None:
    person.press(Qt.Key.Key_Comma, CTRL)
    person.click("About")


def told(person: Person) -> str:
    """All that the section says."""
    labels = person.find(EngineSection).findChildren(Label)
    return "\n".join(label.whole_text() for label in labels if label.isVisible())


def test_comparing_begins_is_stopped_and_ends_by_clicking(open_window: OpenWindow, guide_model: Path) -> None:
    person = open_window()
    small = partial(Comparison, guide_model, threads=[1], probe_bytes=2_000_000)
    person.desk._engine_choice._new_comparison = small
    open_about(person)
    assert "They were not compared here yet" in told(person)
    model = person.desk.models.description
    assert model is not None
    assert f'{model.name} computes with the part "{model.variant}".' in told(person)
    assert "Threads: 1 for reading, 1 for writing." in told(person)  # it is tiny
    person.click("Compare the engine's parts now")
    person.wait(lambda: "Comparing: " in told(person))  # the end of loading may come after its result
    person.click("Stop comparing")
    person.wait(lambda: "Stopped. What is finished of it is kept" in told(person))
    person.click("Compare the engine's parts now")
    person.wait(lambda: 'On this computer that is "' in told(person))
    trial = person.desk._engine_choice.trial
    assert trial is not None and trial.variant
    assert trial.variant in told(person) and "The fastest." in told(person)
    assert told(person).count("tokens a second") == sum(one.speeds.read > 0 for one in trial.variants)
    assert person.shows_button("Compare the engine's parts now")


def test_what_a_temporary_chat_asks_goes_before_a_comparison(open_window: OpenWindow) -> None:
    person = open_window()
    open_about(person)
    person.click("Compare the engine's parts now")
    person.wait(lambda: person.desk._engine_choice.fraction is not None)
    person.press(Qt.Key.Key_N, CTRL, SHIFT)
    box = person.find(TemporaryPage).findChildren(Composer)[0].findChildren(QPlainTextEdit)[0]
    QTest.keyClicks(box, "Hello")
    QTest.keyClick(box, Qt.Key.Key_Return)
    person.wait(lambda: person.desk._engine_choice.fraction is None)
    open_about(person)
    assert "Models go first. The comparison goes on by itself" in told(person)
    assert person.desk._engine_choice.trial is None


def test_why_a_part_is_left_out_is_told_and_what_the_next_load_uses(
    open_window: OpenWindow, home: Paths
) -> None:
    found = EngineTrial(
        variants=(
            VariantTrial("default", speeds=Speeds(1234, 10)),
            VariantTrial("x64"),
            VariantTrial("newest", "crashed", "It died of an instruction."),
            VariantTrial("other", "wrong"),
        ),
        variant="default",
        uses_cards=True,
        read_threads=2,
        write_threads=1,
        tried_at=time.time(),
    )
    with Database(home.database) as database:
        VariantStore(database).save(found)
    person = open_window()
    person.wait(lambda: person.desk._engine_choice.trial is not None)
    open_about(person)
    assert 'On this computer that is "default".' in told(person)
    assert "Reads 1,234 and writes 10.0 tokens a second. The fastest." in told(person)
    assert "Works, but is much slower than the fastest." in told(person)
    assert "default · AVX2" in told(person) and "x64 · any processor" in told(person)
    assert "Left out. It died of an instruction." in told(person)
    assert "Left out, for it computes wrongly." in told(person)
    model = person.desk.models.description
    assert model is not None
    is_next = 'From its next load on: the part "default", 1 for reading, 1 for writing.' in told(person)
    assert is_next == (model.variant != "default")
    person.press(Qt.Key.Key_Escape)
    person.desk.engine.backends = replace(person.desk.engine.backends, refused=("default",))  # it crashed
    open_about(person)
    assert 'That would be "default", but it crashed with a model' in told(person)
    left_out = "Left out until Inglenook is closed, for it crashed with a model."
    person.wait(lambda: left_out in told(person))  # the lines of before go first
    assert "From its next load on" not in told(person)
