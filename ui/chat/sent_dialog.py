"""What the model was sent for an answer, as text or token by token; and the answer made again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QWidget

from app.engine.events import Role, SentPrompt, SentToken
from app.reproduce import Reproduced
from app.store.messages import Message
from app.words import tr, trn
from ui import formats
from ui.announcing import announce
from ui.chat.made_with import settings_line
from ui.controls import Ink, Label, TextButton
from ui.dialog import Dialog
from ui.reading_box import as_reading_box, box_sheet
from ui.theme import Theme

_INKS: dict[Role | None, str] = {
    "system": "syntax_keyword",
    "user": "link",
    "assistant": "syntax_builtin",
    None: "muted",
}


class SentDialog(Dialog):
    """Each role in its ink, the marks of the template in grey, on a tint what had to be read; with ids when
    tokens are shown."""

    reproduce_requested = Signal()
    stop_requested = Signal()

    def __init__(
        self, theme: Theme, sent: SentPrompt, answer: Message, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._sent = sent
        self._answer = answer
        reused = answer.statistics.reused_tokens if answer.statistics else 0
        self._reused = min(reused, len(sent.tokens))
        self._shows_tokens = False
        self._is_running = False
        self._text = QTextEdit()
        as_reading_box(self._text, theme, tr("What the model was sent"))
        self.setStyleSheet(box_sheet(theme))
        self._switch = TextButton(theme, tr("Show tokens"), look="outline", font_px=13, height_px=32)
        self._again = TextButton(theme, tr("Reproduce"), look="outline", font_px=13, height_px=32)
        self._again.setToolTip(tr("Make the answer again, with the same seed and settings, and compare"))
        self._copy = TextButton(theme, tr("Copy all"), icon="copy", look="plain", font_px=14, height_px=34)
        self._close = self.make_close()
        self._told = Label(theme, font_px=13, wraps=True)
        self._lay_out()
        self._switch.clicked.connect(self._on_switch)
        self._again.clicked.connect(self._on_again)
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.copied_text()))
        self.finished.connect(lambda _: self.stop_requested.emit())
        self._write()
        self.resize(780, 600)
        self._close.setFocus()

    def shown_text(self) -> str:
        return self._text.toPlainText()

    def copied_text(self) -> str:
        """The prompt to the letter; where tokens are shown, a line with the id and the text of each."""
        if not self._shows_tokens:
            return self._sent.text
        return "".join(f"{token.id}\t{_visible(token.text)}\n" for token in self._sent.tokens)

    def told_text(self) -> str:
        """What is told of the answer that was made again; empty before that."""
        return self._told.whole_text()

    def show_progress(self, token_count: int) -> None:
        """So many tokens of it are written."""
        if self._is_running:
            self._say(tr("Making it again: {tokens}", tokens=formats.tokens(token_count)))

    def show_reproduced(self, made: Reproduced | None) -> None:
        """None: it was stopped."""
        self._end_run()
        if made is None:
            self._say(tr("Stopped."))
        elif made.is_same:
            self._say(tr("The same answer came out again, to the letter."), ink="ok")
        else:
            self._say(_difference(made), ink="warn")
        announce(self, self.told_text())

    def show_refusal(self, text: str) -> None:
        """Why it cannot be made again."""
        self._end_run()
        self._say(text, ink="warn")
        announce(self, text)

    def _on_again(self) -> None:
        if self._is_running:
            self.stop_requested.emit()
            return
        self._is_running = True
        self._again.set_text(tr("Stop"), tr("Stop making it again"))
        self.show_progress(0)
        self.reproduce_requested.emit()

    def _end_run(self) -> None:
        self._is_running = False
        self._again.set_text(tr("Reproduce"))

    def _say(self, text: str, ink: Ink = "muted") -> None:
        self._told.set_ink(ink)
        self._told.set_text(text)
        self._told.setVisible(bool(text))

    def _lay_out(self) -> None:
        column = self.begin_column(tr("What the model was sent"))
        for text in (self._summary(), settings_line(self._answer, self._sent.usual)):
            told = Label(self._theme, text, font_px=13, ink="muted", wraps=True)
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(told)
        column.addLayout(self._legend())
        column.addWidget(self._text, 1)
        self._told.hide()
        column.addWidget(self._told)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._switch)
        row.addWidget(self._again)
        row.addStretch(1)
        row.addWidget(self._copy)
        row.addWidget(self._close)
        column.addLayout(row)

    def _legend(self) -> QHBoxLayout:
        """The inks, with what they stand for; of the roles only those that are there."""
        row = QHBoxLayout()
        row.setSpacing(6)
        roles = {token.role for token in self._sent.tokens}
        names: Sequence[tuple[Role | None, str]] = (
            ("system", tr("System prompt")),
            ("user", tr("You")),
            ("assistant", tr("Answers")),
            (None, tr("Marks of the template")),
        )
        for role, name in names:
            if role in roles:
                row.addWidget(self._chip(name, _INKS[role]))
        if self._reused:
            row.addWidget(self._chip(tr("On a tint: read anew"), "text", "accent_soft"))
        row.addStretch(1)
        return row

    def _chip(self, text: str, ink: str, ground: str = "code_bg") -> Label:
        colors = self._theme.colors
        chip = Label(self._theme, text, font_px=12)
        chip.setStyleSheet(
            f"QLabel {{ color: {getattr(colors, ink)}; background: {getattr(colors, ground)};"
            " border-radius: 6px; padding: 2px 7px; }"
        )
        return chip

    def _summary(self) -> str:
        total = len(self._sent.tokens)
        parts = [tr("{tokens}: everything the model knew when it answered.", tokens=formats.tokens(total))]
        if self._reused:
            new = total - self._reused
            parts.append(
                tr(
                    "{reused} of them were still in memory; only {tokens} had to be read.",
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
                cursor.insertText(f"\u00a0{token.id}   ", ids)  # never on another line than its token
            else:
                cursor.insertText(token.text, self._format(number, token))
        cursor.endEditBlock()
        self._text.moveCursor(QTextCursor.MoveOperation.Start)

    def _format(self, number: int, token: SentToken) -> QTextCharFormat:
        style = QTextCharFormat()
        style.setForeground(self._theme.color(_INKS[token.role]))
        if token.is_special:
            style.setFontWeight(QFont.Weight.DemiBold)
        if self._reused and number >= self._reused:
            style.setBackground(self._theme.color("accent_soft"))
        elif self._shows_tokens:
            style.setBackground(self._theme.color("code_bg"))
        return style


def _visible(text: str) -> str:
    """The text of one token with its spaces and ends of lines to be seen."""
    return text.replace(" ", "·").replace("\n", "⏎") or "…"


def _difference(made: Reproduced) -> str:
    """Where the two part, and why that may be."""
    where = trn(
        "This time it came out differently after {count} character: “{words}”",
        "This time it came out differently after {count} characters: “{words}”",
        made.same_characters,
        words=" ".join(made.text[max(0, made.same_characters - 20) : made.same_characters + 60].split()),
    )
    if not made.prompt_is_same:
        return f"{where} " + tr("The model was sent another prompt: something before it was changed.")
    return f"{where} " + tr(
        "Where two words are nearly equally likely, the least difference in the sums decides; it depends on "
        "what was still in memory and in what portions the prompt was read."
    )
