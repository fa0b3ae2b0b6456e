"""measure, and the speeds that models and files tell, as a person or a script sees them."""

from __future__ import annotations

import json
import os
import signal
import time

import pytest

from app.engine.events import Statistics
from app.machine.probe_model import PROBED
from app.machine.speed import ComputerSpeed, Rate
from app.machine.speed_store import SpeedStore
from app.paths import Paths
from app.store.database import Database
from tests.app.engine import random_model
from tests.app.served_hub import FILE, REPO
from tests.app.test_cli import posix, run, started
from tests.hub_server import HubRepo, HubServer

COMPUTER = ComputerSpeed(tuple(Rate(kind, 2e9, 1e9) for kind in sorted(PROBED)), "haswell", 0.0, 1.0)
ANSWER = Statistics(200, 0, 100, 2.0, 100.0, 10.0, 12.0)


@pytest.fixture
def measured(home: Paths) -> Paths:
    """A home folder in which the speed of this computer is known."""
    with Database(home.database) as database:
        SpeedStore(database).save(COMPUTER)
    return home


def test_models_are_listed_with_their_predicted_and_then_with_their_own_speed(measured: Paths) -> None:
    [guide] = json.loads(run(measured, "models", "--json").stdout)
    assert guide["outlook"]["label"] == "Runs well" and not guide["outlook"]["is_measured"]
    assert guide["outlook"]["write_tokens_per_s"] > 100 and guide["used_at"] is None
    assert " ~" in run(measured, "models").stdout
    with Database(measured.database) as database:
        SpeedStore(database).record(measured.guide_model, ANSWER)
    [guide] = json.loads(run(measured, "models", "--json").stdout)
    assert (guide["outlook"]["write_tokens_per_s"], guide["outlook"]["is_measured"]) == (10.0, True)
    assert guide["used_at"] == pytest.approx(time.time(), abs=600)
    shown = run(measured, "models").stdout
    assert " 7.5 " in shown and "~" not in shown


def test_before_anything_was_measured_no_speed_is_told(home: Paths) -> None:
    [guide] = json.loads(run(home, "models", "--json").stdout)
    assert guide["outlook"]["write_tokens_per_s"] is None and guide["outlook"]["label"] == "Fits"
    assert not home.home.exists()


def test_files_of_a_repository_are_listed_with_what_to_expect(measured: Paths) -> None:
    content = random_model.write(measured.home / "made.gguf").read_bytes()
    facts = {"gguf": {"total": 10**6, "architecture": "llama"}}
    with HubServer() as server:
        server.repos[REPO] = HubRepo({FILE: content}, facts)
        listed = json.loads(run(measured, "files", REPO, "--json", HF_ENDPOINT=server.endpoint).stdout)
        shown = run(measured, "files", REPO, HF_ENDPOINT=server.endpoint)
        found = json.loads(run(measured, "search", "--json", HF_ENDPOINT=server.endpoint).stdout)
    [file] = listed["files"]
    assert file["outlook"]["label"] == "Runs well" and file["outlook"]["write_tokens_per_s"] > 100
    assert "words a second" in shown.stdout and "inglenook measure" not in shown.stderr
    assert found[0]["outlook"]["write_tokens_per_s"] > 100


@posix
def test_an_interrupted_measurement_says_so_and_keeps_nothing(home: Paths) -> None:
    with started(home, "measure", "--json") as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline()) == {"event": "measuring", "fraction": 0.0}
        os.killpg(process.pid, signal.SIGINT)
        process.wait(60)
    assert process.returncode == 130
    with Database(home.database) as database:
        assert SpeedStore(database).computer() is None
