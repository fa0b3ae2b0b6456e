"""The journey of one answer, between the conversation and the box: a timeline, figures, what they mean."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.insight.journey import Journey
from app.words import tr
from ui.controls import IconButton, Label, TextButton
from ui.ground import OpenedPanel
from ui.insight.tiles import Tiles, terms
from ui.insight.timeline import Timeline
from ui.theme import Theme

KEYS = "Ctrl+J"
_ROOMY_PX = 680  # a window of this height has room for the speed over time


class JourneyPanel(OpenedPanel):
    """Closed until it is asked for."""

    sent_requested = Signal()  # what the model was sent
    sureness_requested = Signal()  # of each token
    details_requested = Signal()
    totals_requested = Signal()
    offer_taken = Signal()  # the question is to be run on another model too

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, radius=14)
        self.setAccessibleName(tr("The journey of the answer"))
        self._title = Label(theme, font_px=13, weight=600, is_elided=True)
        self._sure = TextButton(theme, tr("How sure"), look="link", font_px=12, height_px=28)
        self._sent = TextButton(theme, tr("What the model was sent"), look="link", font_px=12, height_px=28)
        self._details = TextButton(theme, tr("Details"), look="link", font_px=12, height_px=28)
        self._totals = TextButton(theme, tr("Totals"), look="link", font_px=12, height_px=28)
        self._close = IconButton(theme, "close", tr("Close the journey"), KEYS, size_px=28, icon_px=16)
        self._timeline = Timeline(theme)
        self._tiles = Tiles(theme)
        self._explained = Label(theme, font_px=12, ink="muted", wraps=True)
        self._explained.hide()
        self._offer = TextButton(theme, "", look="link", font_px=12, height_px=26, is_left=True)
        self._offer.hide()
        self._nothing = Label(
            theme,
            tr("There is no answer here yet. Ask something, and this shows how it is made."),
            font_px=12,
            ink="muted",
        )
        self._lay_out()
        self._connect()
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 14, 12)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._title, 1)
        for button in (self._sure, self._sent, self._details, self._totals):
            row.addWidget(button)
        row.addSpacing(4)
        row.addWidget(self._close)
        column.addLayout(row)
        for widget in (self._nothing, self._timeline, self._tiles, self._explained, self._offer):
            column.addWidget(widget)

    def _connect(self) -> None:
        self._close.clicked.connect(self.close_panel)
        self._sure.clicked.connect(self.sureness_requested)
        self._sent.clicked.connect(self.sent_requested)
        self._details.clicked.connect(self.details_requested)
        self._totals.clicked.connect(self.totals_requested)
        self._offer.clicked.connect(self.offer_taken)
        self._tiles.explained.connect(self._explain)

    def show_journey(self, journey: Journey | None, title: str) -> None:
        """None: there is no answer to tell of."""
        self._title.set_text(title)
        is_done = journey is not None and journey.now is None
        for widget in (self._timeline, self._tiles):
            widget.setVisible(journey is not None)
        self._nothing.setVisible(journey is None)
        for button in (self._sure, self._sent, self._details):
            button.setVisible(is_done)
        if journey is None:
            self._explain("")
            return
        self._timeline.show_journey(journey)
        self._timeline.show_chart(self.window().height() >= _ROOMY_PX)
        self._tiles.show_terms(terms(journey))

    def show_offer(self, text: str) -> None:
        """What another model would save; empty: there is none to offer."""
        self._offer.set_text(text)
        self._offer.setVisible(bool(text))

    def take_keyboard(self) -> None:
        first = self._tiles if self._tiles.isVisible() else self._close
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def has_keyboard(self) -> bool:
        focus = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def explained_text(self) -> str:
        """What the pressed term means; empty: none is pressed."""
        return self._explained.whole_text() if self._explained.isVisible() else ""

    def _explain(self, text: str) -> None:
        self._explained.set_text(text)
        self._explained.setVisible(bool(text))
