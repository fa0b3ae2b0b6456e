"""What may go wrong with a model, each brought about for real: a sentence, and a button that does what
helps."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from app.engine import client
from app.machine import forecast
from app.paths import Paths
from app.store.database import Database
from app.store.messages import Message
from app.store.settings import SettingsStore
from tests.app.engine import random_model
from tests.app.engine.driving import freeze
from tests.control_group import limited
from tests.desk import OpenWindow, Person
from ui import engine_watch
from ui.chat.banner import Banner
from ui.chat.choice_panel import ChoicePanel

pytestmark = [
    pytest.mark.qt_log_ignore("^This plugin does not support", extend=True),
    pytest.mark.allow_log_problems,
]


def _said(person: Person) -> str:
    return next((text for panel in person.window.findChildren(ChoicePanel) if (text := panel.text())), "")


def _died(person: Person, number: signal.Signals) -> Message:
    """The engine ends in the middle of an answer."""
    person.send("Write.")
    person.wait(lambda: (live := _live(person)) is not None and live.text)
    pid = person.desk.engine.pid
    assert pid is not None
    os.kill(pid, number)
    person.wait(lambda: not person.page.is_answering())
    return person.thread()[-1]


def _live(person: Person):  # type: ignore[no-untyped-def]
    return person.desk.answers.of(person.page.conversation_id)


def _press(person: Person, name: str) -> Message:
    """A button below the last answer; the answer that is made then."""
    person.wait(lambda: person.shows_button(name))
    person.click(name)
    person.wait(lambda: not person.page.is_answering() and person.thread()[-1].state == "complete")
    return person.thread()[-1]


@pytest.mark.skipif(sys.platform != "linux", reason="control groups are Linux's")
def test_memory_that_ran_out_offers_a_smaller_context(open_window: OpenWindow, slow_model: Path) -> None:
    person = open_window(slow_model)
    person.desk.settings.set(context_length=2048, max_answer_tokens=3)
    person.ask("Write.")
    pid = person.desk.engine.pid
    assert pid is not None
    with limited(memory_bytes=1 << 20) as group:
        group.take(pid)
        person.send("Write. " * 100)
        person.wait(lambda: not person.page.is_answering() and person.thread()[-1].role == "assistant")
    assert "because memory ran out" in person.thread()[-1].error
    assert _press(person, "Use a smaller context").finish_reason == "length"
    assert person.desk.models.description
    assert person.desk.models.description.context_length == 1024


def test_what_another_program_ended_is_tried_again(open_window: OpenWindow, slow_model: Path) -> None:
    person = open_window(slow_model)
    died = _died(person, signal.SIGKILL)
    assert died.content and "by another program" in died.error
    assert not person.shows_button("Use a smaller context")
    person.desk.settings.set(max_answer_tokens=3)
    assert _press(person, "Try again").finish_reason == "length"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody change a file that is in use")
def test_a_model_file_that_changes_while_it_is_in_use_is_told_and_loaded_again(
    open_window: OpenWindow, slow_model: Path, tmp_path: Path
) -> None:
    model = tmp_path / "mine.gguf"
    shutil.copyfile(slow_model, model)
    person = open_window(model)
    person.send("Write.")
    person.wait(lambda: (live := _live(person)) is not None and live.text)
    os.truncate(model, 4096)
    person.wait(lambda: not person.page.is_answering())
    cut = person.thread()[-1]
    assert cut.content and "mine.gguf was changed on the disk while writing" in cut.error
    shutil.copyfile(slow_model, model)
    person.desk.settings.set(max_answer_tokens=3)
    assert _press(person, "Try again").finish_reason == "length"
    assert not _said(person)
    other = tmp_path / "other"
    shutil.copyfile(slow_model, other)
    other.replace(model)
    assert person.ask("And now?").finish_reason == "length"
    assert "mine.gguf was changed on the disk, so it was loaded again" in _said(person)
    next(panel for panel in person.window.findChildren(ChoicePanel) if panel.text()).take_keyboard()
    person.click("Go on with it")
    assert person.box.hasFocus()
    assert person.ask("Still there?").finish_reason == "length"
    assert not _said(person)


def test_an_illegal_instruction_is_told_and_tried_again(open_window: OpenWindow, slow_model: Path) -> None:
    person = open_window(slow_model)
    died = _died(person, signal.SIGILL)
    assert died.content and "lacks an instruction" in died.error
    person.desk.settings.set(max_answer_tokens=3)
    assert _press(person, "Try again").finish_reason == "length"


def _is_choosing(person: Person) -> bool:
    return any(menu.isVisible() for menu in person.window.findChildren(QMenu))


def test_a_file_that_cannot_be_loaded_offers_another_model(
    open_window: OpenWindow, guide_model: Path, tmp_path: Path
) -> None:
    person = open_window()
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(guide_model.read_bytes().replace(b"blk.1.attn_q", b"blk.1.nonono"))
    person.page.open_model_file(broken)
    person.wait(lambda: "cannot be loaded" in person.find(Banner).text())
    person.click("Choose another model")
    person.wait(lambda: _is_choosing(person))
    person.find(QMenu).close()
    person.page.open_model_file(guide_model)
    person.wait(lambda: not person.find(Banner).text())  # that is past
    person.wait(lambda: person.desk.models.description is not None)
    broken.write_bytes(b"no model")
    person.page.open_model_file(broken)
    person.wait(lambda: "is not a model file" in person.find(Banner).text())
    person.page.open_model_file(Path(shutil.copy(guide_model, tmp_path / "copy.gguf")))
    person.wait(lambda: not person.find(Banner).text())


def test_a_file_that_makes_ggml_abort_offers_another_model(
    open_window: OpenWindow, guide_model: Path, tmp_path: Path
) -> None:
    # Heads that cannot be shared out: ggml takes that for a bug of ours, and aborts.
    shape = random_model.Shape(heads=4, kv_heads=3)
    deadly = random_model.write(tmp_path / "deadly.gguf", shape)
    person = open_window()
    person.page.open_model_file(deadly)
    person.wait(lambda: "crashed while loading the model" in person.find(Banner).text())
    person.click("Choose another model")
    person.wait(lambda: _is_choosing(person))
    person.find(QMenu).close()
    person.page.open_model_file(guide_model)
    person.wait(lambda: person.desk.models.description is not None)
    assert person.ask("Hello").content


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"a text", "not a model file"), (None, "is incomplete")],
    ids=["another format", "cut"],
)
def test_a_file_that_is_no_model_offers_another_one(
    open_window: OpenWindow, guide_model: Path, tmp_path: Path, content: bytes | None, told: str
) -> None:
    person = open_window()
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(content or guide_model.read_bytes()[:100_000])
    person.page.open_model_file(broken)
    person.wait(lambda: told in person.find(Banner).text())
    person.click("Choose another model")
    person.wait(lambda: _is_choosing(person))
    person.find(QMenu).close()


def test_a_model_that_went_away_offers_another_one_below_the_answer(
    open_window: OpenWindow, slow_model: Path, tmp_path: Path
) -> None:
    gone = Path(shutil.copy(slow_model, tmp_path / "gone.gguf"))
    person = open_window(gone)
    gone.unlink()
    assert "not there any more" in person.ask("Hello").error
    person.click("Choose another model")
    person.wait(lambda: _is_choosing(person))
    person.find(QMenu).close()


def test_without_any_model_the_way_to_one_is_shown(
    open_window: OpenWindow, home: Paths, monkeypatch: pytest.MonkeyPatch, guide_model: Path
) -> None:
    monkeypatch.setattr(Paths, "guide_model", home.home / "gone.gguf")
    person = open_window(is_ready=False)
    person.wait(lambda: "There is no model here" in person.find(Banner).text())
    assert person.shows_button("See the models that fit this computer")
    assert not person.shows_button("What can you do?")  # a question for the guide
    person.click("Choose another model")
    person.wait(lambda: _is_choosing(person))
    person.find(QMenu).close()
    person.page.open_model_file(guide_model)
    person.wait(lambda: person.desk.models.description is not None)
    assert not person.find(Banner).text()


def test_a_question_too_long_for_the_context_offers_a_longer_one(
    open_window: OpenWindow, home: Paths
) -> None:
    with Database(home.database) as database:
        SettingsStore(database).set(context_length=256, max_answer_tokens=20)
    person = open_window()
    failed = person.ask("What is a token? " * 50)
    assert failed.state == "failed" and "more than this model's context of 256" in failed.error
    assert _press(person, "Use a longer context").content
    assert person.desk.settings.get().context_length == 512


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second of silence is long, and who does not hear of being stopped is ended at once."""
    monkeypatch.setattr(forecast, "_SHORTEST_SILENCE_S", 1.0)
    monkeypatch.setattr(engine_watch, "_LOOK_EACH_MS", 100)
    monkeypatch.setattr(client, "_STOP_LIMIT_S", 0.5)


