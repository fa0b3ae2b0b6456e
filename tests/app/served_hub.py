"""Shared by the tests of the Hub and of downloads: a repository, and a run of a job to its end."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.downloads.download import Downloads
from app.downloads.events import DownloadEvent
from app.downloads.jobs import Job
from app.hub.problems import HubProblem
from app.hub.remote_file import RemoteFile
from app.hub.transport import Patience
from app.paths import Paths
from tests.hub_server import HubRepo, HubServer

REPO, FILE = "maker/model-GGUF", "model-Q4_K_M.gguf"
QUICK = Patience(
    connect_s=120.0,
    silence_s=120.0,
    answer_s=120.0,
    drip_window_s=120.0,
    first_wait_s=0.02,
    longest_wait_s=0.1,
)
"""Tries again at once, but is not the first to lose patience on a busy machine."""
IMPATIENT = replace(QUICK, silence_s=0.4, drip_window_s=0.5, drip_bytes_per_s=1000.0)
"""For faults that nothing tells of but the time they take."""


def model_bytes(size: int, seed: int = 1) -> bytes:
    """As a model begins, then noise."""
    return b"GGUF" + random.Random(seed).randbytes(size - 4)


def serve(server: HubServer, size: int = 700_000, repo: str = REPO, *names: str) -> HubRepo:
    files = {name: model_bytes(size, seed) for seed, name in enumerate(names or (FILE,))}
    server.repos[repo] = HubRepo(files)
    return server.repos[repo]


def remote_files(server: HubServer, repo: str = REPO) -> list[RemoteFile]:
    """What the Hub says about the files, planned before any of it changes."""
    served = server.repos[repo]
    return [
        RemoteFile(repo, served.commit, path, served.lfs(path)["size"], served.lfs(path)["sha256"])
        for path in served.files
    ]


def plan(downloads: Downloads, server: HubServer, repo: str = REPO) -> Job:
    return downloads.jobs.plan(repo, server.repos[repo].commit, remote_files(server, repo))


def run(
    downloads: Downloads,
    job: Job,
    react: Callable[[DownloadEvent, threading.Event], None] = lambda event, stop: None,
) -> list[DownloadEvent]:
    """All events of one fetch. react may set the stop event."""
    stop = threading.Event()
    events = []
    for event in downloads.fetch(job.id, stop):
        events.append(event)
        react(event, stop)
    return events


def models_below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.gguf"))


def target(home: Paths, path: str = FILE, repo: str = REPO) -> Path:
    """Where the model lies in the end."""
    return home.models.joinpath(*repo.split("/"), *path.split("/"))


def failure(downloads: Downloads, job: Job) -> HubProblem:
    """The problem that ended the download; it is written down, and no model is there."""
    with pytest.raises(HubProblem) as caught:
        run(downloads, job)
    left = downloads.jobs.get(job.id)
    assert left is not None and not models_below(downloads.jobs.models)
    assert (left.state, left.why_kind, left.why) == ("failed", caught.value.kind, caught.value.message)
    return caught.value
