"""Below the composer: what the model no longer sees once the draft is sent. Hidden while nothing leaves."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.words import tr, trn
from ui import icons
from ui.announcing import announce
from ui.controls import Label, TextButton
from ui.theme import Theme

_ICON_PX = 15


class Leaving(NamedTuple):
    """Messages that the model saw last, and would not see any more. others_left: older ones it does not see
    already; has_draft: because of what is written, else of whatever is written next."""

    message_count: int
    others_left: bool
    has_draft: bool


NOTHING_LEAVES = Leaving(0, others_left=False, has_draft=False)


class LeavingLine(QWidget):
    """Says it before it happens, and leads to where it can be seen and to what can be done instead. It warns
    until the person has chosen."""

    see_requested = Signal()  # which messages these are
    choice_requested = Signal()  # what shall happen with them

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._is_settled = False
        self._words = Label(theme, font_px=12, weight=500, ink="warn", wraps=True)
        see = TextButton(theme, tr("See which"), look="link", font_px=12, height_px=24)
        self._choose = choose = TextButton(theme, tr("Choose…"), look="link", font_px=12, height_px=24)
        see.setToolTip(tr("Show what the model will be sent: what is striped leaves"))
        choose.setToolTip(tr("Leave them out, sum them up, or let the model see more"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16 + _ICON_PX + 8, 6, 8, 0)
        row.setSpacing(2)
        row.addWidget(self._words, 1)
        for button in (see, choose):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        see.clicked.connect(self.see_requested)
        choose.clicked.connect(self.choice_requested)
        theme.changed.connect(self.update)
        self.hide()

    def show_leaving(self, leaving: Leaving) -> None:
        text = _sentence(leaving)
        was_hidden = self.isHidden()
        self._words.set_text(text)
        self.setVisible(bool(text))
        if text and was_hidden and self.isVisible():
            announce(self, text)

    def set_settled(self, is_settled: bool) -> None:
        """Whether the person has chosen that the oldest messages leave."""
        self._is_settled = is_settled
        self._words.set_ink("muted" if is_settled else "warn")
        self._choose.set_text(tr("Change…") if is_settled else tr("Choose…"))
        self.update()

    def text(self) -> str:
        """What it says; empty while it is hidden."""
        return "" if self.isHidden() else self._words.whole_text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        area = QRectF(16, self._words.y() + (24 - _ICON_PX) / 2 - 0.5, _ICON_PX, _ICON_PX)
        icon = "info" if self._is_settled else "alert"
        colors = self._theme.colors
        icons.draw(QPainter(self), icon, area, colors.muted if self._is_settled else colors.warn)


def _sentence(leaving: Leaving) -> str:
    if not leaving.message_count:
        return ""
    if leaving.has_draft and leaving.others_left:
        return trn(
            "If you send this, the model no longer sees {count} more of the oldest messages.",
            "If you send this, the model no longer sees {count} more of the oldest messages.",
            leaving.message_count,
        )
    if leaving.has_draft:
        return trn(
            "If you send this, the model no longer sees the oldest message.",
            "If you send this, the model no longer sees the {count} oldest messages.",
            leaving.message_count,
        )
    if leaving.others_left:
        return trn(
            "With your next message the model no longer sees {count} more of the oldest messages.",
            "With your next message the model no longer sees {count} more of the oldest messages.",
            leaving.message_count,
        )
    return trn(
        "With your next message the model no longer sees the oldest message.",
        "With your next message the model no longer sees the {count} oldest messages.",
        leaving.message_count,
    )
