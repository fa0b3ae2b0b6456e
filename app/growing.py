"""An answer that grows, and its copy on the disk."""

from __future__ import annotations

import contextlib
import time

from app.engine.events import Choices, Finished, LeftOut, LoadEvent, Piece, ReplyEvent, Statistics
from app.engine.pace import joined as joined_pace
from app.errors import UserError
from app.reasoning import ReasoningFilter
from app.store.choices import AnswerChoices
from app.store.conversations import Conversations
from app.store.messages import Message

_SAVE_EACH_S = 1.0


class GrowingAnswer:
    """What the engine tells of an answer becomes its row: each second while it grows, and at its end."""

    def __init__(
        self, conversations: Conversations, answer: Message, begun: AnswerChoices | None = None
    ) -> None:
        """answer: as it is before; it has a text where it goes on. begun: its tokens that are given."""
        self._conversations = conversations
        self._id = answer.id
        self._before_length = len(answer.content)
        self._begun = begun
        self._told: list[Choices] = []
        self._before = answer.statistics
        self._pieces: list[str] = [answer.content] if answer.content else []
        self._left_out = 0
        self._reasoning = ReasoningFilter()
        self._reasoning.feed(answer.content)
        self._reasoning.seconds = answer.thinking_s  # of a reasoning that ended before the answer was cut
        self._next_save = time.monotonic()

    @property
    def text(self) -> str:
        """All of it so far, from its very beginning."""
        return "".join(self._pieces)

    def take(self, event: LoadEvent | ReplyEvent) -> None:
        """Raises UserError when it cannot be kept, as on a full disk."""
        match event:
            case LeftOut(message_count):
                self._left_out = message_count
            case Piece(text):
                self._pieces.append(text)
                self._reasoning.feed(text)
                if time.monotonic() >= self._next_save:
                    self._conversations.answers.save_partial(self._id, self.text)
                    self._next_save = time.monotonic() + _SAVE_EACH_S
            case Choices():
                self._told.append(event)
            case Finished(statistics, reason):
                self._keep_choices()
                taken = added(self._before, statistics) if self._before else statistics
                self._conversations.answers.finish(
                    self._id, self.text, reason, taken, self._left_out, self._reasoning.seconds
                )

    def _keep_choices(self) -> None:
        """Those of all parts of the answer together."""
        if not self._told:
            return
        told = self._begun or self._conversations.choices.of(self._id) or AnswerChoices(0, ())
        for event in self._told:
            told = told.with_more(event, self._before_length)
        self._conversations.choices.save(self._id, told)

    def fail(self, error: UserError) -> None:
        """Keep what was said before the failure, and the failure's own words."""
        # When the disk itself is the failure, this fails in the same way; the first error is the one to tell.
        with contextlib.suppress(UserError):
            self._keep_choices()
            self._conversations.answers.fail(self._id, self.text, error, self._left_out)


def added(before: Statistics, after: Statistics) -> Statistics:
    """Of an answer that was made in two parts: what both took, and the prompt and first word of the first."""
    tokens = before.answer_tokens + after.answer_tokens
    seconds = sum(
        part.answer_tokens / part.write_tokens_per_s for part in (before, after) if part.write_tokens_per_s
    )
    return Statistics(
        prompt_tokens=before.prompt_tokens,
        reused_tokens=before.reused_tokens,
        answer_tokens=tokens,
        first_token_s=before.first_token_s or after.first_token_s,
        read_tokens_per_s=before.read_tokens_per_s or after.read_tokens_per_s,
        write_tokens_per_s=tokens / seconds if seconds else 0.0,
        total_s=before.total_s + after.total_s,
        prepare_s=before.prepare_s + after.prepare_s,
        processor_s=before.processor_s + after.processor_s,
        memory_bytes=max(before.memory_bytes, after.memory_bytes),
        energy_j=before.energy_j + after.energy_j,
        energy_source=after.energy_source or before.energy_source,
        pace=joined_pace(before.pace, after.pace),
        drafted_tokens=before.drafted_tokens + after.drafted_tokens,
        accepted_tokens=before.accepted_tokens + after.accepted_tokens,
        model_drafted_tokens=before.model_drafted_tokens + after.model_drafted_tokens,
        model_accepted_tokens=before.model_accepted_tokens + after.model_accepted_tokens,
    )
