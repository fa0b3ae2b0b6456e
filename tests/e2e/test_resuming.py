"""Downloads outlive the program, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from app.downloads.jobs import JobStore
from app.hub.remote_file import RemoteFile
from app.paths import Paths
from tests.hub_server import HubRepo, HubServer
from tests.waiting import until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kill -9 as Linux knows it")

REPO, FILE = "maker/guide-GGUF", "guide-Q8_0.gguf"


@pytest.fixture
def hub(guide_model: Path) -> Iterator[HubServer]:
    with HubServer() as server:
        server.repos[REPO] = HubRepo({FILE: guide_model.read_bytes()})
        yield server


def start(home: Paths, hub: HubServer) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "ui", "--home", str(home.home)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "HF_ENDPOINT": hub.endpoint},
    )


def _is_longer(part: Path, least: int) -> bool:
    return part.exists() and part.stat().st_size > least


def test_a_window_killed_with_kill_9_goes_on_with_the_missing_bytes(home: Paths, hub: HubServer) -> None:
    store, lfs = JobStore(home.models), hub.repos[REPO].lfs(FILE)
    size = lfs["size"]
    job = store.plan(REPO, "c0ffee1", [RemoteFile(REPO, "c0ffee1", FILE, size, lfs["sha256"])])
    part, whole = store.part(job.id, 0), store.target(REPO, FILE)
    hub.be_slow(2_000_000)
    for least in (size // 10, size // 2):  # killed twice, further each time
        process = start(home, hub)
        try:
            until(partial(_is_longer, part, least), "no more of it was downloaded")
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait(timeout=60)
        assert not whole.exists()
    hub.be_fast()
    process = start(home, hub)
    try:
        until(whole.exists, "the download did not end")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
    assert whole.stat().st_size == size
    begins = [int(asked.removeprefix("bytes=").split("-")[0]) for asked in hub.ranges()]
    assert begins[0] == 0
    assert begins[1] > size // 10 and begins[2] > size // 2
