"""search, files, download and models add, remove, verify, as a person or a script runs them."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.network.connections import NetworkRecord
from app.paths import Paths
from app.store.database import Database
from tests import hub_faults
from tests.app.engine import random_model
from tests.app.served_hub import FILE, REPO, models_below, serve
from tests.app.test_cli import COMMAND, environment, events, run
from tests.hub_server import HubRepo, HubServer

TARGET = f"{REPO}/{FILE}"


@pytest.fixture
def server() -> Iterator[HubServer]:
    with HubServer() as server:
        yield server


@pytest.fixture
def model(tmp_path: Path, server: HubServer) -> bytes:
    """A repository with a real model of one file."""
    content = random_model.write(tmp_path / "made.gguf").read_bytes()
    facts = {
        "downloads": 7,
        "tags": ["gguf", "license:mit"],
        "gguf": {"total": 10**9, "architecture": "llama"},
    }
    server.repos[REPO] = HubRepo({FILE: content, "m-Q8_0.gguf": content + bytes(1000)}, facts)
    return content


def call(home: Paths, server: HubServer, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(home, *arguments, HF_ENDPOINT=server.endpoint)


def test_searching_lists_models(home: Paths, server: HubServer, model: bytes) -> None:
    [found] = json.loads(call(home, server, "search", "model", "--json").stdout)
    assert (found["repo"], found["license"], found["fit"]["verdict"]) == (REPO, "mit", "fits")
    shown = call(home, server, "search", "model")
    assert REPO in shown.stdout and "1B" in shown.stdout and shown.returncode == 0
    assert "Nothing was found" in call(home, server, "search", "nothing-like-it").stderr
    with Database(home.database) as database:  # nothing else is kept of a search
        assert {one.purpose for one in NetworkRecord(database).newest()} == {"Search"}
    assert {path.name for path in home.home.iterdir()} == {"inglenook.sqlite"}


def test_files_are_listed_with_one_recommended(home: Paths, server: HubServer, model: bytes) -> None:
    listed = json.loads(call(home, server, "files", REPO, "--json").stdout)
    assert [file["quantization"] for file in listed["files"]] == ["Q4_K_M", "Q8_0"]
    assert [file["is_recommended"] for file in listed["files"]] == [False, True]
    assert not listed["files"][0]["fit"]["is_guess"]
    shown = call(home, server, "files", f"{server.endpoint}/{REPO}")
    assert "*  m-Q8_0.gguf" in shown.stdout and "licence mit" in shown.stderr


def test_a_download_is_told_as_events_and_can_be_used(home: Paths, server: HubServer, model: bytes) -> None:
    done = call(home, server, "download", REPO, "q4_k_m", "--json")
    told = events(done.stdout)
    assert done.returncode == 0 and [event["event"] for event in told][-2:] == ["verifying", "done"]
    assert Path(told[-1]["path"]).read_bytes() == model
    server.seen.clear()
    again = events(call(home, server, "download", REPO, FILE, "--json").stdout)
    assert again == [told[-1]] and [seen.kind for seen in server.seen] == ["api"]
    models = json.loads(call(home, server, "models", "--json").stdout)
    assert models[0]["path"] == told[-1]["path"] and not models[0]["problem"]


def test_waiting_and_failing_are_told_with_their_kind(home: Paths, server: HubServer, model: bytes) -> None:
    server.fail("resolve", hub_faults.status(503), hub_faults.status(401, "GatedRepo"))
    done = call(home, server, "download", REPO, FILE, "--json")
    waiting, error = (event for event in events(done.stdout) if event["event"] in ("waiting", "error"))
    assert waiting["kind"] == "server" and waiting["seconds"] > 0
    assert error["kind"] == "gated" and "accept its terms" in error["message"] and done.returncode == 1
    for arguments in (("nobody/nothing",), ("not a repository",), (REPO, "Q6_K")):
        failed = call(home, server, "download", *arguments, "--json")
        assert failed.returncode == 1 and events(failed.stdout)[-1]["event"] == "error"


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
def test_ctrl_c_pauses_and_the_same_command_goes_on(home: Paths, server: HubServer) -> None:
    serve(server, 3_000_000)
    server.be_slow(1_000_000)
    command = [*COMMAND, "download", REPO, FILE, "--json"]
    child = subprocess.Popen(
        command, stdout=subprocess.PIPE, env=environment(home, HF_ENDPOINT=server.endpoint)
    )
    assert child.stdout is not None
    while json.loads(child.stdout.readline())["event"] != "progress":
        pass
    child.send_signal(signal.SIGINT)
    output, _ = child.communicate(timeout=60)
    assert child.returncode == 130 and json.loads(output.splitlines()[-1])["event"] == "paused"
    [part] = (home.models / ".downloads").glob("*/0.part")
    kept = part.stat().st_size
    server.be_fast()
    server.seen.clear()
    told = events(call(home, server, "download", REPO, FILE, "--json").stdout)
    assert told[-1]["event"] == "done" and models_below(home.models) == [TARGET]
    assert server.ranges() == [f"bytes={kept}-2999999"] and {seen.kind for seen in server.seen} == {
        "resolve",
        "bytes",
    }


def test_a_downloaded_model_is_verified_and_removed(
    home: Paths, server: HubServer, model: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    call(home, server, "download", REPO, FILE)
    assert "is whole" in call(home, server, "models", "verify", FILE).stdout
    with (home.models / TARGET).open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"\x55")
    broken = call(home, server, "models", "verify", FILE, "--json")
    assert broken.returncode == 1 and json.loads(broken.stdout)["is_whole"] is False
    removed = call(home, server, "models", "remove", FILE)
    assert "is in the bin" in removed.stdout and models_below(home.models) == []
    assert list((home.models / REPO).iterdir()) == []


def test_a_file_from_the_disk_is_added_and_taken_off_the_list(
    home: Paths, server: HubServer, model: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "mine.gguf"
    file.write_bytes(model)

    def listed() -> list[Any]:
        return [one["path"] for one in json.loads(call(home, server, "models", "--json").stdout)]

    assert call(home, server, "models", "add", str(file)).returncode == 0
    assert str(file) in listed()
    assert "no checksum" in call(home, server, "models", "verify", "mine").stderr
    assert "stays" in call(home, server, "models", "remove", "mine").stdout
    assert str(file) not in listed() and file.exists()
    assert call(home, server, "models", "add", str(tmp_path / "nothing.gguf")).returncode == 1


def test_a_split_set_is_one_model_and_an_incomplete_one_says_so(
    home: Paths, server: HubServer, tmp_path: Path
) -> None:
    whole = random_model.write(
        tmp_path / "whole.gguf", random_model.Shape(extra={"split.count": 2, "split.no": 0})
    )
    home.models.mkdir(parents=True)
    for number in (1, 2):
        shutil.copy(whole, home.models / f"m-F16-0000{number}-of-00002.gguf")
    [listed] = [
        one for one in json.loads(call(home, server, "models", "--json").stdout) if not one["is_guide"]
    ]
    assert listed["size_bytes"] == 2 * whole.stat().st_size and listed["problem"] == ""
    (home.models / "m-F16-00002-of-00002.gguf").unlink()
    [listed] = [
        one for one in json.loads(call(home, server, "models", "--json").stdout) if not one["is_guide"]
    ]
    assert "its part 2 of 2 is missing" in listed["problem"]


def test_help_names_the_commands(home: Paths, server: HubServer) -> None:
    shown = call(home, server, "--help").stdout
    assert all(name in shown for name in ("search", "files", "download"))
    assert "Ctrl+C pauses" in call(home, server, "download", "--help").stdout
    assert "verify" in call(home, server, "models", "--help").stdout
    assert call(home, server, "models", "remove").returncode == 2
