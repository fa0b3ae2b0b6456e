"""Two models on one question, side by side: their answers, time, tokens and energy."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.engine.events import (
    ChatMessage,
    Finished,
    Loading,
    LoadOptions,
    Piece,
    Reading,
    ReplyOptions,
    Statistics,
)
from app.insight.comparison import Told
from app.models.library import InstalledModel
from app.reasoning import without_reasoning
from app.store.settings import SettingsStore
from app.words import tr
from ui import formats, glossary
from ui.background import Lane
from ui.chat.model_choice import ModelChoice
from ui.controls import Label, TextButton
from ui.fields import field_sheet
from ui.insight import wording
from ui.insight.experiment import Experiment
from ui.models.picker import Picker
from ui.scroll_bar import SlimScrollBar
from ui.theme import Theme

Compare = Callable[
    [Sequence[ChatMessage], Sequence[InstalledModel], LoadOptions, ReplyOptions, threading.Event],
    Iterator[Told],
]
_QUESTION_PX, _ANSWER_PX = 72, 180


class CompareView(Experiment):
    """What is asked, two models to choose, and how they answer."""

    def __init__(
        self, theme: Theme, models: ModelChoice, settings: SettingsStore, lane: Lane, compare: Compare
    ) -> None:
        """lane: the engine's. compare: app.insight.comparison.compare with what it needs."""
        button = TextButton(theme, tr("Compare"), look="accent", font_px=14, height_px=34)
        outcome = Label(theme, font_px=13, ink="muted", wraps=True)
        super().__init__(theme, models, settings, lane, button, outcome)
        self._compare = compare
        self._installed: list[InstalledModel] = []
        self._before: list[ChatMessage] = []  # of the conversation that the question comes from
        self._question = QPlainTextEdit()
        self._question.setPlaceholderText(tr("Write a question for both models"))
        self._question.setAccessibleName(tr("Question for both models"))
        self._question.setTabChangesFocus(True)
        self._question.setFixedHeight(_QUESTION_PX)
        self._sides = [Side(theme, tr("First model")), Side(theme, tr("Second model"))]
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for side in self._sides:
            row.addWidget(side, 1)
        self._lay_out(
            tr("Compare two models"),
            tr(
                "The same question to both, one after the other. A smaller model answers faster and takes "
                "less energy; whether its answer will do is for you to say. Nothing of this is kept."
            ),
            self._question,
            both,
        )
        models.known_changed.connect(self._show_models)
        theme.changed.connect(self._apply)
        self._apply()

    def prepare(self, messages: Sequence[ChatMessage], first: InstalledModel, second: InstalledModel) -> None:
        """Ask this, with the conversation before it, of these two; and begin."""
        self._before = list(messages[:-1])
        self._question.setPlainText(messages[-1].content)
        self._show_models([*self._installed, first, second])
        for side, model in zip(self._sides, (first, second), strict=True):
            side.pick(model)
        self._question.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._task is None:
            self._start()

    def _show_models(self, installed: Sequence[InstalledModel]) -> None:
        known: dict[object, InstalledModel] = {}
        for model in installed:
            if not model.problem:
                known.setdefault(model.path, model)
        if list(known.values()) == self._installed:
            return
        self._installed = list(known.values())
        for number, side in enumerate(self._sides):
            side.show_models(self._installed, number)
        if len(self._installed) == 1 and self._task is None:
            self._outcome.set_text(
                tr("There is only one model on this computer. The page of models has others (Ctrl+M).")
            )

    def _start(self) -> None:
        question = self._question.toPlainText().strip()
        picked = [side.model() for side in self._sides]
        models = [model for model in picked if model is not None]
        if not question or len(models) < 2:
            self._outcome.set_text(tr("Write a question first.") if models else tr("There is no model yet."))
            self._question.setFocus()
            return
        settings = self._settings.get()
        messages = [*self._before, ChatMessage("user", question)]
        for side in self._sides:
            side.clear()
        self._outcome.set_text("")
        job = partial(self._compare, messages, models, settings.load_options(), settings.reply_options())
        self._run(job, self._on_told)

    def _on_told(self, told: Told) -> None:
        self._sides[told.side].take(told.event)

    def _finish(self) -> None:
        self._before = []
        self.button.set_text(tr("Compare"))
        self._outcome.set_text(_verdict(*(side.statistics for side in self._sides)))
        self._models.load()  # back to the one in use

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._models.look_again()

    def _apply(self) -> None:
        self.setStyleSheet(field_sheet(self._theme))
        for field in self.findChildren(QPlainTextEdit):
            field.setFont(self._theme.font(14))


