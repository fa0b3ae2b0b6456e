"""Stored messages as the transcript shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.store.conversations import Message
from app.words import Marked, later, tr
from ui import formats
from ui.chat.answers import LiveAnswer
from ui.chat.chips import chip_text
from ui.chat.entry import Entry, Offer

TRY_AGAIN = later("Try again")
ANSWER_NOW = later("Answer it now")
CONTINUE = later("Continue")
AGAIN = later("Again")
DIVIDER = later("The model no longer sees anything above this line: the context is full.")

Versions = Mapping[int, tuple[int, ...]]
"""For each message with others in its place: the ids of all of them, as app.versions gives them."""


def entry_of(message: Message, versions: Versions | None = None, *, is_last: bool = True) -> Entry:
    """versions: of the conversation; None: there are none. Only the last answer can be continued."""
    in_place = (versions or {}).get(message.id, (message.id,))
    can_continue = message.is_cut and is_last
    notice, actions = _notice(message, can_continue)
    is_question = message.role == "user"
    return Entry(
        key=message.id,
        role=message.role,
        text=message.content,
        foot="" if is_question or notice else _foot(message),
        notice=notice,
        notice_is_error=message.state == "failed",
        actions=actions,
        version=in_place.index(message.id) + 1,
        versions=len(in_place),
        offers=_offers(message, can_continue),
        thinking_s=message.thinking_s,
        chips=tuple(chip_text(attachment) for attachment in message.attachments),
    )


def _notice(message: Message, can_continue: bool) -> tuple[str, tuple[Marked, ...]]:
    """What happened to an answer, and the ways out; both empty where all is well."""
    go_on = (CONTINUE,) if can_continue else ()
    match message.state:
        case "failed":
            return f"{message.error} {message.hint}".strip(), (*go_on, TRY_AGAIN)
        case "interrupted":
            return tr("Interrupted before the answer was complete."), (*go_on, AGAIN)
        case "writing":
            return tr("Being written in another window."), ()
    if message.role == "user" or message.content.strip():
        return "", ()
    return (
        tr("Stopped before the first word.") if message.finish_reason == "stopped" else tr("An empty answer.")
    ), (TRY_AGAIN,)


def _foot(message: Message) -> str:
    if message.is_corrected:
        return tr("corrected by you")
    return formats.answer_foot(message.statistics, message.finish_reason)


def _offers(message: Message, can_continue: bool) -> tuple[Offer, ...]:
    if message.state == "writing":
        return ()
    if message.role == "user":
        return ("edit", "branch", "delete")
    go_on: tuple[Offer, ...] = ("continue",) if can_continue else ()
    details: tuple[Offer, ...] = ("details",) if message.statistics else ()
    return ("edit", "again", *go_on, "branch", *details, "delete")


def live_entry(live: LiveAnswer) -> Entry:
    return Entry(live.key, "assistant", live.text)


def entries_of(
    thread: Sequence[Message], live: LiveAnswer | None, versions: Versions | None = None
) -> list[Entry]:
    """The whole thread; its last answer may still be on its way, or never have been begun."""
    if live is not None:
        ids = [message.id for message in thread]
        known = thread[: ids.index(live.question.id) + 1] if live.question.id in ids else thread
        return [*(entry_of(message, versions, is_last=False) for message in known), live_entry(live)]
    entries = [entry_of(message, versions, is_last=message is thread[-1]) for message in thread]
    if thread and thread[-1].role == "user":
        entries.append(
            Entry(-thread[-1].id, "assistant", "", "", tr("Not answered yet."), False, (ANSWER_NOW,))
        )
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
