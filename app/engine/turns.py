"""The shape of a conversation as chat templates want it."""

from __future__ import annotations

from collections.abc import Iterable

from app.engine.events import ChatMessage


def joined(messages: Iterable[ChatMessage]) -> list[ChatMessage]:
    """Neighbours of one role become one message, pinned if one of them is: many templates insist on taking
    turns."""
    turns: list[ChatMessage] = []
    for message in messages:
        if turns and turns[-1].role == message.role:
            before = turns.pop()
            text = f"{before.content}\n\n{message.content}"
            message = ChatMessage(message.role, text, before.is_pinned or message.is_pinned)
        turns.append(message)
    return turns
