"""Whether each back end of the engine computes rightly: its answer beside that of the plainest one."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.engine.backends import Backends
from app.engine.client import Engine, EngineBug
from app.engine.events import (
    ChatMessage,
    Choice,
    Choices,
    Finished,
    LoadOptions,
    ReplyOptions,
    Sampling,
)
from app.errors import UserError
from app.machine.engine_trial import VariantTrial
from app.words import tr

ALLOWED_S = 60.0
"""For one variant; more means that it hangs."""

_QUESTION = "What is a token, and what is a context?"
_ANSWER_TOKENS = 40
_NEAR = 0.05  # probabilities that are so close may come out in another order by rounding


@dataclass(frozen=True, slots=True)
class VariantAnswer:
    """processor_s: computing time. problem: why there is none, a sentence."""

    choices: tuple[Choice, ...] = ()
    processor_s: float = 0.0
    problem: str = ""


class Deadline(threading.Event):
    """Set by itself after a while, or with another one: a variant that hangs says nothing any more."""

    def __init__(self, stop: threading.Event, allowed_s: float) -> None:
        super().__init__()
        self._stop = stop
        self._ends_at = time.monotonic() + allowed_s

    @property
    def has_passed(self) -> bool:
        return time.monotonic() > self._ends_at

    def is_set(self) -> bool:
        return self._stop.is_set() or self.has_passed


def answer_of(backends: Backends, model: Path, stop: threading.Event) -> VariantAnswer | None:
    """The built-in model's answer; None where the variant is not for this processor."""
    deadline = Deadline(stop, ALLOWED_S)
    choices: list[Choice] = []
    processor_s = 0.0
    options = ReplyOptions(Sampling(temperature=0.0), _ANSWER_TOKENS, candidates=3, drafts="never")
    with Engine(backends=backends) as engine:
        try:
            for _ in engine.load(model, LoadOptions(context_length=512, threads=1), deadline):
                pass
            description = engine.description()
            if description is not None:
                if backends.uses_cards and description.on_card.problem:
                    return VariantAnswer(problem=description.on_card.problem)
                if backends.uses_cards and not description.on_card.layers:
                    return None  # there is no card
                for event in engine.reply([ChatMessage("user", _QUESTION)], options, deadline):
                    if isinstance(event, Choices):
                        choices.extend(event.choices)
                    if isinstance(event, Finished):
                        processor_s = event.statistics.processor_s
        except (UserError, EngineBug) as error:
            # One that lives says that the variant is not for this processor.
            problem = crash_in(error)
            return VariantAnswer(problem=problem) if problem else None
    problem = tr("It did not answer in time.") if deadline.has_passed else ""
    return VariantAnswer(tuple(choices), processor_s, problem)


def crash_in(error: UserError | EngineBug) -> str:
    """What the engine's process died of, in words; "" where it lives and only says no."""
    if isinstance(error, EngineBug):
        return str(error).strip().rpartition("\n")[2]
    return error.message if error.__cause__ is not None else ""  # the end of the pipe to it


def checked(answers: dict[str, VariantAnswer]) -> list[VariantTrial]:
    """Each beside the first that answered, which is the plainest of them."""
    plain = next((answer for answer in answers.values() if not answer.problem), None)
    trials = []
    for name, answer in answers.items():
        if answer.problem:
            trials.append(VariantTrial(name, "crashed", answer.problem))
        elif plain is None or not is_same(plain.choices, answer.choices):
            trials.append(VariantTrial(name, "wrong"))
        else:
            trials.append(VariantTrial(name))
    return trials


def is_same(one: Sequence[Choice], other: Sequence[Choice]) -> bool:
    """Whether two answers are the same but for rounding, which may let one of two about equally likely tokens
    win; what follows that cannot be compared."""
    for mine, theirs in zip(one, other, strict=False):
        likely = {candidate.id: candidate.probability for candidate in mine.candidates}
        if abs(likely.get(theirs.id, 0.0) - mine.probability) > _NEAR:
            return False
        if abs(likely.get(theirs.id, 0.0) - theirs.probability) > _NEAR:
            return False
        if mine.id != theirs.id:
            return True
    return bool(one) and len(one) == len(other)
