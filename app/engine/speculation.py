"""Tokens that are guessed in advance: from what stands in the context, or by a draft model.

A guess is read in one batch with the token just chosen, which takes less time than one decode for each. The
sampler then chooses at each place as it always does; a guess only counts where it is what was chosen, so the
answer is the same as without, but for rounding. Which guesses pay is measured (app/engine/payoff.py).

llama.cpp rounds otherwise in a batch than for one token, and the memory of what was read so keeps that: with
a random model of Q4_K_M scores differ by a hundredth of their spread, and the other of two tokens may win
where they lead by less than 0.05 logits. To read such a token alone once more does not help (tried). Answers
that have to be the same are made with drafts="never".
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from app.engine.drafter import Drafter
from app.engine.lookup import Lookup
from app.engine.model import Model
from app.engine.payoff import LONGEST_DRAFT, NO_BET, Bet, Payoff
from app.errors import UserError

_NEAR = 16  # tokens that a draft model may be behind and still guess at once
_LEAST_SLICE = 32  # tokens that it reads at once where it is further behind
_LIKELY_SHARE = 3  # times as fast as the model it guesses for, before that was measured
_FORCED_LENGTH = 7
_DRAFTS_IN_ROW = 8  # after which one token is read alone: what that takes changes as other programs compute


@dataclass(slots=True)
class Guesses:
    """How many tokens were guessed and read in advance, and how many of them were then chosen."""

    drafted: int = 0
    accepted: int = 0


class Speculation:
    """Chooses and reads tokens like the model itself, several at once where that pays.

    by_lookup, by_model: what was guessed from the context, and by the draft model.
    """

    def __init__(
        self,
        model: Model,
        payoff: Payoff,
        drafter: Drafter | None = None,
        *,
        is_on: bool,
        is_forced: bool = False,
    ) -> None:
        """is_forced: also where it does not pay."""
        self._model = model
        self._payoff = payoff
        self._drafter = drafter
        self._is_on = is_on and model.memory.can_take_back
        self._is_forced = is_forced
        self._lookup: Lookup | None = None
        self._run = 0  # guesses of the draft model in a row that came true
        self._ahead: list[int] = []  # read in advance, not chosen yet
        self._is_by_model = False  # who guessed them
        self._drafts_in_row = 0
        self._read_s = 0.0
        self._draft_length = -1  # of the decode whose time is to be told; -1: of none
        self.by_lookup, self.by_model = Guesses(), Guesses()
        payoff.begin()

    def sample(self) -> int:
        """The next token. The time of a decode ends here: a graphics card computes until then."""
        began = time.perf_counter()
        token = self._model.sample()
        if self._draft_length >= 0:
            self._payoff.costs.took(self._draft_length, self._read_s + time.perf_counter() - began)
            self._draft_length = -1
        return token

    def step(self, token: int) -> None:
        """Read the token just chosen, unless it was read in advance. Raises Stopped."""
        if not self._is_on:
            self._model.step(token)
            return
        lookup = self._learn(token)
        if self._ahead and self._ahead[0] == token:
            del self._ahead[0]
            self._model.accept()
            self._guesses.accepted += 1
            return
        self.take_back()
        draft = self._draft(lookup)
        self._drafts_in_row = self._drafts_in_row + 1 if draft else 0
        began = time.perf_counter()
        if draft:
            self._model.step_ahead(token, draft)
            self._ahead = draft
            self._guesses.drafted += len(draft)
        else:
            self._model.step(token)
        self._read_s, self._draft_length = time.perf_counter() - began, len(draft)

    def take_back(self) -> None:
        """What was read in advance and not chosen leaves the memory. To be called at the end as well."""
        if self._ahead:
            self._ahead = []
            self._model.memory.take_back()

    @property
    def _guesses(self) -> Guesses:
        """Of whoever guessed last."""
        return self.by_model if self._is_by_model else self.by_lookup

    def _learn(self, token: int) -> Lookup:
        """Whether the guesses for this place came true."""
        if self._ahead and self._is_by_model:
            came_true = self._ahead[0] == token
            self._payoff.model.saw(self._run, came_true=came_true)
            self._run = self._run + 1 if came_true else 0
        lookup = self._lookup
        if lookup is None:  # not before the first token is on the screen
            lookup = self._lookup = Lookup(self._model.written.tokens)
            if self._drafter is not None:
                self._drafter.begin(self._model.written.tokens)
            return lookup
        if (guess := lookup.guess) is not None:
            self._payoff.lookup.saw(lookup.run, came_true=guess == token)
        lookup.add(token)
        return lookup

    def _draft(self, lookup: Lookup) -> list[int]:
        """What to read in advance. Raises Stopped."""
        if self._drafts_in_row == _DRAFTS_IN_ROW and not self._is_forced:
            return []
        room = self._model.context_length - len(self._model.written.tokens)
        found = self._payoff.lookup.best(lookup.run) if lookup.guess is not None else NO_BET
        if self._is_forced and lookup.guess is not None:
            found = Bet(LONGEST_DRAFT, 1.0)
        modelled = self._model_bet(room)
        if modelled.length and (modelled.gain > found.gain or not found.length):
            self._is_by_model = True
            return self._model_draft(modelled, room)
        self._is_by_model = False
        return lookup.draft(min(found.length, room)) if found.length else []

    def _model_bet(self, room: int) -> Bet:
        drafter = self._drafter
        if drafter is None or room < 1:
            return NO_BET
        behind = drafter.behind(self._model.written.tokens, LONGEST_DRAFT)
        if behind is None:
            return NO_BET
        if self._is_forced:
            return Bet(_FORCED_LENGTH)
        likely = self._model.read_tokens_per_s * _LIKELY_SHARE
        return self._payoff.model.best(self._run, drafter.behind_s(max(0, behind - _NEAR), likely))

    def _model_draft(self, bet: Bet, room: int) -> list[int]:
        """Its guesses; nothing as long as it has much to read: so the answer goes on meanwhile."""
        drafter, tokens = self._drafter, self._model.written.tokens
        assert drafter is not None
        began = time.perf_counter()
        try:
            if not self._is_forced and (drafter.behind(tokens, 0) or 0) > _NEAR:
                drafter.catch_up(tokens, self._slice())
                return []
            if not drafter.catch_up(tokens, len(tokens)):
                return []
            draft = drafter.draft(min(bet.length, room))
        except UserError:  # it failed; the answer does without
            self._drafter = None
            return []
        self._payoff.model.drafted(bet, len(draft), time.perf_counter() - began)
        return draft

    def _slice(self) -> int:
        """Tokens that the draft model reads in about the time of one of the answer's."""
        drafter, single_s = self._drafter, self._payoff.costs.single_s
        assert drafter is not None
        token_s = drafter.behind_s(1, self._model.read_tokens_per_s * _LIKELY_SHARE)
        return max(_LEAST_SLICE, int(single_s / token_s) if token_s else 0)
