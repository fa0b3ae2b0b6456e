"""Where the program keeps its files: one folder, moved as a whole by --home or INGLENOOK_HOME."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import NamedTuple

from app.errors import UserError
from app.words import tr

HOME_VARIABLE = "INGLENOOK_HOME"

_ASSETS = Path(__file__).resolve().parent.parent / "assets"
TRANSLATIONS = _ASSETS / "translations"


class Paths(NamedTuple):
    """Every place the program reads or writes. Nothing is created until it is needed.

    chosen_models: where models are kept, when that was chosen in the settings.
    """

    home: Path
    chosen_models: Path | None = None

    @classmethod
    def resolve(cls, home: Path | None = None) -> Paths:
        """The given folder, else the one in INGLENOOK_HOME, else where this system keeps such files."""
        if home is None:
            named = os.environ.get(HOME_VARIABLE, "")
            home = Path(named) if named else _data_folder() / "inglenook"
        try:
            home = home.expanduser()
        except RuntimeError as error:  # "~nobody" where there is no such user
            raise UserError(
                tr("The folder {home} does not exist.", home=home), tr("Give the full path to --home.")
            ) from error
        return cls(Path(os.path.abspath(home)))  # noqa: PTH100 - resolve() would follow links

    @property
    def database(self) -> Path:
        return self.home / "inglenook.sqlite"

    def with_models(self, folder: str) -> Paths:
        """With the models folder of the settings; "": the program's own."""
        if not folder.strip():
            return self
        chosen = Path(folder).expanduser()
        return self._replace(chosen_models=Path(os.path.abspath(chosen)))  # noqa: PTH100 - as above

    @property
    def models(self) -> Path:
        """Where models are downloaded to."""
        return self.chosen_models or self.own_models

    @property
    def own_models(self) -> Path:
        """Where they are kept unless another folder was chosen."""
        return self.home / "models"

    @property
    def snapshots(self) -> Path:
        """What models have read of conversations (app/engine/snapshots.py); may be deleted at any time."""
        return self.home / "snapshots"

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    @property
    def bundled_models(self) -> Path:
        """The models that come with the program, read only."""
        return _ASSETS / "models"

    @property
    def catalog(self) -> Path:
        """The list of well-known models."""
        return _ASSETS / "catalog.json"

    @property
    def guide_model(self) -> Path:
        """The built-in guide, which answers until the user has another model."""
        return self.bundled_models / "inglenook-guide-q8_0.gguf"


def make_private_folder(folder: Path) -> None:
    """Creates the folder and its parents, for this user only. One that exists keeps its permissions.

    UserError when it cannot be made or written to.
    """
    try:
        _make_folders(folder)
    except OSError as error:
        raise file_error(error, folder) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise not_writable(folder)


def _make_folders(folder: Path) -> None:
    if folder.is_dir():
        return
    if folder.parent != folder:
        _make_folders(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)


def make_private_file(path: Path) -> None:
    """Makes sure that the file exists; a new one can be read by this user only. UserError if it cannot."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise file_error(error, path) from error


def file_error(error: OSError, path: Path) -> UserError:
    """The sentence for a file or folder that could not be made or written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(path)
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return UserError(
            tr("{path} cannot be used as a folder: a file is in its place.", path=path),
            tr("Choose another folder with --home."),
        )
    return not_writable(path)


def not_writable(path: Path) -> UserError:
    return UserError(
        tr("Inglenook cannot write to {path}.", path=path),
        tr("Check the permissions there, or choose another folder with --home."),
    )


def disk_full(path: Path) -> UserError:
    """The error for a disk without room for what was to be written below this path."""
    return UserError(
        tr("There is no room left on the disk that holds {path}.", path=path),
        tr("Free some space, then try again."),
        "free_space",
    )


def _data_folder() -> Path:
    """Where this system keeps programs' files."""
    if sys.platform == "linux":
        # As platformdirs has it from https://specifications.freedesktop.org/basedir-spec/latest/, but loading
        # that takes 4 ms of each start.
        named = os.environ.get("XDG_DATA_HOME", "")
        return Path(named) if os.path.isabs(named) else Path("~/.local/share")  # noqa: PTH117
    import platformdirs

    return platformdirs.user_data_path(appauthor=False)
