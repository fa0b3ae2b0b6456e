"""The chips in the composer: what goes along with the draft, shown, taken away or put into the box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from app.documents.attachments import Attachment
from app.words import tr
from ui.chat.chips import Chip, chip_text
from ui.controls import IconButton, TextButton
from ui.dialog import Dialog
from ui.flow import FlowLayout
from ui.reading_box import as_reading_box, box_sheet
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
        attachment = self._attachments[number]
        dialog = AttachmentDialog(self._theme, attachment, self.window(), can_put=attachment.kind == "paste")
        dialog.put_requested.connect(lambda: self._put(attachment))
        dialog.open()

    def _put(self, attachment: Attachment) -> None:
        self.set_attachments([one for one in self._attachments if one is not attachment])
        self.put_requested.emit(attachment.text)


class AttachmentDialog(Dialog):
    """The text of an attachment, to read and to copy."""

    put_requested = Signal()

    def __init__(
        self, theme: Theme, attachment: Attachment, parent: QWidget | None = None, *, can_put: bool = False
    ) -> None:
        super().__init__(theme, parent)
        self.setStyleSheet(box_sheet(theme))
        text = QPlainTextEdit(attachment.text)
        as_reading_box(text, theme, attachment.name)
        self._put = TextButton(theme, tr("Put into the box"), look="plain", font_px=14, height_px=34)
        self._put.setToolTip(tr("Write this text into the message instead"))
        self._put.setVisible(can_put)
        close = self.make_close()
        column = self.begin_column(chip_text(attachment))
        column.addWidget(text, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._put)
        row.addWidget(close)
        column.addLayout(row)
        self.resize(640, 480)
        self._put.clicked.connect(self._on_put)
        close.setFocus()

    def _on_put(self) -> None:
        self.accept()
        self.put_requested.emit()
