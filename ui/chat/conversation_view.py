"""One conversation on the screen: the welcome before its first question, then the transcript."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.errors import UserError
from app.store.messages import Message
from app.words import translated
from ui.chat.entries import (
    DIVIDER,
    DIVIDER_WITH_PINS,
    Versions,
    entries_of,
    entry_of,
    left_out_of,
    live_entry,
    unkept_entry,
)
from ui.chat.entry import Entry
from ui.chat.formulas import FormulaPictures
from ui.chat.stores import Stores
from ui.chat.welcome import Answerer, Welcome
from ui.theme import Theme

if TYPE_CHECKING:
    from app.growing import NotKept
    from ui.chat.action_bar import OtherModel
    from ui.chat.answers import Answers, LiveAnswer
    from ui.chat.transcript import Transcript


class ConversationView(QStackedWidget):
    """Follows the database and the answer that is being made for the conversation shown."""

    question_chosen = Signal(str)
    action_requested = Signal(object, str)  # Message; an entry.Action, or of a notice's button
    link_activated = Signal(str)
    scrolled = Signal(bool)  # whether the beginning is out of sight
    zoom_changed = Signal(int)  # percent
    models_requested = Signal()  # to look for others
    part_made = Signal(QWidget)  # the welcome or the transcript, when it is first needed

    def __init__(
        self,
        theme: Theme,
        stores: Stores,
        first_questions: tuple[str, ...],
        formulas: FormulaPictures,
    ) -> None:
        super().__init__()
        self._conversations = stores.conversations
        self._versions = stores.versions
        self._answers: Answers | None = None
        self._conversation_id: int | None = None
        self._thread: list[Message] = []
        self._versions_of: Versions = {}
        self._entries: list[Entry] = []
        self._theme = theme
        self._first_questions = first_questions
        self._formulas = formulas
        self._zoom_percent = 100

    # The first picture needs one of both, and is not to wait for the other.

    @cached_property
    def _welcome(self) -> Welcome:
        welcome = Welcome(self._theme, self._first_questions)
        self.addWidget(welcome)
        welcome.chosen.connect(self.question_chosen)
        welcome.models_requested.connect(self.models_requested)
        self.part_made.emit(welcome)
        return welcome

    @cached_property
    def _transcript(self) -> Transcript:
        from ui.chat.transcript import Transcript

        transcript = Transcript(self._theme, self._formulas)
        transcript.set_zoom(self._zoom_percent)
        self.addWidget(transcript)
        transcript.action_requested.connect(self._on_action)
        transcript.link_activated.connect(self.link_activated)
        transcript.zoom_changed.connect(self.zoom_changed)
        transcript.verticalScrollBar().valueChanged.connect(self._on_scroll)
        self.part_made.emit(transcript)
        return transcript

    def follow(self, answers: Answers) -> None:
        """Show them while they are made."""
        self._answers = answers
        self.set_zoom(self._zoom_percent)
        answers.begun.connect(self._on_begun)
        answers.progressed.connect(self._on_progress)
        answers.text_added.connect(self._on_text)
        answers.ended.connect(self._on_ended)

    def show_conversation(self, conversation_id: int | None) -> None:
        """Show it as it is stored, with the answer in the making, from its end."""
        self._conversation_id = conversation_id
        self._read()
        self._entries = self._entries_now()
        if not self._thread and self._answers is None:
            self.setCurrentWidget(self._welcome)
            return
        self._transcript.set_entries(self._entries)
        self._show_rest()
        self._transcript.scroll_to_end()

    def show_changes(self) -> None:
        """The same conversation as it is stored now: what has stayed the same stays where it is."""
        self._read()
        entries = self._entries_now()
        same = 0
        for old, new in zip(self._entries, entries, strict=False):
            if old != new:
                break
            same += 1
        self._entries = entries
        self._transcript.replace_from(same, entries[same:])
        self._show_rest()
        if self._live_here() is not None:
            self._transcript.scroll_to_end()

    def reload_if_changed(self) -> None:
        """Another window may have gone on with it."""
        if self._conversation_id is None or self._live_here() is not None:
            return
        if self._thread_now(self._conversation_id) != self._thread:
            self.show_changes()

    def add_question(self, question: Message) -> None:
        """Show a question that was just stored, and below it the place of its answer."""
        if question.conversation_id != self._conversation_id:  # it was a new conversation until now
            self.show_conversation(question.conversation_id)
            return
        live = self._live_here()
        last = self._thread[-1] if self._thread else None
        if live is None or last is None or last.id != question.parent_id or last.is_cut:
            self.show_changes()  # what stands above it changes, too
        else:
            self._thread.append(question)
            for entry in (entry_of(question), live_entry(live)):
                self._entries.append(entry)
                self._transcript.append_entry(entry)
            self._transcript.set_streaming(True)
        self._transcript.scroll_to_end()

    def show_message(self, message_id: int, searched: str = "") -> bool:
        """Bring a message into view; False if it is not in the branch that is shown. searched: words to mark
        in it."""
        return self._transcript.scroll_to(message_id, searched.split())

    def set_models(self, models: Sequence[OtherModel]) -> None:
        """Those that may answer again instead of the one in use."""
        self._transcript.set_models(models)

    def message(self, message_id: int) -> Message | None:
        """One of those that are shown."""
        return next((message for message in self._thread if message.id == message_id), None)

    def messages(self) -> Sequence[Message]:
        """Those that are shown, oldest first."""
        return self._thread

    def is_empty(self) -> bool:
        return not self._thread

    def is_written_elsewhere(self) -> bool:
        """Whether another window is answering this conversation."""
        is_writing = bool(self._thread) and self._thread[-1].state == "writing"
        return is_writing and self._live_here() is None

    def has_message(self, message_id: int) -> bool:
        """Whether it is in the branch that is shown."""
        return any(message.id == message_id for message in self._thread)

    def last_question(self) -> Message | None:
        return next((message for message in reversed(self._thread) if message.role == "user"), None)

    def last_answer(self) -> Message | None:
        """The last message, if it is an answer whose making was measured."""
        last = self._thread[-1] if self._thread else None
        is_measured = last is not None and last.statistics is not None and last.statistics.answer_tokens > 0
        return last if is_measured else None

    def set_zoom(self, percent: int) -> None:
        self._zoom_percent = percent
        if self._answers is not None:
            self._transcript.set_zoom(percent)

    def show_answerer(self, answerer: Answerer) -> None:
        self._welcome.show_answerer(answerer)

    def _read(self) -> None:
        if self._conversation_id is None:
            self._thread, self._versions_of = [], {}
        else:
            self._thread = self._thread_now(self._conversation_id)
            self._versions_of = self._versions.of(self._conversation_id)

    def _thread_now(self, conversation_id: int) -> list[Message]:
        thread = self._conversations.thread(conversation_id)
        return [*thread[:-1], self._as_known(thread[-1])] if thread else []

    def _as_known(self, last: Message) -> Message:
        """The disk may have less of an answer than there is."""
        unkept = self._unkept_of(last)
        return last if unkept is None else unkept.answer.ended._replace(remedy=unkept.remedy)

    def _unkept_of(self, last: Message) -> NotKept | None:
        """Who has what the disk has not."""
        unkept = self._answers.unkept.of(last.conversation_id) if self._answers is not None else None
        return unkept if unkept is not None and unkept.answer.ended.id == last.id else None

    def _entries_now(self) -> list[Entry]:
        unkept = self._unkept_of(self._thread[-1]) if self._thread else None
        return entries_of(self._thread, self._live_here(), self._versions_of, unkept)

    def _show_rest(self) -> None:
        """What goes with the entries: caret, divider, which of both pictures."""
        live = self._live_here()
        self._transcript.set_streaming(live is not None)
        self._show_divider(live.left_out if live else left_out_of(self._thread))
        self.setCurrentWidget(self._transcript if self._thread else self._welcome)
        self._on_scroll(self._transcript.verticalScrollBar().value())

    def _show_divider(self, left_out: int) -> None:
        if not left_out:  # nearly always: to look further takes a while in a long conversation
            self._transcript.set_divider(None, "")
            return
        from app.context import as_then, first_seen
        from app.sendings import sendings_before_next

        thread = self._thread
        if thread and thread[-1].role == "assistant":  # as it was when this was answered
            thread = as_then(thread, thread[-1])
        seen = first_seen(thread, left_out)
        above = [message.id for message in thread].index(seen) if seen else 0
        # As they are now: what was pinned since then is seen from the next question on.
        has_pins = "pinned" in sendings_before_next(self._thread)[:above]
        self._transcript.set_divider(seen, translated(DIVIDER_WITH_PINS if has_pins else DIVIDER))

    def _live_here(self) -> LiveAnswer | None:
        return self._answers.of(self._conversation_id) if self._answers is not None else None

    def _live(self, conversation_id: int) -> LiveAnswer | None:
        """The answer of that conversation, if it is the one shown."""
        return self._live_here() if conversation_id == self._conversation_id else None

    def _show_last(self, entry: Entry) -> None:
        self._entries = [*self._entries[:-1], entry]
        self._transcript.replace_last(entry)

    def _on_begun(self, conversation_id: int) -> None:
        if live := self._live(conversation_id):
            self._show_last(live_entry(live))

    def _on_progress(self, conversation_id: int) -> None:
        live = self._live(conversation_id)
        if live is not None and live.left_out:
            self._show_divider(live.left_out)

    def _on_text(self, conversation_id: int, text: str) -> None:
        if conversation_id == self._conversation_id:
            self._transcript.append_text(text)

    def _on_ended(self, conversation_id: int) -> None:
        if conversation_id != self._conversation_id:
            return
        self._transcript.set_streaming(False)
        if not self._read_last():
            self.show_changes()
            return
        last, versions = self._thread[-1], self._versions_of
        unkept = self._unkept_of(last)
        self._show_last(unkept_entry(unkept, versions) if unkept is not None else entry_of(last, versions))
        self._show_divider(left_out_of(self._thread))

    def _read_last(self) -> bool:
        """Only the answer that has just ended, where the thread is known up to its question."""
        key = self._entries[-1].key if self._entries else -1
        ids = [message.id for message in self._thread]
        if key < 0 or self._conversation_id is None:
            return False  # it got no row of its own
        try:
            answer = self._conversations.message(key)
        except UserError:
            return False
        if answer.parent_id not in ids:
            return False
        self._thread = [*self._thread[: ids.index(answer.parent_id) + 1], self._as_known(answer)]
        self._versions_of = self._versions.of(self._conversation_id)
        return True

    def _on_action(self, key: int, action: str) -> None:
        message = next((one for one in self._thread if one.id == abs(key)), None)
        if message is None:
            return
        if action == "copy":
            QGuiApplication.clipboard().setText(self._transcript.plain_text(key))
        elif action == "copy_markdown":
            from app.reasoning import without_reasoning

            QGuiApplication.clipboard().setText(without_reasoning(message.content))
        else:
            self.action_requested.emit(message, action)

    def _on_scroll(self, value: int) -> None:
        self.scrolled.emit(self.currentWidget() is self._transcript and value > 0)
