"""Prompt lookup: where an answer repeats what stands in the context, its next tokens are guessed from there.

A guess is read in one batch with the token just chosen, which takes less time than one decode for each. The
sampler then chooses at each place as it always does; a guess only counts where it is what was chosen, so the
answer is the same as without, but for rounding. Which lengths pay is measured while it is written: how
often guesses come true is known without trying, and what a batch costs after the first one of its size.

With some types of weights (Q4_K, not Q8_0) llama.cpp rounds otherwise in a batch than for one token, as it
does when a prompt is read in other batches. Where two tokens are about equally likely the other may then win.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from app.engine.model import Model

_GRAM = 3  # tokens that must be the same before something is guessed from what follows them
_LENGTHS = (3, 7, 11, 15)  # of drafts: together with the token just chosen, what batches are made for
LONGEST_DRAFT = _LENGTHS[-1]
_LEAST_GAIN = 1.1  # times as fast; less is not worth it
_GUESSED_COST = 0.25  # of one more token in a batch, in decodes of one, before it was measured
_NEWEST_SHARE = 0.3  # of the last measurement in what is known
_MEMORY = 64.0  # guesses after which older ones count half
_PRIOR = 4.0  # guesses that the expectations below weigh
_EXPECTED = (0.3, 0.5, 0.65, 0.75, 0.8, 0.85)  # share of guesses that come true after 0, 1, 2-3, 4-7... did
_SECOND_CHANCE = 16  # guesses in a row after which a length that did not pay is tried once more in an answer


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


class Payoff:
    """Which drafts pay with one model on this computer, from what was seen so far."""

    def __init__(self) -> None:
        self._right = [share * _PRIOR for share in _EXPECTED]
        self._all = [_PRIOR] * len(_EXPECTED)
        self._single_s = 0.0
        self._batch_s: dict[int, float] = {}  # by the length of the draft
        self._second_chances = set(_LENGTHS)

    def begin(self) -> None:
        """Another answer begins."""
        self._second_chances = set(_LENGTHS)

    def saw(self, run: int, *, came_true: bool) -> None:
        """A guess, after `run` others that came true."""
        index = min(run.bit_length(), len(_EXPECTED) - 1)
        self._right[index] += came_true
        self._all[index] += 1
        if self._all[index] > _MEMORY:
            self._right[index] /= 2
            self._all[index] /= 2

    def took(self, draft_length: int, seconds: float) -> None:
        """A decode with so many tokens of a draft, and the choice of one token from it."""
        if not draft_length:
            self._single_s = _blend(self._single_s, seconds)
        elif draft_length in _LENGTHS:
            self._batch_s[draft_length] = _blend(self._batch_s.get(draft_length, 0.0), seconds)

    def cost(self, length: int) -> float:
        """A decode with a draft of this length, in decodes of one token; guessed before it was measured."""
        if length in self._batch_s and self._single_s:
            return self._batch_s[length] / self._single_s
        return 1 + _GUESSED_COST * length

    def best_length(self, run: int) -> int:
        """Tokens to draft after `run` guesses that came true; 0: none."""
        if not self._single_s:
            return 0  # nothing to compare with yet
        index = min(run.bit_length(), len(_EXPECTED) - 1)
        share = self._right[index] / self._all[index]
        gains = {length: _expected_tokens(share, length) / self.cost(length) for length in _LENGTHS}
        best = max(gains, key=lambda length: gains[length])
        if gains[best] >= _LEAST_GAIN:
            return best
        if run >= _SECOND_CHANCE and self._second_chances:
            # What was measured while other programs computed too need not be so any more.
            return self._second_chances.pop()
        return 0


class Speculation:
    """Chooses and reads tokens like the model itself, several at once where that pays.

    drafted, accepted: tokens that were guessed and read in advance, and those of them that were chosen.
    """

    def __init__(self, model: Model, payoff: Payoff, *, is_on: bool, is_forced: bool = False) -> None:
        """is_forced: also where it does not pay."""
        self._model = model
        self._payoff = payoff
        self._is_on = is_on and model.can_take_back
        self._is_forced = is_forced
        self._lookup: Lookup | None = None
        self._ahead: list[int] = []  # read in advance, not chosen yet
        self._read_s = 0.0
        self._draft_length = -1  # of the decode whose time is to be told; -1: of none
        self.drafted = self.accepted = 0
        payoff.begin()

    def sample(self) -> int:
        """The next token. The time of a decode ends here: a graphics card computes until then."""
        began = time.perf_counter()
        token = self._model.sample()
        if self._draft_length >= 0:
            self._payoff.took(self._draft_length, self._read_s + time.perf_counter() - began)
            self._draft_length = -1
        return token

    def step(self, token: int) -> None:
        """Read the token just chosen, unless it was read in advance. Raises Stopped."""
        if not self._is_on:
            self._model.step(token)
            return
        lookup = self._lookup
        if lookup is None:  # not before the first token is on the screen
            lookup = self._lookup = Lookup(self._model.written.tokens)
        else:
            if (guess := lookup.guess) is not None:
                self._payoff.saw(lookup.run, came_true=guess == token)
            lookup.add(token)
        if self._ahead and self._ahead[0] == token:
            del self._ahead[0]
            self._model.accept()
            self.accepted += 1
            return
        self.take_back()
        draft = self._draft(lookup)
        began = time.perf_counter()
        if draft:
            self._model.step_ahead(token, draft)
            self._ahead = draft
            self.drafted += len(draft)
        else:
            self._model.step(token)
        self._read_s, self._draft_length = time.perf_counter() - began, len(draft)

    def take_back(self) -> None:
        """What was read in advance and not chosen leaves the memory. To be called at the end as well."""
        if self._ahead:
            self._ahead = []
            self._model.take_back()

    def _draft(self, lookup: Lookup) -> list[int]:
        if lookup.guess is None:
            return []
        room = self._model.context_length - len(self._model.written.tokens)
        length = LONGEST_DRAFT if self._is_forced else self._payoff.best_length(lookup.run)
        return lookup.draft(min(length, room))


def _expected_tokens(share: float, length: int) -> float:
    """Tokens that come of one decode: the one after the last guess in a row that comes true, and these."""
    return sum(share**count for count in range(length + 1))


def _blend(known: float, newest: float) -> float:
    return newest if not known else known + (newest - known) * _NEWEST_SHARE
