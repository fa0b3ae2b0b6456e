"""One exchange: from the stored question, through the engine, to the stored answer."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from app.context import as_then, sending_options, turns_of
from app.engine.client import Engine
from app.engine.events import (
    NOTHING_DONE,
    ChatMessage,
    Choices,
    Finished,
    LeftOut,
    Loaded,
    LoadEvent,
    LoadOptions,
    Piece,
    ReplyEvent,
    ReplyOptions,
    Statistics,
)
from app.engine.pace import joined as joined_pace
from app.engine.turns import joined
from app.errors import UserError
from app.insight.energy import metered
from app.machine.before_loading import MemoryGuard
from app.machine.forecast import Forecaster
from app.machine.speed_store import SpeedStore
from app.models.gguf import read_header
from app.reasoning import ReasoningFilter
from app.reproduce import Reproduced, Reproducing, reproduce, with_seed
from app.store.choices import AnswerChoices
from app.store.conversations import Conversations
from app.store.messages import Message
from app.words import tr

_SAVE_EACH_S = 1.0


@dataclass(frozen=True, slots=True)
class AnswerBegun:
    """The answer has its place in the conversation; its text is still empty."""

    message: Message


@dataclass(frozen=True, slots=True)
class AnswerEnded:
    """The answer as it is kept."""

    message: Message


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another token in an answer. position: tokens of the answer's AnswerChoices before it."""

    answer: Message
    position: int
    token: int


ChatEvent = LoadEvent | ReplyEvent | AnswerBegun | AnswerEnded


def history(thread: Sequence[Message], system_prompt: str) -> list[ChatMessage]:
    """What the model is sent of a thread, oldest first."""
    return [turn.message for turn in turns_of(thread, system_prompt)]


def alternating(messages: Sequence[ChatMessage]) -> list[ChatMessage]:
    """Leaves out answers without a word and joins the questions that then follow each other.

    Many chat templates refuse two messages of the same role in a row.
    """
    return joined(message for message in messages if message.role != "assistant" or message.content.strip())


