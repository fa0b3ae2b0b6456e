"""The bar below the list of conversations: what was done, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout

from app.words import tr
from ui.controls import IconButton, Label, TextButton
from ui.ground import Ground
from ui.theme import Theme

_SHOWN_MS = 12_000


class NoticeBar(Ground):
    """For some seconds: what was done, and the way back or to what came of it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, color="raised")
        self._undo: Callable[[], None] | None = None
        self._show: Callable[[], None] | None = None
        self._label = Label(theme, font_px=13, is_elided=True)
        self._button = TextButton(theme, tr("Undo"), look="link", font_px=13, weight=600, height_px=28)
        self._close = IconButton(theme, "close", tr("Dismiss"), size_px=24, icon_px=14)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 6, 4)
        row.setSpacing(2)
        row.addWidget(self._label, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self.setFixedHeight(40)
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._timer.timeout.connect(self._time_is_up)
        self._button.clicked.connect(self._on_button)
        self._close.clicked.connect(self.hide)
        self.hide()

    def show_notice(
        self, text: str, undo: Callable[[], None] | None = None, show: Callable[[], None] | None = None
    ) -> None:
        """undo: the way back; show: what shows what came of it. The button does the one that is given."""
        self._undo, self._show = undo, show
        self._button.set_text(tr("Undo") if show is None else tr("Show"))
        self._button.setToolTip(tr("Bring it back") if show is None else tr("Show it in its folder"))
        self._button.setVisible(undo is not None or show is not None)
        self._label.set_text(text)
        self.show()
        self._timer.start()

    def text(self) -> str:
        return self._label.whole_text() if self.isVisible() else ""

    def press(self) -> None:
        """As a click on Undo."""
        if self.isVisible() and self._undo is not None:
            self.hide()
            self._undo()

    def _on_button(self) -> None:
        if self._show is not None:
            self._show()
        else:
            self.press()

    def _time_is_up(self) -> None:
        if self.underMouse() or self._button.hasFocus():
            self._timer.start()
        else:
            self.hide()
