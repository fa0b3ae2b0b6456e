"""Where a question is written: a box that grows, chips, the draft's tokens, a button that sends or stops."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
    QTextCursor,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.documents.attachments import Attachment
from app.errors import UserError
from app.store.drafts import Draft
from app.words import tr
from ui import formats
from ui.chat.attachment_row import AttachmentRow
from ui.chat.draft_box import DraftBox
from ui.controls import IconButton, Label, RoundButton
from ui.theme import Theme


class Composer(QWidget):
    """The draft and what to do with it."""

    submitted = Signal(object)  # Draft
    stop_requested = Signal()
    changed = Signal()
    recall_requested = Signal()  # Up in an empty box
    attached = Signal(object)  # Attachment: there is a new one
    attach_requested = Signal()  # files are to be chosen
    files_pasted = Signal(list)  # list[Path]

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_answering = False
        self._chips = AttachmentRow(theme)
        self._box = DraftBox(theme)
        self._count = Label(theme, font_px=12, ink="muted")
        self._clip = IconButton(theme, "clip", tr("Attach files"), "Ctrl+U")
        self._button = RoundButton(theme, "arrow-up", tr("Send"), "Return")
        self._button.setEnabled(False)
        self._beside_send = QHBoxLayout()
        self._beside_send.setSpacing(2)
        self._last_tool: QWidget = self._clip
        self._lay_out()
        self._chips.changed.connect(self._on_text)
        self._chips.put_requested.connect(self._put_into_box)
        self._box.textChanged.connect(self._on_text)
        self._box.long_pasted.connect(self._attach_paste)
        self._box.files_pasted.connect(self.files_pasted)
        self._clip.clicked.connect(self.attach_requested)
        keys = QShortcut(QKeySequence("Ctrl+U"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.attach_requested)
        self._box.send_pressed.connect(self._submit)
        self._box.recall_pressed.connect(self._on_recall)
        self._box.focus_changed.connect(self.update)
        self._button.clicked.connect(self._on_button)
        self.setFocusProxy(self._box)
        theme.changed.connect(self.update)

    def _lay_out(self) -> None:
        # Not fixed: how high the chips are depends on the width.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 13, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._chips)
        column.addWidget(self._box)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._clip)
        row.addStretch(1)
        row.addLayout(self._beside_send)
        row.addWidget(self._count)
        row.addWidget(self._button)
        column.addLayout(row)

    def add_beside_send(self, tool: QWidget) -> None:
        """At the left of Send, after those that are there."""
        self._beside_send.addWidget(tool)
        self.setTabOrder(self._last_tool, tool)
        self.setTabOrder(tool, self._button)
        self._last_tool = tool

    def draft(self) -> Draft:
        return Draft(self._box.toPlainText(), self._chips.attachments())

    def set_draft(self, draft: Draft) -> None:
        """Replace what is written; the cursor goes to its end."""
        self._chips.set_attachments(draft.attachments)
        if draft.text != self._box.toPlainText():
            self._box.setPlainText(draft.text)
        self._box.moveCursor(QTextCursor.MoveOperation.End)

    def type(self, text: str) -> None:
        """As if it had been typed here, where the cursor is."""
        self._put_into_box(text)

    def attach(self, attachment: Attachment) -> None:
        """Add a chip to what is written."""
        self._chips.set_attachments((*self._chips.attachments(), attachment))
        self.attached.emit(attachment)

    def replace_attachment(self, old: Attachment, new: Attachment | None) -> None:
        """By another one, or None: take it away. Nothing happens when it has gone."""
        kept = self._chips.attachments()
        if old not in kept:
            return
        others = [one for one in kept if one != old]
        if new is None:
            self._chips.set_attachments(others)
        else:
            self._chips.set_attachments([*others, new])
            self.attached.emit(new)

    def set_attachment_tokens(self, attachment: Attachment, token_count: int) -> None:
        """It was counted meanwhile; nothing happens when it has gone."""
        self._chips.set_token_count(attachment, token_count)

    def set_placeholder(self, text: str) -> None:
        """What an empty box asks for."""
        self._box.setPlaceholderText(text)

    def set_send_key(self, key: str) -> None:
        """ "enter": Shift+Enter starts a new line; "ctrl+enter": Enter does."""
        self._box.sends_with_ctrl = key == "ctrl+enter"
        self._show_button()

    def set_answering(self, is_answering: bool) -> None:
        """While an answer comes the button stops it."""
        self._is_answering = is_answering
        self._show_button()

    def show_token_count(self, token_count: int | None) -> None:
        """Of the draft alone; None: not known, or nothing to count."""
        self._count.set_text("" if token_count is None else formats.tokens(token_count))
        self._count.set_ink("muted")
        self._count.setToolTip("")

    def show_refusal(self, error: UserError) -> None:
        """What is written could not be sent as it is."""
        self._count.set_text(tr("Too long for this model"))
        self._count.set_ink("danger")
        self._count.setToolTip(f"{error.message}\n{error.hint}")
        self._count.setAccessibleDescription(f"{error.message} {error.hint}")

    def token_count_text(self) -> str:
        return self._count.whole_text()

    def refusal_text(self) -> str:
        """Why what is written could not be sent; empty if it can, as far as that is known."""
        return self._count.toolTip()

    def _show_button(self) -> None:
        if self._is_answering:
            self._button.set_icon("stop", tr("Stop"), "Esc")
        else:
            self._button.set_icon(
                "arrow-up", tr("Send"), "Ctrl+Return" if self._box.sends_with_ctrl else "Return"
            )
        self._button.setEnabled(self._is_answering or self._has_something())

    def _has_something(self) -> bool:
        return bool(self._chips.attachments()) or bool(self._box.toPlainText().strip())

    def _attach_paste(self, text: str) -> None:
        self.attach(Attachment("paste", tr("Pasted text"), text))

    def _put_into_box(self, text: str) -> None:
        self._box.insertPlainText(text)
        self._box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_text(self) -> None:
        self._show_button()
        self.changed.emit()

    def _on_recall(self) -> None:
        if not self._chips.attachments():
            self.recall_requested.emit()

    def _on_button(self) -> None:
        if self._is_answering:
            self._box.setFocus(Qt.FocusReason.OtherFocusReason)  # the button has nothing to do afterwards
            self.stop_requested.emit()
        else:
            self._submit()

    def _submit(self) -> None:
        draft = self.draft()
        if not draft.is_blank:
            self.submitted.emit(Draft(draft.text.strip(), draft.attachments))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._box.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._theme.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colors.scroll_thumb if self._box.hasFocus() else colors.border), 1))
        painter.setBrush(QColor(colors.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 18, 18)