def _hang(person: Person) -> None:
    person.wait(lambda: person.desk.engine.pid is not None)
    freeze(person.desk.engine.pid)


def _stop_the_silent(person: Person) -> None:
    person.wait(lambda: "Nothing has come from the model" in _said(person))
    person.click("Stop it")


def test_a_silent_engine_can_be_stopped_also_from_another_conversation(
    impatient: None, open_window: OpenWindow, slow_model: Path
) -> None:
    person = open_window(slow_model)
    person.send("Write.")
    person.wait(lambda: _live(person).text)
    asked_in = person.page.conversation_id
    assert asked_in is not None
    _hang(person)
    person.wait(lambda: "What was said so far is kept" in _said(person))
    person.click("Wait")
    assert _said(person) == ""
    person.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    person.wait(lambda: "an answer in another conversation" in _said(person))
    person.click("Stop it")
    person.wait(lambda: not person.desk.answers.conversation_ids())
    answer = person.desk.conversations.thread(asked_in)[-1]
    assert (answer.state, answer.finish_reason) == ("complete", "stopped") and answer.content
    assert _said(person) == ""
    person.desk.settings.set(max_answer_tokens=3)
    assert person.ask("Again").finish_reason == "length"


def test_a_model_that_hangs_while_it_is_loaded_can_be_stopped(
    impatient: None, open_window: OpenWindow, slow_model: Path
) -> None:
    person = open_window(slow_model, is_ready=False)
    _hang(person)
    _stop_the_silent(person)
    person.wait(lambda: "Loading the model was stopped" in person.status.state_text())
    person.desk.settings.set(max_answer_tokens=3)
    assert person.ask("Again").finish_reason == "length"


