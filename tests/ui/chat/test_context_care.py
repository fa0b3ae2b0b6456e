"""What is asked above the composer: before the context is full, and before a model too large is loaded."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit

from app.context import sent_for
from app.engine.events import NOTHING_DONE
from app.machine import hardware
from app.machine.hardware import Memory
from app.paths import Paths
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.settings import SettingsStore
from tests.desk import OpenWindow, Person
from ui.chat.choice_panel import ChoicePanel
from ui.chat.context_strip import ContextStrip
from ui.chat.leaving_line import LeavingLine
from ui.chat.summary_dialog import SummaryDialog

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

_ANSWER = (
    "A model reads and writes pieces of words, called tokens. The context is how many it can see at once."
)
_CONTEXT = 256  # tokens
_QUESTIONS = ("What is a token?", "What is the context?", "Why is it slow?", "How do I get a bigger model?")


@pytest.fixture
def long_talk(home: Paths) -> int:
    """A conversation that nearly fills a context of _CONTEXT tokens; its id. It is the one shown last."""
    with Database(home.database) as database:
        conversations, settings = Conversations(database), SettingsStore(database)
        conversation = conversations.create()
        statistics = replace(NOTHING_DONE, prompt_tokens=40, answer_tokens=40, total_s=1.0)
        for question in _QUESTIONS:
            asked = conversations.add_question(conversation.id, question)
            answer = conversations.answers.begin(asked.id, "Inglenook Guide")
            conversations.answers.finish(answer.id, _ANSWER, "end", statistics, 0, None)
        settings.set(context_length=_CONTEXT, last_conversation=conversation.id)
        return conversation.id


def _asked(person: Person) -> str:
    return next((text for panel in person.window.findChildren(ChoicePanel) if (text := panel.text())), "")


def _dialog(person: Person) -> SummaryDialog:
    person.wait(lambda: person.window.findChildren(SummaryDialog))
    return person.find(SummaryDialog)


def test_leaving_out_is_chosen_once(open_window: OpenWindow, long_talk: int) -> None:
    person = open_window()
    person.wait(lambda: "soon fills what the model can see" in _asked(person))
    person.click("Leave them out")
    person.type("More and more words")
    person.wait(lambda: "Reads" in person.status.state_text())
    assert _asked(person) == ""
    answer = person.ask(" until it is full, for it is a very long question that goes on for some time.")
    assert answer.left_out


def test_what_was_chosen_holds_after_the_next_start(open_window: OpenWindow, long_talk: int) -> None:
    person = open_window()
    person.wait(lambda: _asked(person))
    person.click("Leave them out")
    person.close()
    again = open_window()
    again.type("More and more words, until it is full, for it is a long question that goes on for a while.")
    again.wait(again.find(LeavingLine).text)
    assert again.shows_button("Change…") and _asked(again) == ""


def test_it_warns_until_it_was_chosen(open_window: OpenWindow, long_talk: int) -> None:
    person = open_window()
    person.wait(lambda: _asked(person))
    person.type("More and more words, until it is full, for it is a long question that goes on for a while.")
    line = person.find(LeavingLine)
    person.wait(line.text)
    warn = QColor(person.theme.colors.warn).name()
    assert warn in _colors(line)
    person.click("Leave them out")
    assert line.text() and warn not in _colors(line)
    assert person.shows_button("Change…") and not person.shows_button("Choose…")


def _colors(line: LeavingLine) -> set[str]:
    """Of its sign."""
    picture = line.grab().toImage()
    return {picture.pixelColor(x, y).name() for x in range(16, 32) for y in range(picture.height())}


def test_in_a_low_window_what_was_asked_for_comes_before_what_is_suggested(
    open_window: OpenWindow, long_talk: int
) -> None:
    person = open_window()
    person.window.resize(900, 600)
    strip = person.find(ContextStrip)
    person.wait(lambda: _asked(person))
    panel = next(one for one in person.window.findChildren(ChoicePanel) if one.text())
    person.type("More and more words, until it is full, for it is a long question that goes on for a while.")
    person.wait(lambda: person.shows_button("See which"))
    assert panel.isVisible()
    person.click("See which")
    person.wait(lambda: strip.isVisible() and strip.segments())
    assert not panel.isVisible()  # for both there is no room
    assert person.transcript.height() >= 200
    person.click("Choose…")
    person.wait(panel.isVisible)
    assert not strip.isVisible()
    person.click("Leave them out")
    person.wait(strip.isVisible)  # it was not closed
    person.window.resize(900, 900)
    person.click("Change…")
    person.wait(panel.isVisible)
    assert strip.isVisible()


def test_a_draft_that_does_not_fit_says_so_and_offers_more_room(
    open_window: OpenWindow, long_talk: int
) -> None:
    person = open_window()
    person.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    strip = person.find(ContextStrip)
    person.box.insertPlainText("The compost heap rests. " * 36)
    person.wait(lambda: _asked(person).startswith("Your message takes "))
    assert person.shows_button("Choose another model")
    assert strip.text().startswith("Your message takes ")
    assert "Shorten the text" in strip.text()
    assert person.status.context_text() == f"More than {_CONTEXT} tokens"
    person.click(f"See {2 * _CONTEXT} tokens")
    person.wait(lambda: _loaded_context(person) == 2 * _CONTEXT)
    person.wait(lambda: person.status.context_text().endswith(f"of {2 * _CONTEXT} tokens"))
    assert not _asked(person).startswith("Your message takes ")


def test_the_offered_context_has_room_for_the_draft(open_window: OpenWindow, home: Paths) -> None:
    with Database(home.database) as database:
        SettingsStore(database).set(context_length=_CONTEXT, max_answer_tokens=5)
    person = open_window()
    person.box.insertPlainText("The compost heap rests. " * 160)  # in a new chat, that is stored meanwhile
    person.wait(lambda: _asked(person).startswith("Your message takes "))
    person.click("See 2,048 tokens")
    person.wait(lambda: _loaded_context(person) == 8 * _CONTEXT)
    person.wait(lambda: not _asked(person))
    assert person.ask("").state == "complete"


def test_what_leaves_is_told_before_it_is_sent(open_window: OpenWindow, long_talk: int) -> None:
    person = open_window()
    person.wait(lambda: _asked(person))
    line = person.find(LeavingLine)
    assert line.text() == ""
    person.click("Leave them out")
    person.type("More and more words, until it is full, for it is a long question that goes on for a while.")
    person.wait(line.text)
    found = re.fullmatch(
        r"If you send this, the model no longer sees the (\d+) oldest messages\.", line.text()
    )
    assert found is not None
    used, length = (int(number) for number in re.findall(r"\d+", person.status.context_text()))
    assert used > length * 3 // 4  # a quarter is kept for the answer

    person.click("See which")
    strip = person.find(ContextStrip)
    person.wait(lambda: strip.isVisible() and strip.segments())
    leaving = [part.message_id for one in strip.segments() if one.fate == "leaves" for part in one.parts]
    assert leaving == [message.id for message in person.thread()[: int(found[1])]]
    person.wait(lambda: "leaves" in strip.text())  # the first of them is pointed at
    before = strip.text()
    person.click("See which")
    assert strip.isVisible()  # seen, not switched
    assert strip.text() != before  # the next one
    person.click("Change…")
    person.wait(lambda: _asked(person))
    person.wait(lambda: getattr(QApplication.focusWidget(), "text", str)() == "Leave them out")
    person.box.setFocus()
    panel = next(one for one in person.window.findChildren(ChoicePanel) if one.text())
    picture = panel.grab().toImage()
    person.click("Change…")
    assert panel.grab().toImage() != picture  # it is seen where the keyboard is
    before = _asked(person)
    person.box.setFocus()
    person.type(" and some more")
    person.wait(lambda: _asked(person) not in ("", before))  # with the figures of now
    assert QApplication.focusWidget() is person.box  # not taken from who writes
    person.click("Change…")
    person.press(Qt.Key.Key_Return, on=QApplication.focusWidget())
    assert _asked(person) == ""
    assert QApplication.focusWidget() is person.box  # to write on

    answer = person.ask("")
    assert answer.left_out == int(found[1])
    person.wait(lambda: line.text() == "")


def test_a_summary_is_written_shown_corrected_and_sent_instead(
    open_window: OpenWindow, long_talk: int
) -> None:
    person = open_window()
    person.wait(lambda: _asked(person))
    person.click("Sum them up…")
    dialog = _dialog(person)
    box = dialog.findChildren(QPlainTextEdit)[0]
    person.wait(lambda: not box.isReadOnly())
    assert box.toPlainText().strip()
    box.setPlainText("They spoke of tokens and of Zorvella.")
    person.click("Use the summary")

    summed_up = next(message for message in person.thread() if message.summary)
    assert summed_up.summary == "They spoke of tokens and of Zorvella."
    assert _asked(person) == ""
    answer = person.ask("Why?")
    sent = sent_for(answer, person.desk.conversations)
    assert "They spoke of tokens and of Zorvella." in sent[0].content
    assert sent[1].content != _QUESTIONS[0]
    assert not answer.left_out

    person.transcript.scroll_to(summed_up.id)
    person.wait(lambda: person.shows_button("Send the messages again"))
    person.click("Send the messages again")
    assert not any(message.summary for message in person.thread())


def test_who_cancels_the_summary_is_asked_again(open_window: OpenWindow, long_talk: int) -> None:
    person = open_window()
    person.wait(lambda: _asked(person))
    person.click("Sum them up…")
    _dialog(person)
    assert not _asked(person)
    person.click("Cancel")
    person.wait(lambda: _asked(person))


def test_a_summary_that_stands_for_nothing_cannot_be_used(
    open_window: OpenWindow, long_talk: int, guide_model: Path, tmp_path: Path
) -> None:
    person = open_window(Path(shutil.copy(guide_model, tmp_path / "copy.gguf")))
    person.wait(lambda: _asked(person))
    (tmp_path / "copy.gguf").unlink()
    person.click("Sum them up…")
    dialog = _dialog(person)
    person.wait(lambda: any("copy.gguf" in label.text() for label in dialog.findChildren(QLabel)))
    box = dialog.findChildren(QPlainTextEdit)[0]
    assert box.isReadOnly()
    person.click("Cancel")
    assert not any(message.summary for message in person.thread())


def test_a_longer_context_is_loaded_and_kept_in_the_settings(open_window: OpenWindow, long_talk: int) -> None:
    person = open_window()
    person.wait(lambda: _asked(person))
    panel = next(one for one in person.window.findChildren(ChoicePanel) if one.text())
    panel.take_keyboard()
    person.click(f"See {2 * _CONTEXT} tokens (+1 MB)")
    assert person.box.hasFocus()
    person.wait(lambda: _loaded_context(person) == 2 * _CONTEXT)
    assert person.desk.settings.get().context_length == 2 * _CONTEXT
    assert _asked(person) == ""


def test_a_new_chat_begins_with_the_summary_in_its_box(open_window: OpenWindow, long_talk: int) -> None:
    person = open_window()
    person.wait(lambda: _asked(person))
    person.click("New chat with a summary…")
    box = _dialog(person).findChildren(QPlainTextEdit)[0]
    person.wait(lambda: not box.isReadOnly())
    box.setPlainText("Tokens are pieces of words.")
    person.click("Start the new chat")
    assert person.page.conversation_id != long_talk
    assert "Tokens are pieces of words." in person.box.toPlainText()


def test_a_chat_far_longer_than_the_context_begins_anew_with_a_summary(
    open_window: OpenWindow, home: Paths
) -> None:
    with Database(home.database) as database:
        conversations, settings = Conversations(database), SettingsStore(database)
        conversation = conversations.create()
        for number in range(22):  # three contexts long, as one that was imported
            asked = conversations.add_question(conversation.id, f"{_QUESTIONS[number % 4]} For {number}.")
            answer = conversations.answers.begin(asked.id, "Another model")
            conversations.answers.finish(answer.id, 2 * _ANSWER, "end", NOTHING_DONE, 0, None)
        settings.set(context_length=2 * _CONTEXT, last_conversation=conversation.id)
    person = open_window()
    person.wait(lambda: "is longer than what the model can see" in _asked(person))
    assert person.shows_button("See 2,048 tokens (+6 MB)")  # it has room for all of it
    person.click("New chat with a summary…")
    dialog = _dialog(person)
    person.wait(lambda: any("reads part 2 of" in label.text() for label in dialog.findChildren(QLabel)))
    box = dialog.findChildren(QPlainTextEdit)[0]
    person.wait(lambda: not box.isReadOnly())
    assert box.toPlainText().strip()
    person.click("Start the new chat")
    assert person.page.conversation_id != conversation.id


def test_what_the_model_does_not_see_any_more_can_still_be_summed_up(
    open_window: OpenWindow, long_talk: int
) -> None:
    person = open_window()
    person.wait(lambda: _asked(person))
    person.click("Leave them out")
    long = "More and more words, until it is full, for it is a long question that goes on for a while. "
    assert person.ask(long).left_out
    person.box.insertPlainText(3 * long)
    person.wait(lambda: "sees" in person.find(LeavingLine).text())
    person.click("Change…")
    person.click("Sum them up…")
    dialog = _dialog(person)
    box = dialog.findChildren(QPlainTextEdit)[0]
    person.wait(lambda: not box.isReadOnly())
    box.setPlainText("They spoke of tokens.")
    person.click("Use the summary")
    assert any(message.summary for message in person.thread())


def test_a_model_that_does_not_fit_asks_and_loads_with_what_is_chosen(
    open_window: OpenWindow, home: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Database(home.database) as database:
        SettingsStore(database).set(context_length=2048)
    monkeypatch.setattr(hardware, "memory", lambda: Memory(16 << 30, 24 << 20))
    person = open_window(is_ready=False)
    person.wait(lambda: "would make this computer very slow" in _asked(person))
    assert person.desk.models.description is None
    person.click("Context of 512 tokens")
    person.wait(lambda: _loaded_context(person) == 512)
    assert person.desk.settings.get().context_length == 512
    assert _asked(person) == ""


def test_it_can_be_loaded_nevertheless(
    open_window: OpenWindow, home: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hardware, "memory", lambda: Memory(16 << 30, 8 << 20))
    person = open_window(is_ready=False)
    person.wait(lambda: "another" in _asked(person) or "smaller model" in _asked(person))
    person.click("Load anyway")
    person.wait(lambda: _loaded_context(person))
    assert person.ask("Hello").content


def _loaded_context(person: Person) -> int:
    model = person.desk.models.description
    return model.context_length if model and person.desk.models.loading_fraction is None else 0
