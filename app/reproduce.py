"""Making an answer again: the same prompt, settings and seed give the same words on the same computer.

Where two tokens are nearly equally likely, what was still in memory and in what portions a prompt is read
can tip the scale: sums of floating-point numbers depend on their order. So it is told how far both agree.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from app.context import sent_for
from app.engine.client import Engine
from app.engine.events import Finished, Piece, Reading
from app.engine.turns import joined
from app.errors import UserError
from app.making import reply_options_of
from app.store.conversations import Conversations
from app.store.messages import Message
from app.words import tr

_TELL_EACH_S = 0.2


@dataclass(frozen=True, slots=True)
class Reproducing:
    """So many tokens are written again."""

    token_count: int


@dataclass(frozen=True, slots=True)
class Reproduced:
    """The answer once more. same_characters: of the beginning, that are alike; prompt_is_same: whether the
    model was sent as many tokens as the first time."""

    text: str
    is_same: bool
    same_characters: int
    prompt_is_same: bool


def reproduce(
    answer: Message, conversations: Conversations, engine: Engine, stop: threading.Event
) -> Iterator[Reproducing | Reproduced]:
    """Makes the answer again with the loaded model, and compares; nothing of it is kept. Ends without
    Reproduced when stopped. Raises UserError where it cannot be made again."""
    description = engine.description()
    if description is None or description.name != answer.model:
        raise UserError(
            tr("This answer was made with {model}, which is not loaded now.", model=answer.model),
            tr("Choose that model above the conversation, then try again."),
        )
    options = reply_options_of(answer)
    assert answer.statistics is not None
    turns = sent_for(answer, conversations)
    system = [message for message in turns if message.role == "system"]
    others = turns[len(system) :]
    # What was left out then is left out now, also where the model's memory knows other limits meanwhile.
    pinned = [message for message in others[: answer.left_out] if message.is_pinned]
    said: list[str] = []
    total, next_told = 0, 0.0
    messages = [*system, *joined([*pinned, *others[answer.left_out :]])]
    with contextlib.closing(engine.reply(messages, options, stop)) as events:
        for event in events:
            if isinstance(event, Reading):
                total = event.total
            elif isinstance(event, Piece):
                said.append(event.text)
                if time.monotonic() >= next_told:
                    yield Reproducing(event.token_count)
                    next_told = time.monotonic() + _TELL_EACH_S
                if answer.finish_reason == "stopped" and len("".join(said)) >= len(answer.content):
                    break
            elif isinstance(event, Finished) and stop.is_set():
                return
    text = "".join(said)
    if answer.finish_reason == "stopped":
        text = text[: len(answer.content)]
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(text, answer.content, strict=False)))
    yield Reproduced(text, text == answer.content, same, total == answer.statistics.prompt_tokens)
