from __future__ import annotations

import stat
import sys

import keyring
import pytest
from keyring.backends.null import Keyring as NullKeyring
from keyring.errors import KeyringError

from app.access_token import AccessToken
from app.paths import Paths


class Kept(NullKeyring):  # type: ignore[misc]
    """A keyring in memory, in place of the system's."""

    def __init__(self) -> None:
        super().__init__()
        self.passwords: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str | None = None) -> None:
        assert password is not None
        self.passwords[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.passwords.get((service, username))

    def delete_password(self, service: str, username: str | None = None) -> None:
        assert username is not None
        self.passwords.pop((service, username), None)


class Locked(Kept):
    """A keyring that the person does not unlock."""

    def set_password(self, service: str, username: str, password: str | None = None) -> None:
        raise KeyringError("locked")

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringError("locked")

    def delete_password(self, service: str, username: str | None = None) -> None:
        raise KeyringError("locked")


@pytest.fixture(autouse=True)
def the_systems_keyring_comes_back() -> object:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_a_token_is_kept_in_the_keyring_and_removed_from_it(home: Paths) -> None:
    kept = Kept()
    keyring.set_keyring(kept)
    token = AccessToken(home.home)
    assert (token.place(), token.get()) == ("", "")
    token.set(" hf_secret ")
    assert (token.place(), AccessToken(home.home).get()) == ("keyring", "hf_secret")
    assert "hf_secret" not in token.file.read_text()
    token.forget()
    assert (token.place(), token.get(), kept.passwords) == ("", "", {})


def test_without_a_keyring_the_token_is_in_a_file_for_this_user_only(home: Paths) -> None:
    keyring.set_keyring(Locked())
    token = AccessToken(home.home)
    token.set("hf_secret")
    assert (token.place(), token.get()) == ("file", "hf_secret")
    if sys.platform != "win32":
        assert stat.S_IMODE(token.file.stat().st_mode) == 0o600
    token.set("")
    assert token.place() == ""
    assert not token.file.exists()
