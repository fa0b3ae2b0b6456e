"""All keys of the window in one table: installed from it, and listed by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.words import Marked, later, tr, translated
from ui.controls import Label
from ui.dialog import Dialog
from ui.scroll_bar import SlimScrollBar
from ui.theme import Theme

_WIDE_PX = 940  # a window of this width has room for two columns


class Shortcut(NamedTuple):
    """keys: each of them alone does it. action: what the window does; empty: another part takes the key."""

    what: Marked
    keys: tuple[str, ...]
    action: str = ""


SHORTCUTS: dict[Marked, tuple[Shortcut, ...]] = {
    later("Conversations"): (
        Shortcut(later("New chat"), ("Ctrl+N",), "new"),
        Shortcut(later("Temporary chat"), ("Ctrl+Shift+N",)),
        Shortcut(later("Search all conversations"), ("Ctrl+K",), "search"),
        Shortcut(later("Find in this conversation"), ("Ctrl+F",)),
        Shortcut(later("Next or previous place found"), ("F3", "Shift+F3")),
        Shortcut(later("Rename this conversation"), ("F2",), "rename"),
        Shortcut(later("Show or hide the list"), ("Ctrl+B",), "sidebar"),
    ),
    later("Writing"): (
        Shortcut(later("Send, or let it wait for the end of the answer"), ("Return",)),
        Shortcut(later("Start a new line"), ("Shift+Return",)),
        Shortcut(later("Attach files"), ("Ctrl+U",)),
        Shortcut(later("Stop the answer, or end an edit"), ("Esc",), "escape"),
        Shortcut(later("Bring the last question back, in an empty box"), ("Up",)),
    ),
    later("In the conversation"): (
        Shortcut(later("From message to message"), ("Up", "Down")),
        Shortcut(later("Through what can be pressed in a message"), ("Tab", "Left", "Right")),
        Shortcut(later("Copy what is selected, or the message"), ("Ctrl+C",)),
        Shortcut(later("Select the whole conversation"), ("Ctrl+A",)),
        Shortcut(later("To the beginning or the end"), ("Home", "End")),
        Shortcut(later("What the model will be sent, in parts"), ("Ctrl+I",)),
        Shortcut(later("In those parts: pin one, or leave it out"), ("P", "X")),
        Shortcut(later("How the last answer was made"), ("Ctrl+J",)),
        Shortcut(later("Larger or smaller text"), ("Ctrl++", "Ctrl+-")),
        Shortcut(later("Text in its usual size"), ("Ctrl+0",)),
    ),
    later("Program"): (
        Shortcut(later("Choose the model that answers"), ("Ctrl+Shift+M",), "choose_model"),
        Shortcut(later("Open a model file"), ("Ctrl+O",), "open_model"),
        Shortcut(later("Models"), ("Ctrl+M",)),
        Shortcut(later("Network: every connection"), ("Ctrl+Shift+L",)),
        Shortcut(later("Insight: what answers took"), ("Ctrl+Shift+I",)),
        Shortcut(later("Settings"), ("Ctrl+,",)),
        Shortcut(later("Menu of what the keyboard stands on"), ("Shift+F10",), "menu"),
        Shortcut(later("Help"), ("F1",), "help"),
        Shortcut(later("These shortcuts"), ("Ctrl+/",), "shortcuts"),
        Shortcut(later("Close the window"), ("Ctrl+W",), "close"),
        Shortcut(later("Quit"), ("Ctrl+Q",), "quit"),
    ),
}


def install(window: QWidget, actions: Mapping[str, Callable[[], object]]) -> None:
    """Make the window's keys call these. actions: one for each name in the table but menu."""
    slots = {"menu": open_menu, **actions}
    for shortcut in (one for group in SHORTCUTS.values() for one in group if one.action):
        for keys in shortcut.keys:
            QShortcut(QKeySequence(keys), window).activated.connect(slots[shortcut.action])


def open_menu() -> None:
    """As the menu key does; many keyboards have none, and on X11 Qt knows no other."""
    if focus := QApplication.focusWidget():
        cursor = QRectF(focus.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle))  # some say a QRect
        place = cursor.center().toPoint()
        reason = QContextMenuEvent.Reason.Keyboard
        QApplication.sendEvent(focus, QContextMenuEvent(reason, place, focus.mapToGlobal(place)))


class ShortcutDialog(Dialog):
    """The table, to read."""

    def __init__(self, theme: Theme, send_key: str, parent: QWidget | None = None) -> None:
        """send_key: the setting of that name."""
        super().__init__(theme, parent)
        self._sends_with_ctrl = send_key == "ctrl+enter"
        self.setWindowTitle(tr("Keyboard shortcuts"))
        list_ = self._list(1 if parent is None or parent.width() < _WIDE_PX else 2)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setVerticalScrollBar(SlimScrollBar(theme, "raised"))
        self._area.setWidget(list_)
        for part in (self._area.viewport(), list_):  # the dialog's own ground shows through
            part.setAutoFillBackground(False)
        self._area.setAccessibleName(tr("Keyboard shortcuts"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 12, 16)
        column.setSpacing(14)
        column.addWidget(Label(theme, tr("Keyboard shortcuts"), font_px=16, weight=600))
        column.addWidget(self._area, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 12, 0)
        foot.addStretch(1)
        foot.addWidget(self.make_close())
        column.addLayout(foot)
        room = parent.height() - 60 if parent else 720
        self.resize(list_.sizeHint().width() + 60, min(list_.sizeHint().height() + 130, max(360, room)))

    def _list(self, column_count: int) -> QWidget:
        """The groups, below each other in columns of about the same height."""
        list_ = QWidget()
        columns = QHBoxLayout(list_)
        columns.setContentsMargins(0, 0, 16, 0)
        columns.setSpacing(40)
        groups = list(SHORTCUTS)
        each = len(groups) // column_count
        for first in range(0, len(groups), each):
            rows = QVBoxLayout()
            rows.setSpacing(4)
            for name in groups[first : first + each]:
                rows.addWidget(Label(self._theme, translated(name), font_px=12, weight=500, ink="muted"))
                for shortcut in SHORTCUTS[name]:
                    rows.addWidget(self._row(shortcut))
                rows.addSpacing(14)
            rows.addStretch(1)
            columns.addLayout(rows, 1)
        return list_

    def _row(self, shortcut: Shortcut) -> QWidget:
        keys = [self._as_set(key) for key in shortcut.keys]
        row = QWidget()
        what = translated(shortcut.what)
        told = Label(self._theme, what, font_px=14)
        told.setAccessibleName(f"{what}: {', '.join(map(native, keys))}")
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(6)
        line.addWidget(told, 1)
        for key in keys:
            line.addWidget(KeyCap(self._theme, native(key)))
        return row

    def _as_set(self, key: str) -> str:
        """Return sends and Shift+Return starts a line, unless it is set the other way round."""
        if not self._sends_with_ctrl:
            return key
        return {"Return": "Ctrl+Return", "Shift+Return": "Return"}.get(key, key)


class KeyCap(QWidget):
    """The name of a key, or of several pressed together, in a frame."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self._theme = theme
        self._text = text
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self._theme.font(12, 500)).horizontalAdvance(self._text) + 16
        return QSize(max(26, width), 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        painter.setPen(QPen(self._theme.color("border"), 1))
        painter.setBrush(self._theme.color("surface"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setPen(self._theme.color("muted"))
        painter.setFont(self._theme.font(12, 500))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._text)


def native(keys: str) -> str:
    """As this system writes them: Return -> Enter"""
    text = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return text.replace("Return", "Enter")
