"""Files that go along with a question: chosen, pasted or dropped, read beside the window's thread, and made
to fit where they are longer than the model can read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.documents.attachments import Attachment
from app.documents.extract import read_document
from app.documents.passages import beginning, nearest
from app.errors import UserError
from app.words import Marked, later, tr, translated
from ui import folders, formats
from ui.background import Lane
from ui.chat.page import ChatPage
from ui.controls import Label, TextButton
from ui.dialog import Dialog
from ui.fields import field_sheet
from ui.theme import Theme

_KINDS = later(
    "Text, Markdown, code and PDF (*.txt *.md *.markdown *.pdf *.py *.js *.ts *.c *.h *.cpp *.java *.rs *.go "
    "*.rb *.sh *.sql *.html *.css *.json *.yaml *.yml *.toml *.xml *.csv *.tex *.log);;All files (*)"
)
_SHARE = 0.7  # of the context; the rest is for the question and the answer
_MARGIN = 0.9  # tokens are not as long everywhere in a text
_PASSAGES = later("{name} (passages)")
_BEGINNING = later("{name} (beginning)")


class Attaching(QObject):
    """Serves one chat page."""

    def __init__(self, theme: Theme, page: ChatPage, lane: Lane) -> None:
        super().__init__(page)
        self._theme = theme
        self._page = page
        self._lane = lane
        page.attach_requested.connect(self.ask_for_files)
        page.files_offered.connect(self.read)
        page.attachment_counted.connect(self._on_counted)

    def ask_for_files(self) -> None:
        dialog = QFileDialog(self._page.window(), tr("Attach files"), folders.documents(), translated(_KINDS))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda paths: self.read(Path(path) for path in paths))
        dialog.open()

    def read(self, paths: Iterable[Path]) -> None:
        """Each becomes a chip, or a sentence that says why it cannot."""
        for path in paths:
            self._page.tell(tr("Reading {name}…", name=path.name))
            self._lane.run(partial(read_document, path), self._on_read, self._on_error)

    def _on_read(self, attachment: Attachment) -> None:
        self._page.tell(tr("{name} goes along with your message.", name=attachment.name))
        self._page.attach(attachment)

    def _on_error(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._page.show_problem(error)

    def _on_counted(self, attachment: Attachment, token_count: int) -> None:
        room = int(self._page.context_length() * _SHARE)
        if not room or token_count <= room:
            return
        dialog = FitDialog(self._theme, attachment, room, self._page.written_text(), self._page.window())
        dialog.chosen.connect(lambda fitting: self._page.replace_attachment(attachment, fitting))
        dialog.asked.connect(self._page.write_if_empty)
        dialog.rejected.connect(lambda: self._page.replace_attachment(attachment, None))
        dialog.open()


class FitDialog(Dialog):
    """What of a text that is too long for the model is sent; closing it sends nothing of it."""

    chosen = Signal(object)  # Attachment
    asked = Signal(str)  # what passages were looked for, which need not be written again

    def __init__(
        self, theme: Theme, attachment: Attachment, room_tokens: int, question: str, parent: QWidget
    ) -> None:
        super().__init__(theme, parent)
        tokens = max(1, attachment.token_count or 1)
        self._attachment = attachment
        self._most = int(len(attachment.text) * room_tokens / tokens * _MARGIN)  # characters
        self.setWindowTitle(tr("Too long for this model"))
        self.setFixedWidth(540)
        self.setStyleSheet(field_sheet(theme))
        self._question = QLineEdit(" ".join(question.split())[:300])
        self._question.setAccessibleName(tr("What do you want to know from it?"))
        self._passages = TextButton(theme, tr("Send what is about it"), look="accent", height_px=34)
        self._first = TextButton(theme, tr("Send the beginning"), height_px=34)
        self._cancel = TextButton(theme, tr("Cancel"), look="plain", height_px=34)
        title = tr("“{name}” is longer than the model can read at once.", name=attachment.name)
        told = tr(
            "It has {tokens}; about {room} fit beside your question and the answer. A larger context "
            "length, in the options of the conversation, makes more room.",
            tokens=formats.tokens(tokens),
            room=room_tokens,
        )
        self._lay_out(title, told)
        self._question.textChanged.connect(self._on_question)
        self._question.returnPressed.connect(self._passages.click)
        self._passages.clicked.connect(self._choose_passages)
        self._first.clicked.connect(self._choose_beginning)
        self._cancel.clicked.connect(self.reject)
        self._on_question()
        self._question.setFocus()

    def _lay_out(self, title: str, told: str) -> None:
        theme = self._theme
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(Label(theme, title, font_px=15, weight=600, wraps=True))
        column.addWidget(Label(theme, told, ink="muted", wraps=True))
        column.addSpacing(6)
        column.addWidget(Label(theme, tr("What do you want to know from it?"), font_px=13, weight=500))
        column.addWidget(self._question)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self._cancel)
        row.addStretch(1)
        row.addWidget(self._first)
        row.addWidget(self._passages)
        column.addLayout(row)

    def _on_question(self) -> None:
        self._passages.setEnabled(bool(self._question.text().strip()))

    def _choose_passages(self) -> None:
        text = nearest(self._attachment.text, self._question.text(), self._most)
        self._choose(_PASSAGES, text)
        self.asked.emit(self._question.text().strip())

    def _choose_beginning(self) -> None:
        self._choose(_BEGINNING, beginning(self._attachment.text, self._most))

    def _choose(self, called: Marked, text: str) -> None:
        name = self._attachment.name
        for before in (_PASSAGES, _BEGINNING):  # it may have been made shorter already
            name = name.removesuffix(translated(before, name=""))
        self.accept()
        self.chosen.emit(Attachment(self._attachment.kind, translated(called, name=name), text))
