"""How many tokens the draft and the whole prompt have, counted while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.context import newly_unseen, sent_for
from app.documents.attachments import with_attachments
from app.engine.client import Engine
from app.engine.events import PromptSize, SentPrompt
from app.errors import UserError
from app.machine.forecast import Accuracy, Forecaster
from app.machine.timing import Forecast
from app.next_prompt import NextPrompt, next_prompt, turns_before_next
from app.sendings import sending_changes
from app.store.conversations import Conversations
from app.store.drafts import Draft
from app.store.messages import Message, Sending
from app.store.presets import Presets
from app.words import tr
from ui.background import Lane, Latest
from ui.chat.leaving_line import NOTHING_LEAVES, Leaving
from ui.chat.segments import Effect

_DELAY_MS = 150
_SHORT = "?"  # a question to foretell, before there is one


@dataclass(frozen=True, slots=True)
class _Counted:
    """What was found of a draft; None: not known, or not wanted."""

    size: PromptSize | None = None
    forecast: Forecast | None = None
    prompt: NextPrompt | None = None
    leaving: Leaving = NOTHING_LEAVES


class Meter(QObject):
    """Counts on a lane, a moment after the last key, and never two drafts at a time."""

    leaving = Signal(object)  # Leaving, told before the size
    measured = Signal(object)  # PromptSize, or None where nothing can be counted
    divided = Signal(object)  # NextPrompt: the parts of what would be sent, where they are wanted; else None
    foretold = Signal(object)  # Forecast of what sending the draft would take; None: there is no draft
    refused = Signal(object)  # UserError: why this could not be sent

    def __init__(
        self,
        engine: Engine,
        conversations: Conversations,
        presets: Presets,
        forecaster: Forecaster,
        lane: Lane,
        *,
        keeps_read: bool,
        parent: QObject | None = None,
    ) -> None:
        """keeps_read: as for app.chat.Chat, which answers here."""
        super().__init__(parent)
        self._forecaster = forecaster
        self._keeps_read = keeps_read
        self._engine = engine
        self._conversations = conversations
        self._presets = presets
        self._lane = lane
        self._comparing = Latest(lane)
        self._wanted: tuple[int | None, Draft, Message | None] = (None, Draft(), None)
        self._is_counting = False
        self._is_stale = False
        self.wants_parts = False
        self._delay = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._delay.timeout.connect(self._count)

    def measure(self, conversation_id: int | None, draft: Draft, instead_of: Message | None = None) -> None:
        """Count this soon; `measured` tells. A later call takes its place.

        instead_of: the message of which the draft is to be another version; None: it comes last.
        """
        self._wanted = (conversation_id, draft, instead_of)
        if not self._delay.isActive():  # a steady typist sees the count move, too
            self._delay.start()

    def count(self, text: str, on_count: Callable[[int], None]) -> None:
        """Tokens of a text, told once they are known; not at all while no model is loaded."""
        self._lane.run(lambda: self._engine.count(text), on_count, lambda _: None)

    def show_sent(
        self, answer: Message, on_sent: Callable[[SentPrompt], None], on_error: Callable[[Exception], None]
    ) -> None:
        """What the model was sent for this answer. Fails where another model is loaded now."""
        description = self._engine.description()
        if description is None or description.name != answer.model:
            on_error(
                UserError(
                    tr("This answer was made with {model}, which is not loaded now.", model=answer.model),
                    tr("Choose that model above the conversation, then look again."),
                )
            )
            return

        def sent() -> SentPrompt:
            return self._engine.sent(sent_for(answer, self._conversations), answer.left_out)

        self._lane.run(sent, on_sent, on_error)

    def compare(
        self, message_id: int, sending: tuple[Sending, Sending], on_told: Callable[[Effect | None], None]
    ) -> None:
        """What the next question takes when this message of the conversation measured last is sent in one way
        and in another; None where that cannot be told."""
        conversation_id, draft, instead_of = self._wanted

        def forecast(sending: Sending) -> Forecast | None:
            settings = self._presets.settings_for(conversation_id)
            thread = self._thread(conversation_id, instead_of)
            changes = sending_changes(thread, message_id, sending)
            thread = [one._replace(sending=changes.get(one.id, one.sending)) for one in thread]
            messages = [turn.message for turn in turns_before_next(thread, settings.system_prompt)]
            text = with_attachments(draft.text, draft.attachments) if not draft.is_blank else _SHORT
            name, most = self._name(conversation_id), settings.max_answer_tokens
            return self._forecast(self._engine.measure(messages, text, most, name), most)

        def compare() -> Effect | None:
            one, other = forecast(sending[0]), forecast(sending[1])
            return None if one is None or other is None else Effect(one, other)

        self._comparing.run(compare, on_told, lambda _: on_told(None))

    def foretell_answers(
        self,
        size: PromptSize,
        most_tokens: Sequence[int | None],
        on_told: Callable[[list[Forecast | None]], None],
    ) -> None:
        """What sending so much takes with each of these longest answers."""

        def foretell() -> list[Forecast | None]:
            return [self._forecast(size, most) for most in most_tokens]

        self._lane.run(foretell, on_told, lambda _: None)

    def foretell_thinking(
        self,
        size: PromptSize,
        most_tokens: Sequence[int | None],
        on_told: Callable[[list[Forecast | None], float], None],
    ) -> None:
        """The same, and how long this model usually thinks, in seconds; 0.0: not known."""

        def foretell() -> tuple[list[Forecast | None], float]:
            model = self._engine.description()
            thinks_s = self._forecaster.usual_thinking_s(model.name) if model else 0.0
            return [self._forecast(size, most) for most in most_tokens], thinks_s

        self._lane.run(foretell, lambda told: on_told(*told), lambda _: None)

    def judge(self, model_name: str, on_told: Callable[[Accuracy | None], None]) -> None:
        """How good forecasts for the model of that name were."""
        forecaster = self._forecaster
        self._lane.run(lambda: forecaster.accuracy(model_name), on_told, lambda _: None)

    def _name(self, conversation_id: int | None) -> str | None:
        """Under which what is read of the conversation is kept."""
        return str(conversation_id) if self._keeps_read and conversation_id is not None else None

    def _forecast(self, size: PromptSize, most_tokens: int | None) -> Forecast | None:
        model = self._engine.description()
        if model is None:
            return None
        return self._forecaster.foretell(size, model.path, model.name, most_tokens)

    def _count(self) -> None:
        if self._is_counting:
            self._is_stale = True
            return
        self._is_counting, self._is_stale = True, False
        conversation_id, draft, instead_of = self._wanted

        def count() -> _Counted:
            settings = self._presets.settings_for(conversation_id)
            thread = self._thread(conversation_id, instead_of)
            turns = turns_before_next(thread, settings.system_prompt)
            messages = [turn.message for turn in turns]
            text = with_attachments(draft.text, draft.attachments)
            name, most = self._name(conversation_id), settings.max_answer_tokens
            size = self._engine.measure(messages, text, most, name)
            prompt = None
            if self.wants_parts:
                outline = partial(self._engine.outline, max_tokens=most, conversation=name)
                prompt = next_prompt(thread, draft, settings.system_prompt, outline)
                if not prompt.parts:
                    prompt = NextPrompt((), size)  # nothing is sent yet, but there is room
            forecast = None if draft.is_blank else self._forecast(size, most)
            before = next((one.left_out for one in reversed(thread) if one.role == "assistant"), 0)
            leaving = Leaving(newly_unseen(turns, before, size.left_out), before > 0, not draft.is_blank)
            return _Counted(size, forecast, prompt and prompt.leaving(leaving.message_count), leaving)

        self._lane.run(
            count,
            lambda counted: self._on_count(conversation_id, counted),
            lambda error: self._on_failure(conversation_id, error),
        )

    def _thread(self, conversation_id: int | None, instead_of: Message | None) -> list[Message]:
        if instead_of is not None:
            return self._conversations.path_to(instead_of.parent_id) if instead_of.parent_id else []
        return [] if conversation_id is None else self._conversations.thread(conversation_id)

    def _on_failure(self, conversation_id: int | None, error: Exception) -> None:
        self._on_count(conversation_id, _Counted())
        is_wanted = conversation_id == self._wanted[0] and self._engine.description() is not None
        if is_wanted and isinstance(error, UserError):
            self.refused.emit(error)

    def _on_count(self, conversation_id: int | None, counted: _Counted) -> None:
        self._is_counting = False
        # Numbers of another conversation are of no use; those of an older draft are, for a moment.
        if conversation_id == self._wanted[0]:
            self.leaving.emit(counted.leaving)
            self.measured.emit(counted.size)
            self.foretold.emit(counted.forecast)
            self.divided.emit(counted.prompt)
        if self._is_stale:
            self._delay.start()
