"""The size of the conversation in the window: by keys, in the settings, and after a new start."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.desk import OpenWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_the_size_is_kept_and_follows_the_settings(open_window: OpenWindow) -> None:
    person = open_window()
    person.ask("Who are you?")
    transcript = person.transcript
    assert transcript.zoom == 100
    person.press(Qt.Key.Key_Plus, CONTROL, on=person.box)
    person.press(Qt.Key.Key_Plus, CONTROL, on=person.box)
    assert transcript.zoom == 125
    assert person.desk.settings.get().zoom == 125
    person.desk.settings.set(zoom=90)
    person.desk.window.apply_setting("zoom")
    assert transcript.zoom == 90
    person.close()
    again = open_window()
    assert again.transcript.zoom == 90
