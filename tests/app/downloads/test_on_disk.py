"""What a download has on the disk: whole or nothing, whatever happens to the program or the disk."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.downloads.download import Downloads
from app.downloads.events import Checking, Done
from app.errors import UserError
from app.hub.problems import HubProblem
from app.network.connections import Network
from app.paths import Paths
from tests import hub_faults, hub_server
from tests.app.served_hub import (
    FILE,
    QUICK,
    REPO,
    failure,
    model_bytes,
    models_below,
    plan,
    remote_files,
    run,
    serve,
    target,
)
from tests.hub_server import Answering, HubServer

SPLIT = tuple(f"big/model-Q4_K_M-0000{number}-of-00003.gguf" for number in (1, 2, 3))
ROOT = Path(__file__).parents[3]


def test_a_split_set_appears_only_as_a_whole(downloads: Downloads, server: HubServer, home: Paths) -> None:
    repo = serve(server, 200_000, "maker/split", *SPLIT)
    job = plan(downloads, server, "maker/split")
    server.fail("bytes", lambda answering: answering.answer_bytes(), hub_faults.flipped(100))
    assert failure(downloads, job).kind == "corrupt"
    server.seen.clear()
    assert run(downloads, job)[-1] == Done(target(home, SPLIT[0], "maker/split"))
    asked = [seen.path for seen in server.seen if seen.kind == "bytes"]
    assert [path.endswith(part) for path, part in zip(asked, SPLIT[1:], strict=True)] == [True, True]
    assert {path: target(home, path, "maker/split").read_bytes() for path in SPLIT} == repo.files


def test_a_crash_while_publishing_is_finished_by_the_next_run(
    downloads: Downloads, server: HubServer, home: Paths
) -> None:
    serve(server, 50_000, "maker/split", *SPLIT)
    job = plan(downloads, server, "maker/split")
    files = tuple(dataclasses.replace(file, is_verified=True) for file in job.files)
    for index, path in enumerate(SPLIT):
        downloads.jobs.part(job.id, index).write_bytes(server.repos["maker/split"].files[path])
    downloads.jobs.save(dataclasses.replace(job, state="publishing", files=files))
    third = target(home, SPLIT[2], "maker/split")
    third.parent.mkdir(parents=True)
    downloads.jobs.part(job.id, 2).replace(third)  # as far as it came
    assert run(downloads, job)[-1] == Done(target(home, SPLIT[0], "maker/split"))
    assert server.seen == [] and len(models_below(home.models)) == 3


def test_after_the_power_failed_only_what_had_reached_the_disk_is_believed(
    downloads: Downloads, server: HubServer
) -> None:
    server.fail("bytes", hub_faults.status(451))
    job = plan(downloads, server)
    failure(downloads, job)
    content = server.repos[REPO].files[FILE]
    downloads.jobs.part(job.id, 0).write_bytes(content[:300_000] + bytes(100_000))
    left = downloads.jobs.get(job.id)
    assert left is not None
    file = dataclasses.replace(left.files[0], synced_bytes=300_000)
    downloads.jobs.save(dataclasses.replace(left, boot="an earlier one", files=(file,)))
    assert isinstance(run(downloads, job)[-1], Done)
    assert server.ranges()[-1] == "bytes=300000-699999"


def test_a_job_that_began_with_another_file_starts_over(downloads: Downloads, server: HubServer) -> None:
    server.fail("bytes", hub_faults.cut_after(300_000), hub_faults.status(451))
    failure(downloads, plan(downloads, server))
    server.repos[REPO].files[FILE] = model_bytes(600_000, seed=9)
    job = plan(downloads, server)
    assert (job.state, job.size_bytes) == ("queued", 600_000)
    assert isinstance(run(downloads, job)[-1], Done)
    assert server.ranges()[-1] == "bytes=0-599999"


def test_a_damaged_job_is_begun_again(downloads: Downloads, server: HubServer) -> None:
    job = plan(downloads, server)
    for damage in (b"", b"{", b"[]", b'{"version": 1}', json.dumps({"version": 9}).encode()):
        (downloads.jobs.folder(job.id) / "job.json").write_bytes(damage)
        assert downloads.jobs.get(job.id) is None and downloads.jobs.all() == []
        assert plan(downloads, server) == job


@pytest.mark.parametrize(
    "path",
    [
        "../x.gguf",
        "a/../../x.gguf",
        "/x.gguf",
        "C:/x.gguf",
        "a\\..\\x.gguf",
        "\\\\host\\x.gguf",
        "nul.gguf",
        "a//x.gguf",
        ".hidden/x.gguf",
        "a./x.gguf",
        "x\n.gguf",
        "",
        "a" * 300 + ".gguf",
    ],
)
def test_a_name_that_leaves_the_folder_is_refused(path: str, downloads: Downloads, server: HubServer) -> None:
    file = dataclasses.replace(remote_files(server)[0], path=path)
    with pytest.raises(UserError, match="not safe"):
        downloads.jobs.plan(REPO, hub_server.COMMIT, [file])


def test_a_file_that_is_too_large_is_refused_before_a_request(
    downloads: Downloads, server: HubServer
) -> None:
    file = dataclasses.replace(remote_files(server)[0], size_bytes=50_000_000_001)
    assert failure(downloads, downloads.jobs.plan(REPO, hub_server.COMMIT, [file])).kind == "too_large"
    assert server.seen == []


def test_too_little_room_is_refused_before_a_request(
    downloads: Downloads, server: HubServer, tmp_path: Path
) -> None:
    size = min(shutil.disk_usage(tmp_path).free, 49_000_000_000)
    count = 99 if size == 49_000_000_000 else 1
    names = [f"m-{number:05}-of-{count:05}.gguf" for number in range(1, count + 1)]
    first = remote_files(server)[0]
    files = [dataclasses.replace(first, path=name, size_bytes=size) for name in names]
    problem = failure(downloads, downloads.jobs.plan(REPO, hub_server.COMMIT, files))
    assert problem.kind == "space" and "free in" in problem.message
    assert server.seen == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 300 MB: a little over what must stay free."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300M", "tmpfs", str(folder)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a file system cannot be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_disk_that_fills_up_keeps_what_is_there(small_disk: Path, server: HubServer) -> None:
    serve(server, 20_000_000)
    downloads = Downloads(small_disk / "models", Network(), endpoint=server.endpoint, patience=QUICK)
    job = plan(downloads, server)
    filler = small_disk / "another program's"

    def fill_up(answering: Answering) -> None:
        with filler.open("wb") as file:
            free = shutil.disk_usage(small_disk).free
            os.posix_fallocate(file.fileno(), 0, free - 8_000_000)
        answering.answer_bytes()

    server.fail("bytes", fill_up)
    with pytest.raises(HubProblem) as caught:
        run(downloads, job)
    assert caught.value.kind == "full" and models_below(small_disk) == []
    kept = downloads.jobs.part(job.id, 0).stat().st_size
    assert 7_000_000 < kept < 9_000_000
    filler.unlink()
    assert isinstance(run(downloads, job)[-1], Done)
    assert server.ranges()[-1] == f"bytes={kept}-19999999"
    assert len(models_below(small_disk)) == 1


def test_a_folder_that_cannot_be_written_is_named(home: Paths, server: HubServer) -> None:
    home.home.mkdir()
    home.models.write_text("a file where the folder should be")
    downloads = Downloads(home.models, Network(), endpoint=server.endpoint, patience=QUICK)
    with pytest.raises(UserError, match=r"a file is in its place"):
        plan(downloads, server)


CHILD = """
import sys, threading
from pathlib import Path
from app.downloads.download import Downloads
from app.network.connections import Network
models, endpoint, job = sys.argv[1:]
print("begun", flush=True)
for event in Downloads(Path(models), Network(), endpoint=endpoint).fetch(job, threading.Event()):
    print(event, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX's")
def test_kill_9_at_any_moment_loses_no_byte_and_leaves_no_broken_model(
    server: HubServer, home: Paths
) -> None:
    size = 3_000_000
    serve(server, size // 3, "maker/split", *SPLIT)
    server.bytes_per_s = 3_000_000
    downloads = Downloads(home.models, Network(), endpoint=server.endpoint, patience=QUICK)
    job = plan(downloads, server, "maker/split")
    for delay_s in (0.0, 0.02, 0.1, 0.2, 0.3, 0.35):
        command = [sys.executable, "-c", CHILD, str(home.models), server.endpoint, job.id]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT)
        assert child.stdout is not None and child.stdout.readline()
        time.sleep(delay_s)
        child.send_signal(signal.SIGKILL)
        child.communicate()
        assert models_below(home.models) in ([], sorted(f"maker/split/{path}" for path in SPLIT))
    here = dict.fromkeys(SPLIT, 0)
    for index, path in enumerate(SPLIT):
        part = downloads.jobs.part(job.id, index)
        here[path] = part.stat().st_size if part.exists() else 0
    if downloads.jobs.get(job.id) is not None:
        with HubServer() as later:  # the other may still hear what was asked before a kill
            later.repos.update(server.repos)
            downloads = Downloads(home.models, Network(), endpoint=later.endpoint, patience=QUICK)
            events = run(downloads, job)
        assert isinstance(events[-1], Done)
        expected = [f"bytes={count}-{size // 3 - 1}" for count in here.values() if count < size // 3]
        assert later.ranges() == expected
    assert {p: target(home, p, "maker/split").read_bytes() for p in SPLIT} == server.repos[
        "maker/split"
    ].files


def test_what_an_earlier_run_left_is_read_again(downloads: Downloads, server: HubServer) -> None:
    serve(server, 40_000_000)
    job = plan(downloads, server)
    downloads.jobs.part(job.id, 0).write_bytes(server.repos[REPO].files[FILE][:39_000_000])
    from app.machine.processes import this_boot

    downloads.jobs.save(dataclasses.replace(job, boot=this_boot()))
    events = run(downloads, job)
    assert isinstance(events[0], Checking) and isinstance(events[-1], Done)
    assert server.ranges() == ["bytes=39000000-39999999"]
