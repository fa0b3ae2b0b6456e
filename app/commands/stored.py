"""What is stored, for commands that may run where nothing ever was."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from app.commands.output import Output
from app.errors import UserError
from app.machine.engine_trial import EngineTrial
from app.machine.speed import ComputerSpeed
from app.machine.speed_store import SpeedStore
from app.machine.variant_store import VariantStore
from app.models.library import Library
from app.paths import Paths
from app.store.all_settings import Settings
from app.store.database import Database
from app.store.settings import SettingsStore


@contextlib.contextmanager
def library_of(paths: Paths, output: Output) -> Iterator[tuple[Library, Settings]]:
    """The models and the settings. Where nothing was ever stored, nothing is created."""
    try:
        database = Database(paths.database) if paths.database.is_file() else None
        settings = SettingsStore(database).get() if database else Settings()
    except UserError as error:
        # The conversations are not needed here, so a question can be answered without them.
        output.note(f"{error.message} Its settings and models are left out.")
        database, settings = None, Settings()
    with database or contextlib.nullcontext():
        yield Library(paths.with_models(settings.models_folder), database), settings


def computer_of(paths: Paths) -> ComputerSpeed | None:
    """What was measured of this computer; None before, and where the database cannot be read."""
    with contextlib.suppress(UserError):
        if paths.database.is_file():
            with Database(paths.database) as database:
                return SpeedStore(database).computer()
    return None


def trial_of(paths: Paths) -> EngineTrial | None:
    """What was found out about the engine's back ends; None before, and where the database cannot be read."""
    with contextlib.suppress(UserError):
        if paths.database.is_file():
            with Database(paths.database) as database:
                return VariantStore(database).trial()
    return None