class Chat:
    """Answers stored questions."""

    def __init__(
        self,
        conversations: Conversations,
        engine: Engine,
        speeds: SpeedStore | None = None,
        forecaster: Forecaster | None = None,
        *,
        keeps_read: bool = False,
        guard: MemoryGuard | None = None,
    ) -> None:
        """speeds: where it is noted how fast each model answered; None: nowhere. forecaster: who foretells
        each answer, to be kept with it; None: nobody. keeps_read: whether the engine may keep on the disk
        what a model has read of these conversations."""
        self._forecaster = forecaster
        self._keeps_read = keeps_read
        self._guard = guard
        self._conversations = conversations
        self._engine = engine
        self._speeds = speeds

    def load(
        self, model: Path, options: LoadOptions, stop: threading.Event
    ) -> Generator[LoadEvent, None, bool]:
        """Loads the model unless it is loaded in this way already. Returns whether it is now.

        Raises WouldSwap where there is a guard and it would not fit.
        """
        loaded = self._engine.description()
        if loaded is not None and loaded.path == model and self._engine.loaded_with == options:
            if not self._engine.is_file_changed():
                return True
        elif self._guard is not None:
            self._guard.check(model, options, self._engine.held_bytes())
        for event in self._engine.load(model, options, stop):
            if isinstance(event, Loaded):
                yield event
                return True
            yield event
        return False

    def answer(
        self,
        question: Message,
        model: Path,
        load: LoadOptions,
        options: ReplyOptions,
        system_prompt: str,
        stop: threading.Event,
    ) -> Iterator[ChatEvent]:
        """Answers the question and keeps the answer, at least each second while it grows.

        The answer has its place in the conversation from the first event on, also while the model is
        loaded, which happens only if another one, or none, is. Being stopped is a normal end in each
        phase. A failure is raised as UserError once it is kept together with what was said before it.
        An iterator that is dropped leaves the answer behind as interrupted.
        """
        how = made_with(load, options, system_prompt, self._conversations.path_to(question.id))
        options, how = with_seed(options, how)
        answer = self._conversations.answers.begin(question.id, _name(model), how)
        yield from self._write(answer, model, load, options, system_prompt, stop)

    def go_on(
        self,
        cut: Message,
        model: Path,
        load: LoadOptions,
        options: ReplyOptions,
        system_prompt: str,
        stop: threading.Event,
    ) -> Iterator[ChatEvent]:
        """Continues an answer that was cut, from the very end of its text; like answer() otherwise.

        Its statistics are then those of all of it together.
        """
        how = made_with(load, options, system_prompt, self._conversations.path_to(cut.id), is_whole=False)
        answer = self._conversations.answers.go_on(cut.id, how)
        yield from self._write(answer, model, load, options, system_prompt, stop)

    def answer_otherwise(
        self,
        other: Alternative,
        model: Path,
        load: LoadOptions,
        options: ReplyOptions,
        system_prompt: str,
        stop: threading.Event,
    ) -> Iterator[ChatEvent]:
        """A new version of an answer: its first tokens, another one, and what the model writes from there.

        Like answer() otherwise. Raises UserError, before anything is changed, where that cannot be: the
        answer's tokens were not kept, or another model wrote them.
        """
        old = other.answer
        told = self._conversations.choices.of(old.id)
        if told is None or old.parent_id is None:
            raise UserError(
                tr("The words that could have stood there were not kept with this answer."),
                tr("Let the model answer again while they are shown."),
            )
        if old.model != _name(model):
            raise UserError(
                tr(
                    "This answer was written by {model}; another model cannot go on from its tokens.",
                    model=old.model,
                ),
                tr("Choose that model, then try again."),
            )
        begun = told.other_at(other.position, other.token)
        options = replace(options, begun=tuple(choice.id for choice in begun.choices))
        thread = self._conversations.path_to(old.parent_id)
        how = made_with(load, options, system_prompt, thread, is_whole=False)
        answer = self._conversations.answers.begin(old.parent_id, old.model, how)
        if begun.start:
            self._conversations.answers.save_partial(answer.id, old.content[: begun.start])
            answer = self._conversations.message(answer.id)
        yield from self._write(answer, model, load, options, system_prompt, stop, begun)

    def reproduce(self, answer: Message, stop: threading.Event) -> Iterator[Reproducing | Reproduced]:
        """An answer once more, beside the stored one; see app.reproduce."""
        return reproduce(answer, self._conversations, self._engine, stop)

    def _write(
        self,
        answer: Message,
        model: Path,
        load: LoadOptions,
        options: ReplyOptions,
        system_prompt: str,
        stop: threading.Event,
        begun: AnswerChoices | None = None,
    ) -> Iterator[ChatEvent]:
        """begun: the answer's tokens that are given."""
        draft = _Draft(self._conversations, answer, begun)
        try:
            yield AnswerBegun(answer)
            # An answer without a word is left out: what is sent then ends with the question.
            messages = history(self._conversations.path_to(answer.id), system_prompt)
            name = str(answer.conversation_id) if self._keeps_read else None
            foretell = partial(self._foretell, answer, messages, options, name)
            for event in self._events(model, messages, load, options, stop, name, foretell):
                draft.take(event)
                if isinstance(event, Finished) and self._speeds is not None:
                    with contextlib.suppress(UserError):  # the answer is kept; that is what counts
                        self._speeds.record(model, event.statistics)
                yield event
            yield AnswerEnded(self._conversations.message(answer.id))
        except UserError as error:
            draft.fail(error)
            raise
        except BaseException:  # dropped by who iterates, or a bug: neither may leave it in writing
            self._conversations.answers.interrupt(answer.id, draft.text)
            raise

    def _events(
        self,
        model: Path,
        messages: Sequence[ChatMessage],
        load: LoadOptions,
        options: ReplyOptions,
        stop: threading.Event,
        conversation: str | None,
        foretell: Callable[[Path], None],
    ) -> Iterator[LoadEvent | ReplyEvent]:
        """The load, if there has to be one, and the reply; always ends with Finished."""
        is_loaded = yield from self.load(model, load, stop)
        if is_loaded:
            foretell(model)
            yield from metered(self._engine.reply(messages, options, stop, conversation))
        else:
            yield Finished(NOTHING_DONE, "stopped")

    def _foretell(
        self,
        answer: Message,
        messages: Sequence[ChatMessage],
        options: ReplyOptions,
        conversation: str | None,
        model: Path,
    ) -> None:
        """Keeps what can be known of the answer before it is begun; not of one that goes on."""
        if self._forecaster is None or answer.content:
            return
        with contextlib.suppress(UserError):  # what does not fit is told by the reply
            size = self._engine.measure(messages, "", options.max_tokens, conversation)
            forecast = self._forecaster.foretell(size, model, answer.model, options.max_tokens)
            if forecast.first_word_s:
                self._conversations.answers.keep_forecast(answer.id, forecast)


class _Draft:
    """An answer that grows, and its copy on the disk."""

    def __init__(
        self,
        conversations: Conversations,
        answer: Message,
        begun: AnswerChoices | None = None,
    ) -> None:
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
        return "".join(self._pieces)

    def take(self, event: LoadEvent | ReplyEvent) -> None:
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
    )


def made_with(
    load: LoadOptions,
    reply: ReplyOptions,
    system_prompt: str,
    thread: Sequence[Message] = (),
    *,
    is_whole: bool = True,
) -> str:
    """How an answer is made, as JSON to keep with it: what was set by hand, everything else left out.

    thread: up to the question. is_whole: it is not made in several parts.
    """
    values = {
        "context_length": load.context_length,
        "max_answer_tokens": reply.max_tokens,
        "thinking": reply.thinking,
        **{name: getattr(reply.sampling, name) for name in reply.sampling.__slots__},
        "system_prompt": system_prompt if system_prompt.strip() else None,
        **sending_options(thread),
        "leads_to_close": reply.leads_to_close or None,
        "parts": None if is_whole else 2,
    }
    return json.dumps({name: value for name, value in values.items() if value is not None})


def sent_for(answer: Message, conversations: Conversations) -> list[ChatMessage]:
    """The messages that the model was given for this answer, those left out included."""
    thread = conversations.path_to(answer.parent_id) if answer.parent_id else []
    try:
        options = json.loads(answer.options)
    except ValueError:  # of a program that did not keep them yet
        options = {}
    return history(as_then(thread, answer.options), options.get("system_prompt", ""))


def _name(model: Path) -> str:
    try:
        return read_header(model).name or model.stem
    except UserError:  # loading it will tell what is wrong
        return model.stem
