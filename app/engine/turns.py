"""The shape of a conversation as chat templates want it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message as the model is sent it. is_pinned: it stays when older ones leave; no part of what the
    message is, as the planner remembers by that what it left out."""

    role: Role
    content: str
    is_pinned: bool = field(default=False, compare=False)


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
