"""What the rest of the program talks to: an engine that lives in a child process of its own."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing.util
import tempfile
import threading
import time
from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, cast

from app.engine import death
from app.engine.backends import Backends
from app.engine.child import Child, EngineBug, Unheard
from app.engine.events import (
    NO_DRAFT_MODEL,
    NOTHING_DONE,
    ChatMessage,
    DraftModel,
    Finished,
    Loaded,
    LoadEvent,
    LoadOptions,
    ModelDescription,
    Piece,
    PromptOutline,
    PromptPart,
    PromptSize,
    ReplyEvent,
    ReplyOptions,
    SentPrompt,
    Token,
)
from app.engine.messages import Failed, Keep, Load, Question, Reply, Request
from app.engine.snapshots import SnapshotOptions, forget
from app.errors import UserError
from app.machine import hardware
from app.words import tr

__all__ = ["Engine", "EngineBug"]

_log = logging.getLogger(__name__)
_LOOK_S = 0.05  # how often the stop event of who waits for another is looked at
_LOAD_PATIENCE_S = 0.04  # half a model is of no use: who stops a load need not wait for the child to say so
_REPLY_PATIENCE_S = 0.1  # who stops an answer has it so soon, also while the child is busy with one long step
_STOP_LIMIT_S = 10.0  # a child that does not stop within this time is ended
_KEEP_LIMIT_S = 60.0  # a gigabyte on a slow disk


class _CardsFailed(Exception):
    """The child crashed while it loaded a model with a graphics card."""


class Engine:
    """Loads one model at a time and answers with it.

    The child is started when first needed and again after its death. One load or reply runs at a time,
    others wait for it; count, tokens and measure may be called from any thread at any time.
    """

    def __init__(
        self,
        *,
        log_path: Path | None = None,
        snapshots: SnapshotOptions | None = None,
        backends: Backends | None = None,
    ) -> None:
        """snapshots: where what was read of conversations is kept on the disk; None: nowhere. backends: what
        computes; None: as the library chooses."""
        self._snapshots = snapshots
        self._own_log = log_path is None
        self._log_path = log_path or Path(tempfile.mkdtemp(prefix="inglenook-")) / "engine.log"
        self._busy = threading.Lock()
        self._child: Child | None = None
        self._description: ModelDescription | None = None
        self._file_state = (0, 0)
        self.loaded_with: LoadOptions | None = None
        """Of the model that was loaded last."""
        self.backends = backends or Backends()
        """What computes from the next load on; may be set at any time."""
        self.heard_at = 0.0
        """When the child last said how a load or reply gets on, by time.monotonic(); 0.0: never yet."""
        self._at_exit: multiprocessing.util.Finalize | None = None
        self._is_closed = False
        self._cards_crashed = ""  # as a sentence, once they did: they would again each time

    @property
    def uses_cards(self) -> bool:
        """Whether graphics cards compute from the next load on, where there are any."""
        return self.backends.uses_cards and not self._cards_crashed

    def load(
        self,
        path: Path,
        options: LoadOptions,
        stop: threading.Event,
        draft_model: DraftModel = NO_DRAFT_MODEL,
    ) -> Generator[LoadEvent, None, None]:
        """Load a model in place of the one before. Ends without Loaded when stopped.

        draft_model: a smaller one that guesses for it. One that cannot be loaded is left out, and the model's
        description says so.
        """
        try:
            yield from self._load(path, options, stop, draft_model)
        except UserError as error:
            if draft_model.path is None or not isinstance(error.__cause__, EOFError | OSError):
                raise
            # The engine died: if that was over the draft model, it lives without.
            problem = tr(
                "No draft model is in use: the engine ended while {name} was loaded.", name=draft_model.name
            )
            yield from self._load(path, options, stop, DraftModel(problem=problem))

    def _load(
        self, path: Path, options: LoadOptions, stop: threading.Event, draft_model: DraftModel
    ) -> Generator[LoadEvent, None, None]:
        request = Load(path, options, self._snapshots, draft_model, self.uses_cards)
        try:
            yield from self._loading(request, stop)
        except _CardsFailed:
            problem = tr(
                "The engine crashed with the graphics card, so the processor computes alone until Inglenook "
                "is started again."
            )
            yield from self._loading(replace(request, with_cards=False), stop, problem)

    def _loading(
        self, request: Load, stop: threading.Event, cards_problem: str = ""
    ) -> Generator[LoadEvent, None, None]:
        for event in self._events(request, stop):
            if isinstance(event, Loaded):
                on_card = event.description.on_card
                if cards_problem:  # it can be loaded without cards, so the file is not to blame
                    self._cards_crashed = cards_problem
                    on_card = replace(on_card, problem=cards_problem)
                elif not request.with_cards:
                    on_card = replace(on_card, left_out=self._cards_crashed or self.backends.cards_left_out)
                event = Loaded(replace(event.description, on_card=on_card))
                self._description = event.description
                self._file_state = _state_of(request.path)
                self.loaded_with = request.options
            yield cast(LoadEvent, event)

    def reply(
        self,
        messages: Sequence[ChatMessage],
        options: ReplyOptions,
        stop: threading.Event,
        conversation: str | None = None,
    ) -> Generator[ReplyEvent, None, None]:
        """One answer, ended by Finished also when stopped. Closing the generator stops it as well.

        conversation: a name (letters, digits, "-") under which what is read may be kept on the disk.
        """
        for event in self._events(Reply(tuple(messages), options, conversation), stop):
            yield cast(ReplyEvent, event)

    def description(self) -> ModelDescription | None:
        """The loaded model; None while there is none. Never blocks."""
        child = self._child
        return self._description if child is not None and child.is_alive() else None

    def is_file_changed(self) -> bool:
        """Whether the loaded model's file is another one on the disk by now."""
        description = self.description()
        return description is not None and _state_of(description.path) != self._file_state

    def held_bytes(self) -> int:
        """Memory that ending the child would give back."""
        pid = self.pid
        return 0 if pid is None else hardware.private_bytes(pid)

    def count(self, text: str) -> int:
        """Tokens of a text."""
        return cast(int, self._ask("count", text))

    def tokens(self, text: str) -> list[Token]:
        """Tokens of a text, each with what it stands for."""
        return cast(list[Token], self._ask("tokens", text))

    def sent(self, messages: Sequence[ChatMessage], left_out: int = 0) -> SentPrompt:
        """What the model gets, or got, for these messages without the oldest `left_out` of them."""
        return cast(SentPrompt, self._ask("sent", tuple(messages), left_out))

    def measure(
        self,
        messages: Sequence[ChatMessage],
        draft: str,
        max_tokens: int | None = None,
        conversation: str | None = None,
    ) -> PromptSize:
        """What would be sent if the draft were asked now. conversation: as for reply()."""
        return cast(PromptSize, self._ask("measure", tuple(messages), draft, max_tokens, conversation))

    def measure_before(
        self,
        messages: Sequence[ChatMessage],
        max_tokens: int | None,
        conversation: str | None,
        stop: threading.Event,
    ) -> PromptSize | None:
        """As measure(), of a prompt that is about to be sent; None when told to stop first."""
        question = Question("measure", (tuple(messages), "", max_tokens, conversation))
        return cast(PromptSize | None, self._answer_to(question, stop))

    def outline(
        self,
        messages: Sequence[ChatMessage],
        parts: Sequence[PromptPart],
        max_tokens: int | None = None,
        conversation: str | None = None,
    ) -> PromptOutline:
        """What would be sent for these messages if they were asked now, in parts."""
        return cast(
            PromptOutline, self._ask("outline", tuple(messages), tuple(parts), max_tokens, conversation)
        )

    def keep(self) -> None:
        """Put what was read of the last conversation on the disk now, unless a load or reply runs."""
        if self._busy.acquire(blocking=False):
            try:
                self._keep()
            finally:
                self._busy.release()

    def forget(self, conversation: str) -> None:
        """Take what was read of a conversation off the disk, and put it there no more."""
        with contextlib.suppress(UserError):  # no model is loaded: nothing of it is in memory
            self._ask("forget", conversation)
        if self._snapshots is not None:
            forget(self._snapshots.folder, conversation)

    def unload(self) -> None:
        """Give the model's memory back, by ending the child: nothing else surely gives all of it back."""
        self.keep()
        self._end_child()

    def give_up(self) -> None:
        """End a child that answers no more. What it read since that was last kept has to be read again."""
        self._end_child()

    def close(self) -> None:
        """End the child. A load or reply that runs ends with an error, and so does one that begins later."""
        self._is_closed = True
        self._end_child()
        if self._own_log:
            self._log_path.unlink(missing_ok=True)
            if self._log_path.parent.is_dir():
                self._log_path.parent.rmdir()

    @property
    def pid(self) -> int | None:
        """The child's process id; None while there is none."""
        child = self._child
        return child.pid if child is not None and child.is_alive() else None

    def __enter__(self) -> Engine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _events(self, request: Request, stop: threading.Event) -> Generator[Any, None, None]:
        """Carry out a request in the child and yield its events."""
        while not self._busy.acquire(timeout=_LOOK_S):
            if stop.is_set():
                if isinstance(request, Reply):
                    yield Finished(NOTHING_DONE, "stopped")
                return
        try:
            yield from self._carried_out(request, self._child_for(request), stop)
        finally:
            self._busy.release()

    def _carried_out(
        self, request: Request, child: Child, stop: threading.Event
    ) -> Generator[Any, None, None]:
        """The events of a request; all that can happen to the child meanwhile."""
        doing = tr("while loading the model") if isinstance(request, Load) else tr("while reading the prompt")
        written = 0
        try:
            child.send(request, stop)
            patience_s = _LOAD_PATIENCE_S if isinstance(request, Load) else _REPLY_PATIENCE_S
            for event in child.messages(stop, patience_s):
                self.heard_at = time.monotonic()
                if isinstance(event, Failed):
                    if isinstance(request, Load):
                        self._end_child()  # half a model may be left in it
                    self._raise(event)
                if isinstance(event, Piece):
                    doing, written = tr("while writing the answer"), event.token_count
                yield event
        except GeneratorExit:
            self._drain(child)
            raise
        except Unheard:  # being stopped is a normal end, also of one too busy to hear of it
            if isinstance(request, Load):
                self._end_child()
                return
            try:
                yield Finished(replace(NOTHING_DONE, answer_tokens=written), "stopped")
            finally:  # the next request needs an empty pipe
                self._drain(child)
        except (EOFError, OSError) as error:
            told = self._buried(child, doing)
            if isinstance(request, Load) and child.crashed_with_cards:
                raise _CardsFailed from error
            raise told from error
        except (UserError, EngineBug):
            raise
        except BaseException:  # Ctrl+C may come in the middle of a message: the pipe is of no use now
            self._end_child()
            raise

    def _child_for(self, request: Request) -> Child:
        """The child to send this to: a load gets one without a model in it."""
        child = self._child
        if isinstance(request, Load):
            is_new = child is None or not child.is_alive() or self._description is not None
            if is_new and not self._is_closed:
                self._keep()
                self._end_child()
                backends = self.backends
                if not request.with_cards:
                    backends = replace(backends, uses_cards=False)
                child = self._child = Child(self._log_path, backends)
                # Without this an exit of the program would wait for the child for ever.
                self._at_exit = multiprocessing.util.Finalize(self, child.end, exitpriority=10)
            if child is None or self._is_closed:  # perhaps while it was started: nobody else would end it
                self._end_child()
                raise UserError(tr("No model is loaded."), tr("Choose a model first."))
            return child
        if child is not None and self._description is not None and not child.is_alive():
            raise self._buried(child, tr("while reading the prompt"))  # it died just before it was asked
        if child is None or self._description is None:
            raise UserError(tr("No model is loaded."), tr("Choose a model first."))
        return child

    def _raise(self, failed: Failed) -> None:
        if failed.error is not None:
            raise failed.error
        _log.error("The engine's child failed:\n%s", failed.traceback)
        raise EngineBug(failed.traceback)

    def _keep(self) -> None:
        """For who holds `_busy`."""
        if self._snapshots is None or self.description() is None or (child := self._child) is None:
            return
        with contextlib.suppress(EOFError, OSError):
            child.send(Keep())
            self._await_end(child, _KEEP_LIMIT_S)

    def _drain(self, child: Child) -> None:
        """Nobody waits for this request any more: end it, so that the next finds an empty pipe."""
        child.raise_stop()
        self._await_end(child, _STOP_LIMIT_S)

    def _await_end(self, child: Child, limit_s: float) -> None:
        """Of the request that runs. A child that does not come to it is ended."""
        if not child.comes_to_rest(limit_s):
            self._end_child()

    def _buried(self, child: Child, doing: str) -> UserError:
        """The child died: forget it, and say why."""
        if self._child is not child:
            return UserError(tr("The model was unloaded {doing}.", doing=doing))
        error = self._cause_of_death(child, doing)
        _log.error("%s", error)
        if death.is_illegal_instruction(child.exit_code) and child.variant:
            refused = (*self.backends.refused, child.variant)
            self.backends = replace(self.backends, refused=refused)
        self._end_child()
        return error

    def _cause_of_death(self, child: Child, doing: str) -> UserError:
        """A file that was changed under a model's feet explains more than the signal that this led to."""
        error, model = child.explain_death(doing), self._description
        if model is not None and _state_of(model.path) != self._file_state:
            return death.of_changed_file(model.path.name, doing)
        return error

    def _ask(self, name: str, *arguments: Any) -> Any:
        return self._answer_to(Question(name, arguments))

    def _answer_to(self, question: Question, stop: threading.Event | None = None) -> Any:
        child = self._child
        if child is None or self.description() is None:
            raise UserError(tr("No model is loaded."), tr("Choose a model first."))
        try:
            return child.ask(question, stop.is_set) if stop is not None else child.ask(question)
        except (EOFError, OSError) as error:
            raise self._cause_of_death(child, tr("while counting tokens")) from error

    def _end_child(self) -> None:
        child, self._child, self._description = self._child, None, None
        if child is not None:
            child.end()
        if self._at_exit is not None:
            self._at_exit.cancel()
            self._at_exit = None


def _state_of(path: Path) -> tuple[int, int]:
    """What tells one state of a file from another: its size and time of change; zeros where there is none."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns
