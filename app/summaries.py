"""What was said long ago, in short: written by the model, corrected by the person, and sent instead."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

from app.context import alternating, history
from app.engine.client import Engine
from app.engine.events import ChatMessage, Finished, LeftOut, Piece, ReplyOptions, Sampling
from app.errors import UserError
from app.reasoning import ReasoningFilter, without_reasoning
from app.store.messages import Message
from app.words import tr

_ASK = (
    "Sum up our conversation up to here, so that you can go on with it without seeing it again: facts, "
    "names, numbers, what was decided, what is still open. Write the summary only, in the language of the "
    "conversation, in at most 200 words."
)
_MOST_TOKENS = 480
_STAYING = 0.4  # of the room for a prompt: so much of the newest turns stays word for word


def place_to_sum_up(thread: Sequence[Message], tokens: Sequence[int], room_tokens: int) -> int | None:
    """The place of the last message to be summed up: the newest turns that are sent word for word then take
    less than half of the room. None where there is no whole turn before the last one.

    tokens: of each message.
    """
    questions = [place for place, message in enumerate(thread) if message.role == "user"]
    ends = questions[1:]  # of turns, exclusive
    for end in ends:
        if sum(tokens[end:]) <= room_tokens * _STAYING:
            return end - 1
    return ends[-1] - 1 if ends else None


def sum_up(
    engine: Engine,
    thread: Sequence[Message],
    system_prompt: str,
    stop: threading.Event,
    conversation: str | None = None,
) -> Iterator[str]:
    """The loaded model's summary of these messages, word by word, without its reasoning.

    It has read them already, so that only the request is read. Ends early when stopped. Raises UserError
    where they do not fit, and when nothing was written.
    """
    messages = summary_messages(thread, system_prompt)
    options = ReplyOptions(Sampling(temperature=0.3), max_tokens=_MOST_TOKENS)
    reasoning, said = ReasoningFilter(), ""
    for event in engine.reply(messages, options, stop, conversation):
        if isinstance(event, LeftOut):
            raise UserError(
                tr("This is too long to be summed up at once."),
                tr("Let the oldest messages be left out, or start a new conversation."),
            )
        if isinstance(event, Piece):
            _, shown = reasoning.feed(event.text)
        elif isinstance(event, Finished):
            _, shown = reasoning.finish()
        else:
            continue
        said += shown
        if shown:
            yield shown
        if isinstance(event, Finished) and event.reason == "stopped":
            return
    if not said.strip():
        raise UserError(
            tr("The model wrote no summary."), tr("Write one yourself, or try again with another model.")
        )


def summary_messages(thread: Sequence[Message], system_prompt: str) -> list[ChatMessage]:
    """What the model is sent to have a summary of a thread from it."""
    messages = history(thread, system_prompt)
    if messages and messages[-1].role == "assistant":
        messages[-1] = ChatMessage("assistant", without_reasoning(messages[-1].content))
    return alternating([*messages, ChatMessage("user", _ASK)])
