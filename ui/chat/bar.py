"""A line above the composer: what it says, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout

from ui import icons
from ui.announcing import announce
from ui.controls import IconButton, Label, TextButton
from ui.ground import Ground
from ui.theme import Theme


class Bar(Ground):
    """Hidden until it says something. Its buttons are words, the last one a cross with a name."""

    pressed = Signal(str)  # the button's name

    def __init__(
        self, theme: Theme, icon: str, buttons: tuple[str, ...], cross: str, *, shown_ms: int = 0
    ) -> None:
        """cross: the name of the button that looks like one. shown_ms: goes away after so long; 0: never."""
        super().__init__(theme, color="raised")
        self._icon = icon
        self._label = Label(theme, font_px=13, is_elided=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(44, 4, 8, 4)
        row.setSpacing(2)
        row.addWidget(self._label, 1)
        for name in buttons:
            button = TextButton(theme, name, look="link", font_px=13, weight=600, height_px=28)
            button.clicked.connect(lambda _=False, name=name: self.pressed.emit(name))
            row.addWidget(button)
        away = IconButton(theme, "close", cross, size_px=28, icon_px=15)
        away.clicked.connect(lambda: self.pressed.emit(cross))
        row.addWidget(away)
        self.setFixedHeight(38)
        self._end = QTimer(self, singleShot=True, interval=shown_ms)
        self._end.timeout.connect(self._on_end)
        self.hide()

    def say(self, text: str) -> None:
        """Show it; an empty text hides it."""
        self._label.set_text(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        if self.isVisible():
            announce(self, text)
        if text and self._end.interval():
            self._end.start()

    def text(self) -> str:
        """What it says; empty while it is hidden."""
        return "" if self.isHidden() else self._label.whole_text()

    def _on_end(self) -> None:
        if self.underMouse() or self.isAncestorOf(self.window().focusWidget() or self.window()):
            self._end.start()
        else:
            self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        icons.draw(painter, self._icon, QRectF(16, self.height() / 2 - 8, 16, 16), self._theme.colors.muted)
