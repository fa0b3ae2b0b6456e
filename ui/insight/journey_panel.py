"""The journey of one answer, between the conversation and the box: a timeline, figures, what they mean."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.insight.journey import Journey
from app.words import tr
from ui.controls import IconButton, Label, TextButton
from ui.insight.tiles import Tiles, terms
from ui.insight.timeline import Timeline
from ui.theme import Theme

KEYS = "Ctrl+J"


class JourneyPanel(QWidget):
    """Closed until it is asked for."""

    closed = Signal()
    sent_requested = Signal()  # what the model was sent
    sureness_requested = Signal()  # of each token
    details_requested = Signal()
    totals_requested = Signal()
    offer_taken = Signal()  # the question is to be run on another model too

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(tr("The journey of the answer"))
        self._title = Label(theme, font_px=13, weight=600, is_elided=True)
        self._sure = TextButton(theme, tr("How sure"), look="link", font_px=12, height_px=28)
        self._sent = TextButton(theme, tr("What the model was sent"), look="link", font_px=12, height_px=28)
        self._details = TextButton(theme, tr("Details"), look="link", font_px=12, height_px=28)
        self._totals = TextButton(theme, tr("Totals"), look="link", font_px=12, height_px=28)
        self._close = IconButton(theme, "close", tr("Close the journey"), KEYS, size_px=28, icon_px=16)
        self._timeline = Timeline(theme)
        self._tiles = Tiles(theme)
        self._explained = Label(theme, font_px=12, ink="muted")
        self._explained.setWordWrap(True)
        self._explained.hide()
        self._offer = TextButton(theme, "", look="link", font_px=12, height_px=26, is_left=True)
        self._offer.hide()
        self._nothing = Label(theme, tr("There is no answer here yet."), font_px=12, ink="muted")
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self._card())
        self._connect()
        self.hide()

    def _card(self) -> QWidget:
        card = _Ground(self._theme)
        column = QVBoxLayout(card)
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
        return card

    def _connect(self) -> None:
        self._close.clicked.connect(self.closed)
        self._sure.clicked.connect(self.sureness_requested)
        self._sent.clicked.connect(self.sent_requested)
        self._details.clicked.connect(self.details_requested)
        self._totals.clicked.connect(self.totals_requested)
        self._offer.clicked.connect(self.offer_taken)
        self._tiles.explained.connect(self._explain)

    def fit(self, width: int, left: int) -> None:
        """The column's place in a page of that width."""
        right = max(0, self.width() - left - width)
        self._column.setContentsMargins(left, 6, right, 0)

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
        return self._explained.text() if self._explained.isVisible() else ""

    def event(self, event: QEvent) -> bool:
        """Escape is for the panel, and not for the window's own shortcut, while the keyboard is here."""
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _explain(self, text: str) -> None:
        self._explained.set_text(text)
        self._explained.setVisible(bool(text))


class _Ground(QWidget):
    """A raised ground, as the box's."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._theme.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colors.border), 1))
        painter.setBrush(QColor(colors.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 14, 14)
