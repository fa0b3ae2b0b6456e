"""What has to be sent together, and is more than a model's context has room for."""

from __future__ import annotations

from collections.abc import Sequence

from app.engine.events import ChatMessage
from app.errors import UserError
from app.words import tr


class Overlong(UserError):
    """Nothing of it can be left out. needed_tokens: of the prompt; the answer comes on top."""

    def __init__(self, message: str, hint: str = "", needed_tokens: int = 0) -> None:
        super().__init__(message, hint, "longer_context")
        self.needed_tokens = needed_tokens

    def __reduce__(self) -> tuple[object, ...]:
        return (*super().__reduce__(), {"needed_tokens": self.needed_tokens})


def longest_prompt(context_length: int) -> int:
    """Tokens of the longest prompt that is sent where nothing can be left out: an answer of a few words has
    room beside it."""
    return context_length - max(32, context_length // 16)


def to_go_on(tokens: int, context_length: int) -> Overlong:
    """Of an answer that is to be continued; tokens: of the prompt and of what the model said."""
    return Overlong(
        tr(
            "The question and its answer so far take {tokens} tokens; this model's context of "
            "{length} has no room to go on.",
            tokens=tokens,
            length=context_length,
        ),
        tr("Ask for the rest in a new message, or choose a greater context length in the settings."),
        tokens,
    )


def refused(messages: Sequence[ChatMessage], tokens: int, context_length: int) -> Overlong:
    """Of all that would have to be sent; tokens: how many that are."""
    if messages[-1].role == "assistant":
        return to_go_on(tokens, context_length)
    if any(message.is_pinned for message in messages):
        return Overlong(
            tr(
                "Your message and what is pinned take {tokens} tokens, more than this model's context of "
                "{length} has room for.",
                tokens=tokens,
                length=context_length,
            ),
            tr("Unpin a message, shorten the text, or choose a greater context length in the settings."),
            tokens,
        )
    if messages[0].role == "system":
        told = tr(
            "Your message and the system prompt take {tokens} tokens, more than this model's context of "
            "{length} has room for.",
            tokens=tokens,
            length=context_length,
        )
    else:
        told = tr(
            "Your message takes {tokens} tokens, more than this model's context of {length} has room for.",
            tokens=tokens,
            length=context_length,
        )
    hint = tr("Shorten the text, or choose a greater context length in the settings.")
    return Overlong(told, hint, tokens)
