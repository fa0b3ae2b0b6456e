"""All that is known of how an answer was made."""

from __future__ import annotations

import json
from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.engine.events import FinishReason, SentPrompt
from app.errors import UserError
from app.store.messages import Message
from app.words import Marked, later, tr, translated, trn
from ui import formats
from ui.alerts import AlertDialog
from ui.chat.meter import Meter
from ui.chat.sent_dialog import SentDialog
from ui.controls import Label, TextButton
from ui.theme import Theme

_REASONS: dict[FinishReason, Marked] = {
    "end": later("The model was done"),
    "length": later("The answer reached its greatest length"),
    "context": later("The context was full"),
    "stopped": later("You stopped it"),
}
_OPTIONS = {
    "context_length": later("Context length"),
    "max_answer_tokens": later("Greatest length"),
    "thinking": later("Thinking"),
    "temperature": later("Temperature"),
    "top_k": later("Top-K"),
    "top_p": later("Top-P"),
    "min_p": later("Min-P"),
    "repeat_penalty": later("Repeat penalty"),
    "seed": later("Seed"),
    "system_prompt": later("System prompt"),
}


def details(message: Message) -> Iterator[tuple[str, str]]:
    """What is told of an answer, in its order: (name, value)."""
    yield tr("Model"), message.model
    statistics = message.statistics
    if statistics is not None:
        read = statistics.prompt_tokens - statistics.reused_tokens
        yield tr("Prompt"), formats.tokens(statistics.prompt_tokens)
        yield tr("Read anew"), tr("{tokens}, the others were still in memory", tokens=formats.tokens(read))
        if statistics.read_tokens_per_s > 0:
            yield tr("Reading speed"), formats.speed(statistics.read_tokens_per_s)
        if statistics.first_token_s > 0:
            yield tr("First word after"), formats.seconds(statistics.first_token_s)
        yield tr("Answer"), formats.tokens(statistics.answer_tokens)
        if statistics.write_tokens_per_s > 0:
            yield tr("Writing speed"), formats.speed(statistics.write_tokens_per_s)
        if statistics.drafted_tokens:
            yield (
                tr("Guessed in advance"),
                tr(
                    "{tokens} from what stood in the context, {accepted} of them rightly",
                    tokens=formats.tokens(statistics.drafted_tokens),
                    accepted=statistics.accepted_tokens,
                ),
            )
        yield tr("Time in all"), formats.seconds(statistics.total_s)
    if message.finish_reason is not None:
        yield tr("Why it ended"), translated(_REASONS[message.finish_reason])
    if message.left_out:
        yield (
            tr("Not seen"),
            trn(
                "The oldest {count} message: the context was full",
                "The oldest {count} messages: the context was full",
                message.left_out,
            ),
        )
    yield tr("Options"), _options(message.options)


def _options(text: str) -> str:
    try:
        values = json.loads(text)
    except ValueError:
        values = {}
    told = [
        f"{translated(_OPTIONS[name])}: {_short(value)}" for name, value in values.items() if name in _OPTIONS
    ]
    return "\n".join(told) or tr("As the model and this computer suggest")


def _short(value: object) -> str:
    words = " ".join(str(value).split())
    return words if len(words) <= 80 else words[:80].rstrip() + "…"


def show_details(theme: Theme, answer: Message, meter: Meter, parent: QWidget) -> AnswerDetails:
    """Open the dialog, and from it the prompt if it is asked for."""
    dialog = AnswerDetails(theme, answer, parent)
    dialog.prompt_requested.connect(lambda: show_sent(theme, answer, meter, dialog))
    dialog.open()
    return dialog


def show_sent(theme: Theme, answer: Message, meter: Meter, parent: QWidget) -> None:
    """Open what the model was sent for it, or say why it cannot be told."""

    def show(sent: SentPrompt) -> None:
        reused = answer.statistics.reused_tokens if answer.statistics else 0
        SentDialog(theme, sent, reused, parent).open()

    def refuse(error: Exception) -> None:
        if isinstance(error, UserError):
            AlertDialog(theme, error.message, error.hint, parent=parent).open()

    meter.show_sent(answer, show, refuse)


class AnswerDetails(QDialog):
    """Names at the left, values at the right."""

    prompt_requested = Signal()  # what the model was sent
    journey_requested = Signal()

    def __init__(self, theme: Theme, message: Message, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("How this answer was made"))
        self.setStyleSheet(f"QDialog {{ background: {theme.colors.bg}; }}")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(16)
        column.addWidget(Label(theme, tr("How this answer was made"), font_px=16, weight=600))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for number, (name, value) in enumerate(details(message)):
            label = Label(theme, name, font_px=13, ink="muted")
            told = Label(theme, value, font_px=13)
            told.setWordWrap(True)
            told.setMinimumWidth(260)
            told.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            told.setAccessibleName(f"{name}: {value}")
            grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(told, number, 1)
        column.addLayout(grid)
        close = TextButton(theme, tr("Close"), look="accent", font_px=14, height_px=34)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        if message.statistics is not None:
            prompt = TextButton(
                theme, tr("What the model was sent"), look="outline", font_px=14, height_px=34
            )
            prompt.clicked.connect(self.prompt_requested)
            row.addWidget(prompt)
            journey = TextButton(theme, tr("Its journey"), look="outline", font_px=14, height_px=34)
            journey.clicked.connect(self.accept)
            journey.clicked.connect(self.journey_requested)
            row.addWidget(journey)
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
