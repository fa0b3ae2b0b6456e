"""The chips in the composer: what goes along with the draft, shown, taken away or put into the box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.documents.attachments import Attachment
from app.words import tr
from ui.chat.chips import Chip, chip_text
from ui.controls import IconButton
from ui.flow import FlowLayout
from ui.theme import Theme


class AttachmentRow(QWidget):
    """Attachments as chips, side by side as far as there is room; hidden while there are none."""

    changed = Signal()
    put_requested = Signal(str)  # the text of one that is taken away to be written into the box

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._attachments: tuple[Attachment, ...] = ()
        self._lines: list[QWidget] = []
        self._flow = FlowLayout()
        self.setLayout(self._flow)
        self.hide()

    def attachments(self) -> tuple[Attachment, ...]:
        return self._attachments

    def set_attachments(self, attachments: Sequence[Attachment]) -> None:
        if tuple(attachments) == self._attachments:
            return
        self._attachments = tuple(attachments)
        for line in self._lines:
            self._flow.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._line(number, one) for number, one in enumerate(self._attachments)]
        for line in self._lines:
            self._flow.addWidget(line)
            line.show()
        self.setVisible(bool(self._lines))
        self.changed.emit()

    def set_token_count(self, attachment: Attachment, token_count: int) -> None:
        """Of one that may have been taken away meanwhile."""
        counted = replace(attachment, token_count=token_count)
        self.set_attachments([counted if one == attachment else one for one in self._attachments])

    def _line(self, number: int, attachment: Attachment) -> QWidget:
        line = QWidget()
        chip = Chip(self._theme, chip_text(attachment))
        away = IconButton(
            self._theme, "close", tr("Remove {name}", name=attachment.name), size_px=28, icon_px=15
        )
        chip.clicked.connect(lambda: self._show(number))
        away.clicked.connect(lambda: self._remove(number))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(chip)
        row.addWidget(away)
        return line

    def _remove(self, number: int) -> None:
        self.set_attachments([one for index, one in enumerate(self._attachments) if index != number])

    def _show(self, number: int) -> None:
        from ui.chat.attachment_dialog import AttachmentDialog  # not for the first picture of the window

        attachment = self._attachments[number]
        dialog = AttachmentDialog(self._theme, attachment, self.window(), can_put=attachment.kind == "paste")
        dialog.put_requested.connect(lambda: self._put(attachment))
        dialog.open()

    def _put(self, attachment: Attachment) -> None:
        self.set_attachments([one for one in self._attachments if one is not attachment])
        self.put_requested.emit(attachment.text)
