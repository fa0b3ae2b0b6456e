"""Summaries of a conversation: the model writes one, the person reads and corrects it, and it is used."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.store.conversations import Conversations
from app.store.drafts import Draft
from app.store.messages import Message
from app.summaries import Part
from app.words import tr
from ui.chat.page import ChatPage
from ui.chat.summary_dialog import SummaryDialog
from ui.chat.summing_up import SummingUp
from ui.still_there import while_there
from ui.theme import Theme


class SummaryEditing(QObject):
    """Belongs to one page."""

    cancelled = Signal()  # one that was to be written, by the person

    def __init__(
        self, theme: Theme, page: ChatPage, conversations: Conversations, summing_up: SummingUp
    ) -> None:
        super().__init__(page)
        self._theme = theme
        self._page = page
        self._conversations = conversations
        self._summing_up = summing_up
        page.summary_requested.connect(self._edit)

    def make_room(self, conversation_id: int, room_tokens: int) -> None:
        """A summary is sent instead of the oldest messages. room_tokens: that a prompt may have."""
        told = tr(
            "The model gets this instead of the oldest messages, which stay in the conversation for you. "
            "Change what is wrong or missing. What stays has to be read again once."
        )
        dialog = SummaryDialog(self._theme, told, tr("Use the summary"), self._page.window())
        writing = _Writing(dialog, self._summing_up, conversation_id, room_tokens)
        dialog.saved.connect(lambda text: self._set(writing.last_id, text))
        dialog.rejected.connect(self.cancelled)
        dialog.open()

    def begin_anew(self, conversation_id: int) -> None:
        """A new conversation begins with a summary of this one."""
        told = tr(
            "A new conversation begins with this in its box, to be sent with your next question. "
            "Change what is wrong or missing."
        )
        dialog = SummaryDialog(self._theme, told, tr("Start the new chat"), self._page.window())
        _Writing(dialog, self._summing_up, conversation_id, 0)
        dialog.saved.connect(self._begin)
        dialog.rejected.connect(self.cancelled)
        dialog.open()

    def _begin(self, summary: str) -> None:
        text = tr("This is what we said before, in short:\n\n{summary}", summary=summary)
        self._page.open(None)
        self._page.write(Draft(f"{text}\n\n"))

    def _set(self, message_id: int, text: str) -> None:
        try:
            self._conversations.set_summary(message_id, text)
        except UserError as error:
            self._page.show_problem(error)
            return
        self._page.show_changed()

    def _edit(self, message: Message) -> None:
        told = tr("The model gets this instead of the messages above. Change what is wrong or missing.")
        dialog = SummaryDialog(self._theme, told, tr("Use the summary"), self._page.window())
        dialog.finish(message.summary)
        dialog.saved.connect(lambda text: self._set(message.id, text))
        dialog.open()


class _Writing(QObject):
    """The model's words on their way into a dialog, until that is closed."""

    def __init__(
        self, dialog: SummaryDialog, summing_up: SummingUp, conversation_id: int, room_tokens: int
    ) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._last_id: int | None = None
        self._is_used_there = room_tokens > 0  # instead of the messages that it sums up
        dialog.begin()
        task = summing_up.begin(
            conversation_id,
            room_tokens,
            while_there(dialog, self._take),
            while_there(dialog, dialog.finish),
            while_there(dialog, self._fail),
        )
        dialog.finished.connect(task.stop)

    @property
    def last_id(self) -> int:
        """Of the last message that is summed up, known once there is something to be saved."""
        assert self._last_id is not None
        return self._last_id

    def _take(self, event: int | str | Part) -> None:
        if isinstance(event, int):
            self._last_id = event
        elif isinstance(event, Part):
            self._dialog.begin(event)
        else:
            self._dialog.add(event)

    def _fail(self, error: Exception) -> None:
        is_known = self._last_id is not None or not self._is_used_there
        if isinstance(error, UserError) and is_known:
            self._dialog.fail(error)
        elif isinstance(error, UserError):
            self._dialog.refuse(error)
        elif is_known:
            self._dialog.finish()  # a bug, which is told elsewhere
        else:
            self._dialog.reject()
