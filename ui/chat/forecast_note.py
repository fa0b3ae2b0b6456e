"""Why an answer takes so long, and what makes it faster, above the box while the draft is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.engine.events import PromptSize
from app.machine.timing import Forecast
from app.models.library import InstalledModel
from app.words import digits, tr, trn
from ui.chat.choice_panel import Way, WayRow
from ui.chat.dials import LENGTHS
from ui.chat.meter import Meter
from ui.chat.model_choice import ModelChoice
from ui.chat.page import ChatPage
from ui.chat.progress import about, reading_reason, reads_long, writes_long, writing_reason
from ui.controls import IconButton, Label, TextButton
from ui.ground import OpenedPanel
from ui.theme import Theme

if TYPE_CHECKING:
    from app.insight.comparison import Offer

_SHORTEST_ANSWER = min(place.most_tokens for place in LENGTHS if place.most_tokens)
_EARLIER_SHARE = 0.3  # of what is read anew, from which on it pays to leave out earlier messages


class ForecastNote(OpenedPanel):
    """Closed until it is asked for; what it says follows what is written."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, color="raised")
        self.setAccessibleName(tr("What sending this takes"))
        title = Label(theme, tr("What sending this takes"), font_px=13, weight=600)
        self._words = Label(theme, font_px=13, ink="muted", wraps=True)
        self.sent = TextButton(theme, tr("See what is sent"), look="link", font_px=12, height_px=26)
        self._close = IconButton(theme, "close", tr("Close"), size_px=28, icon_px=15)
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(title, 1)
        top.addWidget(self.sent)
        top.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 8, 12)
        column.setSpacing(2)
        column.addLayout(top)
        self._words.setContentsMargins(0, 0, 12, 0)
        column.addWidget(self._words)
        self._faster = Label(theme, tr("What makes it faster:"), font_px=13, weight=500)
        self._faster.setContentsMargins(0, 6, 0, 4)
        self.ways = WayRow(theme)
        column.addWidget(self._faster)
        column.addWidget(self.ways)
        self._close.clicked.connect(self.close_panel)
        self.hide()

    def show_forecast(self, forecast: Forecast, ways: Sequence[Way]) -> None:
        """ways: what makes it faster."""
        self._words.set_text("\n".join(explained(forecast)))
        self.setAccessibleDescription(self._words.whole_text())
        self.ways.show_ways(ways)
        for part in (self._faster, self.ways):
            part.setVisible(bool(ways))

    def take_keyboard(self) -> None:
        self.sent.setFocus(Qt.FocusReason.OtherFocusReason)

    def text(self) -> str:
        """What it explains; empty while it is closed."""
        return "" if self.isHidden() else self._words.whole_text()