class Side(QWidget):
    """One model, its answer, and what that took."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._models: list[InstalledModel] = []
        self._text = ""
        self.statistics: Statistics | None = None
        self._picker = Picker(theme, name, ())
        self._picker.setMinimumContentsLength(8)
        self._picker.setSizeAdjustPolicy(Picker.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._answer = QPlainTextEdit()
        self._answer.setReadOnly(True)
        self._answer.setTabChangesFocus(True)
        self._answer.setFixedHeight(_ANSWER_PX)
        self._answer.setAccessibleName(tr("Answer of the {which}", which=name))
        self._answer.setVerticalScrollBar(SlimScrollBar(theme, "surface"))
        self._facts = Label(theme, font_px=12, ink="muted", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self._picker, self._answer, self._facts):
            column.addWidget(widget)
        column.addStretch(1)

    def show_models(self, models: Sequence[InstalledModel], number: int) -> None:
        """number: which of them is picked if none was."""
        picked = self.model()
        self._models = list(models)
        self._picker.clear()
        for model in models:
            self._picker.addItem(f"{model.name} · {formats.readable_size(model.size_bytes)}", str(model.path))
        if picked is not None:
            self.pick(picked)
        else:
            self._picker.setCurrentIndex(min(number, len(models) - 1))

    def pick(self, model: InstalledModel) -> None:
        self._picker.setCurrentIndex(max(0, self._picker.findData(str(model.path))))

    def model(self) -> InstalledModel | None:
        path = self._picker.value()
        return next((model for model in self._models if str(model.path) == path), None)

    def clear(self) -> None:
        self._text, self.statistics = "", None
        self._answer.setPlainText("")
        self._facts.set_text(tr("Waiting"))

    def take(self, event: object) -> None:
        match event:
            case Loading(fraction):
                self._facts.set_text(tr("Loading, {percent}", percent=formats.percent(fraction)))
            case Reading(done, total):
                self._facts.set_text(tr("Reading {done} of {total}", done=done, total=formats.tokens(total)))
            case Piece(text):
                self._text += text
                self._answer.setPlainText(without_reasoning(self._text).strip() or self._text.strip())
                self._answer.moveCursor(QTextCursor.MoveOperation.End)
                self._facts.set_text(tr("Writing"))
            case Finished(statistics):
                self.statistics = statistics
                self._facts.set_text(_facts(statistics))
                self._facts.setToolTip(glossary.tip("first_word", "token", "speed", "energy"))
            case _:
                pass

    def answer_text(self) -> str:
        return self._answer.toPlainText()

    def facts_text(self) -> str:
        return self._facts.whole_text()


def _facts(took: Statistics) -> str:
    parts = [
        tr("{time} in all", time=formats.seconds(took.total_s)),
        tr("first word in {time}", time=formats.seconds(took.first_token_s)),
        formats.tokens(took.answer_tokens),
    ]
    if took.write_tokens_per_s:
        parts.append(formats.speed(took.write_tokens_per_s))
    if took.energy_j:
        told = wording.energy(took.energy_j)
        estimate = took.energy_source == "estimate"
        parts.append(tr("about {energy}", energy=told) if estimate else told)
    return " · ".join(parts)


def _verdict(first: Statistics | None, second: Statistics | None) -> str:
    """What the second took of the first one's time and energy."""
    if first is None or second is None or not first.answer_tokens or not second.answer_tokens:
        return tr("Stopped before both had answered.")
    times = second.total_s / first.total_s if first.total_s else 1.0
    time = formats.percent(times)
    if first.energy_j and second.energy_j:
        energy = formats.percent(second.energy_j / first.energy_j)
        return tr(
            "The second model took {time} of the first one's time, and {energy} of its energy.",
            time=time,
            energy=energy,
        )
    return tr("The second model took {time} of the first one's time.", time=time)