def test_a_question_behind_a_load_that_hangs_is_answered_once_that_is_stopped(
    impatient: None, open_window: OpenWindow, slow_model: Path
) -> None:
    person = open_window(slow_model, is_ready=False)
    _hang(person)
    person.desk.settings.set(max_answer_tokens=3)
    person.send("Write.")
    _stop_the_silent(person)
    person.wait(lambda: not person.page.is_answering())
    assert person.thread()[-1].finish_reason == "length"


def test_an_engine_that_hangs_before_it_is_asked_can_be_stopped(
    impatient: None, open_window: OpenWindow, slow_model: Path
) -> None:
    person = open_window(slow_model)
    _hang(person)
    person.send("Write.")
    _stop_the_silent(person)
    person.wait(lambda: not person.page.is_answering())
    assert person.thread()[-1].finish_reason == "stopped"
    person.desk.settings.set(max_answer_tokens=3)
    assert person.ask("Again").finish_reason == "length"


def test_an_engine_that_hangs_while_nothing_is_asked_can_be_ended(
    impatient: None, open_window: OpenWindow, slow_model: Path
) -> None:
    person = open_window(slow_model)
    _hang(person)
    person.type("Write.")  # its tokens are counted by the engine
    _stop_the_silent(person)
    person.wait(lambda: "answered no more" in person.status.state_text())
    person.desk.settings.set(max_answer_tokens=3)
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: not person.page.is_answering())
    assert person.thread()[-1].finish_reason == "length"


def test_a_broken_template_is_told(open_window: OpenWindow, tmp_path: Path) -> None:
    shape = replace(random_model.Shape(), template="{% for message in messages %}{{ nonsense(")
    person = open_window(random_model.write(tmp_path / "broken-template.gguf", shape))
    person.wait(lambda: "chat template has an error in line 1" in _said(person))
    person.click("Go on with it")
    person.desk.settings.set(max_answer_tokens=3)
    assert person.ask("Hello").state == "complete"


def test_a_template_that_fails_on_a_conversation_is_told_in_the_persons_language(
    german: None, open_window: OpenWindow, tmp_path: Path
) -> None:
    picky = "{% if 'zebra' in messages[-1].content %}{{ raise_exception('no zebras') }}{% endif %}"
    shape = replace(random_model.Shape(), template=picky + random_model.CHATML)
    person = open_window(random_model.write(tmp_path / "picky.gguf", shape))
    person.desk.settings.set(max_answer_tokens=3)
    assert person.ask("A horse").state == "complete"
    assert _said(person) == ""
    assert person.ask("A zebra").state == "complete"
    assert "Die Chat-Vorlage dieses Modells lehnt die Unterhaltung ab: no zebras" in _said(person)
    person.click("Damit weitermachen")
    assert person.ask("Another zebra").state == "complete"
    assert _said(person) == ""  # once is enough


def test_a_model_file_that_was_changed_is_loaded_again(
    open_window: OpenWindow, guide_model: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copy(guide_model, tmp_path / "copy.gguf"))
    person = open_window(copy)
    first = person.desk.engine.pid
    assert person.ask("Hello").content
    assert person.desk.engine.pid == first
    os.utime(copy, (1, 1))
    assert person.ask("Hello again").content
    assert person.desk.engine.pid != first


def test_a_full_disk_is_told_and_the_answer_can_be_made_again(open_window: OpenWindow) -> None:
    person = open_window()
    assert person.ask("Hello").content
    database = person.desk.database
    with database.reading() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    person.box.setPlainText("long " * 20_000)
    person.click("Send")
    person.wait(lambda: "no room left on the disk" in person.find(Banner).text())
    assert person.box.toPlainText().startswith("long")  # nothing is lost
    with database.reading() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")
    person.box.setPlainText("Short")
    person.click("Send")
    assert not person.find(Banner).text()
    person.wait(lambda: not person.page.is_answering())
    assert person.thread()[-1].content
