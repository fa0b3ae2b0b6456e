"""From what is written to a question that is stored and being answered, now or after the answer before it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.store.drafts import Draft
from app.store.messages import Message
from ui.chat.answers import Answers
from ui.chat.draft_keeper import DraftKeeper
from ui.chat.stores import Stores
from ui.chat.turns import why_not_now
from ui.chat.waiting import Waiting
from ui.chat.writing import WritingArea


class Sending(QObject):
    """Sends from the box of one page; what is sent while an answer is being made waits for its end."""

    sent = Signal(object)  # Message: a question of whichever conversation, stored and being answered
    changed = Signal(int)  # the conversation's id: other messages are shown there now
    refused = Signal(str)  # why not
    failed = Signal(object)  # UserError

    def __init__(
        self,
        stores: Stores,
        answers: Answers,
        writing: WritingArea,
        drafts: DraftKeeper,
        stored_id: Callable[[], int],
        parent: QObject,
    ) -> None:
        """stored_id: gives the id of the conversation that is open, storing a new one first."""
        super().__init__(parent)
        self._stores = stores
        self._answers = answers
        self._writing = writing
        self._drafts = drafts
        self._stored_id = stored_id
        self._conversation_id: int | None = None
        self._waiting = Waiting(stores.conversations, stores.drafts, answers, self)
        writing.submitted.connect(self.send)
        writing.edited.connect(self._send_edited)
        writing.waiting_taken.connect(self._take_waiting)
        writing.waiting_cancelled.connect(self._cancel_waiting)
        self._waiting.changed.connect(self._show_waiting)
        self._waiting.sent.connect(lambda _, question: self.sent.emit(question))
        self._waiting.returned.connect(self._on_returned)
        self._waiting.failed.connect(self.failed)

    def show_for(self, conversation_id: int | None) -> None:
        """Another conversation is open."""
        self._conversation_id = conversation_id
        self._show_waiting()

    def draft_of(self, conversation_id: int) -> Draft:
        """With what waited in a window that was closed since; not with what still waits in this one or
        another."""
        last = self._stores.conversations.last(conversation_id)
        is_writing = last is not None and last.state == "writing"
        if is_writing or self._answers.of(conversation_id) is not None:
            return self._stores.drafts.get(conversation_id)
        return self._stores.drafts.keep_queued(conversation_id)

    def ask(self, text: str) -> None:
        """Send these words, whatever is being written."""
        self._send(Draft(text))

    def send(self, draft: Draft) -> None:
        """What is written: send it, or let it wait for the end of the answer that is being made."""
        if self._conversation_id is not None and self._answers.of(self._conversation_id) is not None:
            is_taken = self._waiting.add(self._conversation_id, draft)
        else:
            is_taken = self._send(draft)
        if is_taken:  # else the text stays in the box
            self._writing.set_draft(Draft())
            self._drafts.save_in_passing()

    def on_ended(self, conversation_id: int) -> None:
        """An answer has ended: send what waits for that."""
        # What waits may be put before what is written: not until that is kept.
        if conversation_id != self._conversation_id or self._drafts.save_in_passing():
            self._waiting.on_ended(conversation_id)

    def _send(self, draft: Draft) -> bool:
        """Store the question, then answer it. False if it could not be stored."""
        if not self._may_change():
            return False
        try:
            question = self._stores.conversations.add_question(
                self._stored_id(), draft.text, draft.attachments
            )
        except UserError as error:
            self.failed.emit(error)
            return False
        self._drafts.set_sent()
        self._answers.start(question)
        self.sent.emit(question)
        return True

    def _send_edited(self, message: Message, draft: Draft) -> None:
        """Store another version of a message; a question is answered anew."""
        if not self._may_change():
            return  # the text stays in the box
        versions = self._stores.versions
        try:
            if message.role == "user":
                question = versions.edit_question(message.id, draft.text, draft.attachments)
                self._answers.start(question)
            else:
                versions.correct_answer(message.id, draft.text)
        except UserError as error:
            self.failed.emit(error)
            return
        self._writing.end_edit()
        self.changed.emit(message.conversation_id)

    def _may_change(self) -> bool:
        """Whether something can be sent here now; the reason is told."""
        if self._conversation_id is None:
            return True
        refusal = why_not_now(self._answers, self._stores.conversations, self._conversation_id)
        if refusal:
            self.refused.emit(refusal)
        return not refusal

    def _show_waiting(self) -> None:
        self._writing.show_waiting(self._waiting.of(self._conversation_id))

    def _take_waiting(self) -> None:
        if self._conversation_id is not None and self._drafts.save_in_passing():
            self._waiting.take_back(self._conversation_id)
            self._writing.composer.setFocus()

    def _cancel_waiting(self) -> None:
        if self._conversation_id is not None:
            self._waiting.cancel(self._conversation_id)

    def _on_returned(self, conversation_id: int) -> None:
        if conversation_id == self._conversation_id:
            self._drafts.show(self._stores.drafts.get(conversation_id))
        self.changed.emit(conversation_id)
