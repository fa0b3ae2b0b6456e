"""One conversation on the screen: the welcome before its first question, then the transcript."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget

from app.conversations import Conversations, Message
from ui.chat.answers import Answers, LiveAnswer
from ui.chat.entries import (
    ANSWER_NOW,
    DIVIDER,
    TRY_AGAIN,
    entries_of,
    entry_of,
    first_seen,
    left_out_of,
    live_entry,
)
from ui.chat.transcript import Transcript
from ui.chat.welcome import Welcome
from ui.theme import Theme

_AGAIN = {TRY_AGAIN.lower(), ANSWER_NOW.lower(), "again"}


class ConversationView(QStackedWidget):
    """Follows the database and the answer that is being made for the conversation shown."""

    question_chosen = Signal(str)
    retry_requested = Signal(int)  # id of the question to answer again
    retry_refused = Signal(str)  # why not
    link_activated = Signal(str)
    scrolled = Signal(bool)  # whether the beginning is out of sight

    def __init__(
        self, theme: Theme, conversations: Conversations, answers: Answers, first_questions: tuple[str, ...]
    ) -> None:
        super().__init__()
        self._conversations = conversations
        self._answers = answers
        self._conversation_id: int | None = None
        self._thread: list[Message] = []
        self._welcome = Welcome(theme, first_questions)
        self._transcript = Transcript(theme)
        self.addWidget(self._welcome)
        self.addWidget(self._transcript)
        self._welcome.chosen.connect(self.question_chosen)
        self._transcript.action_requested.connect(self._on_action)
        self._transcript.link_activated.connect(self.link_activated)
        self._transcript.verticalScrollBar().valueChanged.connect(self._on_scroll)
        answers.begun.connect(self._on_begun)
        answers.progressed.connect(self._on_progress)
        answers.text_added.connect(self._on_text)
        answers.ended.connect(self._on_ended)

    def show_conversation(self, conversation_id: int | None) -> None:
        """Show it as it is stored, with the answer in the making, from its end."""
        self._conversation_id = conversation_id
        self._thread = [] if conversation_id is None else self._conversations.thread(conversation_id)
        live = self._answers.of(conversation_id)
        self._transcript.set_entries(entries_of(self._thread, live))
        self._transcript.set_streaming(live is not None)
        self._show_divider(live.left_out if live else left_out_of(self._thread))
        self.setCurrentWidget(self._transcript if self._thread else self._welcome)
        self._transcript.scroll_to_end()
        self._on_scroll(self._transcript.verticalScrollBar().value())

    def reload_if_changed(self) -> None:
        """Another window may have gone on with it."""
        if self._conversation_id is None or self._answers.of(self._conversation_id):
            return
        if self._conversations.thread(self._conversation_id) != self._thread:
            self.show_conversation(self._conversation_id)

    def add_question(self, question: Message, live: LiveAnswer) -> None:
        """Show a question that was just stored, and below it the place of its answer."""
        if not self._thread or self._thread[-1].role == "user" or question.parent_id != self._thread[-1].id:
            self.show_conversation(question.conversation_id)
            return
        self._thread.append(question)
        self._transcript.append_entry(entry_of(question))
        self._transcript.append_entry(live_entry(live))
        self._transcript.set_streaming(True)
        self._transcript.scroll_to_end()

    def is_empty(self) -> bool:
        return not self._thread

    def is_written_elsewhere(self) -> bool:
        """Whether another window is answering this conversation."""
        is_writing = bool(self._thread) and self._thread[-1].state == "writing"
        return is_writing and self._answers.of(self._conversation_id) is None

    def last_question(self) -> str:
        """The text of the newest question; empty if there is none."""
        return next((message.content for message in reversed(self._thread) if message.role == "user"), "")

    def show_guide(self, is_guide: bool) -> None:
        self._welcome.show_guide(is_guide)

    def _show_divider(self, left_out: int) -> None:
        self._transcript.set_divider(first_seen(self._thread, left_out), DIVIDER)

    def _live(self, conversation_id: int) -> LiveAnswer | None:
        """The answer of that conversation, if it is the one shown."""
        return self._answers.of(conversation_id) if conversation_id == self._conversation_id else None

    def _on_begun(self, conversation_id: int) -> None:
        if live := self._live(conversation_id):
            self._transcript.replace_last(live_entry(live))

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
        self._thread = self._conversations.thread(conversation_id)
        self._transcript.set_streaming(False)
        self._transcript.replace_last(entries_of(self._thread, None)[-1])
        self._show_divider(left_out_of(self._thread))

    def _on_action(self, key: int, action: str) -> None:
        if action == "copy":
            QGuiApplication.clipboard().setText(self._transcript.message_text(key))
        elif action in _AGAIN:
            self._retry(abs(key))

    def _retry(self, message_id: int) -> None:
        if self._answers.of(self._conversation_id) is not None:
            self.retry_refused.emit("Another answer is being written: stop it first.")
        elif message_id != self._thread[-1].id:
            self.retry_refused.emit("Only the last answer can be written again.")
        else:
            last = self._thread[-1]
            self.retry_requested.emit(last.id if last.role == "user" else last.parent_id or 0)

    def _on_scroll(self, value: int) -> None:
        self.scrolled.emit(self.currentWidget() is self._transcript and value > 0)
