"""A word from what goes on in the background, over whichever page is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.words import tr
from ui import icons
from ui.controls import IconButton, Label, TextButton
from ui.ground import Ground
from ui.theme import Theme

_WIDTH_PX = 520
_TOP_PX = 60  # below a page's title
_BOTTOM_PX = 24


class Notice(Ground):
    """A sentence and one thing to do about it; stays until either is done, or a newer one comes."""

    def __init__(self, theme: Theme, page: QWidget) -> None:
        """page: the area at whose top it lies."""
        super().__init__(theme, color="raised", radius=12, parent=page)
        self._page = page
        self._is_low = False
        self._act: Callable[[], None] | None = None
        self._about = ""
        self._words = Label(theme, font_px=13, weight=500, wraps=True)
        self._action = TextButton(theme, "", look="accent", font_px=13, height_px=32)
        self._close = IconButton(theme, "close", tr("Dismiss"), size_px=28, icon_px=16)
        row = QHBoxLayout(self)
        row.setContentsMargins(44, 10, 10, 10)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._action.clicked.connect(self._on_action)
        self._close.clicked.connect(self.hide)
        page.installEventFilter(self)
        self.hide()

    def lie_at_bottom(self, is_low: bool) -> None:
        """Where it hides less of the page that is shown."""
        self._is_low = is_low
        self._place()

    def say(self, text: str, action: str, act: Callable[[], None], about: str = "") -> None:
        """action: the words of the button that calls act. about: a name for forget()."""
        self._act = act
        self._about = about
        self._words.set_text(text)
        self._action.set_text(action)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def forget(self, about: str) -> None:
        """Take it back if it is about that: it was seen to in another way."""
        if about == self._about:
            self.hide()

    def text(self) -> str:
        """What it says; empty while it is hidden."""
        return "" if self.isHidden() else self._words.whole_text()

    def _on_action(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()

    def _place(self) -> None:
        width = min(_WIDTH_PX, self._page.width() - 32)
        height = max(self.sizeHint().height(), self.heightForWidth(width))
        top = self._page.height() - height - _BOTTOM_PX if self._is_low else _TOP_PX
        self.setGeometry((self._page.width() - width) // 2, top, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        place = QRectF(14, self.height() / 2 - 9, 18, 18)
        icons.draw(QPainter(self), "check", place, self._theme.colors.ok)
