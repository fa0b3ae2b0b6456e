"""Whose turn it is in a conversation."""

from __future__ import annotations

from app.store.conversations import Conversations
from app.words import tr
from ui.chat.answers import Answers


def why_not_now(answers: Answers, conversations: Conversations, conversation_id: int) -> str:
    """Why nothing can be sent or changed in a conversation for now; empty if it can."""
    if answers.of(conversation_id) is not None:
        return tr("Wait for the end of the answer, or stop it with Esc, to do this.")
    if answers.unkept.of(conversation_id) is not None:
        return tr("The last answer is not on the disk yet. Save it first.")
    last = conversations.last(conversation_id)
    if last is not None and last.state == "writing":
        return tr("This conversation is being answered in another window.")
    return ""
