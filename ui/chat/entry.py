"""A message as the transcript shows it, and what can be asked of it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from app.store.messages import Sending
from app.words import Marked

Offer = Literal[
    "edit", "again", "continue", "pin", "unpin", "leave_out", "send_again", "branch", "details", "delete"
]
"""What can be done with a message beside copying it. The action bar shows these in this order."""

AGAIN_WITH = "again with "
"""What follows it in an action's name is the key of the model that is to answer."""

CHIP = "chip "
"""What follows it in an action's name is the number of the chip that was pressed, from 0."""

Action = str
"""What a button of a message does: copy, copy_markdown, previous, next, edit, again, continue, pin, unpin,
leave_out, send_again, branch, details, journey or delete; or one of those with a key or a number, above."""

SENDINGS: dict[str, Sending] = {
    "pin": "pinned",
    "unpin": "usual",
    "leave_out": "left_out",
    "send_again": "usual",
}
"""How a message is sent from now on, by the action's name."""


class Entry(NamedTuple):
    """One message.

    foot: the line of statistics. notice: what happened to it, in a box below; actions: the buttons there.
    version of versions: which of the messages in the same place this is, the first is 1.
    offers: what the action bar offers for it now. thinking_s: how long its reasoning
    took, if it is known. chips: what goes along with a question.
    """

    key: int
    role: Literal["user", "assistant"]
    text: str
    foot: str = ""
    notice: str = ""
    notice_is_error: bool = False
    actions: tuple[Marked, ...] = ()
    version: int = 1
    versions: int = 1
    offers: tuple[Offer, ...] = ()
    thinking_s: float | None = None
    chips: tuple[str, ...] = ()

    @property
    def is_pinned(self) -> bool:
        """Whether it is sent with each question."""
        return "unpin" in self.offers


def action_of(button: Marked) -> str:
    """The action that a button of a notice asks for, whatever the language it is shown in."""
    return str(button).lower()
