"""The access token is kept by the system's keyring, or in a file for this user only, and never told."""

from __future__ import annotations

import logging
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from keyring.backends.null import Keyring as NullKeyring
from keyring.errors import KeyringError

from app.downloads.download import Downloads
from app.errors import UserError
from app.hub.access_token import AccessToken
from app.hub.client import Hub, SearchQuery
from app.hub.problems import HubProblem
from app.network.connections import Network
from app.paths import Paths
from tests.app.served_hub import QUICK, plan, run, serve
from tests.hub_server import HubServer


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
def the_systems_keyring_comes_back() -> Iterator[None]:
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


class Broken(Kept):
    """A keyring whose service fails in a way of its own, and says more than it should."""

    def set_password(self, service: str, username: str, password: str | None = None) -> None:
        raise RuntimeError(f"org.freedesktop.DBus.Error: cannot keep {password}")

    def delete_password(self, service: str, username: str | None = None) -> None:
        raise OSError("no bus")


class Forgetful(Kept):
    """A keyring that takes passwords and keeps none, as one that is not persistent."""

    def get_password(self, service: str, username: str) -> str | None:
        return None


@pytest.mark.parametrize("kind", [NoKeyring, NullKeyring, Locked, Broken, Forgetful])
def test_with_every_keyring_that_does_not_keep_it_the_token_is_in_the_file(
    home: Paths, kind: type[NullKeyring]
) -> None:
    keyring.set_keyring(kind())
    token = AccessToken(home.home)
    token.set("hf_secret")
    assert (token.place(), AccessToken(home.home).get()) == ("file", "hf_secret")
    token.forget()
    assert (token.place(), token.get()) == ("", "")


def test_a_keyring_that_fails_later_gives_no_token_and_a_new_one_replaces_it(home: Paths) -> None:
    keyring.set_keyring(Kept())
    token = AccessToken(home.home)
    token.set("hf_secret")
    keyring.set_keyring(Locked())
    assert (token.place(), token.get()) == ("keyring", "")
    token.set("hf_another")
    assert (token.place(), token.get()) == ("file", "hf_another")


def test_two_home_folders_have_tokens_of_their_own(tmp_path: Path) -> None:
    keyring.set_keyring(Kept())
    first, second = AccessToken(tmp_path / "1"), AccessToken(tmp_path / "2")
    first.set("hf_first")
    second.set("hf_second")
    second.forget()
    assert (first.get(), second.get()) == ("hf_first", "")


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are POSIX's")
def test_a_file_that_others_could_read_is_closed_to_them_before_the_token_is_in_it(home: Paths) -> None:
    keyring.set_keyring(NoKeyring())
    token = AccessToken(home.home)
    home.home.mkdir(mode=0o755)
    token.file.write_text("hf_old")
    token.file.chmod(0o644)
    token.set("hf_secret")
    assert stat.S_IMODE(token.file.stat().st_mode) == 0o600


def test_a_folder_in_place_of_the_file_is_told_and_gives_no_token(home: Paths) -> None:
    keyring.set_keyring(NoKeyring())
    token = AccessToken(home.home)
    token.file.mkdir(parents=True)
    assert (token.place(), token.get()) == ("", "")
    with pytest.raises(UserError):
        token.set("hf_secret")
    with pytest.raises(UserError):
        token.forget()


def test_the_token_is_never_logged_nor_told_in_an_error(
    home: Paths, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for kind in (Broken, Kept):
        keyring.set_keyring(kind())
        token = AccessToken(home.home)
        token.set("hf_secret")
        with HubServer() as server:
            served = serve(server)
            server.token = "hf_secret"
            hub = Hub(Network(), endpoint=server.endpoint, patience=QUICK, token=token.get)
            list(hub.search(SearchQuery(), threading.Event()))
            downloads = Downloads(
                home.models, Network(), endpoint=server.endpoint, patience=QUICK, token=token.get
            )
            run(downloads, plan(downloads, server))
            assert any("hf_secret" in seen.authorization for seen in server.seen)
            served.facts["gated"] = "manual"
            server.token = "hf_of_somebody_else"
            with pytest.raises(HubProblem) as caught:
                list(hub.repository("nobody/nothing", threading.Event()))
        assert "hf_secret" not in f"{caught.value!r} {caught.value.hint} {token!r}"
        token.forget()
    assert caplog.records
    told = [record.getMessage() for record in caplog.records]
    assert not [line for line in told if "hf_secret" in line]
    written = [path.read_bytes() for path in home.home.rglob("*") if path.is_file()]
    assert not any(b"hf_secret" in content for content in written)
