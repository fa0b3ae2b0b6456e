"""What people ask first is answered behind F1, with the way to where it is seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from app.words import translated
from tests.desk import OpenWindow, Person
from tests.ui.test_sidebar import entries
from ui import glossary
from ui.chat.context_strip import ContextStrip
from ui.controls import Label
from ui.help_dialog import QUESTIONS, HelpDialog
from ui.insight.journey_panel import JourneyPanel
from ui.insight.tiles import Tile

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def _ask(person: Person, words: str) -> HelpDialog:
    person.press(Qt.Key.Key_F1)
    menu = person.open_menu()
    assert entries(menu)[:2] == ["Why is it slow?", "Why did it forget the beginning?"]
    person.choose(menu, words)
    person.wait(lambda: any(one.isVisible() for one in person.window.findChildren(HelpDialog)))
    return next(one for one in person.window.findChildren(HelpDialog) if one.isVisible())


def test_why_it_is_slow_leads_to_where_the_time_went(open_window: OpenWindow) -> None:
    person = open_window()
    person.ask("Who are you?")
    dialog = _ask(person, "Why is it slow?")
    told = {label.whole_text() for label in dialog.findChildren(Label)}
    assert told >= {translated(one.answer) for one in QUESTIONS.values()}
    assert told >= {glossary.explained(word) for word in glossary.WORDS}
    for _ in range(2):  # from help it is opened, never closed
        person.click("See where the time went (Ctrl+J)")
        person.wait(person.find(JourneyPanel).isVisible)
        _ask(person, "Why is it slow?")
    reading = next(tile for tile in person.find(JourneyPanel).findChildren(Tile) if tile.term.stage == "read")
    for word in ("kept", "speed"):
        assert glossary.tip(word) in reading.toolTip()


def test_why_it_forgot_leads_to_what_the_model_is_sent(open_window: OpenWindow) -> None:
    person = open_window()
    person.ask("Who are you?")
    dialog = _ask(person, "Why did it forget the beginning?")
    scroll = dialog.findChildren(QScrollArea)[0]
    person.wait(lambda: scroll.verticalScrollBar().value() > 0)
    place = scroll.verticalScrollBar().value()
    person.press(Qt.Key.Key_PageDown, on=dialog.focusWidget())
    assert scroll.verticalScrollBar().value() > place
    person.click("See what the model is sent (Ctrl+I)")
    strip = person.find(ContextStrip)
    person.wait(lambda: strip.isVisible() and strip.segments())