class Explaining(QObject):
    """Opens, feeds and closes the note of one page."""

    def __init__(self, theme: Theme, page: ChatPage, meter: Meter, models: ModelChoice) -> None:
        super().__init__(page)
        self._theme = theme
        self._page = page
        self._models = models
        self._installed: list[InstalledModel] = []
        self._smaller: Offer | None = None
        self._earlier_tokens = 0
        self._forecast: Forecast | None = None
        self._note: ForecastNote | None = None  # until it is first asked for
        page.forecast_requested.connect(self._toggle)
        meter.measured.connect(self._on_measured)
        meter.foretold.connect(self._on_foretold)
        models.known_changed.connect(self._on_known)

    def _on_measured(self, size: PromptSize | None) -> None:
        new_tokens = size.prompt_tokens - size.reused_tokens if size is not None else 0
        self._earlier_tokens = max(0, new_tokens - size.draft_tokens) if size is not None else 0

    def _on_known(self, installed: list[InstalledModel]) -> None:
        self._installed = installed
        if self._note is not None and self._forecast is not None and not self._note.isHidden():
            self._show(self._note, self._forecast)

    def _on_foretold(self, forecast: Forecast | None) -> None:
        self._forecast = forecast
        if self._note is None:
            return
        if forecast is None:
            self._note.hide()  # it was sent, or is no more
        else:
            self._show(self._note, forecast)

    def _show(self, note: ForecastNote, forecast: Forecast) -> None:
        from app.insight.comparison import smaller_model  # not before the note is first opened

        current = self._models.current
        used = next((one for one in self._installed if current and one.path == current.path), None)
        self._smaller = smaller_model(used, self._installed) if used is not None else None
        has_smaller = current is not None and not current.is_guide
        earlier = 0 if self._page.is_empty() else self._earlier_tokens
        note.show_forecast(forecast, ways_to_speed(forecast, earlier, self._smaller, has_smaller=has_smaller))

    def _toggle(self) -> None:
        if self._note is not None and self._note.isVisible():
            self._close()
        elif self._forecast is not None:
            self._note = self._note or self._made()
            self._show(self._note, self._forecast)
            self._note.show()
            self._page.bring_up(self._note)
            self._note.take_keyboard()
            self._models.look_again()  # for a smaller one

    def _made(self) -> ForecastNote:
        note = ForecastNote(self._theme)
        self._page.add_above_box(note)
        note.closed.connect(self._close)
        note.sent.clicked.connect(self._show_sent)
        note.ways.pressed.connect(self._on_way)
        return note

    def _close(self) -> None:
        if self._note is not None:
            self._note.hide()
        self._page.focus_composer()

    def _on_way(self, key: str) -> None:
        if key == "length":
            self._page.length_requested.emit()
        elif key == "earlier":
            self._show_sent()
        elif self._smaller is not None:
            self._models.choose(self._smaller.model.path)
        else:
            self._page.more_models_requested.emit()

    def _show_sent(self) -> None:
        self._close()
        self._page.parts_requested.emit()


def explained(forecast: Forecast) -> list[str]:
    """What takes how long, and why: a few short lines."""
    took = []
    if forecast.first_word_s:
        took.append(tr("That takes {time}.", time=about(forecast.first_word_s)))
    else:
        took.append(tr("How fast it is here is known after its first answer."))
    if forecast.reused_tokens:
        took.append(
            trn(
                "{count} token was read before, and need not be read again.",
                "{count} tokens were read before, and need not be read again.",
                forecast.reused_tokens,
            )
        )
    hints = [tr("A token is a word or a piece of one.")]
    if reads_long(forecast):
        hints.insert(0, tr("A shorter text or a smaller model begins sooner."))
    lines = [reading_reason(forecast), " ".join(took), writing_reason(forecast), " ".join(hints)]
    return [line for line in lines if line]


def ways_to_speed(
    forecast: Forecast, earlier_tokens: int, smaller: Offer | None, *, has_smaller: bool
) -> list[Way]:
    """What would make it faster, where it takes long. earlier_tokens: of earlier messages that are read
    again. has_smaller: whether there are models smaller than the one in use."""
    ways = []
    if writes_long(forecast) and forecast.answer_tokens > _SHORTEST_ANSWER:
        tip = tr("Choose how long an answer may be, and see what each length takes.")
        ways.append(Way("length", tr("Shorter answers…"), tip))
    if reads_long(forecast) and earlier_tokens > _EARLIER_SHARE * forecast.new_tokens:
        tip = tr("See what is sent, and leave out messages that are not needed any more.")
        way = Way("earlier", tr("Fewer earlier messages…"), tip)
        ways.insert(0 if forecast.first_word_s > forecast.answer_s / 2 else len(ways), way)
    if not (reads_long(forecast) or writes_long(forecast)) or not has_smaller:
        return ways
    if smaller is None:
        ways.append(Way("model", tr("A smaller model…"), tr("See the models that fit this computer")))
    else:
        figures = {"name": smaller.model.name, "times": digits(smaller.times_faster, 1)}
        tip = tr("It is smaller, and already on this computer. The model is changed at once.")
        ways.append(Way("model", tr("{name}: about {times} times as fast", **figures), tip))
    return ways
