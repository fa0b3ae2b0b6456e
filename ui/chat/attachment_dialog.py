"""The text that goes along with a question, to read."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from app.documents.attachments import Attachment
from app.words import tr
from ui.chat.chips import chip_text
from ui.controls import TextButton
from ui.dialog import Dialog
from ui.reading_box import as_reading_box, box_sheet
from ui.theme import Theme


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
