"""The shape of a conversation as chat templates want it."""

from __future__ import annotations

from collections.abc import Iterable

from app.engine.events import ChatMessage


def joined(messages: Iterable[ChatMessage]) -> list[ChatMessage]:
    """Neighbours of one role become one message: many templates insist on taking turns."""
    turns: list[ChatMessage] = []
    for message in messages:
        if turns and turns[-1].role == message.role:
            message = ChatMessage(message.role, f"{turns.pop().content}\n\n{message.content}")
        turns.append(message)
    return turns
