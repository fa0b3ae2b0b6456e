"""The errors a person may see. Anything else that is raised is a bug."""

from __future__ import annotations

from typing import Literal, get_args

Remedy = Literal["", "again", "smaller_context", "longer_context", "another_model", "free_space"]
"""What helps, where a button can do it: nothing known, the same once more, the model loaded with another
length of its context, another model, room on the disk."""

REMEDIES: tuple[Remedy, ...] = get_args(Remedy)


class UserError(Exception):
    """A failure told in plain words.

    message: one sentence, what happened. hint: what the person can do next; may be empty. remedy: the part of
    it that the program can do.
    """

    def __init__(self, message: str, hint: str = "", remedy: Remedy = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.remedy = remedy

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross from the engine's process to ours; the default would lose the hint.
        return _arrived, (type(self), self.message, self.hint, self.remedy)


def _arrived(kind: type[UserError], message: str, hint: str, remedy: Remedy) -> UserError:
    error = kind(message, hint)
    error.remedy = remedy
    return error
