"""A model that nobody uses gives its memory back, and comes again with the next question."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from tests.desk import OpenWindow, Person
from ui.background import Lane
from ui.idle_unload import IdleUnload

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def _idle_unload(person: Person, lane: Lane, minute_ms: int) -> IdleUnload:
    desk, owner = person.desk, QWidget(person.window)
    idle = IdleUnload(desk.engine, desk.settings, desk.models, lane, owner, minute_ms=minute_ms)
    idle.apply()
    return idle


def test_an_unused_model_is_unloaded_and_the_next_question_resumes(
    open_window: OpenWindow, slow_model: Path
) -> None:
    person = open_window(slow_model)
    person.desk.settings.set(max_answer_tokens=4, unload_after="5")
    person.ask("word " * 400)
    lane = Lane("test", 1)
    idle = _idle_unload(person, lane, minute_ms=100)
    person.wait(lambda: person.desk.engine.pid is None)
    person.wait(lambda: "was unloaded after 5 minutes without a question" in person.status.state_text())
    assert "free again" in person.status.state_text()
    person.desk.settings.set(unload_after="never")  # not once more before it was looked at
    idle.apply()
    assert lane.close(timeout_s=60)

    answer = person.ask("And now?")
    assert answer.statistics is not None
    assert answer.statistics.reused_tokens > 400
    assert person.desk.models.description is not None


def test_never_means_never(open_window: OpenWindow) -> None:
    person = open_window()
    person.desk.settings.set(unload_after="never")
    lane = Lane("test", 1)
    idle = _idle_unload(person, lane, minute_ms=1)
    assert not idle.is_counting
    person.desk.settings.set(unload_after="30")
    idle.apply()
    assert idle.is_counting
    assert lane.close(timeout_s=60)
