"""How long a model takes on this computer, as a line through what its last answers took.

To read n tokens after r that are there already takes a moment, the same for each token, and more for each
token that stands before it: seconds = a + b * n + c * n * (r + n / 2). To write m tokens after p takes
b * m + c * m * (p + m / 2). The factors are those, none below zero, that fit the last answers best. Errors
count in proportion to the time, the newest answers most, and one that was disturbed little.

What grows with r alone, as comparing the prompt with what is there, is too little to be told from the rest: a
factor for it took up whatever a few answers of the same kind left open, and was far off for others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from app.machine.speed import Speed

_HALF_LIFE = 16  # answers after which one counts half as much
_ROUNDS = 6  # of fitting, each with less weight on what the last one was far from
_NEAR = 0.03  # of the time: what differs less is as good as right
_PRIOR_WEIGHT = 0.05  # of what was known before the first answer, beside one answer
_PRIOR_TOKENS = (50, 400)

Factors = tuple[float, float, float]
_FACTORS = 3
_Point = tuple[Factors, float, float]  # what it depends on, seconds, weight


@dataclass(frozen=True, slots=True)
class Forecast:
    """Times in seconds from pressing Enter; first_word_s and answer_s are 0.0 where the speed is not known.

    answer_s: to the end of an answer of answer_tokens tokens.
    """

    new_tokens: int
    reused_tokens: int
    answer_tokens: int
    first_word_s: float
    answer_s: float


class Taken(NamedTuple):
    """What one answer took. first_word_s: from the question to the first token; write_s: from that one to the
    last. The text in the context before the answer has read_tokens + reused_tokens."""

    read_tokens: int
    reused_tokens: int
    first_word_s: float
    answer_tokens: int
    write_s: float


class Timing(NamedTuple):
    """The factors of both lines, as above; the first of `writing` is always 0."""

    reading: Factors
    writing: Factors

    def first_word_s(self, read_tokens: int, reused_tokens: int) -> float:
        """From pressing Enter to the first token."""
        return _value(self.reading, _read_depends_on(read_tokens, reused_tokens))

    def write_s(self, answer_tokens: int, before: int) -> float:
        """From the first token to the last, after `before` tokens in the context."""
        return _value(self.writing, _write_depends_on(answer_tokens, before))


def fitted(taken: Sequence[Taken], known: Speed | None) -> Timing | None:
    """The timing of a model from its answers, the newest first. known: its speed from elsewhere, which
    counts little where there are answers. None: nothing is known."""
    reading: list[_Point] = []
    writing: list[_Point] = []
    for age, one in enumerate(taken):
        weight = 0.5 ** (age / _HALF_LIFE)
        if one.first_word_s > 0:
            reading.append((_read_depends_on(one.read_tokens, one.reused_tokens), one.first_word_s, weight))
        if one.answer_tokens > 1 and one.write_s > 0:
            before = one.read_tokens + one.reused_tokens
            writing.append((_write_depends_on(one.answer_tokens, before), one.write_s, weight))
    read_speed, write_speed = (known.read_tokens_per_s, known.write_tokens_per_s) if known else (0.0, 0.0)
    for tokens in _PRIOR_TOKENS:
        # A model that has not read much yet has no measured speed of that; it reads no slower than it writes.
        if read_speed or write_speed:
            point = _read_depends_on(tokens, 0), tokens / (read_speed or write_speed), _PRIOR_WEIGHT
            reading.append(point)
        if write_speed:
            writing.append((_write_depends_on(tokens, 0), (tokens - 1) / write_speed, _PRIOR_WEIGHT))
    if not reading or not writing:
        return None
    return Timing(_fit(reading), _fit(writing))


def _read_depends_on(read_tokens: int, reused_tokens: int) -> Factors:
    return 1.0, read_tokens, read_tokens * (reused_tokens + read_tokens / 2)


def _write_depends_on(answer_tokens: int, before: int) -> Factors:
    steps = max(0, answer_tokens - 1)  # the first token comes with the end of reading
    return 0.0, steps, steps * (before + steps / 2)


def _value(factors: Factors, depends_on: Factors) -> float:
    return sum(factor * value for factor, value in zip(factors, depends_on, strict=True))


def _fit(points: Sequence[_Point]) -> Factors:
    """The factors with the least sum of differences in proportion, by least squares fitted again and again
    with weights (iteratively reweighted least squares)."""
    # Each sum in its own unit: the last is a million times the first.
    units = [max(point[0][i] for point in points) or 1.0 for i in range(_FACTORS)]
    rows = [
        ([value / unit / seconds for value, unit in zip(depends_on, units, strict=True)], weight)
        for depends_on, seconds, weight in points
    ]
    weights = [weight for _, weight in rows]
    factors = [0.0] * _FACTORS
    for _ in range(_ROUNDS):
        factors = _least_squares([row for row, _ in rows], weights)
        far = [abs(sum(f * value for f, value in zip(factors, row, strict=True)) - 1) for row, _ in rows]
        weights = [weight / max(one, _NEAR) for one, (_, weight) in zip(far, rows, strict=True)]
    first, second, third = (factor / unit for factor, unit in zip(factors, units, strict=True))
    return first, second, third


def _least_squares(rows: Sequence[Sequence[float]], weights: Sequence[float]) -> list[float]:
    """Factors, none below zero, with which each row comes nearest to 1: of all choices of those above zero
    the best one, which for three is quickly tried."""
    square = [
        [sum(w * row[i] * row[j] for row, w in zip(rows, weights, strict=True)) for j in range(_FACTORS)]
        for i in range(_FACTORS)
    ]
    right = [sum(w * row[i] for row, w in zip(rows, weights, strict=True)) for i in range(_FACTORS)]
    best, best_gain = [0.0] * _FACTORS, 0.0
    for count in range(1, _FACTORS + 1):
        for chosen in combinations(range(_FACTORS), count):
            solved = _solved([[square[i][j] for j in chosen] for i in chosen], [right[i] for i in chosen])
            if solved is None or min(solved) < 0:
                continue
            gain = sum(value * right[i] for value, i in zip(solved, chosen, strict=True))
            if gain > best_gain * (1 + 1e-9):
                best_gain = gain
                best = [0.0] * _FACTORS
                for value, i in zip(solved, chosen, strict=True):
                    best[i] = value
    return best


def _solved(square: list[list[float]], right: list[float]) -> list[float] | None:
    """A system of a few linear equations, by Gauss; None where it has no single solution."""
    size = len(right)
    rows = [[*line, value] for line, value in zip(square, right, strict=True)]
    for i in range(size):
        pivot = max(range(i, size), key=lambda j: abs(rows[j][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        if abs(rows[i][i]) < 1e-12 * max(1e-12, abs(square[i][i])):
            return None
        for j in range(size):
            if j != i:
                factor = rows[j][i] / rows[i][i]
                rows[j] = [one - factor * other for one, other in zip(rows[j], rows[i], strict=True)]
    return [rows[i][size] / rows[i][i] for i in range(size)]
