"""The errors a person may see. Anything else that is raised is a bug."""

from __future__ import annotations

from app.words import pack, unpack


class UserError(Exception):
    """A failure told in plain words.

    message: one sentence, what happened. hint: what the person can do next; may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross from the engine's process to ours; the default would lose the hint, and the language.
        return _arrived, (type(self), pack(self.message), pack(self.hint))


def _arrived(kind: type[UserError], message: object, hint: object) -> UserError:
    return kind(str(unpack(message)), str(unpack(hint)))
