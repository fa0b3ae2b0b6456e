"""Why the first word takes so long: what sending the draft would take, explained above the box."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.machine.timing import Forecast
from app.words import tr, trn
from ui.chat.meter import Meter
from ui.chat.page import ChatPage
from ui.chat.progress import about, reading_reason, writing_reason
from ui.controls import IconButton, Label, TextButton
from ui.ground import OpenedPanel
from ui.theme import Theme

_SLOW_S = 2.0  # a first word that takes longer makes people ask how it could come sooner


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
        self._close.clicked.connect(self.close_panel)
        self.hide()

    def show_forecast(self, forecast: Forecast) -> None:
        self._words.set_text("\n".join(explained(forecast)))
        self.setAccessibleDescription(self._words.whole_text())

    def take_keyboard(self) -> None:
        self.sent.setFocus(Qt.FocusReason.OtherFocusReason)

    def text(self) -> str:
        """What it explains; empty while it is closed."""
        return "" if self.isHidden() else self._words.whole_text()


class Explaining(QObject):
    """Opens, feeds and closes the note of one page."""

    def __init__(self, theme: Theme, page: ChatPage, meter: Meter) -> None:
        super().__init__(page)
        self._theme = theme
        self._page = page
        self._forecast: Forecast | None = None
        self._note: ForecastNote | None = None  # until it is first asked for
        page.forecast_requested.connect(self._toggle)
        meter.foretold.connect(self._on_foretold)

    def _on_foretold(self, forecast: Forecast | None) -> None:
        self._forecast = forecast
        if self._note is None:
            return
        if forecast is None:
            self._note.hide()  # it was sent, or is no more
        else:
            self._note.show_forecast(forecast)

    def _toggle(self) -> None:
        if self._note is not None and not self._note.isHidden():
            self._close()
        elif self._forecast is not None:
            self._note = self._note or self._made()
            self._note.show_forecast(self._forecast)
            self._note.show()
            self._note.take_keyboard()

    def _made(self) -> ForecastNote:
        note = ForecastNote(self._theme)
        self._page.add_above_box(note)
        note.closed.connect(self._close)
        note.sent.clicked.connect(self._show_sent)
        return note

    def _close(self) -> None:
        if self._note is not None:
            self._note.hide()
        self._page.focus_composer()

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
    if forecast.first_word_s > _SLOW_S:
        hints.insert(0, tr("A shorter text or a smaller model begins sooner."))
    lines = [reading_reason(forecast), " ".join(took), writing_reason(forecast), " ".join(hints)]
    return [line for line in lines if line]
