"""Messages that wait for the end of an answer, one for each conversation at most."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.store.conversations import Conversations
from app.store.drafts import Draft, Drafts
from app.store.messages import Message
from ui.chat.answers import Answers


class Waiting(QObject):
    """Sends what waits when an answer has come to its own end, whichever conversation is shown.

    After an answer that was stopped or has failed it goes back into the draft: the person may want to
    say something else then. It is kept on the disk, and is the draft again in the next window.
    """

    changed = Signal(int)  # the conversation's id
    sent = Signal(int, object)  # its id, and the question
    returned = Signal(int)  # its id: what waited is now the beginning of the draft
    failed = Signal(object)  # UserError; what waits still does

    def __init__(
        self, conversations: Conversations, drafts: Drafts, answers: Answers, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._conversations = conversations
        self._drafts = drafts
        self._answers = answers
        self._messages: dict[int, Draft] = {}

    def of(self, conversation_id: int | None) -> Draft | None:
        """What waits there; None if nothing does."""
        return None if conversation_id is None else self._messages.get(conversation_id)

    def add(self, conversation_id: int, message: Draft) -> bool:
        """Let it wait; what waits there already comes before it in the same message. False if it could not be
        stored."""
        whole = self._messages.get(conversation_id, Draft()).and_then(message)
        if not self._write(lambda: self._drafts.queue(conversation_id, whole)):
            return False
        self._messages[conversation_id] = whole
        self.changed.emit(conversation_id)
        return True

    def cancel(self, conversation_id: int) -> None:
        """Nothing waits there any more."""
        if conversation_id in self._messages and self._write(
            lambda: self._drafts.queue(conversation_id, Draft())
        ):
            del self._messages[conversation_id]
            self.changed.emit(conversation_id)

    def take_back(self, conversation_id: int) -> None:
        """What waits becomes the beginning of the draft."""
        if conversation_id in self._messages and self._write(
            lambda: self._drafts.keep_queued(conversation_id)
        ):
            del self._messages[conversation_id]
            self.changed.emit(conversation_id)
            self.returned.emit(conversation_id)

    def _write(self, write: Callable[[], object]) -> bool:
        """False if it failed, which is told: what waits still does."""
        try:
            write()
        except UserError as error:
            self.failed.emit(error)
            return False
        return True

    def on_ended(self, conversation_id: int) -> None:
        """An answer there has come to an end: send what waits for it, or give it back."""
        waiting = self._messages.get(conversation_id)
        if waiting is None or self._answers.unkept.of(conversation_id) is not None:
            return  # it ends once more, when it is written
        last = self._conversations.last(conversation_id)
        if last is None or not _is_natural_end(last):
            self.take_back(conversation_id)
            return
        try:
            question = self._conversations.add_question(
                conversation_id, waiting.text, waiting.attachments, place="queue"
            )
        except UserError as error:
            self.failed.emit(error)
            return
        del self._messages[conversation_id]
        self._answers.start(question)
        self.changed.emit(conversation_id)
        self.sent.emit(conversation_id, question)


def _is_natural_end(answer: Message) -> bool:
    return answer.state == "complete" and answer.finish_reason != "stopped"
