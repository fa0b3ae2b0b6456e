"""The lower end of the chat: what waits, what is edited, what was deleted, the composer, the status line."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.store.drafts import Draft
from app.store.messages import Message
from app.store.versions import Removal
from app.words import tr, trn
from ui.chat.bar import Bar
from ui.chat.composer import Composer
from ui.chat.leaving_line import LeavingLine
from ui.chat.status import StatusLine
from ui.theme import Theme

_UNDO_SHOWN_MS = 12_000


class WritingArea(QWidget):
    """Where a message is written: a new one, or another version of one that was sent.

    While one is edited the draft is put aside, and comes back when that ends.
    """

    submitted = Signal(object)  # Draft: send it
    edited = Signal(object, object)  # Message, Draft: its new version; end_edit() once it is stored
    changed = Signal()  # what is written
    attached = Signal(object)  # Attachment
    stop_requested = Signal()
    recall_requested = Signal()
    waiting_taken = Signal()  # what waits is to be edited
    waiting_cancelled = Signal()
    undo_requested = Signal(object)  # Removal

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.composer = Composer(theme)
        self.leaving = LeavingLine(theme)
        self.status = StatusLine(theme)
        self._edit_bar = Bar(theme, "pencil", (), tr("Cancel editing"))
        self._waiting_bar = Bar(theme, "clock", (tr("Edit"),), tr("Cancel the waiting message"))
        self._undo_bar = Bar(theme, "trash", (tr("Undo"),), tr("Dismiss"), shown_ms=_UNDO_SHOWN_MS)
        self._edited: Message | None = None
        self._put_aside = Draft()
        self._removal: Removal | None = None
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        for bar in (self._undo_bar, self._waiting_bar, self._edit_bar):
            self._column.addWidget(bar)
        self._column.addSpacing(6)
        self._column.addWidget(self.composer)
        self._column.addWidget(self.leaving)
        self._column.addWidget(self.status)
        self._connect()

    def _connect(self) -> None:
        self.composer.submitted.connect(self._on_submitted)
        self.composer.changed.connect(self.changed)
        self.composer.attached.connect(self.attached)
        self.composer.stop_requested.connect(self.stop_requested)
        self.composer.recall_requested.connect(self.recall_requested)
        self._edit_bar.pressed.connect(self.end_edit)
        self._waiting_bar.pressed.connect(self._on_waiting_bar)
        self._undo_bar.pressed.connect(self._on_undo_bar)

    def fit(self, width: int, left: int) -> None:
        """The column's place in a page of that width."""
        right = max(0, self.width() - left - width)
        self._column.setContentsMargins(left, 0, right, 0)

    def draft(self) -> Draft:
        """What is written for a new message."""
        return self.composer.draft() if self._edited is None else self._put_aside

    def set_draft(self, draft: Draft) -> None:
        """Replace it; an edit that was going on ends without a new version."""
        self._show_edit(None)
        self.composer.set_draft(draft)

    @property
    def edited_message(self) -> Message | None:
        """What is being edited; None: nothing, this is a new message."""
        return self._edited

    def begin_edit(self, message: Message) -> None:
        """Let the person write another version of it."""
        if self._edited is None:
            self._put_aside = self.composer.draft()
        self._show_edit(message)
        self.composer.set_draft(_as_draft(message))
        self.composer.setFocus()

    def end_edit(self) -> None:
        """Back to the draft."""
        if self._edited is not None:
            self._show_edit(None)
            self.composer.set_draft(self._put_aside)
            self.composer.setFocus()
            self.changed.emit()  # also where the words are the same: they stand in another place now

    def _show_edit(self, message: Message | None) -> None:
        self._edited = message
        if message is None:
            self._edit_bar.say("")
            self.composer.set_placeholder(tr("Write a message"))
        elif message.role == "user":
            self._edit_bar.say(tr("Editing your question: this makes a new version, the old one stays"))
            self.composer.set_placeholder(tr("Write your question"))
        else:
            self._edit_bar.say(tr("Correcting the answer: this makes a new version, the old one stays"))
            self.composer.set_placeholder(tr("Write what the answer should be"))

    def _on_submitted(self, draft: Draft) -> None:
        if self._edited is None:
            self.submitted.emit(draft)
            return
        before = _as_draft(self._edited)
        if draft == Draft(before.text.strip(), before.attachments):
            self.end_edit()  # nothing was changed
        else:
            self.edited.emit(self._edited, draft)

    def show_waiting(self, message: Draft | None) -> None:
        """None: nothing waits."""
        self._waiting_bar.say("" if message is None else tr("Waiting: {text}", text=_in_one_line(message)))

    def offer_undo(self, removal: Removal) -> None:
        self._removal = removal
        count = len(removal.message_ids)
        self._undo_bar.say(trn("Deleted one message", "Deleted {count} messages", count))

    def forget_undo(self) -> None:
        """Another conversation is shown."""
        self._removal = None
        self._undo_bar.say("")

    def waiting_text(self) -> str:
        return self._waiting_bar.text()

    def editing_text(self) -> str:
        return self._edit_bar.text()

    def _on_waiting_bar(self, name: str) -> None:
        (self.waiting_taken if name == "Edit" else self.waiting_cancelled).emit()

    def _on_undo_bar(self, name: str) -> None:
        removal = self._removal
        self.forget_undo()
        if name == "Undo" and removal is not None:
            self.undo_requested.emit(removal)


def _as_draft(message: Message) -> Draft:
    """A message as the person edits it: an answer without its reasoning."""
    from app.reasoning import without_reasoning

    text = message.content if message.role == "user" else without_reasoning(message.content)
    return Draft(text, message.attachments)


def _in_one_line(message: Draft) -> str:
    words = " ".join(message.text[:400].split())
    names = ", ".join(attachment.name for attachment in message.attachments)
    return " + ".join(part for part in (words, names) if part)
