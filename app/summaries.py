"""What was said long ago, in short: written by the model, corrected by the person, and sent instead."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.context import SUMMARY_HEADING, alternating, history
from app.engine.client import Engine
from app.engine.events import ChatMessage, Finished, Piece, ReplyOptions, Sampling, Thinking
from app.engine.overlong import Overlong
from app.errors import UserError
from app.reasoning import ReasoningFilter, without_reasoning
from app.store.messages import Message
from app.words import tr

_WANTED = (
    "facts, names, numbers, what was decided, what is still open. Write the summary only, in the language of "
    "the conversation, in at most 200 words."
)
_ASK = f"Sum up our conversation up to here, so that you can go on with it without seeing it again: {_WANTED}"
_ASK_OF_PART = f"Sum up this part of a conversation, and what was said before it: {_WANTED}"
_SPEAKERS = {"system": "", "user": "User: ", "assistant": "Assistant: "}
_MOST_TOKENS = 480
_MOST_SHARE = 6  # of the context: two summaries, that before a part and the new one, leave room for the part
_TEMPLATE_TOKENS = 24  # around one message
_LEAST_PART = 16  # tokens: where not even so many have room, the model says so
_STAYING = 0.4  # of the room for a prompt: so much of the newest turns stays word for word


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what is to be summed up is read now, and a summary of all up to its end begins. From 1."""

    number: int
    count: int


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
    thinking: Thinking | None = None,
) -> Iterator[str | Part]:
    """The loaded model's summary of these messages, word by word. It does not think before where it can be
    told not to; thinking: how much it does in this conversation.

    Where there is room for all of them the model has mostly read them already, so that only the request is
    read. Else it reads one part after the other, each with the summary of those before; the last summary
    counts. Ends early when stopped. Raises UserError when nothing was written.
    """
    model = engine.description()
    options = ReplyOptions(
        Sampling(temperature=0.3),
        _MOST_TOKENS,
        leads_to_close=True,
        thinking="off" if model and "off" in model.thinking else thinking,
        keeps_all=True,
    )
    try:
        yield from _write(engine, summary_messages(thread, system_prompt), options, stop)
    except Overlong:
        yield from _in_parts(engine, thread, options, stop)


def summary_messages(thread: Sequence[Message], system_prompt: str) -> list[ChatMessage]:
    """What the model is sent to have a summary of a thread from it."""
    messages = history(thread, system_prompt)
    if messages and messages[-1].role == "assistant":
        messages[-1] = ChatMessage("assistant", without_reasoning(messages[-1].content))
    return alternating([*messages, ChatMessage("user", _ASK)])


def _in_parts(
    engine: Engine, thread: Sequence[Message], options: ReplyOptions, stop: threading.Event
) -> Iterator[str | Part]:
    model = engine.description()
    length = model.context_length if model else 0
    most = min(_MOST_TOKENS, length // _MOST_SHARE)
    # Told what was said, not as one of the speakers: so a part may begin and end anywhere.
    said = [_SPEAKERS[message.role] + message.content for message in summary_messages(thread, "")[:-1]]
    request = engine.count(f"{_ASK_OF_PART}\n\n{SUMMARY_HEADING}\n\n")
    room = max(_LEAST_PART, length - 2 * most - request - _TEMPLATE_TOKENS)
    parts = parts_of(said, engine.count, room)
    summary = ""
    for number, part in enumerate(parts, 1):
        yield Part(number, len(parts))
        # Text is not always read as the tokens it was written with, and there may be more of them.
        kept, _ = next(_pieces(summary, engine.count, most))
        before = f"{SUMMARY_HEADING} {kept}" if kept else ""
        text = "\n\n".join(filter(None, (_ASK_OF_PART, before, part)))
        summary = ""
        for words in _write(engine, [ChatMessage("user", text)], replace(options, max_tokens=most), stop):
            summary += words
            yield words
        if stop.is_set():
            return


def parts_of(texts: Sequence[str], count: Callable[[str], int], room_tokens: int) -> list[str]:
    """The texts together, in parts of at most so many tokens; a longer text is cut between words.

    count: tokens of a text.
    """
    parts: list[list[str]] = []
    left = 0
    for text in texts:
        for piece, tokens in _pieces(text, count, room_tokens):
            if tokens > left or not parts:
                parts.append([])
                left = room_tokens
            parts[-1].append(piece)
            left -= tokens
    return ["\n\n".join(part) for part in parts]


def _pieces(text: str, count: Callable[[str], int], room_tokens: int) -> Iterator[tuple[str, int]]:
    """(text, its tokens) of as few halves of halves as fit."""
    tokens = count(f"{text}\n\n")
    if tokens <= room_tokens or len(text) < 2:
        yield text, tokens
        return
    middle = text.find(" ", len(text) // 2, len(text) * 3 // 4)
    if middle < 0:
        middle = len(text) // 2
    for half in (text[:middle], text[middle:]):
        yield from _pieces(half, count, room_tokens)


def _write(
    engine: Engine, messages: Sequence[ChatMessage], options: ReplyOptions, stop: threading.Event
) -> Iterator[str]:
    """The model's answer, without its reasoning. Raises Overlong, and UserError when it says nothing."""
    reasoning, said = ReasoningFilter(), ""
    for event in engine.reply(messages, options, stop):
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
