"""Stored messages as the transcript shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from app.errors import Remedy
from app.sendings import sendings_before_next
from app.store.messages import Message, Sending
from app.words import Marked, later, tr
from ui import formats
from ui.chat.chips import chip_text
from ui.chat.entry import Entry, Offer

if TYPE_CHECKING:
    from app.growing import NotKept
    from ui.chat.answers import LiveAnswer

TRY_AGAIN = later("Try again")
ANSWER_NOW = later("Answer it now")
CONTINUE = later("Continue")
SEND_AGAIN = later("Send it again")
EDIT_SUMMARY = later("Edit the summary")
SAVE_AGAIN = later("Save again")
SEND_MESSAGES = later("Send the messages again")
REMEDIES: Mapping[Remedy, Marked] = {
    "smaller_context": later("Use a smaller context"),
    "longer_context": later("Use a longer context"),
    "another_model": later("Choose another model"),
    "free_space": later("Look at the models"),
}
"""What a button does about a failure, where it is more than trying again."""
DIVIDER = later("The model no longer sees anything above this line: the context was full.")
DIVIDER_WITH_PINS = later(
    "Of what is above this line the model sees only what is pinned: the context was full."
)

Versions = Mapping[int, tuple[int, ...]]
"""As app.store.versions gives them: for each message with others in its place, the ids of all of them."""


def entry_of(
    message: Message,
    versions: Versions | None = None,
    *,
    is_last: bool = True,
    sending: Sending | None = None,
) -> Entry:
    """versions: of the conversation; None: there are none. Only the last answer can be continued. sending: of
    the message, given the others; None: its own."""
    sending = sending or message.sending
    in_place = (versions or {}).get(message.id, (message.id,))
    can_continue = message.is_cut and is_last
    notice, actions = _notice(message, can_continue, sending)
    is_question = message.role == "user"
    return Entry(
        key=message.id,
        role=message.role,
        text=message.content,
        foot=_foot(message, sending, has_figures=not is_question and (not notice or bool(message.summary))),
        notice=notice,
        notice_is_error=message.state == "failed",
        actions=actions,
        version=in_place.index(message.id) + 1,
        versions=len(in_place),
        offers=_offers(message, can_continue, sending),
        thinking_s=message.thinking_s,
        chips=tuple(chip_text(attachment) for attachment in message.attachments),
    )


def _notice(message: Message, can_continue: bool, sending: Sending) -> tuple[str, tuple[Marked, ...]]:
    """What happened to an answer, and the ways out; both empty where all is well."""
    go_on = (CONTINUE,) if can_continue else ()
    match message.state:
        case "failed":
            remedy = (REMEDIES[message.remedy],) if message.remedy in REMEDIES else ()
            return f"{message.error} {message.hint}".strip(), (*go_on, *remedy, TRY_AGAIN)
        case "interrupted":
            return tr("Interrupted before the answer was complete."), (*go_on, TRY_AGAIN)
        case "writing":
            return tr("Being written in another window."), ()
    if message.summary:
        summary = " ".join(message.summary.split())
        return tr("Instead of all down to here the model is sent this summary: {summary}", summary=summary), (
            EDIT_SUMMARY,
            SEND_MESSAGES,
        )
    if sending == "left_out" and message.sending != "left_out":
        return tr("Left out with its question."), ()
    if sending == "left_out":
        return tr("You left this out: the model is not sent it."), (SEND_AGAIN,)
    if message.role == "user" or message.content.strip():
        return "", ()
    return (
        tr("Stopped before the first word.") if message.finish_reason == "stopped" else tr("An empty answer.")
    ), (TRY_AGAIN,)


def _foot(message: Message, sending: Sending, *, has_figures: bool) -> str:
    parts = [tr("pinned")] if sending == "pinned" else []
    if message.is_corrected:
        parts.append(tr("corrected by you"))
    elif has_figures:
        parts.append(formats.answer_foot(message.statistics, message.finish_reason))
    return " · ".join(part for part in parts if part)


def _offers(message: Message, can_continue: bool, sending: Sending) -> tuple[Offer, ...]:
    if message.state == "writing":
        return ()
    change: tuple[Offer, ...] = ("pin", "leave_out")
    if sending != "usual":
        change = ("unpin",) if sending == "pinned" else ("send_again",)
    if message.role == "user":
        return ("edit", *change, "branch", "delete")
    go_on: tuple[Offer, ...] = ("continue",) if can_continue else ()
    details: tuple[Offer, ...] = ("details",) if message.statistics else ()
    return ("edit", "again", *go_on, *change, "branch", *details, "delete")


def unkept_entry(unkept: NotKept, versions: Versions | None = None) -> Entry:
    """An answer that has ended and is not on the disk: how it ended, and what is to be done."""
    answer = unkept.answer.ended
    told = (answer.error, answer.hint, tr("This answer is not on the disk yet."), unkept.message, unkept.hint)
    remedy = (REMEDIES[unkept.remedy],) if unkept.remedy in REMEDIES else ()
    return entry_of(answer, versions)._replace(
        notice=" ".join(words for words in told if words),
        notice_is_error=True,
        actions=(SAVE_AGAIN, *remedy),
        offers=(),
    )


def live_entry(live: LiveAnswer) -> Entry:
    return Entry(live.key, "assistant", live.text)


def entries_of(
    thread: Sequence[Message],
    live: LiveAnswer | None,
    versions: Versions | None = None,
    unkept: NotKept | None = None,
) -> list[Entry]:
    """The whole thread; its last answer may still be on its way, or never have been begun. unkept: that
    answer, where it is not on the disk."""
    if live is not None:
        ids = [message.id for message in thread]
        known = thread[: ids.index(live.question.id) + 1] if live.question.id in ids else thread
        entries = [
            entry_of(message, versions, is_last=False, sending=sending)
            for message, sending in zip(known, sendings_before_next(known), strict=True)
        ]
        return [*entries, live_entry(live)]
    entries = [
        entry_of(message, versions, is_last=message is thread[-1], sending=sending)
        for message, sending in zip(thread, sendings_before_next(thread), strict=True)
    ]
    if unkept is not None:
        return [*entries[:-1], unkept_entry(unkept, versions)]
    if thread and thread[-1].role == "user":
        entries.append(
            Entry(-thread[-1].id, "assistant", "", "", tr("Not answered yet."), False, (ANSWER_NOW,))
        )
    return entries


def left_out_of(thread: Sequence[Message]) -> int:
    """How many of the oldest messages the last answer was made without."""
    return thread[-1].left_out if thread and thread[-1].role == "assistant" else 0
