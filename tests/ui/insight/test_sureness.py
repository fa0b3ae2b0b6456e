"""How sure the model was is seen on demand, and an answer goes on from another token."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget

from tests.desk import OpenWindow, Person
from ui.insight.sure_dialog import SureDialog
from ui.insight.sure_note import SureNote
from ui.insight.token_text import TokenText, format_of

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

_VARIED = {"records_choices": True, "temperature": 1.5, "seed": 3}


def _look(person: Person) -> None:
    person.press(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    person.wait(lambda: person.shows_button("How sure"))
    person.click("How sure")


def test_nothing_is_recorded_until_it_is_wanted(open_window: OpenWindow) -> None:
    person = open_window()
    first = person.ask("What is a token?")
    assert person.desk.conversations.choices.of(first.id) is None
    _look(person)
    person.wait(lambda: person.window.findChildren(SureNote))
    person.click("Record, and answer again")
    person.wait(lambda: not person.page.is_answering() and person.thread()[-1].id != first.id)
    again = person.thread()[-1]
    told = person.desk.conversations.choices.of(again.id)
    assert told is not None
    assert "".join(choice.text for choice in told.choices) == again.content
    person.click("How sure")
    person.wait(lambda: person.window.findChildren(SureDialog))
    assert person.find(TokenText).toPlainText() == again.content


def test_an_answer_goes_on_from_another_token_by_the_keyboard_alone(open_window: OpenWindow) -> None:
    person = open_window()
    person.page.change_options(_VARIED)
    answer = person.ask("What is a token?")
    told = person.desk.conversations.choices.of(answer.id)
    assert told is not None
    _look(person)
    person.wait(lambda: person.window.findChildren(SureDialog))
    dialog, text, listed = person.find(SureDialog), person.find(TokenText), person.find(QListWidget)
    person.wait(dialog.isVisible)

    QTest.keyClick(text, Qt.Key.Key_Right)
    for _ in range(3):
        QTest.keyClick(text, Qt.Key.Key_Right)
    place = text.current_place()
    assert place is not None
    choice = told.choices[place]
    assert listed.count() == len(choice.candidates) > 1
    assert text.accessibleDescription().startswith("Here the model wrote “")
    row = next(row for row, one in enumerate(choice.candidates) if one.id != choice.id and one.piece.strip())
    listed.setFocus()
    while listed.currentRow() != row:
        QTest.keyClick(listed, Qt.Key.Key_Down if listed.currentRow() < row else Qt.Key.Key_Up)
    QTest.keyClick(listed, Qt.Key.Key_Return)

    person.wait(lambda: not person.page.is_answering() and person.thread()[-1].id != answer.id)
    other = person.thread()[-1]
    kept = "".join(one.text for one in told.choices[:place])
    assert other.content.startswith(kept + choice.candidates[row].piece)
    assert other.parent_id == answer.parent_id
    branch = person.desk.conversations.choices.of(other.id)
    assert branch is not None
    assert [one.id for one in branch.choices[:place]] == [one.id for one in told.choices[:place]]
    assert branch.choices[place].id == choice.candidates[row].id


def test_sureness_is_told_by_more_than_colour(open_window: OpenWindow) -> None:
    person = open_window(is_ready=False)
    lines = [format_of(person.theme, sure).underlineStyle() for sure in ("sure", "likely", "unsure", "guess")]
    assert lines[0] == QTextCharFormat.UnderlineStyle.NoUnderline
    assert len(set(lines)) == 4
