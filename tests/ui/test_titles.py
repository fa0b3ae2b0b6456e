"""Titles made by the model, in the real window."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.desk import OpenWindow

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def test_asking_for_a_title_never_gets_in_the_way(
    open_window: OpenWindow, guide_model: Path, tmp_path: Path
) -> None:
    model = shutil.copy(guide_model, tmp_path / "another.gguf")  # the built-in guide is not asked
    person = open_window(model)
    titles = person.desk._titles
    made = ["What is a token?"]  # the first words; and what the model made of it before it was interrupted
    titles.titled.connect(lambda _, title: made.append(title))
    person.ask("What is a token?")
    person.wait(lambda: titles._task is not None)
    assert person.ask("What can you do?").state == "complete"
    assert person.header.title() == made[-1]


def test_the_guide_is_not_asked_and_neither_is_a_model_when_titles_are_off(
    open_window: OpenWindow, guide_model: Path, tmp_path: Path
) -> None:
    person = open_window()
    person.ask("What is a token?")
    assert not person.desk._titles._idle.isActive()
    person.desk.settings.set(titles_by_model=False)
    person.desk.models.open_file(Path(shutil.copy(guide_model, tmp_path / "another.gguf")))
    person.wait(lambda: person.desk.models.current and not person.desk.models.current.is_guide)
    person.wait(lambda: person.desk.models.description is not None)
    person.click("New chat")
    person.ask("What is a token?")
    person.desk._titles._idle.timeout.emit()
    assert person.desk._titles._task is None


def test_a_title_that_comes_is_shown_everywhere(open_window: OpenWindow) -> None:
    person = open_window()
    person.ask("What is a token?")
    chat = person.page.conversation_id
    assert chat is not None
    person.desk.conversations.suggest_title(chat, "About tokens")
    person.desk._titles.titled.emit(chat, "About tokens")
    assert person.header.title() == "About tokens"
    assert person.rows() == ["Today", "About tokens"]
