"""The access token for Hugging Face: whether there is one, where it is kept, and how to remove it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from app.errors import UserError
from app.hub.access_token import AccessToken
from app.words import later, tr, translated
from ui.background import Lane
from ui.controls import Label, TextButton
from ui.settings.section import SearchedRow
from ui.theme import Theme

_HELP = later(
    "Some models ask for an account at huggingface.co and that you accept their terms there. A token, made "
    "in your account's settings with the right to read, lets Inglenook download them. It is sent to "
    "huggingface.co and to nobody else."
)
_KEPT = {
    "": later("No token is kept."),
    "keyring": later("A token is kept in your system's keyring, where other programs keep passwords, too."),
    "file": later(
        "A token is kept in the file {file}, which only your user account can read. This system has no "
        "keyring that Inglenook could use."
    ),
}


class TokenRow(SearchedRow):
    """The token itself is never shown again. Reading and writing happen on the quick lane: a keyring may
    ask for a password first."""

    def __init__(self, theme: Theme, token: AccessToken, quick_lane: Lane) -> None:
        super().__init__(tr("Access token"), translated(_HELP), "Hugging Face", tr("password account gated"))
        self._token = token
        self._lane = quick_lane
        self._field = QLineEdit()
        self._field.setEchoMode(QLineEdit.EchoMode.Password)
        self._field.setPlaceholderText("hf_…")
        self._field.setAccessibleName(tr("Access token"))
        self._field.setAccessibleDescription(translated(_HELP))
        self._save = TextButton(theme, tr("Keep"), height_px=34)
        self._save.setAccessibleName(tr("Keep the token"))
        self._remove = TextButton(theme, tr("Remove"), height_px=34)
        self._remove.setAccessibleName(tr("Remove the token"))
        self._is_busy = False  # two wishes at a time could come true in the other order
        self._place = Label(theme, font_px=12, ink="muted")
        self._problem = Label(theme, font_px=12, ink="danger")
        help_text = Label(theme, translated(_HELP), font_px=12, ink="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addWidget(Label(theme, tr("Access token"), weight=500))
        for label in (help_text, self._place, self._problem):
            label.setWordWrap(True)
        column.addWidget(help_text)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._field, 1)
        row.addWidget(self._save)
        row.addWidget(self._remove)
        column.addLayout(row)
        column.addWidget(self._place)
        column.addWidget(self._problem)
        self._problem.hide()
        self._field.textChanged.connect(self._show)
        self._field.returnPressed.connect(self._keep)
        self._save.clicked.connect(self._keep)
        self._remove.clicked.connect(self._forget)
        self._show()

    def kept_text(self) -> str:
        """The sentence that says where the token is kept."""
        return self._place.whole_text()

    def _show(self) -> None:
        place = self._token.place()
        self._place.set_text(translated(_KEPT[place], file=self._token.file))
        self._remove.setEnabled(bool(place) and not self._is_busy)
        self._save.setEnabled(bool(self._field.text().strip()) and not self._is_busy)

    def _keep(self) -> None:
        text = self._field.text().strip()
        if text and not self._is_busy:
            self._do(lambda: self._token.set(text))

    def _forget(self) -> None:
        self._do(self._token.forget)

    def _do(self, change: Callable[[], object]) -> None:
        written = self._field.text()
        self._is_busy = True
        self._show()
        self._lane.run(change, lambda _: self._done(written), self._on_error)

    def _done(self, written: str) -> None:
        self._is_busy = False
        if self._field.text() == written:  # else another one is being typed
            self._field.clear()
        self._problem.hide()
        self._show()

    def _on_error(self, error: Exception) -> None:
        self._is_busy = False
        self._show()
        if isinstance(error, UserError):
            self._problem.set_text(f"{error.message} {error.hint}".strip())
            self._problem.show()
