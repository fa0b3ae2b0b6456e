"""What of a conversation the model is sent, and which stored message each part of it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from app.documents.attachments import with_attachments
from app.engine.turns import ChatMessage, joined
from app.reasoning import without_reasoning
from app.sendings import sendings_of
from app.store.conversations import Conversations
from app.store.messages import Message, Sending

SUMMARY_HEADING = "What was said before, in short:"
"""Comes before a summary, for the model."""


class Turn(NamedTuple):
    """A message as the model is sent it. ids: of the stored messages in it; none in the system prompt."""

    message: ChatMessage
    ids: tuple[int, ...] = ()


def turns_of(thread: Sequence[Message], system_prompt: str) -> list[Turn]:
    """What the model is sent of a thread, oldest first, as long as there is room for all of it.

    Many chat templates refuse two messages of the same role in a row: answers without a word are left out,
    and the questions that then follow each other are joined. What the person left out is not in it. A summary
    stands at the end of the system prompt, for all that it sums up but what is pinned.
    """
    system, first = system_prompt, 0
    if (summarised := summarised_place(thread)) is not None:
        parts = (system_prompt.strip(), SUMMARY_HEADING, thread[summarised].summary)
        system, first = "\n\n".join(part for part in parts if part), summarised + 1
    turns = [Turn(ChatMessage("system", system))] if system.strip() else []
    for place, (message, sending) in enumerate(zip(thread, sendings_of(thread), strict=True)):
        sent = replace(_as_sent(message, message is thread[-1]), is_pinned=sending == "pinned")
        if sending == "left_out" or (sent.role == "assistant" and not sent.content.strip()):
            continue
        if place < first and not sent.is_pinned:
            continue
        if turns and turns[-1].message.role == sent.role:
            before = turns.pop()
            [both] = joined([before.message, sent])
            turns.append(Turn(both, (*before.ids, message.id)))
        else:
            turns.append(Turn(sent, (message.id,)))
    return turns


def history(thread: Sequence[Message], system_prompt: str) -> list[ChatMessage]:
    """What the model is sent of a thread, oldest first."""
    return [turn.message for turn in turns_of(thread, system_prompt)]


def alternating(messages: Sequence[ChatMessage]) -> list[ChatMessage]:
    """Leaves out answers without a word and joins the questions that then follow each other.

    Many chat templates refuse two messages of the same role in a row.
    """
    return joined(message for message in messages if message.role != "assistant" or message.content.strip())


def summarised_place(thread: Sequence[Message]) -> int | None:
    """The place of the newest message with a summary; None where there is none. The last question is always
    sent as it is."""
    last = max((place for place, message in enumerate(thread) if message.role == "user"), default=0)
    return max((place for place, message in enumerate(thread[:last]) if message.summary), default=None)


def first_seen(thread: Sequence[Message], left_out: int) -> int | None:
    """The id of the first message that the model still sees when the oldest `left_out` of what it is sent
    (turns_of) leave, those that are pinned not counted; None: nothing leaves."""
    if not left_out:
        return None
    seen = [turn for turn in turns_of(thread, "") if turn.message.role != "system"][left_out:]
    return seen[0].ids[0] if seen else None


def newly_unseen(turns: Sequence[Turn], before: int, left_out: int) -> int:
    """How many stored messages the model saw when the oldest `before` of what it is sent had left, and no
    longer sees when the oldest `left_out` do. Those that are pinned it goes on seeing."""
    others = [turn for turn in turns if turn.message.role != "system"]
    return sum(len(turn.ids) for turn in others[before:left_out] if not turn.message.is_pinned)


def sending_options(thread: Sequence[Message]) -> dict[str, object]:
    """What was pinned, left out and summed up, by place in the thread, for the options that are kept with an
    answer."""
    found: dict[str, object] = {
        name: [place for place, sending in enumerate(sendings_of(thread)) if sending == name]
        for name in ("pinned", "left_out")
    }
    if (summarised := summarised_place(thread)) is not None:
        found["summary"] = [summarised, thread[summarised].summary]
    return {name: value for name, value in found.items() if value}


def sent_for(answer: Message, conversations: Conversations) -> list[ChatMessage]:
    """The messages that the model was given for this answer, those left out included."""
    thread = conversations.path_to(answer.parent_id) if answer.parent_id else []
    return history(as_then(thread, answer), answer.made_with.get("system_prompt", ""))


def as_then(thread: Sequence[Message], answer: Message) -> list[Message]:
    """The thread as it was pinned, left out and summed up when this answer was made."""
    return list(_then(thread, answer.made_with))


def _then(thread: Sequence[Message], kept: Mapping[str, Any]) -> Iterator[Message]:
    names: tuple[Sending, Sending] = ("pinned", "left_out")
    summarised, summary = kept.get("summary") or (None, "")
    for place, message in enumerate(thread):
        sending: Sending = next((name for name in names if place in kept.get(name, ())), "usual")
        yield message._replace(sending=sending, summary=summary if place == summarised else "")


def _as_sent(message: Message, is_last: bool) -> ChatMessage:
    """What a model thought before an answer is not sent again, as its makers have it; but an answer that
    goes on begins with it."""
    if message.role == "assistant" and not is_last:
        return ChatMessage(message.role, without_reasoning(message.content))
    return ChatMessage(message.role, with_attachments(message.content, message.attachments))
