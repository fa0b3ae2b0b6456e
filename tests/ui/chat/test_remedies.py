"""The buttons that do what helps after a failure: below an answer, and in the banner."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu

from app.errors import Remedy, UserError
from app.paths import Paths
from app.store.database import Database
from app.store.messages import Message
from app.store.presets import Presets
from app.store.settings import SettingsStore
from tests.app.engine import random_model
from tests.desk import OpenWindow, Person
from ui.chat.banner import Banner
from ui.chat.choice_panel import ChoicePanel

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def _preset_with(home: Paths, context_length: int) -> None:
    """New conversations begin with a preset that has another context length than the settings."""
    with Database(home.database) as database:
        settings = SettingsStore(database)
        settings.set(context_length=4096, max_answer_tokens=3)
        presets = Presets(database, settings)
        presets.set_default(presets.add("Long texts", {"context_length": context_length}).id)


def _fail(person: Person, remedy: Remedy) -> Message:
    """An answer that failed so."""
    answers = person.desk.conversations.answers
    question = person.desk.conversations.add_question(_shown(person), "What is a token?")
    failed = answers.begin(question.id, "Random")
    answers.fail(failed.id, "", UserError("It did not work.", "", remedy))
    person.page.show_changed()
    return failed


def _shown(person: Person) -> int:
    shown = person.page.conversation_id
    assert shown is not None
    return shown


def _context(person: Person) -> int:
    model = person.desk.models.description
    return model.context_length if model and person.desk.models.loading_fraction is None else 0


def _is_menu_open(person: Person) -> bool:
    return any(menu.isVisible() for menu in person.window.findChildren(QMenu))


def _asked(person: Person) -> str:
    return next((text for panel in person.window.findChildren(ChoicePanel) if (text := panel.text())), "")


def test_a_smaller_context_holds_for_the_next_question_too(
    open_window: OpenWindow, home: Paths, slow_model: Path
) -> None:
    _preset_with(home, 2048)
    person = open_window(slow_model)
    # As where the memory is used up, which a test must not do to the computer.
    person.desk.models.failed.emit(UserError("There is no memory.", "", "smaller_context"), True)
    person.click("Use a smaller context")
    person.wait(lambda: _context(person) == 1024)
    assert person.ask("Hello").state == "complete"
    assert _context(person) == 1024
    assert person.desk.settings.get().context_length == 4096


def test_a_model_is_loaded_as_the_open_conversation_has_it(
    open_window: OpenWindow, home: Paths, slow_model: Path
) -> None:
    _preset_with(home, 2048)
    person = open_window(slow_model)
    assert _context(person) == 2048  # from the start on
    person.desk.settings.set(max_answer_tokens=3)
    assert person.ask("Hello").state == "complete"
    person.desk.stores.presets.set_own(_shown(person), {"context_length": 1024})
    person.desk.models.failed.emit(UserError("It did not work."), True)
    person.click("Try again")
    person.wait(lambda: _context(person) == 1024)
    assert not person.find(Banner).text()


def test_what_the_engine_chose_itself_is_halved(open_window: OpenWindow) -> None:
    person = open_window()
    person.desk.settings.set(max_answer_tokens=3)
    assert person.ask("Hello").content
    chosen = _context(person)
    failed = _fail(person, "smaller_context")
    person.click("Use a smaller context")
    person.wait(lambda: _context(person) == chosen // 2)
    person.wait(lambda: not person.page.is_answering())
    assert person.thread()[-1].id != failed.id and person.thread()[-1].content


def test_a_longer_context_has_room_for_the_question_that_failed(open_window: OpenWindow, home: Paths) -> None:
    with Database(home.database) as database:
        SettingsStore(database).set(context_length=256, max_answer_tokens=5)
    person = open_window()
    person.box.setPlainText("The compost heap rests. " * 160)
    failed = person.ask("")
    assert "more than this model's context of 256" in failed.error
    person.click("Use a longer context")
    person.wait(lambda: not person.page.is_answering() and person.thread()[-1].state == "complete")
    assert _context(person) == 2048


def test_an_answer_without_room_goes_on_in_a_longer_context(
    open_window: OpenWindow, home: Paths, tmp_path: Path
) -> None:
    with Database(home.database) as database:
        SettingsStore(database).set(context_length=512)
    shape = random_model.Shape(endless=True, letters=True)  # its words are as many tokens when read again
    person = open_window(random_model.write(tmp_path / "endless.gguf", shape))
    cut = person.ask("Write.")
    assert (cut.finish_reason, cut.state) == ("context", "complete")
    person.click("Continue this answer")
    person.wait(lambda: person.thread()[-1].state == "failed")
    person.desk.settings.set(max_answer_tokens=20)
    person.click("Use a longer context")
    person.wait(lambda: not person.page.is_answering() and person.thread()[-1].state == "complete")
    answer = person.thread()[-1]
    assert answer.id == cut.id and answer.content.startswith(cut.content)
    assert len(answer.content) > len(cut.content)
    assert _context(person) == 1024


@pytest.mark.parametrize(
    ("remedy", "button", "told"),
    [
        ("smaller_context", "Use a smaller context", "the smallest with which a model is of use"),
        ("longer_context", "Use a longer context", "sees as much at once as it was made for"),
    ],
)
def test_where_no_other_length_helps_another_model_is_offered(
    open_window: OpenWindow, home: Paths, slow_model: Path, remedy: Remedy, button: str, told: str
) -> None:
    with Database(home.database) as database:
        SettingsStore(database).set(
            context_length=512 if remedy == "smaller_context" else 8192, max_answer_tokens=3
        )
    person = open_window(slow_model)
    assert person.ask("Hello").content
    failed = _fail(person, remedy)
    person.click(button)
    person.wait(lambda: told in _asked(person))
    assert person.thread()[-1].id == failed.id  # it would fail again
    person.click("Choose another model")
    person.wait(lambda: _is_menu_open(person))
    person.find(QMenu).close()
