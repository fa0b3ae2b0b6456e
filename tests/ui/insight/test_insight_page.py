"""Two models are compared in the window, and it is shown that a model does not learn."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QWidget

from app.models.library import Library
from tests.app.engine import random_model
from tests.desk import OpenWindow, Person
from ui.insight.compare_view import CompareView, Side
from ui.insight.first_card import FirstCard
from ui.insight.proof_view import ProofView

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def _add(person: Person, file: Path) -> None:
    """Install a model without choosing it."""
    Library(person.desk._paths, person.desk.database).add(file)


def test_two_models_answer_one_question_side_by_side(open_window: OpenWindow, tmp_path: Path) -> None:
    person = open_window()
    _add(person, random_model.write(tmp_path / "other.gguf", random_model.Shape(endless=True)))
    person.desk.settings.set(max_answer_tokens=30)
    person.window.show_page("insight")
    view = person.find(CompareView)
    sides = view.findChildren(Side)
    person.wait(lambda: all(side.model() for side in sides) and sides[0].model() != sides[1].model())
    box = person.find(QPlainTextEdit, "Question for both models")
    box.setFocus()
    QTest.keyClicks(box, "Who are you?")
    person.click("Compare")
    person.wait(lambda: all(side.statistics for side in sides) and person.shows_button("Compare"))
    for side in sides:
        assert side.answer_text()
        assert "tokens" in side.facts_text()
        assert "Wh" in side.facts_text()
    person.wait(lambda: person.desk.models.loading_fraction is None)
    assert person.desk.engine.description() == person.desk.models.description  # the one in use is back
    assert person.desk.conversations.all() == []


def test_a_smaller_model_is_offered_for_the_last_question(open_window: OpenWindow, tmp_path: Path) -> None:
    big = random_model.write(
        tmp_path / "big.gguf", random_model.Shape(layers=6, width=256, feed_forward=1024, endless=True)
    )
    small = random_model.write(tmp_path / "small.gguf", random_model.Shape(layers=1, endless=True))
    person = open_window(big)
    person.desk.settings.set(max_answer_tokens=8)
    _add(person, big)
    _add(person, small)
    person.ask("What is a river?")
    person.press(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    name = next(
        model.name
        for model in Library(person.desk._paths, person.desk.database).list()
        if model.path == small
    )
    words = f"{name} is smaller"
    person.wait(lambda: any(words in one for one in _buttons(person)))
    person.click(next(one for one in _buttons(person) if words in one))
    view = person.find(CompareView)
    person.wait(lambda: all(side.statistics for side in view.findChildren(Side)))
    assert person.find(QPlainTextEdit, "Question for both models").toPlainText() == "What is a river?"
    picked = [side.model() for side in view.findChildren(Side)]
    assert [model.path for model in picked if model] == [big, small]


def _buttons(person: Person) -> list[str]:
    return [one.text() for one in person.window.findChildren(QAbstractButton) if one.isVisible()]


def test_a_first_card_leads_to_where_it_is_shown_that_nothing_is_learned(open_window: OpenWindow) -> None:
    person = open_window()
    card = person.find(FirstCard)
    assert card.isVisible()
    person.click("See for yourself")
    view = person.find(ProofView)
    assert view.button.hasFocus()
    assert not card.isVisible()
    QTest.keyClick(view.button, Qt.Key.Key_Return)
    person.wait(lambda: "to the last bit" in view.verdict_text())
    assert view.value_text("before") == view.value_text("after") != ""
    assert "Zorvella" in view.value_text("asked")
    assert "Zorvella" not in view.value_text("new")
    person.close()

    again = open_window()
    assert not again.window.findChildren(FirstCard)  # it was read


def test_the_card_goes_with_the_first_question(open_window: OpenWindow) -> None:
    person = open_window()
    card = person.find(FirstCard)
    person.ask("Hello")
    assert not card.isVisible()


def test_the_card_is_as_wide_as_the_box_also_where_the_window_changed_meanwhile(
    open_window: OpenWindow,
) -> None:
    person = open_window()
    person.window.resize(1280, 700)
    card = person.find(FirstCard)
    person.ask("Hello")
    person.window.resize(900, 700)
    person.click("New chat")
    person.wait(card.isVisible)
    for width in (900, 1280):
        person.window.resize(width, 700)
        person.wait(lambda: _span(card, person) == _span(person.composer, person))


def _span(part: QWidget, person: Person) -> tuple[int, int]:
    """Where it begins in the window, and its width."""
    return part.mapTo(person.window, QPoint(0, 0)).x(), part.width()
