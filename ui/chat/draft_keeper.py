"""Keeps what is written but not sent, and counts what it would take to send it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from app.documents.attachments import Attachment
from app.engine.events import PromptSize
from app.errors import UserError
from app.store.drafts import Draft, Drafts
from ui.chat.meter import Meter
from ui.chat.writing import WritingArea

_DELAY_MS = 400


class DraftKeeper(QObject):
    """Between the box of one page and the disk."""

    measured = Signal(object)  # PromptSize of all that would be sent, or None where nothing can be counted
    attachment_counted = Signal(object, int)  # Attachment, its tokens
    failed = Signal(object)  # UserError: what is written could not be kept for now

    def __init__(
        self,
        drafts: Drafts,
        meter: Meter,
        writing: WritingArea,
        stored_id: Callable[[], int],
        parent: QObject,
    ) -> None:
        """stored_id: gives the id of the conversation that is open, storing a new one first."""
        super().__init__(parent)
        self._drafts = drafts
        self._meter = meter
        self._writing = writing
        self._composer = writing.composer
        self._stored_id = stored_id
        self._conversation_id: int | None = None
        self._saved = Draft()
        self._delay = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._delay.timeout.connect(self.save_in_passing)
        writing.changed.connect(self._on_written)
        writing.attached.connect(self._count_attachment)
        meter.measured.connect(self._on_measured)
        meter.refused.connect(self._on_refused)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is kept that was not sent."""
        return self._saved.is_blank

    def show_for(self, conversation_id: int | None) -> None:
        """Another conversation is open."""
        self._conversation_id = conversation_id

    def show(self, draft: Draft) -> None:
        """This is what is kept of the open conversation."""
        self._saved = draft
        self._writing.set_draft(draft)
        self._delay.stop()

    def set_sent(self) -> None:
        """What was kept has become a message."""
        self._saved = Draft()

    def save(self) -> None:
        """Keep what is written now."""
        self._delay.stop()
        draft = self._writing.draft()
        if draft == self._saved or (self._conversation_id is None and draft.is_blank):
            return
        self._drafts.save(self._stored_id(), draft)
        self._saved = draft

    def save_in_passing(self) -> bool:
        """Nobody waits for it: a failure, False, must not take the keyboard from who is writing."""
        try:
            self.save()
        except UserError as error:
            self.failed.emit(error)
            return False
        return True

    def measure(self) -> None:
        """Count soon what would be sent."""
        self._meter.measure(self._conversation_id, self._composer.draft(), self._writing.edited_message)

    def _on_written(self) -> None:
        self._delay.start()
        if self._composer.draft().is_blank:
            self._composer.show_token_count(None)
        self.measure()

    def _on_measured(self, size: PromptSize | None) -> None:
        has_draft = size is not None and not self._composer.draft().is_blank
        self._composer.show_token_count(size.draft_tokens if size is not None and has_draft else None)
        self.measured.emit(size)

    def _on_refused(self, error: UserError) -> None:
        if not self._composer.draft().is_blank:
            self._composer.show_refusal(error)

    def _count_attachment(self, attachment: Attachment) -> None:
        self._meter.count(attachment.text, lambda count: self._on_counted(attachment, count))

    def _on_counted(self, attachment: Attachment, token_count: int) -> None:
        if attachment not in self._composer.draft().attachments:
            return  # it was taken away meanwhile
        self._composer.set_attachment_tokens(attachment, token_count)
        self.attachment_counted.emit(replace(attachment, token_count=token_count), token_count)
