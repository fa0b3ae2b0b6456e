"""The decode loop: one token after the other becomes the answer's text, until something ends it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.engine.candidates import ChoiceRecorder
from app.engine.drafter import Drafter
from app.engine.events import Choices, FinishReason, Piece, ReplyOptions
from app.engine.landing import Lead
from app.engine.model import Model
from app.engine.pace import PaceRecorder
from app.engine.payoff import Payoff
from app.engine.speculation import Guesses, Speculation
from app.engine.stopping import Stopped
from app.engine.text import TextStream

_PIECE_INTERVAL_S = 0.03  # text of faster tokens is sent together: each message wakes who computes elsewhere


@dataclass
class Clock:
    """Times of one answer, in seconds of time.perf_counter, and of this process's computing."""

    began: float = field(default_factory=time.perf_counter)
    processor_began: float = field(default_factory=time.process_time)
    read_began: float = 0.0
    first_token: float = 0.0
    last_token: float = 0.0
    pace: PaceRecorder = field(default_factory=PaceRecorder)


class Writing:
    """An answer while it is written. The model has read the prompt and the answer's given beginning.

    count: tokens of the answer. chosen: those of them that the model chose. reason: why it ended, once it
    has.
    """

    def __init__(
        self,
        model: Model,
        payoff: Payoff,
        options: ReplyOptions,
        clock: Clock,
        opening: str,
        stops: Sequence[str],
        drafter: Drafter | None = None,
    ) -> None:
        """payoff: what is known of guessing tokens with this model. drafter: another model that guesses;
        None: there is none. opening: text that comes before the first
        token's. stops: texts that end the answer."""
        self._model = model
        self._options = options
        self._clock = clock
        self._text = TextStream(stops)
        self._unsent = opening
        self._recorder: ChoiceRecorder | None = None
        if options.candidates:
            self._recorder = ChoiceRecorder(model.vocabulary, len(opening))
        self._lead = Lead(model, options, opening)
        is_on, is_forced = options.drafts != "never", options.drafts == "always"
        self._tokens = Speculation(model, payoff, drafter, is_on=is_on, is_forced=is_forced)
        self.count = self.chosen = 0
        self.reason: FinishReason | None = None
        for token in options.begun:
            self._take_over(token)

    @property
    def by_lookup(self) -> Guesses:
        """Tokens that were guessed from the context."""
        return self._tokens.by_lookup

    @property
    def by_model(self) -> Guesses:
        """Tokens that the draft model guessed."""
        return self._tokens.by_model

    def events(self) -> Iterator[Piece | Choices]:
        """Writes to the end. What is done for a token does not grow with the answer."""
        try:
            yield from self._written()
        finally:
            self._tokens.take_back()
        yield from self.rest()

    def _written(self) -> Iterator[Piece | Choices]:
        model, clock = self._model, self._clock
        sent_at, token = 0.0, None
        while not self._is_at_an_end():
            try:
                if token is not None:  # not after the last one: the answer is complete without that
                    self._tokens.step(token)
            except Stopped:
                self.reason = "stopped"
                break
            token = self._lead.choose(self._tokens.sample, self.count)
            clock.last_token = time.perf_counter()
            clock.first_token = clock.first_token or clock.last_token
            if model.vocabulary.is_end(token):
                self.reason = "length" if self._lead.was_led else "end"
                break
            clock.pace.add(clock.last_token)
            self._add(token)
            if self._unsent and self.reason is None and clock.last_token - sent_at >= _PIECE_INTERVAL_S:
                yield from self._unsent_events()
                sent_at = clock.last_token

    def _is_at_an_end(self) -> bool:
        if self.reason is None and self._lead.is_spent(self.count):
            self.reason = "length"
        if self.reason is None and len(self._model.written.tokens) >= self._model.context_length:
            self.reason = "context"
        return self.reason is not None

    def rest(self) -> Iterator[Piece | Choices]:
        """What was not sent yet, at the end."""
        self._unsent += self._text.rest()
        if self.count:
            yield from self._unsent_events()

    def _add(self, token: int) -> None:
        """One more token, chosen by the model."""
        piece = self._model.vocabulary.bytes_of(token)
        if self._recorder is not None:
            self._recorder.add(token, piece, self._model.likeliest(token, self._options.candidates))
        self._model.written.append(token, piece)
        self.chosen += 1
        self._say(piece)

    def _take_over(self, token: int) -> None:
        """One more token, given with the request; it stands in the model's memory already."""
        if self._model.vocabulary.is_end(token):
            self.reason = "end"
            return
        piece = self._model.vocabulary.bytes_of(token)
        if self._recorder is not None:
            self._recorder.skip(piece)
        self._say(piece)

    def _say(self, piece: bytes) -> None:
        self.count += 1
        added = self._text.add(piece)
        self._unsent += added
        self._lead.add(added)
        if self._text.stopped:
            self.reason = "end"

    def _unsent_events(self) -> Iterator[Piece | Choices]:
        if self._unsent:
            yield Piece(self._unsent, self.count)
            self._unsent = ""
        if self._recorder is not None and (choices := self._recorder.take()) is not None:
            yield choices
