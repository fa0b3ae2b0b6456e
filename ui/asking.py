"""Small dialogs that ask: for a yes, or for a line of text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.words import tr
from ui.controls import Label, TextButton
from ui.dialog import Dialog
from ui.fields import field_sheet
from ui.theme import Theme


class _Question(Dialog):
    """A title, what it means, and two buttons; the second, or Escape, changes nothing."""

    def __init__(self, theme: Theme, title: str, told: str, yes: str, no: str, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle("Inglenook")
        self.setFixedWidth(440)
        self.setStyleSheet(field_sheet(theme))
        self.yes = TextButton(theme, yes, look="accent", height_px=34)
        self.no = TextButton(theme, no, look="plain", height_px=34)
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 20, 24, 20)
        self.column.setSpacing(8)
        for text, label in (
            (title, Label(theme, title, font_px=15, weight=600)),
            (told, Label(theme, told, ink="muted")),
        ):
            label.setWordWrap(True)
            label.setVisible(bool(text))
            self.column.addWidget(label)

    def add_buttons(self) -> None:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        self.column.addSpacing(8)
        self.column.addLayout(row)


class ConfirmDialog(_Question):
    """Something that cannot be undone, or ends what runs: asked before it is done."""

    def __init__(self, theme: Theme, title: str, told: str, yes: str, parent: QWidget) -> None:
        super().__init__(theme, title, told, yes, tr("Cancel"), parent)
        self.add_buttons()
        self.no.setFocus()  # Return, pressed without reading, changes nothing
        self._is_marked = False

    def changeEvent(self, event: QEvent) -> None:
        """Shows from the beginning which button Return presses: it is not the coloured one."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and not self._is_marked:
            self._is_marked = True
            self.no.clearFocus()
            self.no.setFocus(Qt.FocusReason.TabFocusReason)


class LineDialog(_Question):
    """Asks for one line; `given` tells what was typed, never nothing."""

    given = Signal(str)

    def __init__(self, theme: Theme, title: str, text: str, yes: str, parent: QWidget) -> None:
        super().__init__(theme, title, "", yes, tr("Cancel"), parent)
        self._line = QLineEdit(text)
        self._line.setAccessibleName(title)
        self._line.setMaxLength(60)
        self._line.selectAll()
        self._line.textChanged.connect(self._on_text)
        self._line.returnPressed.connect(self.yes.click)
        self.column.addWidget(self._line)
        self.add_buttons()
        self.accepted.connect(lambda: self.given.emit(self._line.text().strip()))
        self._on_text(text)
        self._line.setFocus()

    def _on_text(self, text: str) -> None:
        self.yes.setEnabled(bool(text.strip()))


def confirm(
    theme: Theme, title: str, told: str, yes: str, parent: QWidget, then: Callable[[], object]
) -> ConfirmDialog:
    """Ask, and do it when the answer is yes."""
    dialog = ConfirmDialog(theme, title, told, yes, parent)
    dialog.accepted.connect(lambda: then())
    dialog.open()
    return dialog


def ask_for_line(
    theme: Theme, title: str, text: str, yes: str, parent: QWidget, then: Callable[[str], object]
) -> LineDialog:
    """Ask for a line of text, beginning with `text`, and do something with it."""
    dialog = LineDialog(theme, title, text, yes, parent)
    dialog.given.connect(lambda given: then(given))
    dialog.open()
    return dialog
