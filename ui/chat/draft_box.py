"""The box a message is written in: grows with its lines, sends on the chosen key, takes no long paste."""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPalette, QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy

from app.words import tr
from ui.scroll_bar import SlimScrollBar
from ui.theme import Theme

_MOST_LINES = 8
_FEWEST_LINES = 2  # of a longer text, where panels above the box leave no room for more
_LONG_CHARACTERS, _LONG_LINES = 4_000, 60  # a paste that is longer becomes an attachment


class DraftBox(QPlainTextEdit):
    """The text itself; as high as its lines, up to eight of them, where there is room."""

    send_pressed = Signal()
    files_pasted = Signal(list)  # list[Path]
    long_pasted = Signal(str)  # a text that would fill the box; it was not inserted
    recall_pressed = Signal()
    focus_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.sends_with_ctrl = False
        self.setAccessibleName(tr("Message"))
        self.setPlaceholderText(tr("Write a message"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Spaces hang over the end of a line that is wrapped; to bring a cursor there into sight Qt would move
        # the whole text to the left, and cut off each line's first letters.
        sideways = self.horizontalScrollBar()
        sideways.rangeChanged.connect(lambda *_: sideways.setRange(0, 0))
        self.setVerticalScrollBar(SlimScrollBar(theme, "surface"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.document().setDocumentMargin(0)
        # The composer has a ground. Not viewport().setAutoFillBackground(): to name Qt's, PySide6 would
        # first make the classes of all widgets there are, before the first picture of the window.
        self.setStyleSheet("QPlainTextEdit { background: transparent; }")
        self._apply()
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        theme.changed.connect(self._apply)

    def _apply(self) -> None:
        colors = self._theme.colors
        self.setFont(self._theme.font(15))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(colors.surface))
        palette.setColor(QPalette.ColorRole.Text, QColor(colors.text))
        palette.setColor(QPalette.ColorRole.PlaceholderText, QColor(colors.faint))
        self.setPalette(palette)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(300, self.maximumHeight())

    def _fit(self) -> None:
        # QPlainTextDocumentLayout gives its height in lines, wrapped ones counted.
        lines = max(1, min(_MOST_LINES, round(self.document().size().height())))
        first = self.document().firstBlock()
        line_height = self.blockBoundingRect(first).height() / max(1, first.layout().lineCount())
        height = math.ceil(line_height * lines) + 2  # one more each: the view keeps a whole line in sight
        if height != self.maximumHeight():
            self.setMinimumHeight(math.ceil(line_height * min(lines, _FEWEST_LINES)) + 2)
            self.setMaximumHeight(height)
            self.updateGeometry()
            self._lay_out_around()
        is_long = self.document().size().height() > _MOST_LINES or self.height() < height
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_long else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if policy != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(policy)

    def _lay_out_around(self) -> None:
        """At once, not after the next picture: in that the text would have moved up, to come down again."""
        around = self.parentWidget()
        while around is not None and not around.isWindow():
            if (layout := around.layout()) is not None:
                layout.activate()
            around = around.parentWidget()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        if event.size().height() < event.oldSize().height():
            self.ensureCursorVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._sends(event.modifiers()):
                self.send_pressed.emit()
            else:
                # A paragraph, not the line separator that Shift+Enter would be.
                self.textCursor().insertBlock()
                self.ensureCursorVisible()
        elif event.key() == Qt.Key.Key_Up and not self.toPlainText():
            self.recall_pressed.emit()
        else:
            super().keyPressEvent(event)

    def _sends(self, modifiers: Qt.KeyboardModifier) -> bool:
        pressed = modifiers & ~Qt.KeyboardModifier.KeypadModifier
        if self.sends_with_ctrl:
            return pressed == Qt.KeyboardModifier.ControlModifier
        return pressed in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        # Files are for the window, which opens dropped models; their paths are no message.
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        files = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
        if files:
            self.files_pasted.emit(files)
            return
        text = source.text().replace("\r\n", "\n").replace("\r", "\n") if source.hasText() else ""
        if len(text) > _LONG_CHARACTERS or text.count("\n") >= _LONG_LINES:
            self.long_pasted.emit(text)
        else:
            super().insertFromMimeData(source)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()
