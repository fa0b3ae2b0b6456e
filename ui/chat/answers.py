"""The answers that are being made, each for one conversation, whichever of them is shown."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.chat import Alternative, AnswerBegun, AnswerEnded, Chat, ChatEvent
from app.engine.events import Finished, LeftOut, Loaded, Loading, Reading, Resumed, TemplateProblem
from app.engine.pace import PaceRecorder
from app.errors import UserError
from app.growing import Keeping, NotKept
from app.machine.before_loading import WouldSwap
from app.making import Making
from app.reproduce import Reproduced, Reproducing
from app.store.messages import Message
from app.store.presets import Presets
from ui.background import Lane, PieceBuffer, Task
from ui.chat.model_choice import ModelChoice
from ui.chat.unkept import Unkept

_FRAME_MS = 33

Phase = Literal["waiting", "loading", "reading", "writing", "ending"]
_T = TypeVar("_T", Message, Alternative)
_Write = Callable[[_T, Making, threading.Event], Iterator[ChatEvent]]


class LiveAnswer:
    """One answer on its way: what is known of it now. Changed by Answers only."""

    def __init__(self, question: Message, cut: Message | None = None) -> None:
        """cut: the answer that goes on; None: it begins anew."""
        self.question = question
        self.message = cut  # its row, once it has one
        self.text = cut.content if cut else ""
        self.phase: Phase = "waiting"
        self.is_stopping = False
        self.loaded_fraction = 0.0
        self.reading = Reading(0, 0, 0)
        self.resumed: Resumed | None = None
        self.left_out = 0
        self.has_row = False
        self.problem: UserError | None = None  # why what is said is not kept at the moment
        self.pieces = PieceBuffer()
        self._drained = 0  # tokens
        self.prepared_s = 0.0  # from the question, or the loaded model, to where reading began
        self.pace = PaceRecorder()
        self._asked_at = time.perf_counter()
        self.task: Task | None = None

    @property
    def conversation_id(self) -> int:
        return self.question.conversation_id

    @property
    def key(self) -> int:
        """For its entry in the transcript; stands until the answer has a row of its own."""
        return self.message.id if self.message else -self.question.id

    @property
    def first_word_s(self) -> float:
        """From the question, or the loaded model, to the first word; 0.0 before there is one."""
        first_at = self.pieces.first_at
        return max(0.0, first_at - self._asked_at) if first_at else 0.0

    @property
    def elapsed_s(self) -> float:
        """Since the question, or the loaded model."""
        return time.perf_counter() - self._asked_at

    @property
    def context_tokens(self) -> int:
        """How much of the context is in use: the prompt, and the answer so far."""
        return self.reading.total + self.pieces.token_count

    def take(self, event: ChatEvent) -> None:
        match event:
            case AnswerBegun(message) | AnswerEnded(message):
                self.message, self.has_row = message, True
            case Keeping(problem):
                self.problem = problem
            case Loading(fraction):
                self.phase, self.loaded_fraction = "loading", fraction
            case Loaded():
                self.phase, self._asked_at = "waiting", time.perf_counter()
            case Resumed():
                self.resumed = event
            case LeftOut(message_count):
                self.left_out = message_count
            case Reading():
                self.phase, self.reading = "reading", event
                self.prepared_s = self.prepared_s or self.elapsed_s
            case Finished():
                self.phase = "ending"
            case _:
                pass

    def drain(self) -> str:
        before = self._drained
        text = self.pieces.drain()
        if text:
            self.text += text
            self._drained = self.pieces.token_count
            # What came before the first look may have come at any time.
            self.pace.add(time.perf_counter(), self._drained - before if before else 0)
            if self.phase in ("waiting", "reading"):
                self.phase = "writing"
        return text


class Answers(QObject):
    """Starts answers on the engine's lane, one after the other, and tells how they get on.

    The signals carry the conversation's id.
    """

    begun = Signal(int)  # the answer has its row
    progressed = Signal(int)
    text_added = Signal(int, str)
    ended = Signal(int)  # finished, stopped or failed; the row says how. Once more when `unkept` is written
    failed = Signal(object)  # UserError that no row of an answer tells
    past = Signal(object)  # UserError that was told so, and is true no more
    changed = Signal()  # another set of conversations is being answered

    def __init__(
        self,
        chat: Chat,
        models: ModelChoice,
        presets: Presets,
        lane: Lane,
        disk_lane: Lane,
        parent: QObject | None = None,
    ) -> None:
        """lane: the engine's. disk_lane: where an answer is written that could not be at its end."""
        super().__init__(parent)
        self._chat = chat
        self._models = models
        self._presets = presets
        self._lane = lane
        self._live: dict[int, LiveAnswer] = {}
        self.unkept = Unkept(disk_lane, self)
        self.unkept.written.connect(self.ended)
        self.unkept.past.connect(self.past)
        self.unkept.failed.connect(self.failed)
        self._frame = QTimer(self, interval=_FRAME_MS)
        self._frame.timeout.connect(self._drain)

    def start(self, question: Message, model: Path | None = None) -> LiveAnswer:
        """Answer it with the options of this moment; model: None means the one in use."""
        return self._begin(LiveAnswer(question), self._chat.answer, question, model)

    def go_on(self, cut: Message, question: Message) -> LiveAnswer:
        """Continue an answer that was cut, with the model and the options of this moment."""
        return self._begin(LiveAnswer(question, cut), self._chat.go_on, cut, None)

    def answer_otherwise(self, other: Alternative, question: Message) -> LiveAnswer:
        """A new version of an answer that goes on from another token."""
        return self._begin(LiveAnswer(question), self._chat.answer_otherwise, other, None)

    def _begin(self, live: LiveAnswer, write: _Write[_T], about: _T, model: Path | None) -> LiveAnswer:
        self._live[live.conversation_id] = live
        settings = self._presets.settings_for(live.conversation_id)
        find_model = self._models.path_for(settings)

        def answer(stop: threading.Event) -> Iterator[ChatEvent]:
            load, reply = settings.load_options(), settings.reply_options()
            return write(about, Making(model or find_model(), load, reply, settings.system_prompt), stop)

        live.task = self._lane.stream(
            answer,
            lambda event: self._on_event(live, event),
            lambda: self._on_end(live),
            lambda error: self._on_error(live, error),
            live.pieces,
        )
        self._frame.start()
        self.changed.emit()
        return live

    def reproduce(
        self,
        answer: Message,
        on_event: Callable[[Reproducing | Reproduced], None],
        on_done: Callable[[], None],
        on_error: Callable[[Exception], None],
    ) -> Task:
        """Make an answer again, after those that are being made, to compare both. Nothing of it is kept."""
        return self._lane.stream(lambda stop: self._chat.reproduce(answer, stop), on_event, on_done, on_error)

    def of(self, conversation_id: int | None) -> LiveAnswer | None:
        return None if conversation_id is None else self._live.get(conversation_id)

    def conversation_ids(self) -> list[int]:
        return list(self._live)

    def running(self) -> LiveAnswer | None:
        """The one that is made now; the others wait."""
        begun = (live for live in self._live.values() if live.task is not None and live.task.heard_at)
        return next(begun, None)

    def stop(self, conversation_id: int | None) -> None:
        live = self.of(conversation_id)
        if live is not None and live.task is not None:
            live.is_stopping = True
            self.progressed.emit(live.conversation_id)
            live.task.stop()

    def _on_event(self, live: LiveAnswer, event: ChatEvent) -> None:
        self._drain_one(live)
        problem = live.problem
        live.take(event)
        if problem is not None and live.problem is None:
            self.past.emit(problem)
        if isinstance(event, AnswerBegun):
            self.begun.emit(live.conversation_id)
        elif isinstance(event, Loaded):
            self._models.on_loaded(event)
        elif isinstance(event, TemplateProblem):
            self._models.on_template_problem(event.problem)
        elif isinstance(event, Keeping) and event.problem is not None:
            self.failed.emit(event.problem)
        elif isinstance(event, AnswerEnded):  # the task goes on until the engine has come to rest
            self._on_end(live)
            return
        self.progressed.emit(live.conversation_id)

    def _on_end(self, live: LiveAnswer) -> None:
        if self._live.get(live.conversation_id) is not live:
            return  # it has ended before
        self._drain_one(live)
        del self._live[live.conversation_id]
        if not self._live:
            self._frame.stop()
        if live.problem is not None and self.unkept.of(live.conversation_id) is None:
            self.past.emit(live.problem)
        self.ended.emit(live.conversation_id)
        self.changed.emit()

    def _on_error(self, live: LiveAnswer, error: Exception) -> None:
        if isinstance(error, NotKept):
            self.unkept.add(live.conversation_id, error)
            self.failed.emit(error)  # before it ends: where it is shown, that is told there
        self._on_end(live)
        if isinstance(error, WouldSwap):
            self._models.doubted.emit(error)
        if not live.has_row and isinstance(error, UserError):
            self.failed.emit(error)

    def _drain(self) -> None:
        for live in list(self._live.values()):
            self._drain_one(live)

    def _drain_one(self, live: LiveAnswer) -> None:
        if text := live.drain():
            self.text_added.emit(live.conversation_id, text)
            self.progressed.emit(live.conversation_id)
