"""A draft model: a smaller one with the same vocabulary, which guesses what another model will write.

It reads what the other wrote and takes the likeliest token each time. What it guesses is checked by the other
model as any guess (app/engine/speculation.py). It keeps its own memory, of which only the beginning that is
still the same counts: after an edit, or when a block of old turns left, it reads what differs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.engine.events import NO_DRAFT_MODEL, DraftModel, LoadOptions, Sampling
from app.engine.llama import Library
from app.engine.model import Model
from app.engine.stopping import StopFlag, Stopped
from app.engine.vocabulary import Vocabulary
from app.engine.written import common_length
from app.errors import UserError
from app.words import tr


class Drafter:
    """Guesses for one model; both run on the same thread, in turns."""

    def __init__(self, model: Model, vocabulary: Vocabulary) -> None:
        """vocabulary: that of the model it guesses for. The two may have different numbers of tokens that
        stand for nothing, at the end."""
        self._model = model
        self._size = min(model.vocabulary.size, vocabulary.size)
        self._read: list[int] = []  # what is in its memory
        self._same = 0  # tokens of it that are known to be those that were written
        self._is_lost = False  # whether it cannot follow this answer
        model.begin_sampling(Sampling(temperature=0.0), ())

    def begin(self, tokens: Sequence[int]) -> None:
        """An answer begins, of which these tokens are there. From now on they only become more."""
        self._same = common_length(self._read, tokens)
        self._is_lost = False

    def behind(self, tokens: Sequence[int], length: int) -> int | None:
        """How many tokens it has to read before it can guess; None if it cannot guess so many here."""
        if self._is_lost or len(tokens) + length > self._model.context_length:
            return None
        return len(tokens) - self._follow(tokens)

    def behind_s(self, behind: int, likely_tokens_per_s: float) -> float:
        """How long it takes to read so many tokens. likely_tokens_per_s: before that was measured."""
        speed = self._model.read_tokens_per_s or likely_tokens_per_s
        return behind / speed if speed else 0.0

    def catch_up(self, tokens: Sequence[int], most: int) -> bool:
        """Reads at most so many tokens; whether it knows all of them now.

        Raises Stopped, and UserError when the model fails.
        """
        same = self._follow(tokens)
        until = min(len(tokens), same + most)
        new = tokens[same:until]
        if max(new) >= self._size:  # one that only the other model has
            self._is_lost = True
            return False
        known = tokens if until == len(tokens) else tokens[:until]
        try:
            for _ in self._model.read(known, same):
                pass
        finally:
            in_memory = self._model.written.in_memory
            self._read[same:] = tokens[same:in_memory]
            self._same = min(in_memory, until)
            del self._read[in_memory:]
        return until == len(tokens)

    def draft(self, length: int) -> list[int]:
        """The next tokens as it would write them, at most so many, up to where it would end the answer.

        catch_up() comes before. Raises Stopped, and UserError when the model fails.
        """
        model, guesses = self._model, list[int]()
        while True:
            guess = model.sample()
            if guess >= self._size or model.vocabulary.is_end(guess):
                return guesses
            guesses.append(guess)
            if len(guesses) == length:
                return guesses
            try:
                model.step(guess)
            except (Stopped, UserError):
                del self._read[model.written.in_memory :]
                raise
            self._read.append(guess)

    def close(self) -> None:
        self._model.close()

    def _follow(self, tokens: Sequence[int]) -> int:
        """How many of these tokens need not be read. The last is always read: its logits are needed."""
        most = min(len(self._read), len(tokens))
        while self._same < most and self._read[self._same] == tokens[self._same]:
            self._same += 1
        return min(self._same, len(self._read), len(tokens) - 1)


def load_drafter(
    library: Library,
    wanted: DraftModel,
    model: Model,
    options: LoadOptions,
    *,
    stop: StopFlag,
    on_progress: Callable[[float], None],
) -> tuple[Drafter | None, DraftModel]:
    """A drafter for a loaded model, with its context's length; and what is to be told of it.

    Without one that can be used the model works alone: that is no failure. Raises Stopped.
    """
    if wanted.path is None:
        return None, wanted
    if not model.memory.can_take_back:
        name = model.header.name
        return None, _refused(
            tr("{name} cannot forget a wrong guess, so no other model guesses for it.", name=name)
        )
    beside = replace(options, context_length=model.context_length, kv_cache=model.kv_cache)
    try:
        small = Model(library, wanted.path, beside, stop=stop, on_progress=on_progress, helps=model)
    except UserError as error:
        return None, _refused(
            tr("No draft model is in use: {reason}", reason=f"{error.message} {error.hint}".strip())
        )
    if not small.memory.can_take_back:
        small.close()
        return None, _refused(
            tr("{name} cannot forget a wrong guess, so it is no draft model.", name=wanted.name)
        )
    return Drafter(small, model.vocabulary), wanted


def _refused(problem: str) -> DraftModel:
    return replace(NO_DRAFT_MODEL, problem=problem)
