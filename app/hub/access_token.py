"""The person's access token for Hugging Face, where the system keeps passwords if it can."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from app.paths import file_error, make_private_file, make_private_folder

_SERVICE = "inglenook"
_IN_KEYRING = "in the system's keyring"

_log = logging.getLogger(__name__)


class AccessToken:
    """One token of one home folder. A file there holds it, or says that the system's keyring does:
    so the keyring, which may ask the person for a password, is opened only when there is a token in it.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._file = home / "access-token"

    @property
    def file(self) -> Path:
        """The file in the home folder."""
        return self._file

    def place(self) -> Literal["", "keyring", "file"]:
        """Where the token is kept; "" when there is none. Does not open the keyring."""
        kept = self._kept()
        if not kept:
            return ""
        return "keyring" if kept == _IN_KEYRING else "file"

    def get(self) -> str:
        """ "" when there is none, or the keyring does not give it."""
        kept = self._kept()
        if kept != _IN_KEYRING:
            return kept
        with _ignoring_failures():
            import keyring

            return keyring.get_password(_SERVICE, str(self._home)) or ""
        return ""

    def _kept(self) -> str:
        try:
            return self._file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeError):
            return ""

    def set(self, token: str) -> None:
        """Keeps it; UserError when nothing can be written. An empty one is forgotten."""
        token = token.strip()
        if not token:
            self.forget()
            return
        make_private_folder(self._home)
        make_private_file(self._file)
        try:
            self._file.chmod(0o600)  # also when it was there before, as from a copy of the folder
            self._file.write_text(_IN_KEYRING if self._keep_in_keyring(token) else token, encoding="utf-8")
        except OSError as error:
            raise file_error(error, self._file) from error

    def forget(self) -> None:
        """Removes it from wherever it is. UserError when the file cannot be removed."""
        with _ignoring_failures():
            import keyring

            keyring.delete_password(_SERVICE, str(self._home))
        try:
            self._file.unlink(missing_ok=True)
        except OSError as error:
            raise file_error(error, self._file) from error

    def _keep_in_keyring(self, token: str) -> bool:
        with _ignoring_failures():
            import keyring

            keyring.set_password(_SERVICE, str(self._home), token)
            return keyring.get_password(_SERVICE, str(self._home)) == token
        return False


@contextlib.contextmanager
def _ignoring_failures() -> Iterator[None]:
    """A keyring that is locked, missing or broken is none: its back ends, made by many, fail in many ways.

    What they say is not logged, for it may hold the token.
    """
    try:
        yield
    except Exception as error:
        _log.info("The system's keyring cannot be used: %s", type(error).__name__)
