"""Prompt lookup: where an answer repeats what stands in the context, the rest is guessed from there."""

from __future__ import annotations

from collections.abc import Sequence

_GRAM = 3  # tokens that must be the same before something is guessed from what follows them


class Lookup:
    """Guesses the next token from the last place where the same tokens stood before."""

    def __init__(self, tokens: Sequence[int]) -> None:
        self._tokens = list(tokens)
        self._after: dict[tuple[int, ...], int] = {}  # tokens that stand together -> place of what follows
        for place in range(_GRAM, len(self._tokens)):
            self._after[tuple(self._tokens[place - _GRAM : place])] = place
        self.run = 0  # guesses in a row that came true
        self._next = self._find()

    @property
    def guess(self) -> int | None:
        """What the next token would be; None where nothing like this stood before."""
        return None if self._next is None else self._tokens[self._next]

    def add(self, token: int) -> None:
        """The next token as it came."""
        tokens, guessed = self._tokens, self._next
        tokens.append(token)
        came_true = guessed is not None and tokens[guessed] == token
        if len(tokens) > _GRAM:
            self._after[tuple(tokens[-_GRAM - 1 : -1])] = len(tokens) - 1
        if came_true and guessed is not None:
            self.run += 1
            self._next = guessed + 1  # on in the same place
        else:
            self.run = 0
            self._next = self._find()

    def draft(self, length: int) -> list[int]:
        """The next tokens as they would be. What is guessed may go on into the draft itself."""
        if self._next is None:
            return []
        place, end = self._next, len(self._tokens)
        draft = self._tokens[place : place + length]
        while len(draft) < length:
            draft.append(draft[place + len(draft) - end])
        return draft

    def _find(self) -> int | None:
        return self._after.get(tuple(self._tokens[-_GRAM:]))
