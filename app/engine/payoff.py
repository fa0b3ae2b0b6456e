"""Which guesses of the next tokens pay, with one model on this computer, from what was seen so far.

Guesses are read in one batch with the token just chosen, which takes less time than one decode for each.
Which lengths of such a draft pay is measured while an answer is written: how often guesses come true, what a
batch costs after the first one of its size, and, where a draft model makes the guesses, what one takes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_LENGTHS = (3, 7, 11, 15)  # of drafts: together with the token just chosen, what batches are made for
_MODEL_LENGTHS = (1, *_LENGTHS)  # one that costs something is sometimes worth it for a single guess
LONGEST_DRAFT = _LENGTHS[-1]
_LEAST_GAIN = 1.1  # times as fast; less is not worth it
_GUESSED_COST = 0.25  # of one more token in a batch, in decodes of one, before any was measured
_CHEAPER = 0.7  # what a token costs in a longer batch, beside one in the nearest that was measured
_GUESSED_MODEL_COST = 0.2  # of a draft model's guess, likewise
_NEWEST_SHARE = 0.3  # of the last measurement in what is known
_MEMORY = 64.0  # guesses after which older ones count half
_PRIOR = 4.0  # guesses that the expectations below weigh
_EXPECTED = (0.3, 0.5, 0.65, 0.75, 0.8, 0.85)  # share of guesses that come true after 0, 1, 2-3, 4-7... did
_EXPECTED_OF_MODEL = (0.6, 0.65, 0.7, 0.75, 0.8, 0.85)
_SECOND_CHANCE = 16  # guesses in a row after which a length that did not pay is tried once more in an answer
_TRIAL_LENGTH = 3
_FIRST_PAUSE, _LONGEST_PAUSE = 2, 256  # tokens between two trials of a draft model that does not pay
_UNKNOWN_GAIN = 1.5  # that a draft model is credited with until _JUDGED guesses of it were seen
_JUDGED = 24
_LEARNED = 48  # guesses until which a trial that was all right is soon followed by another
_ANSWER = 256  # tokens in which what a draft model reads first has to be made good
_CHEAP = 16  # decodes of one token that reading may take for a trial of one that did not pay


@dataclass(frozen=True, slots=True)
class Bet:
    """Tokens to draft, 0: none; how many times as fast that is expected to be. is_trial: only to find out
    whether it pays by now."""

    length: int = 0
    gain: float = 0.0
    is_trial: bool = False


NO_BET = Bet()


class Costs:
    """What decodes of a model take, with drafts of different lengths in them."""

    def __init__(self) -> None:
        self.single_s = 0.0
        self._batch_s: dict[int, float] = {}  # by the length of the draft

    def took(self, draft_length: int, seconds: float) -> None:
        """A decode with so many tokens of a draft, and the choice of one token from it."""
        if not draft_length:
            self.single_s = _blend(self.single_s, seconds)
        elif draft_length in _MODEL_LENGTHS:
            self._batch_s[draft_length] = _blend(self._batch_s.get(draft_length, 0.0), seconds)

    def of(self, length: int) -> float:
        """A decode with a draft of this length, in decodes of one token; guessed before it was measured."""
        if not (self._batch_s and self.single_s):
            return 1 + _GUESSED_COST * length
        nearest = min(self._batch_s, key=lambda known: abs(known - length))
        cost = self._batch_s[nearest] / self.single_s
        if nearest == length:
            return cost
        scale = _CHEAPER if length > nearest else 1 / _CHEAPER
        return 1 + max(0.0, cost - 1) * length / nearest * scale


class Odds:
    """How often guesses came true, by how many before them did."""

    def __init__(self, expected: Sequence[float]) -> None:
        self._right = [share * _PRIOR for share in expected]
        self._all = [_PRIOR] * len(expected)
        self.seen = 0

    def saw(self, run: int, *, came_true: bool) -> None:
        """A guess, after `run` others that came true."""
        index = self._index(run)
        self.seen += 1
        self._right[index] += came_true
        self._all[index] += 1
        if self._all[index] > _MEMORY:
            self._right[index] /= 2
            self._all[index] /= 2

    def tokens(self, run: int, length: int) -> float:
        """Tokens that come of one decode with a draft of this length: the one after the last guess in a row
        that comes true, and these."""
        total, likely = 1.0, 1.0
        for place in range(length):
            index = self._index(run + place)
            likely *= self._right[index] / self._all[index]
            total += likely
        return total

    def _index(self, run: int) -> int:
        return min(run.bit_length(), len(self._all) - 1)


class LookupPayoff:
    """Of guesses from the context. They cost nothing but the longer batch."""

    def __init__(self, costs: Costs) -> None:
        self._costs = costs
        self._odds = Odds(_EXPECTED)
        self._second_chances = set(_LENGTHS)
        self.saw = self._odds.saw

    def begin(self) -> None:
        """Another answer begins."""
        self._second_chances = set(_LENGTHS)

    def best(self, run: int) -> Bet:
        """What to draft after `run` guesses that came true."""
        if not self._costs.single_s:
            return NO_BET  # nothing to compare with yet
        gains = {length: self._odds.tokens(run, length) / self._costs.of(length) for length in _LENGTHS}
        best = max(gains, key=lambda length: gains[length])
        if gains[best] >= _LEAST_GAIN:
            return Bet(best, gains[best])
        if run >= _SECOND_CHANCE and self._second_chances:
            # What was measured while other programs computed too need not be so any more.
            return Bet(self._second_chances.pop(), 1.0, is_trial=True)
        return NO_BET


class ModelPayoff:
    """Of a draft model's guesses. Where they do not pay it rests, and is tried again: soon after a trial that
    was all right, else after ever longer pauses."""

    def __init__(self, costs: Costs) -> None:
        self._costs = costs
        self._odds = Odds(_EXPECTED_OF_MODEL)
        self._guess_s = 0.0  # for one token
        self._pause = _FIRST_PAUSE
        self._rest = 0  # tokens until the next trial
        self._tried = 0  # guesses of the last trial that are still to be seen
        self._could_pay = True  # if they were all right

    def saw(self, run: int, *, came_true: bool) -> None:
        """A guess, after `run` others that came true."""
        self._odds.saw(run, came_true=came_true)
        if self._tried:
            self._tried = self._tried - 1 if came_true else 0
            if came_true and not self._tried and self._could_pay and self._odds.seen < _LEARNED:
                self._rest = self._pause = _FIRST_PAUSE

    def best(self, run: int, behind_s: float) -> Bet:
        """What to draft after `run` guesses that came true. behind_s: what the draft model would have to read
        first."""
        single_s = self._costs.single_s
        if not single_s:
            return NO_BET
        guess = self._guess_s / single_s if self._guess_s else _GUESSED_MODEL_COST
        costs = {length: self._costs.of(length) + length * guess for length in _MODEL_LENGTHS}
        gains = {length: self._odds.tokens(run, length) / cost for length, cost in costs.items()}
        best = max(gains, key=lambda length: gains[length])
        self._could_pay = any((1 + length) / cost >= _LEAST_GAIN for length, cost in costs.items())
        if gains[best] >= _LEAST_GAIN:
            return Bet(best, gains[best]) if behind_s <= _made_good_s(gains[best], single_s) else NO_BET
        if self._rest > 0:
            self._rest -= 1
            return NO_BET
        # What was measured while other programs computed too need not be so any more.
        is_known = self._odds.seen >= _JUDGED
        patience_s = _CHEAP * single_s if is_known else _made_good_s(_UNKNOWN_GAIN, single_s)
        length = best if is_known else _TRIAL_LENGTH
        return Bet(length, 1.0, is_trial=True) if behind_s <= patience_s else NO_BET

    def drafted(self, bet: Bet, count: int, seconds: float) -> None:
        """The draft model made so many guesses."""
        self._guess_s = _blend(self._guess_s, seconds / max(1, count))
        self._tried = count if bet.is_trial else 0
        if bet.is_trial:
            self._rest = self._pause
            self._pause = min(2 * self._pause, _LONGEST_PAUSE)
        else:
            self._rest, self._pause = 0, _FIRST_PAUSE


class Payoff:
    """All that is known of guessing for one model."""

    def __init__(self) -> None:
        self.costs = Costs()
        self.lookup = LookupPayoff(self.costs)
        self.model = ModelPayoff(self.costs)

    def begin(self) -> None:
        """Another answer begins."""
        self.lookup.begin()


def _made_good_s(gain: float, single_s: float) -> float:
    """Seconds that an answer's length of writing so much faster saves."""
    return _ANSWER * single_s * (1 - 1 / gain)


def _blend(known: float, newest: float) -> float:
    return newest if not known else known + (newest - known) * _NEWEST_SHARE
