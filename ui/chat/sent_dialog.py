"""What the model was sent for an answer: the rendered prompt, as text or token by token."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from app.engine.events import SentPrompt, SentToken
from app.words import tr
from ui import formats
from ui.chat.scroll_bar import SlimScrollBar
from ui.controls import Label, TextButton
from ui.theme import Theme


class SentDialog(QDialog):
    """Special tokens in colour, what was still in memory in grey; with ids when tokens are shown."""

    def __init__(self, theme: Theme, sent: SentPrompt, reused: int, parent: QWidget | None = None) -> None:
        """reused: how many of the first tokens were in memory and not read again."""
        super().__init__(parent)
        self._theme = theme
        self._sent = sent
        self._reused = min(reused, len(sent.tokens))
        self._shows_tokens = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("What the model was sent"))
        self._text = self._make_text()
        self._switch = TextButton(theme, tr("Show tokens"), look="outline", font_px=13, height_px=32)
        self._copy = TextButton(theme, tr("Copy all"), icon="copy", look="plain", font_px=14, height_px=34)
        self._close = TextButton(theme, tr("Close"), look="accent", font_px=14, height_px=34)
        self._lay_out()
        self._switch.clicked.connect(self._on_switch)
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(sent.text))
        self._close.clicked.connect(self.accept)
        self._write()
        self.resize(760, 560)
        self._close.setFocus()

    def shown_text(self) -> str:
        return self._text.toPlainText()

    def _make_text(self) -> QTextEdit:
        colors = self._theme.colors
        self.setStyleSheet(
            f"QDialog {{ background: {colors.bg}; }}"
            f"QTextEdit {{ background: {colors.surface}; color: {colors.text};"
            f" border: 1px solid {colors.border}; border-radius: 8px; padding: 6px 10px; }}"
            f"QTextEdit:focus {{ border: 2px solid {colors.accent}; padding: 5px 9px; }}"
        )
        text = QTextEdit()
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName(tr("What the model was sent"))
        text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        text.setFont(self._theme.code_font(13))
        text.setVerticalScrollBar(SlimScrollBar(self._theme, "surface"))
        return text

    def _lay_out(self) -> None:
        theme = self._theme
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(Label(theme, tr("What the model was sent"), font_px=16, weight=600))
        told = Label(theme, self._summary(), font_px=13, ink="muted")
        told.setWordWrap(True)
        column.addWidget(told)
        column.addWidget(self._text, 1)
        row = QHBoxLayout()
        row.addWidget(self._switch)
        row.addStretch(1)
        row.addWidget(self._copy)
        row.addWidget(self._close)
        column.addLayout(row)

    def _summary(self) -> str:
        total = len(self._sent.tokens)
        parts = [
            tr("{tokens}: everything the model knew when it answered.", tokens=formats.tokens(total)),
            tr("Coloured: the marks of its chat template."),
        ]
        if self._reused:
            new = total - self._reused
            parts.append(
                tr(
                    "Grey: the {reused} that were still in memory; only {tokens} had to be read.",
                    reused=self._reused,
                    tokens=formats.tokens(new),
                )
            )
        if not self._sent.is_exact:
            parts.append(
                tr(
                    "This was put together again from the conversation; earlier answers may have been split "
                    "into tokens in another way."
                )
            )
        return " ".join(parts)

    def _on_switch(self) -> None:
        self._shows_tokens = not self._shows_tokens
        self._switch.set_text(tr("Show text") if self._shows_tokens else tr("Show tokens"))
        self._write()

    def _write(self) -> None:
        self._text.clear()
        cursor = QTextCursor(self._text.document())
        cursor.beginEditBlock()
        ids = QTextCharFormat()
        ids.setForeground(QColor(self._theme.colors.muted))
        ids.setFont(self._theme.font(11))
        for number, token in enumerate(self._sent.tokens):
            if self._shows_tokens:
                cursor.insertText(_visible(token.text), self._format(number, token))
                cursor.insertText(f" {token.id}   ", ids)
            else:
                cursor.insertText(token.text, self._format(number, token))
        cursor.endEditBlock()
        self._text.moveCursor(QTextCursor.MoveOperation.Start)

    def _format(self, number: int, token: SentToken) -> QTextCharFormat:
        colors = self._theme.colors
        ink = colors.link if token.is_special else colors.muted if number < self._reused else colors.text
        style = QTextCharFormat()
        style.setForeground(QColor(ink))
        if self._shows_tokens:
            style.setBackground(QColor(colors.code_bg))
        return style


def _visible(text: str) -> str:
    """The text of one token with its spaces and ends of lines to be seen."""
    return text.replace(" ", "·").replace("\n", "⏎") or "…"
