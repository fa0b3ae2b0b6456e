"""Whether the model is sent a message with later questions, given what was pinned and left out."""

from __future__ import annotations

from collections.abc import Sequence

from app.store.messages import Message, Sending

NEXT_QUESTION = Message(
    id=0,
    conversation_id=0,
    parent_id=None,
    role="user",
    content="",
    created_at=0.0,
    state="complete",
    model="",
    error="",
    hint="",
    statistics=None,
    finish_reason=None,
    left_out=0,
)
"""Stands for the question that is still to be asked."""


def sendings_of(thread: Sequence[Message]) -> list[Sending]:
    """How it is with each message, given that an answer is not sent without its question: to leave out a
    question leaves out its answer, to pin an answer pins its question. The last question is always sent."""
    last = max((place for place, message in enumerate(thread) if message.role == "user"), default=0)
    sendings: list[Sending] = [
        message.sending if place < last else "usual" for place, message in enumerate(thread)
    ]
    question = 0
    for place, message in enumerate(thread[:last]):
        if message.role == "user":
            question = place
        elif sendings[question] == "left_out":
            sendings[place] = "left_out"
        elif sendings[place] == "pinned":
            sendings[question] = "pinned"
    return sendings


def sendings_before_next(thread: Sequence[Message]) -> list[Sending]:
    """How it is with each message of a conversation when another question comes after it."""
    return sendings_of([*thread, NEXT_QUESTION])[:-1]


def sending_changes(thread: Sequence[Message], message_id: int, sending: Sending) -> dict[int, Sending]:
    """What has to be set so that this message is sent in this way, by message: an answer that is sent again
    brings its question, and a question stays pinned as long as its answer is."""
    changes = {message_id: sending}
    question: Message | None = None
    for message in thread:
        if message.role == "user":
            question = message
        elif question is None:
            continue
        elif message.id == message_id and sending != "left_out" and question.sending == "left_out":
            changes[question.id] = "usual"
        elif question.id == message_id and sending == "usual" and message.sending == "pinned":
            changes[message.id] = "usual"
    return changes
