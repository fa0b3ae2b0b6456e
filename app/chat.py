"""One exchange: from the stored question, through the engine, to the stored answer."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from app.context import history
from app.engine.client import Engine
from app.engine.events import (
    NO_DRAFT_MODEL,
    NOTHING_DONE,
    ChatMessage,
    Finished,
    Loaded,
    LoadEvent,
    LoadOptions,
    ReplyEvent,
)
from app.errors import UserError
from app.growing import GrowingAnswer, Keeping, NotKept
from app.insight.energy import metered
from app.machine.before_loading import MemoryGuard
from app.machine.forecast import Forecaster
from app.machine.speed_store import SpeedStore
from app.making import Making
from app.models.draft_models import DraftModels
from app.models.gguf import read_header
from app.reproduce import Reproduced, Reproducing, reproduce
from app.store.choices import AnswerChoices
from app.store.conversations import Conversations
from app.store.messages import Gone, Message
from app.words import tr


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


ChatEvent = LoadEvent | ReplyEvent | AnswerBegun | AnswerEnded | Keeping


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
        draft_models: DraftModels | None = None,
    ) -> None:
        """speeds: where it is noted how fast each model answered; None: nowhere. forecaster: who foretells
        each answer, to be kept with it; None: nobody. keeps_read: whether the engine may keep on the disk
        what a model has read of these conversations. draft_models: finds who guesses for a model; None:
        nobody."""
        self._draft_models = draft_models
        self._forecaster = forecaster
        self._keeps_read = keeps_read
        self._guard = guard
        self._conversations = conversations
        self._engine = engine
        self._speeds = speeds

    def load(
        self, model: Path, options: LoadOptions, stop: threading.Event
    ) -> Generator[LoadEvent, None, bool]:
        """Loads the model unless it is loaded in this way already, from the file as it is. Returns whether it
        is now.

        Raises WouldSwap where there is a guard and it would not fit.
        """
        loaded = self._engine.description()
        is_same = loaded is not None and loaded.path == model and self._engine.loaded_with == options
        if is_same and not self._engine.is_file_changed():
            return True
        if self._guard is not None:
            held_bytes, uses_cards = self._engine.held_bytes(), self._engine.uses_cards
            self._guard.check(model, options, held_bytes, uses_cards=uses_cards)
        draft = NO_DRAFT_MODEL
        if self._draft_models is not None:
            draft = self._draft_models.choose(model, options, self._engine.held_bytes())
        for event in self._engine.load(model, options, stop, draft):
            if isinstance(event, Loaded):
                yield replace(event, is_of_changed_file=is_same)
                return True
            yield event
        return False

    def answer(self, question: Message, making: Making, stop: threading.Event) -> Iterator[ChatEvent]:
        """Answers the question and keeps the answer, at least each second while it grows.

        The answer has its place in the conversation from the first event on, also while the model is
        loaded, which happens only if another one, or none, is. Being stopped is a normal end in each
        phase. A failure is raised as UserError once it is kept together with what was said before it; as
        NotKept where that, or an answer's end, cannot be written, as on a full disk.
        An iterator that is dropped leaves the answer behind as interrupted.
        """
        making = making.with_drawn_seed()
        how = making.to_json(self._conversations.path_to(question.id))
        answer = self._conversations.answers.begin(question.id, _name(making.model), how)
        yield from self._write(answer, making, stop)

    def go_on(self, cut: Message, making: Making, stop: threading.Event) -> Iterator[ChatEvent]:
        """Continues an answer that was cut, from the very end of its text; like answer() otherwise.

        Its statistics are then those of all of it together.
        """
        how = making.to_json(self._conversations.path_to(cut.id), is_whole=False)
        answer = self._conversations.answers.go_on(cut.id, how)
        yield from self._write(answer, making, stop)

    def answer_otherwise(
        self, other: Alternative, making: Making, stop: threading.Event
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
        if old.model != _name(making.model):
            raise UserError(
                tr(
                    "This answer was written by {model}; another model cannot go on from its tokens.",
                    model=old.model,
                ),
                tr("Choose that model, then try again."),
            )
        begun = told.other_at(other.position, other.token)
        reply = replace(making.reply, begun=tuple(choice.id for choice in begun.choices))
        how = making.to_json(self._conversations.path_to(old.parent_id), is_whole=False)
        text = old.content[: begun.start]
        answer = self._conversations.answers.begin(old.parent_id, old.model, how, text)
        yield from self._write(answer, replace(making, reply=reply), stop, begun)

    def reproduce(self, answer: Message, stop: threading.Event) -> Iterator[Reproducing | Reproduced]:
        """An answer once more, beside the stored one; see app.reproduce."""
        return reproduce(answer, self._conversations, self._engine, stop)

    def _write(
        self, answer: Message, making: Making, stop: threading.Event, begun: AnswerChoices | None = None
    ) -> Iterator[ChatEvent]:
        """begun: the answer's tokens that are given."""
        growing, is_kept = GrowingAnswer(self._conversations, answer, begun), False
        try:
            yield AnswerBegun(answer)
            # An answer without a word is left out: what is sent then ends with the question.
            messages = history(self._conversations.path_to(answer.id), making.system_prompt)
            name = str(answer.conversation_id) if self._keeps_read else None
            foretell = partial(self._foretell, answer, messages, making, name, stop)
            for event in self._events(messages, making, stop, name, foretell):
                if keeping := growing.take(event):
                    yield keeping
                if isinstance(event, Finished) and self._speeds is not None:
                    with contextlib.suppress(UserError):  # the answer is kept; that is what counts
                        self._speeds.record(making.model, event.statistics)
                is_kept = is_kept or isinstance(event, Finished)
                yield event
                if isinstance(event, Finished):  # the engine may still have to come to rest
                    yield AnswerEnded(self._conversations.message(answer.id))
        except NotKept:
            raise
        except UserError as error:
            if not is_kept:
                with contextlib.suppress(Gone):
                    growing.fail(error)
            raise
        except BaseException:  # dropped by who iterates, or a bug: neither may leave it in writing
            self._conversations.answers.interrupt(answer.id, growing.text)
            raise

    def _events(
        self,
        messages: Sequence[ChatMessage],
        making: Making,
        stop: threading.Event,
        conversation: str | None,
        foretell: Callable[[], None],
    ) -> Iterator[LoadEvent | ReplyEvent]:
        """The load, if there has to be one, and the reply; always ends with Finished."""
        is_loaded = yield from self.load(making.model, making.load, stop)
        if is_loaded:
            foretell()
            yield from metered(self._engine.reply(messages, making.seeded_reply, stop, conversation))
        else:
            yield Finished(NOTHING_DONE, "stopped")

    def _foretell(
        self,
        answer: Message,
        messages: Sequence[ChatMessage],
        making: Making,
        conversation: str | None,
        stop: threading.Event,
    ) -> None:
        """Keeps what can be known of the answer before it is begun; not of one that goes on."""
        if self._forecaster is None or answer.content:
            return
        with contextlib.suppress(UserError):  # what does not fit is told by the reply
            most = making.reply.max_tokens
            size = self._engine.measure_before(messages, most, conversation, stop)
            if size is None:
                return
            forecast = self._forecaster.foretell(size, making.model, answer.model, most)
            if forecast.first_word_s:
                self._conversations.answers.keep_forecast(answer.id, forecast)


def _name(model: Path) -> str:
    try:
        return read_header(model).name or model.stem
    except UserError:  # loading it will tell what is wrong
        return model.stem
