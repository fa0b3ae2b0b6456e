"""What the line below the box tells: what is being done, figures of the last answer, hints."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.machine.timing import Forecast
from app.store.messages import Message
from app.words import tr
from ui import formats, glossary
from ui.chat.answers import Answers
from ui.chat.model_choice import ModelChoice
from ui.chat.progress import (
    answer_progress,
    forecast_line,
    idle_line,
    load_progress,
    reading_reason,
    reads_long,
    writes_long,
)
from ui.chat.status import StatusLine

_EACH_MS = 200
_HINT_SHOWN_MS = 6_000


class Telling(QObject):
    """Follows the answers and the loading of the model."""

    def __init__(
        self,
        status: StatusLine,
        answers: Answers,
        models: ModelChoice,
        last_answer: Callable[[], Message | None],
        parent: QObject,
    ) -> None:
        """last_answer: of the conversation that is shown; None: there are no figures of one."""
        super().__init__(parent)
        self._status = status
        self._answers = answers
        self._models = models
        self._last_answer = last_answer
        self._conversation_id: int | None = None
        self._forecast: Forecast | None = None
        self._delay = QTimer(self, singleShot=True, interval=_EACH_MS)
        self._hint_end = QTimer(self, singleShot=True, interval=_HINT_SHOWN_MS)
        self._delay.timeout.connect(self.update)
        self._hint_end.timeout.connect(self.update)
        answers.progressed.connect(self._on_progress)

    def show_for(self, conversation_id: int | None) -> None:
        """Tell of this conversation from now on."""
        if self._conversation_id is not None:  # a new one gets its id while its first draft is written
            self._forecast = None
        self._conversation_id = conversation_id
        self.end_hint()

    def foretell(self, forecast: Forecast | None) -> None:
        """What sending the draft would take; None: there is no draft."""
        if forecast != self._forecast:
            self._forecast = forecast
            self.update()

    def hint(self, text: str) -> None:
        """Tell this for some seconds."""
        self._hint_end.start()
        self._status.say(text)

    def end_hint(self) -> None:
        self._hint_end.stop()
        self.update()

    def update(self) -> None:
        """Tell what is true now, once a hint has had its time."""
        if self._hint_end.isActive():
            return
        live = self._answers.of(self._conversation_id)
        name = self._models.current.name if self._models.current else tr("the model")
        if live is not None:
            is_alone = self._answers.conversation_ids()[0] == live.conversation_id
            told = answer_progress(live, name, self._models.loading_fraction, is_alone)
            self._status.say(*told, about="answer")
            if live.reading.total and self._models.description:
                self._status.show_context(live.context_tokens, self._models.description.context_length)
        elif self._models.loading_fraction is not None:
            self._status.say(*load_progress(name, self._models.loading_fraction))
        elif self._forecast is not None:
            why, line = reading_reason(self._forecast), forecast_line(self._forecast)
            is_slow = reads_long(self._forecast) or writes_long(self._forecast)
            self._status.say(line, about="slow_forecast" if is_slow else "forecast", tip=why)
        elif self._models.resting_note:
            self._status.say(self._models.resting_note)
        else:
            answer = self._last_answer()
            if answer is None:
                self._status.say(idle_line(None))
            else:
                tip = glossary.tip(*formats.FOOT_WORDS)
                self._status.say(idle_line(answer), about="answer", tip=tip)

    def _on_progress(self, conversation_id: int) -> None:
        # Figures that change thirty times a second cannot be read.
        if conversation_id == self._conversation_id and not self._delay.isActive():
            self.update()
            self._delay.start()
