"""The bar above the conversation in which one types what to find."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.words import tr, trn
from ui.announcing import announce
from ui.controls import IconButton, Label
from ui.search_field import SearchField
from ui.theme import Theme

HEIGHT = 48


class FindBar(QWidget):
    """A field, how many places there are, and the way from one to the next."""

    text_changed = Signal(str)
    step_asked = Signal(bool)  # True: forward
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.field = FindField(theme)
        self._count = Label(theme, font_px=13, ink="muted")
        back = IconButton(theme, "chevron-up", tr("Previous"), "Shift+F3", size_px=28, icon_px=16)
        forward = IconButton(theme, "chevron-down", tr("Next"), "F3", size_px=28, icon_px=16)
        close = IconButton(theme, "close", tr("Close the search"), "Esc", size_px=28, icon_px=16)
        self._announced = ""
        self.setFixedHeight(HEIGHT)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(4)
        self._row.addWidget(self.field, 1)
        self._row.addSpacing(8)
        self._row.addWidget(self._count)
        self._row.addSpacing(4)
        for button in (back, forward, close):
            self._row.addWidget(button)
        self.field.textChanged.connect(self.text_changed)
        self.field.step_asked.connect(self.step_asked)
        self.field.left.connect(self.closed)
        back.clicked.connect(lambda: self.step_asked.emit(False))
        forward.clicked.connect(lambda: self.step_asked.emit(True))
        close.clicked.connect(self.closed)
        theme.changed.connect(self.update)

    def place(self, width: int, left: int, right: int) -> None:
        """Over this width of the view; left and right: where the column of messages is."""
        self.setGeometry(0, 0, width, HEIGHT)
        self._row.setContentsMargins(left, 0, max(0, width - right), 0)

    def show_count(self, position: int, count: int, is_complete: bool) -> None:
        """position: of the hit one is at, from 1. is_complete: whether everything has been searched."""
        text = ""
        if self.field.text():
            if count:
                text = tr("{position} of {count}", position=position, count=count)
                text = text if position else trn("{count} found", "{count} found", count)
            else:
                text = tr("Not found") if is_complete else tr("Searching…")
        is_missing = bool(self.field.text()) and not count and is_complete
        self._count.set_ink("danger" if is_missing else "muted")
        self._count.set_text(text)
        if is_complete and text != self._announced and self.isVisible():
            self._announced = text
            announce(self, text)

    def count_text(self) -> str:
        return self._count.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.color("bg"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.color("hairline"))


class FindField(SearchField):
    """Enter goes to the next place, with Shift to the one before; Esc leaves."""

    step_asked = Signal(bool)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        name = tr("Find in this conversation")
        super().__init__(theme, name, "Ctrl+F", name, has_frame=True)
        self.setMinimumWidth(120)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()  # it closes the bar; elsewhere in the window it stops the answer
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step_asked.emit(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.step_asked.emit(event.key() == Qt.Key.Key_Down)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
