"""An answer that grows, and its copy on the disk."""

from __future__ import annotations

import time
from dataclasses import dataclass

from app.engine.events import (
    NOTHING_DONE,
    Choices,
    Finished,
    LeftOut,
    LoadEvent,
    Piece,
    ReplyEvent,
    Statistics,
)
from app.engine.pace import joined as joined_pace
from app.errors import UserError
from app.reasoning import ReasoningFilter
from app.store.choices import AnswerChoices
from app.store.conversations import Conversations
from app.store.messages import Gone, Message

_SAVE_EACH_S = 1.0


@dataclass(frozen=True, slots=True)
class Keeping:
    """Whether what is said is kept, where that has changed. problem: why it is not; None: it is again."""

    problem: UserError | None


class NotKept(UserError):
    """An answer has ended and could not be written, for this reason: nothing but `answer` has all of it."""

    def __init__(self, reason: UserError, answer: GrowingAnswer) -> None:
        super().__init__(reason.message, reason.hint, reason.remedy)
        self.answer = answer


class GrowingAnswer:
    """What the engine tells of an answer becomes its row: each second while it grows, and at its end."""

    def __init__(
        self, conversations: Conversations, answer: Message, begun: AnswerChoices | None = None
    ) -> None:
        """answer: as it is before; it has a text where it goes on. begun: its tokens that are given."""
        self._conversations = conversations
        self._answer = answer
        self._begun = begun
        self._told: list[Choices] = []
        self._pieces: list[str] = [answer.content] if answer.content else []
        self._left_out = 0
        self._reasoning = ReasoningFilter()
        self._reasoning.feed(answer.content)
        self._reasoning.seconds = answer.thinking_s  # of a reasoning that ended before the answer was cut
        self._next_save: float | None = None  # by time.monotonic(); None: no word has come yet
        self._is_kept = True
        self._end: Finished | UserError = Finished(NOTHING_DONE, "stopped")  # until it is known

    @property
    def text(self) -> str:
        """All of it so far, from its very beginning."""
        return "".join(self._pieces)

    def take(self, event: LoadEvent | ReplyEvent) -> Keeping | None:
        """Raises NotKept when the end of it cannot be written. Before the end it only tells of that, once:
        the answer goes on meanwhile, and each second it is tried again."""
        match event:
            case LeftOut(message_count):
                self._left_out = message_count
            case Piece(text):
                self._pieces.append(text)
                self._reasoning.feed(text)
                if self._next_save is None:  # the first words are not to wait for the disk
                    self._next_save = time.monotonic() + _SAVE_EACH_S
                elif time.monotonic() >= self._next_save:
                    return self._save_partial()
            case Choices():
                self._told.append(event)
            case Finished():
                self._end = event
                self.save()
        return None

    def fail(self, error: UserError) -> None:
        """Keep what was said before the failure, and the failure's own words. Raises NotKept as take does."""
        self._end = error
        self.save()

    def save(self) -> Message:
        """Write how it ended. Raises NotKept when that cannot be, and can be called again then."""
        try:
            self._keep_choices()
            return self._write_end()
        except Gone:  # deleted meanwhile: there is nothing to keep
            raise
        except UserError as error:
            raise NotKept(error, self) from error

    @property
    def ended(self) -> Message:
        """The whole answer, as it will be kept."""
        now = self._answer._replace(content=self.text, left_out=self._left_out)
        if isinstance(self._end, UserError):
            error = self._end
            return now._replace(state="failed", error=error.message, hint=error.hint, remedy=error.remedy)
        return now._replace(
            state="complete",
            error="",
            hint="",
            finish_reason=self._end.reason,
            statistics=self._statistics(self._end),
            thinking_s=self._reasoning.seconds,
        )

    def _save_partial(self) -> Keeping | None:
        was_kept, problem = self._is_kept, None
        try:
            self._conversations.answers.save_partial(self._answer.id, self.text)
        except UserError as error:
            problem = error
        self._is_kept = problem is None
        self._next_save = time.monotonic() + _SAVE_EACH_S
        return Keeping(problem) if was_kept is not self._is_kept else None

    def _write_end(self) -> Message:
        answers = self._conversations.answers
        if isinstance(self._end, UserError):
            return answers.fail(self._answer.id, self.text, self._end, self._left_out)
        taken, thinking_s = self._statistics(self._end), self._reasoning.seconds
        return answers.finish(self._answer.id, self.text, self._end.reason, taken, self._left_out, thinking_s)

    def _statistics(self, finished: Finished) -> Statistics:
        before = self._answer.statistics
        return added(before, finished.statistics) if before else finished.statistics

    def _keep_choices(self) -> None:
        """Those of all parts of the answer together."""
        if not self._told:
            return
        told = self._begun or self._conversations.choices.of(self._answer.id) or AnswerChoices(0, ())
        for event in self._told:
            told = told.with_more(event, len(self._answer.content))
        self._conversations.choices.save(self._answer.id, told)
        self._told.clear()  # not twice, where the rest of it could not be written


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
