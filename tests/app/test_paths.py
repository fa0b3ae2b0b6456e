from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import platformdirs
import pytest

from app.errors import UserError
from app.paths import Paths, make_private_file, make_private_folder

posix = pytest.mark.skipif(sys.platform == "win32", reason="permission bits are POSIX's")


def test_the_home_folder_is_the_given_one_then_the_variables_then_the_systems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "inglenook" in str(Paths.resolve().home)
    monkeypatch.setenv("INGLENOOK_HOME", str(tmp_path / "variable"))
    assert Paths.resolve().home == tmp_path / "variable"
    assert Paths.resolve(tmp_path / "given").home == tmp_path / "given"
    monkeypatch.setenv("INGLENOOK_HOME", "")
    assert "inglenook" in str(Paths.resolve().home)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems' folders are platformdirs' own")
@pytest.mark.parametrize("named", [None, "", "/data", " /data ", "data", "~/data"])
def test_the_systems_folder_is_the_one_that_platformdirs_names(
    named: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("INGLENOOK_HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    if named is not None:
        monkeypatch.setenv("XDG_DATA_HOME", named)
    assert Paths.resolve().home == platformdirs.user_data_path("inglenook", appauthor=False)


def test_everything_that_is_written_lies_in_the_home_folder(tmp_path: Path) -> None:
    paths = Paths.resolve(tmp_path)
    assert {paths.database.parent, paths.models.parent, paths.logs.parent} == {tmp_path}


def test_a_relative_home_stays_where_it_was_when_the_working_directory_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    paths = Paths.resolve(Path("here"))
    monkeypatch.chdir("/")
    assert paths.home == tmp_path / "here"


@posix
def test_folders_and_files_are_for_this_user_only(tmp_path: Path) -> None:
    folder = tmp_path / "one" / "two"
    make_private_folder(folder)
    make_private_file(folder / "file")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "file").stat().st_mode) == 0o600


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a shopping list")
    with pytest.raises(UserError) as caught:
        make_private_folder(tmp_path / "home" / "models")
    assert "file is in its place" in caught.value.message
    assert "--home" in caught.value.hint
    assert (tmp_path / "home").read_text() == "a shopping list"


@pytest.mark.skipif(sys.platform != "linux", reason="/sys is Linux's")
def test_a_folder_that_cannot_be_made_is_said() -> None:
    with pytest.raises(UserError, match="cannot write to /sys/inglenook"):
        make_private_folder(Path("/sys/inglenook"))


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UserError, match="cannot write"):
        make_private_folder(tmp_path)
    tmp_path.chmod(0o700)
