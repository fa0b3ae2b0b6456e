"""A question above the composer: what is the matter, and several ways on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.words import tr
from ui import icons
from ui.controls import IconButton, Label, TextButton
from ui.flow import FlowLayout
from ui.ground import Ground
from ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Way:
    """A button. key: what `pressed` carries; tip: more about it than its words say."""

    key: str
    words: str
    tip: str = ""


class WayRow(QWidget):
    """The buttons of several ways, side by side while there is room. The same ways again keep their buttons
    and the keyboard's place."""

    pressed = Signal(str)  # the key of a way

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[Way, ...] = ()
        self._flow = FlowLayout(8)
        self.setLayout(self._flow)

    def show_ways(self, ways: Sequence[Way]) -> None:
        if tuple(ways) == self._shown:
            return
        self._shown = tuple(ways)
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for way in ways:
            button = TextButton(self._theme, way.words, look="outline", font_px=13, height_px=30)
            button.setToolTip(way.tip)
            button.clicked.connect(lambda _=False, key=way.key: self.pressed.emit(key))
            self._flow.addWidget(button)
            button.show()

    def take_keyboard(self) -> None:
        """To the first way, so that it is seen there."""
        first = self._flow.itemAt(0)
        if first is not None and (button := first.widget()) is not None:
            button.setFocus(Qt.FocusReason.TabFocusReason)


class ChoicePanel(Ground):
    """Hidden until it asks something. It waits calmly: everything else can still be used."""

    pressed = Signal(str)  # the key of a way; it hides by itself then
    dismissed = Signal()

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__(theme, color="raised")
        self._icon = icon
        self._sentence = Label(theme, font_px=13, weight=500)
        self._hint = Label(theme, font_px=13, ink="muted")
        for label in (self._sentence, self._hint):
            label.setWordWrap(True)
        self._close = IconButton(theme, "close", tr("Dismiss"), size_px=28, icon_px=15)
        self._ways = WayRow(theme)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._sentence)
        words.addWidget(self._hint)
        words.addSpacing(6)
        words.addWidget(self._ways)
        row = QHBoxLayout(self)
        row.setContentsMargins(44, 10, 8, 12)
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._ways.pressed.connect(self._on_way)
        self._close.clicked.connect(self._on_close)
        self.hide()

    def ask(self, sentence: str, hint: str, ways: Sequence[Way]) -> None:
        """Show it. The same ways again, with other words, keep their buttons and the keyboard's place."""
        is_new = self.isHidden()
        self._sentence.set_text(sentence)
        self._hint.set_text(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(f"{sentence} {hint}".strip())
        self._ways.show_ways(ways)
        if is_new:
            self.show()
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def take_keyboard(self) -> None:
        """To the first way, while it asks."""
        if not self.isHidden():
            self._ways.take_keyboard()

    def text(self) -> str:
        """What it asks; empty while it is hidden."""
        return "" if self.isHidden() else self.accessibleName()

    def _on_way(self, key: str) -> None:
        self.hide()
        self.pressed.emit(key)

    def _on_close(self) -> None:
        self.hide()
        self.dismissed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        icons.draw(QPainter(self), self._icon, QRectF(16, 12, 16, 16), self._theme.colors.muted)
