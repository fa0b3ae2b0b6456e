"""Stored messages as the transcript shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.conversations import Message
from ui import formats
from ui.chat.answers import LiveAnswer
from ui.chat.transcript import Entry

TRY_AGAIN = "Try again"
ANSWER_NOW = "Answer it now"
DIVIDER = "The model no longer sees anything above this line: the context is full."


def entry_of(message: Message) -> Entry:
    if message.role == "user":
        return Entry(message.id, "user", message.content)
    match message.state:
        case "failed":
            notice = f"{message.error} {message.hint}".strip()
            return Entry(message.id, "assistant", message.content, "", notice, True, (TRY_AGAIN,))
        case "interrupted":
            notice = "Interrupted before the answer was complete."
            return Entry(message.id, "assistant", message.content, "", notice, False, (TRY_AGAIN,))
        case "writing":
            return Entry(message.id, "assistant", message.content, "", "Being written in another window.")
    foot = formats.answer_foot(message.statistics, message.finish_reason)
    if not message.content.strip():
        notice = (
            "Stopped before the first word." if message.finish_reason == "stopped" else "An empty answer."
        )
        return Entry(message.id, "assistant", "", "", notice, False, (TRY_AGAIN,))
    return Entry(message.id, "assistant", message.content, foot)


def live_entry(live: LiveAnswer) -> Entry:
    return Entry(live.key, "assistant", live.text)


def entries_of(thread: Sequence[Message], live: LiveAnswer | None) -> list[Entry]:
    """The whole thread; its last answer may still be on its way, or never have been begun."""
    if live is not None:
        ids = [message.id for message in thread]
        known = thread[: ids.index(live.question.id) + 1] if live.question.id in ids else thread
        return [*(entry_of(message) for message in known), live_entry(live)]
    entries = [entry_of(message) for message in thread]
    if thread and thread[-1].role == "user":
        entries.append(Entry(-thread[-1].id, "assistant", "", "", "Not answered yet.", False, (ANSWER_NOW,)))
    elif entries:
        entries[-1] = replace(entries[-1], offers=("again",))
    return entries


def first_seen(thread: Sequence[Message], left_out: int) -> int | None:
    """The id of the first message that the model still sees when the oldest `left_out` are not sent.

    Counted as app.chat.alternating() sends them: empty answers not at all, neighbours of one role once.
    """
    if not left_out:
        return None
    sent, last_role = 0, ""
    for message in thread:
        if message.role == "assistant" and not message.content.strip():
            continue
        if message.role != last_role:
            sent, last_role = sent + 1, message.role
        if sent > left_out:
            return message.id
    return None


def left_out_of(thread: Sequence[Message]) -> int:
    """How many of the oldest messages the last answer was made without."""
    return thread[-1].left_out if thread and thread[-1].role == "assistant" else 0
