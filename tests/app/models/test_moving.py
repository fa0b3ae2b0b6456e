"""The models move to another folder, and wherever that is interrupted nothing is lost."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.downloads.download import Downloads
from app.downloads.jobs import JobStore
from app.engine.events import Statistics
from app.errors import UserError
from app.hub.problems import HubProblem
from app.hub.remote_file import RemoteFile
from app.machine.speed_store import SpeedStore
from app.models.library import Library
from app.models.moving import Moved, Moving, move_models
from app.network.connections import Network
from app.paths import Paths
from app.store.database import Database
from app.store.settings import SettingsStore
from tests.app.test_cli import COMMAND, environment, posix, run

ANSWER = Statistics(200, 0, 100, 2.0, 100.0, 10.0, 12.0)


@pytest.fixture
def other_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder to which nothing can be linked."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no second disk")
    if shutil.disk_usage(memory).free < 200 << 20:  # containers often get 64 MB
        pytest.skip("the second disk is too small")
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


def fill(home: Paths, guide_model: Path) -> dict[str, bytes]:
    """Models, a note and half a download; what is in them by relative path."""
    models = home.own_models
    nested = models / "maker" / "repo" / "model.gguf"
    nested.parent.mkdir(parents=True)
    shutil.copy(guide_model, nested)
    (nested.parent / ".model.gguf.json").write_text("{}")
    (models / "empty").mkdir()
    remote = RemoteFile("maker/other", "c" * 40, "o.gguf", 1000, "0" * 64)
    job = JobStore(models).plan("maker/other", "c" * 40, [remote])
    JobStore(models).part(job.id, 0).write_bytes(b"GGUF and more")
    return contents(models)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }


def move(home: Paths, database: Database, folder: Path) -> Moved:
    *before, last = move_models(home, database, folder, threading.Event())
    assert isinstance(last, Moved)
    steps = [event.done_bytes for event in before if isinstance(event, Moving)]
    assert steps == sorted(steps)
    assert isinstance(before[-1], Moving) and before[-1].done_bytes == before[-1].total_bytes
    return last


def test_models_and_unfinished_downloads_are_in_the_new_folder_and_the_old_one_is_gone(
    home: Paths, database: Database, guide_model: Path, tmp_path: Path
) -> None:
    before = fill(home, guide_model)
    moved = move(home, database, tmp_path / "new" / "place")
    assert moved == Moved(tmp_path / "new" / "place", ())
    assert contents(moved.folder) == before and not home.own_models.exists()
    settings = SettingsStore(database).get()
    assert (settings.models_folder, settings.models_folder_before) == (str(moved.folder), "")
    chosen = home.with_models(settings.models_folder)
    assert Library(chosen, database).list()[0].path.is_relative_to(moved.folder)
    assert len(Downloads(chosen.models, Network()).jobs.all()) == 1


def test_to_another_disk_it_is_copied_and_back(
    home: Paths, database: Database, guide_model: Path, other_disk: Path
) -> None:
    before = fill(home, guide_model)
    moved = move(home, database, other_disk / "models")
    assert contents(moved.folder) == before and not home.own_models.exists()
    chosen = home.with_models(SettingsStore(database).get().models_folder)
    back = move(chosen, database, home.own_models)
    assert contents(back.folder) == before and not moved.folder.exists()
    assert SettingsStore(database).get().models_folder == ""


def test_the_chosen_model_and_its_speed_go_along(
    home: Paths, database: Database, guide_model: Path, tmp_path: Path
) -> None:
    fill(home, guide_model)
    settings, speeds = SettingsStore(database), SpeedStore(database)
    model = home.own_models / "maker/repo/model.gguf"
    settings.set(model=str(model), draft_model=str(model))
    speeds.record(model, ANSWER)
    move(home, database, tmp_path / "new")
    new = tmp_path / "new/maker/repo/model.gguf"
    assert settings.get().model == settings.get().draft_model == str(new)
    assert speeds.use_of(new) is not None and speeds.use_of(model) is None


def test_a_move_without_any_model_chooses_the_folder(home: Paths, database: Database, tmp_path: Path) -> None:
    move_to = tmp_path / "new"
    *_, last = move_models(home, database, move_to, threading.Event())
    assert last == Moved(move_to, ()) and SettingsStore(database).get().models_folder == str(move_to)


def test_what_is_in_the_way_is_not_overwritten_and_nothing_is_moved(
    home: Paths, database: Database, guide_model: Path, tmp_path: Path
) -> None:
    before = fill(home, guide_model)
    in_the_way = tmp_path / "new/maker/repo/model.gguf"
    in_the_way.parent.mkdir(parents=True)
    in_the_way.write_text("somebody else's")
    with pytest.raises(UserError, match="in the way"):
        list(move_models(home, database, tmp_path / "new", threading.Event()))
    assert in_the_way.read_text() == "somebody else's" and contents(home.own_models) == before
    assert SettingsStore(database).get().models_folder == ""


def test_folders_inside_each_other_the_same_folder_and_odd_files_are_refused(
    home: Paths, database: Database, guide_model: Path, tmp_path: Path
) -> None:
    before = fill(home, guide_model)
    for folder, told in (
        (home.own_models / "inside", "one is inside the other"),
        (home.home, "one is inside the other"),
        (home.own_models, "are in .* already"),
    ):
        with pytest.raises(UserError, match=told):
            list(move_models(home, database, folder, threading.Event()))
    if sys.platform != "win32":
        (home.own_models / "link.gguf").symlink_to(guide_model)
        with pytest.raises(UserError, match="no plain file"):
            list(move_models(home, database, tmp_path / "new", threading.Event()))
        (home.own_models / "link.gguf").unlink()
    assert contents(home.own_models) == before


def test_while_a_model_is_downloaded_nothing_is_moved(
    home: Paths, database: Database, guide_model: Path, tmp_path: Path
) -> None:
    fill(home, guide_model)
    store = JobStore(home.own_models)
    [job] = store.all()
    with store.locked(job.id), pytest.raises(HubProblem, match="Another window"):
        list(move_models(home, database, tmp_path / "new", threading.Event()))
    assert not (tmp_path / "new").exists()


def test_stopping_leaves_the_old_folder_in_use(
    home: Paths, database: Database, guide_model: Path, other_disk: Path
) -> None:
    before = fill(home, guide_model)
    stop = threading.Event()
    events = move_models(home, database, other_disk / "models", stop)
    next(events)
    next(events)
    stop.set()
    assert not any(isinstance(event, Moved) for event in events)
    assert contents(home.own_models) == before
    assert SettingsStore(database).get().models_folder == ""
    assert not any(path.name.endswith(".moving") for path in other_disk.rglob("*"))


def test_a_file_that_changed_meanwhile_is_left_behind(
    home: Paths, database: Database, guide_model: Path, other_disk: Path
) -> None:
    fill(home, guide_model)
    changed = home.own_models / "maker/repo/.model.gguf.json"
    events = move_models(home, database, other_disk / "models", threading.Event())
    last: Moving | Moved | None = None
    for last in events:
        if isinstance(last, Moving) and last.done_bytes == last.total_bytes:
            changed.write_text("something new")
    assert last == Moved(other_disk / "models", (changed,))
    assert changed.read_text() == "something new"


@posix
def test_killed_at_any_moment_the_same_command_ends_it_and_nothing_is_lost(
    home: Paths, guide_model: Path, other_disk: Path
) -> None:
    fill(home, guide_model)
    (home.own_models / "large.gguf").write_bytes(random.Random(1).randbytes(80_000_000))
    before = contents(home.own_models)
    folder = other_disk / "models"
    chance = random.Random(2)
    for _ in range(8):
        command = [*COMMAND, "models", "move", str(folder), "--json"]
        with subprocess.Popen(
            command, env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()  # it has begun, or says that it is done already
            time.sleep(chance.uniform(0.0, 0.4))
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)
        there, here = contents(folder) if folder.exists() else {}, {}
        if home.own_models.exists():
            here = contents(home.own_models)
        for name, content in before.items():
            assert content in (here.get(name), there.get(name)), name
        with Database(home.database) as database:
            in_use = home.with_models(SettingsStore(database).get().models_folder).models
        assert all(contents(in_use).get(name) == content for name, content in before.items())
    done = run(home, "models", "move", str(folder))
    assert done.returncode == 0 or "already" in done.stderr
    assert {name for name in contents(folder) if not name.endswith(".moving")} == set(before)
    assert not home.own_models.exists() or contents(home.own_models) == {}


def test_the_command_line_uses_the_chosen_folder(home: Paths, guide_model: Path, tmp_path: Path) -> None:
    fill(home, guide_model)
    told = run(home, "models", "move", str(tmp_path / "new"), "--json")
    events = [json.loads(line) for line in told.stdout.splitlines()]
    assert events[-1] == {"event": "moved", "folder": str(tmp_path / "new"), "left_behind": []}
    assert events[0]["event"] == "moving" and events[-2]["done_bytes"] == events[-2]["total_bytes"]
    listed = json.loads(run(home, "models", "--json").stdout)
    assert listed[0]["path"] == str(tmp_path / "new/maker/repo/model.gguf")
    assert str(tmp_path / "new") in run(home, "doctor").stdout
    again = run(home, "models", "move", str(tmp_path / "new"))
    assert again.returncode == 1 and "already" in again.stderr


def test_models_in_our_own_folder_are_still_listed_after_another_was_chosen(
    home: Paths, database: Database, guide_model: Path, tmp_path: Path
) -> None:
    fill(home, guide_model)
    chosen = home.with_models(str(tmp_path / "new"))
    (tmp_path / "new").mkdir()
    shutil.copy(guide_model, tmp_path / "new" / "second.gguf")
    paths = {model.path for model in Library(chosen, database).list()}
    own = home.own_models / "maker/repo/model.gguf"
    assert paths == {own, tmp_path / "new/second.gguf", guide_model}
    assert Downloads(chosen.models, Network()).jobs.models == tmp_path / "new"
    assert home.with_models("") == home
