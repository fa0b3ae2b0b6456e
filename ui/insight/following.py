"""Keeps the journey panel of a chat page at the answer that is being made, or that was asked about."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from app.insight.comparison import Offer, smaller_model
from app.insight.energy import EnergyMeter
from app.insight.journey import Journey, Stage, journey_of
from app.models.library import InstalledModel
from app.store.messages import Message
from app.words import digits, tr
from ui.chat.answers import Answers, LiveAnswer
from ui.chat.model_choice import ModelChoice
from ui.chat.page import ChatPage
from ui.insight.journey_panel import JourneyPanel
from ui.theme import Theme

_EACH_MS = 250


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the panel leads to."""

    show_sureness: Callable[[Message], None]
    show_totals: Callable[[], None]
    compare: Callable[[Message, InstalledModel, InstalledModel], None]  # the answer, its model, another one


class JourneyFollower(QObject):
    """Opens, feeds and closes the panel. Nothing is looked at while it is closed."""

    def __init__(
        self,
        theme: Theme,
        page: ChatPage,
        answers: Answers,
        engine_pid: Callable[[], int | None],
        models: ModelChoice,
        ways: Ways,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._answers = answers
        self._engine_pid = engine_pid
        self._models = models
        self._ways = ways
        self._installed: list[InstalledModel] = []
        self._offer: Offer | None = None
        self._message: Message | None = None  # asked about; None: the last one, or the one in the making
        self._effort: _Effort | None = None
        self.panel = JourneyPanel(theme)
        page.add_above_box(self.panel)
        self._timer = QTimer(self, interval=_EACH_MS)
        self._timer.timeout.connect(self._show)
        self.panel.closed.connect(self.close)
        self.panel.sent_requested.connect(lambda: self._with_answer(page.show_sent))
        self.panel.sureness_requested.connect(lambda: self._with_answer(ways.show_sureness))
        self.panel.offer_taken.connect(lambda: self._with_answer(self._take_offer))
        models.known_changed.connect(self._on_known)
        self.panel.details_requested.connect(lambda: self._with_answer(page.show_details))
        self.panel.totals_requested.connect(ways.show_totals)
        page.opened.connect(lambda _: self._forget())
        answers.changed.connect(self._on_answers_changed)
        answers.ended.connect(lambda _: self._show())

    def open(self, message: Message | None) -> None:
        """For this answer; None: the one being made, else the last one. Closes what is open for it."""
        if self.panel.isVisible() and message == self._message:
            self.close()
            return
        self._message = message
        self._begin_effort()
        self.panel.show()
        self._page.bring_up(self.panel)
        self._show()
        self.panel.take_keyboard()
        self._models.look_again()  # for a smaller one

    def close(self) -> None:
        had_keyboard = self.panel.has_keyboard()
        self.panel.hide()
        self._timer.stop()
        self._message = None
        if had_keyboard:
            self._page.focus_composer()

    def _forget(self) -> None:
        self._message = None
        self._show()

    def _on_answers_changed(self) -> None:
        self._effort = None
        if not self.panel.isHidden():
            self._begin_effort()
        self._show()

    def _live(self) -> LiveAnswer | None:
        return None if self._message is not None else self._answers.of(self._page.conversation_id)

    def _answer(self) -> Message | None:
        return self._message or self._page.last_answer()

    def _with_answer(self, show: Callable[[Message], None]) -> None:
        if answer := self._answer():
            show(answer)

    def _begin_effort(self) -> None:
        """Energy can only be told of an answer that was watched from its beginning."""
        live, pid = self._live(), self._engine_pid()
        if live is not None and live.phase in ("waiting", "loading") and pid is not None:
            self._effort = _effort_of(pid)

    def _show(self) -> None:
        live = None if self.panel.isHidden() else self._live()
        self._timer.start() if live is not None else self._timer.stop()
        if self.panel.isHidden():
            return
        self._show_offer(None if live is not None else self._answer())
        if live is not None:
            self.panel.show_journey(self._live_journey(live), tr("The journey of this answer"))
            return
        answer = self._answer()
        if answer is None or answer.statistics is None:
            self.panel.show_journey(None, tr("The journey of an answer"))
        else:
            self.panel.show_journey(journey_of(answer.statistics), tr("The journey of the answer"))

    def _on_known(self, installed: list[InstalledModel]) -> None:
        self._installed = installed
        self._show()

    def _used(self, answer: Message) -> InstalledModel | None:
        return next((model for model in self._installed if model.name == answer.model), None)

    def _show_offer(self, answer: Message | None) -> None:
        used = self._used(answer) if answer is not None else None
        self._offer = smaller_model(used, self._installed) if used is not None else None
        self.panel.show_offer(_offer_words(self._offer) if self._offer is not None else "")

    def _take_offer(self, answer: Message) -> None:
        used = self._used(answer)
        if used is not None and self._offer is not None:
            self._ways.compare(answer, used, self._offer.model)

    def _live_journey(self, live: LiveAnswer) -> Journey:
        reading, pieces = live.reading, live.pieces
        elapsed_s, first_s = live.elapsed_s, live.first_word_s
        stage: Stage = "write" if first_s else "read" if live.prepared_s else "prepare"
        read_s = max(0.0, (first_s or elapsed_s) - live.prepared_s) if live.prepared_s else 0.0
        read_tokens = reading.done - reading.reused
        memory_bytes, joules = 0, 0.0
        if (pid := self._engine_pid()) is not None:
            self._effort = self._effort or _effort_of(pid, is_whole=False)
            memory_bytes, joules = self._effort.look() if self._effort else (0, 0.0)
        has_energy = self._effort is not None and self._effort.is_whole
        return Journey(
            prepare_s=live.prepared_s or elapsed_s,
            read_s=read_s,
            write_s=max(0.0, elapsed_s - first_s) if first_s else 0.0,
            prompt_tokens=reading.total,
            reused_tokens=reading.reused,
            read_tokens=read_tokens,
            answer_tokens=pieces.token_count,
            read_tokens_per_s=read_tokens / read_s if read_s > 0.05 else 0.0,
            write_tokens_per_s=pieces.tokens_per_s,
            pace=live.pace.pace(),
            memory_bytes=memory_bytes,
            energy_j=joules,
            energy_source=self._effort.source if has_energy and self._effort is not None else "",
            now=stage,
        )


def _offer_words(offer: Offer) -> str:
    values = {"name": offer.model.name, "times": digits(offer.times_faster, 1)}
    if offer.is_measured:
        return tr(
            "{name} is smaller and has written {times} times as fast here: run this question on it too",
            **values,
        )
    return tr("{name} is smaller, so about {times} times as fast: run this question on it too", **values)


def _effort_of(pid: int, *, is_whole: bool = True) -> _Effort | None:
    """None when the process has just gone."""
    import psutil  # not before the panel is opened

    try:
        return _Effort(pid, is_whole=is_whole)
    except psutil.Error:
        return None


class _Effort:
    """What the engine's process takes since now."""

    def __init__(self, pid: int, *, is_whole: bool) -> None:
        """is_whole: the answer begins now, too. Raises psutil.Error when there is no such process."""
        import psutil

        self.is_whole = is_whole
        self._gone = psutil.Error
        self._meter = EnergyMeter()
        self._process = psutil.Process(pid)
        self._began = self._computed()
        self._looked_at = 0.0
        self._last = (0, 0.0)
        self.source = self._meter.energy(1.0).source

    def look(self) -> tuple[int, float]:
        """(bytes held, joules so far); the last ones when the process has gone."""
        now = time.monotonic()
        if now - self._looked_at < _EACH_MS / 1000:
            return self._last
        self._looked_at = now
        try:
            computed = self._computed() - self._began
            self._last = (self._process.memory_info().rss, self._meter.energy(computed).joules)
        except self._gone:
            pass
        return self._last

    def _computed(self) -> float:
        try:
            times = self._process.cpu_times()
        except self._gone:
            return 0.0
        return float(times.user + times.system)
