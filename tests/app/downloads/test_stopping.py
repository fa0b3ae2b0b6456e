"""Downloads that are paused, cancelled, or stopped in the middle."""

from __future__ import annotations

import threading

import pytest

from app.downloads.download import Downloads
from app.downloads.events import Cancelled, Done, Paused, Progress
from app.hub.problems import HubProblem
from app.paths import Paths
from tests import hub_faults
from tests.app.served_hub import (
    models_below,
    plan,
    run,
    target,
)
from tests.hub_server import Answering, HubServer


def at_progress(action: object) -> object:
    def react(event: object, stop: threading.Event) -> None:
        if isinstance(event, Progress) and not stop.is_set():
            action(stop)  # type: ignore[operator]

    return react


def test_a_stopped_download_goes_on_where_it_was(
    downloads: Downloads, server: HubServer, home: Paths
) -> None:
    server.be_slow(400_000)
    job = plan(downloads, server)
    events = run(downloads, job, at_progress(lambda stop: stop.set()))  # type: ignore[arg-type]
    assert events[-1] == Paused(resumes_by_itself=True)
    left = downloads.jobs.get(job.id)
    assert left is not None and left.is_running and 0 < left.files[0].synced_bytes < 700_000
    server.be_fast()
    assert run(downloads, job)[-1] == Done(target(home))
    assert server.ranges()[1] == f"bytes={left.files[0].synced_bytes}-699999"


@pytest.mark.parametrize("by_mark", [True, False])
def test_a_paused_download_waits_for_resume(downloads: Downloads, server: HubServer, by_mark: bool) -> None:
    server.be_slow(400_000)
    job = plan(downloads, server)

    def pause(stop: threading.Event) -> None:
        downloads.jobs.pause(job.id)
        if not by_mark:  # as another window would
            stop.set()

    events = run(downloads, job, at_progress(pause))  # type: ignore[arg-type]
    assert events[-1] == Paused(resumes_by_itself=False)
    assert [(job.state, job.is_running) for job in downloads.jobs.all()] == [("paused", False)]
    downloads.jobs.resume(job.id)
    # Before its turn has come: a start of the program goes on with it.
    assert [(job.state, job.is_running) for job in downloads.jobs.all()] == [("queued", True)]
    server.be_fast()
    assert isinstance(run(downloads, job)[-1], Done)


def test_a_cancelled_download_leaves_nothing(downloads: Downloads, server: HubServer, home: Paths) -> None:
    server.be_slow(400_000)
    job = plan(downloads, server)
    cancel = at_progress(lambda stop: downloads.jobs.cancel(job.id))
    assert run(downloads, job, cancel)[-1] == Cancelled()  # type: ignore[arg-type]
    assert downloads.jobs.all() == [] and models_below(home.models) == []
    assert list((home.models / ".downloads").iterdir()) == []


def test_a_cancel_survives_a_crash_in_the_same_moment(downloads: Downloads, server: HubServer) -> None:
    job = plan(downloads, server)
    (downloads.jobs.folder(job.id) / "cancelled").touch()
    assert downloads.jobs.all() == [] and not downloads.jobs.folder(job.id).exists()


@pytest.mark.parametrize("kind", ["resolve", "bytes"])
def test_stopping_interrupts_any_wait_at_once(kind: str, downloads: Downloads, server: HubServer) -> None:
    stop, hung_up = threading.Event(), threading.Event()

    def hang(answering: Answering) -> None:
        stop.set()
        hub_faults.silence(answering)
        hung_up.set()

    server.fail(kind, hang)
    assert list(downloads.fetch(plan(downloads, server).id, stop))[-1] == Paused(resumes_by_itself=True)
    assert hung_up.wait(60)


def test_one_job_has_one_downloader(downloads: Downloads, server: HubServer) -> None:
    server.be_slow(400_000)
    job = plan(downloads, server)
    refused = []

    def try_too(stop: threading.Event) -> None:
        with pytest.raises(HubProblem) as caught:
            run(downloads, job)
        refused.append(caught.value.kind)
        stop.set()

    run(downloads, job, at_progress(try_too))  # type: ignore[arg-type]
    assert refused == ["busy"]
    assert downloads.jobs.get(job.id).state == "downloading"  # type: ignore[union-attr]
