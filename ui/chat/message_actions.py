"""What is done when a message's button is pressed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.sendings import sending_changes
from app.store.messages import Message, Sending
from app.store.versions import Removal
from ui.chat.answers import Answers
from ui.chat.entries import (
    ANSWER_NOW,
    EDIT_SUMMARY,
    REMEDIES,
    SAVE_AGAIN,
    SEND_AGAIN,
    SEND_MESSAGES,
    TRY_AGAIN,
)
from ui.chat.entry import AGAIN_WITH, CHIP, SENDINGS, Action, action_of
from ui.chat.model_choice import ModelChoice
from ui.chat.stores import Stores
from ui.chat.turns import why_not_now

_AGAIN = {"again", *(action_of(words) for words in (TRY_AGAIN, ANSWER_NOW))}
_REMEDIES = {action_of(words) for words in REMEDIES.values()}
_LOOKING = {action_of(REMEDIES[remedy]) for remedy in ("another_model", "free_space")}
"""Remedies that change nothing in the conversation."""


class MessageActions(QObject):
    """Changes the conversation, and tells what is to be shown then."""

    changed = Signal(int)  # the conversation's id: other messages are shown there now
    edit_requested = Signal(object)  # Message
    details_requested = Signal(object)  # Message
    journey_requested = Signal(object)  # Message
    attachment_requested = Signal(object)  # Attachment
    summary_requested = Signal(object)  # Message: its summary is to be changed
    remedy_requested = Signal(object)  # Message: what helps after its failure
    branched = Signal(int)  # id of the new conversation
    removed = Signal(object)  # Removal
    refused = Signal(str)  # why not
    failed = Signal(object)  # UserError

    def __init__(
        self, stores: Stores, answers: Answers, models: ModelChoice, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._stores = stores
        self._answers = answers
        self._models = models

    def do(self, message: Message, name: Action) -> None:
        """All but "copy" and "copy_markdown", which the conversation does itself."""
        try:
            if name == "details":
                self.details_requested.emit(message)
            elif name == "journey":
                self.journey_requested.emit(message)
            elif name.startswith(CHIP):
                self.attachment_requested.emit(message.attachments[int(name.removeprefix(CHIP))])
            elif name == "branch":
                self.branched.emit(self._stores.versions.branch(message.id))
            elif name == action_of(SAVE_AGAIN):
                self._answers.unkept.write(message.conversation_id)
            elif name in _LOOKING:
                self.remedy_requested.emit(message)
            elif refusal := why_not_now(self._answers, self._stores.conversations, message.conversation_id):
                self.refused.emit(refusal)
            else:
                self._change(message, name)
        except UserError as error:
            self.failed.emit(error)

    def put_back(self, removal: Removal) -> None:
        """Undo of a deletion."""
        try:
            self._stores.versions.put_back(removal)
        except UserError as error:
            self.failed.emit(error)
            return
        self.changed.emit(removal.conversation_id)

    def _change(self, message: Message, name: str) -> None:
        if name in ("previous", "next"):
            self._choose_version(message, -1 if name == "previous" else 1)
        elif name == "edit":
            self.edit_requested.emit(message)
        elif name == "delete":
            self.removed.emit(self._stores.versions.remove(message.id))
            self.changed.emit(message.conversation_id)
        elif name in SENDINGS or name == action_of(SEND_AGAIN):
            self._send_as(message, SENDINGS.get(name, "usual"))
        elif name in _REMEDIES:
            self.remedy_requested.emit(message)
        elif name == action_of(EDIT_SUMMARY):
            self.summary_requested.emit(message)
        elif name == action_of(SEND_MESSAGES):
            self._stores.conversations.set_summary(message.id, "")
            self.changed.emit(message.conversation_id)
        elif name == "continue":
            self._answers.go_on(message, self._question_of(message))
            self.changed.emit(message.conversation_id)
        elif name in _AGAIN or name.startswith(AGAIN_WITH):
            self._answer_again(self._question_of(message), name.removeprefix(AGAIN_WITH))

    def _send_as(self, message: Message, sending: Sending) -> None:
        conversations = self._stores.conversations
        thread = conversations.thread(message.conversation_id)
        for message_id, changed in sending_changes(thread, message.id, sending).items():
            conversations.set_sending(message_id, changed)
        self.changed.emit(message.conversation_id)

    def _choose_version(self, message: Message, step: int) -> None:
        ids = self._stores.versions.of(message.conversation_id).get(message.id, (message.id,))
        wanted = ids.index(message.id) + step
        if 0 <= wanted < len(ids):
            self._stores.versions.choose(ids[wanted])
            self.changed.emit(message.conversation_id)

    def _answer_again(self, question: Message, model: str) -> None:
        """model: the path of another one, which then is the one in use; or the name of the action."""
        other = None if model in _AGAIN else Path(model)
        if other is not None:
            self._models.choose(other)
        self._answers.start(question, other)
        self.changed.emit(question.conversation_id)

    def _question_of(self, message: Message) -> Message:
        if message.role == "user" or message.parent_id is None:
            return message
        return self._stores.conversations.message(message.parent_id)
