"""All that is known of how an answer was made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.engine.events import FinishReason, SentPrompt, Statistics
from app.errors import UserError
from app.machine.forecast import Accuracy
from app.reproduce import Reproduced, Reproducing
from app.store.messages import Message
from app.words import Marked, digits, later, tr, translated, trn
from ui import formats
from ui.alerts import AlertDialog
from ui.chat.answers import Answers
from ui.chat.made_with import chosen_settings
from ui.chat.meter import Meter
from ui.chat.sent_dialog import SentDialog
from ui.controls import Label, TextButton
from ui.dialog import Dialog
from ui.still_there import while_there
from ui.theme import Theme

_NAMES_PX, _FORETOLD_PX = 140, 110  # widths of columns

_REASONS: dict[FinishReason, Marked] = {
    "end": later("The model was done"),
    "length": later("The answer reached its greatest length"),
    "context": later("The context was full"),
    "stopped": later("You stopped it"),
}


def details(message: Message) -> Iterator[tuple[str, str]]:
    """What is told of an answer, in its order: (name, value)."""
    yield tr("Model"), message.model
    statistics = message.statistics
    if statistics is not None:
        read = statistics.prompt_tokens - statistics.reused_tokens
        yield tr("Prompt"), formats.tokens(statistics.prompt_tokens)
        anew = formats.tokens(read)
        if statistics.reused_tokens:
            anew = tr("{tokens}, the others were still in memory", tokens=anew)
        yield tr("Read anew"), anew
        if statistics.read_tokens_per_s > 0:
            yield tr("Reading speed"), formats.speed(statistics.read_tokens_per_s)
        if statistics.first_token_s > 0:
            yield tr("First word after"), formats.seconds(statistics.first_token_s)
        yield tr("Answer"), formats.tokens(statistics.answer_tokens)
        if statistics.write_tokens_per_s > 0:
            yield tr("Writing speed"), formats.speed(statistics.write_tokens_per_s)
        if statistics.drafted_tokens:
            yield tr("Guessed in advance"), _guesses(statistics)
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
    yield tr("Options"), chosen_settings(message)


def _guesses(statistics: Statistics) -> str:
    """Who guessed how much in advance, and how much of it was right."""
    drafted, accepted = statistics.model_drafted_tokens, statistics.model_accepted_tokens
    told = []
    if found := statistics.drafted_tokens - drafted:
        told.append(
            tr(
                "{tokens} from what stood in the context, {accepted} of them rightly",
                tokens=formats.tokens(found),
                accepted=statistics.accepted_tokens - accepted,
            )
        )
    if drafted:
        told.append(
            tr(
                "{tokens} by the draft model, {accepted} of them rightly",
                tokens=formats.tokens(drafted),
                accepted=accepted,
            )
        )
    return "\n".join(told)


def comparison(message: Message) -> list[tuple[str, str, str]]:
    """What was foretold of an answer beside what it took: (what, foretold, taken); empty if nothing was."""
    forecast, statistics = message.forecast, message.statistics
    if forecast is None or statistics is None or not statistics.answer_tokens:
        return []
    return [
        (tr("Tokens to read"), digits(forecast.new_tokens), digits(statistics.new_tokens)),
        (
            tr("First word after"),
            formats.seconds(forecast.first_word_s),
            formats.seconds(statistics.first_token_s),
        ),
        (
            tr("Length of the answer"),
            formats.tokens(forecast.answer_tokens),
            formats.tokens(statistics.answer_tokens),
        ),
        (tr("Whole answer after"), formats.seconds(forecast.answer_s), formats.seconds(statistics.total_s)),
    ]


def show_details(
    theme: Theme, answer: Message, meter: Meter, answers: Answers, parent: QWidget
) -> AnswerDetails:
    """Open the dialog, and from it the prompt if it is asked for."""
    dialog = AnswerDetails(theme, answer, parent)
    dialog.prompt_requested.connect(lambda: show_sent(theme, answer, meter, answers, dialog))
    if answer.forecast is not None:
        meter.judge(answer.model, while_there(dialog, dialog.show_accuracy))
    dialog.open()
    return dialog


def show_sent(theme: Theme, answer: Message, meter: Meter, answers: Answers, parent: QWidget) -> None:
    """Open what the model was sent for it, or say why it cannot be told."""

    def show(sent: SentPrompt) -> None:
        dialog = SentDialog(theme, sent, answer, parent)
        dialog.reproduce_requested.connect(lambda: _reproduce(dialog, answer, answers))
        dialog.open()

    def refuse(error: Exception) -> None:
        if isinstance(error, UserError):
            AlertDialog(theme, error.message, error.hint, parent=parent).open()

    meter.show_sent(answer, while_there(parent, show), while_there(parent, refuse))


def _reproduce(dialog: SentDialog, answer: Message, answers: Answers) -> None:
    """Make the answer again, and show in the dialog how it comes out."""
    made: Reproduced | None = None

    def take(event: Reproducing | Reproduced) -> None:
        nonlocal made
        if isinstance(event, Reproduced):
            made = event
        else:
            dialog.show_progress(event.token_count)

    def end() -> None:
        dialog.show_reproduced(made)

    def fail(error: Exception) -> None:
        if isinstance(error, UserError):
            dialog.show_refusal(f"{error.message} {error.hint}")

    task = answers.reproduce(
        answer, while_there(dialog, take), while_there(dialog, end), while_there(dialog, fail)
    )
    dialog.stop_requested.connect(task.stop)


class AnswerDetails(Dialog):
    """Names at the left, values at the right."""

    prompt_requested = Signal()  # what the model was sent
    journey_requested = Signal()

    def __init__(self, theme: Theme, message: Message, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(tr("How this answer was made"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(16)
        column.addWidget(Label(theme, tr("How this answer was made"), font_px=16, weight=600))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, _NAMES_PX)
        for number, (name, value) in enumerate(details(message)):
            label = Label(theme, name, font_px=13, ink="muted")
            told = Label(theme, value, font_px=13, wraps=True)
            told.setMinimumWidth(260)
            told.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            told.setAccessibleName(f"{name}: {value}")
            grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(told, number, 1)
        column.addLayout(grid)
        self._accuracy = Label(theme, font_px=12, ink="muted", wraps=True)
        if rows := comparison(message):
            column.addLayout(_compared(theme, rows))
            column.addWidget(self._accuracy)
        close = self.make_close()
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

    def show_accuracy(self, accuracy: Accuracy | None) -> None:
        """How good forecasts for this model are; None: there are too few to tell."""
        self._accuracy.set_text("" if accuracy is None else accuracy.sentence)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as its lines are in this width: a dialog's first size takes no account of wrapped ones."""
        layout = self.layout()
        assert layout is not None
        self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))


def _compared(theme: Theme, rows: Sequence[tuple[str, str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(2, 1)
    grid.setColumnMinimumWidth(0, _NAMES_PX)
    grid.setColumnMinimumWidth(1, _FORETOLD_PX)
    for column, heading in enumerate(("", tr("Foretold"), tr("Came true", "of a forecast"))):
        grid.addWidget(Label(theme, heading, font_px=13, weight=600), 0, column)
    for number, (what, foretold, taken) in enumerate(rows, start=1):
        grid.addWidget(Label(theme, what, font_px=13, ink="muted"), number, 0)
        for column, value in ((1, foretold), (2, taken)):
            told = Label(theme, value, font_px=13)
            told.setAccessibleName(
                tr(
                    "{what}, foretold {foretold}, came true {taken}",
                    what=what,
                    foretold=foretold,
                    taken=taken,
                )
            )
            grid.addWidget(told, number, column)
    return grid
