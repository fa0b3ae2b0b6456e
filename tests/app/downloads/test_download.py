"""Downloads against a stand-in for the Hub over real HTTP, with everything going wrong."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.downloads.download import Downloads
from app.downloads.events import Cancelled, Checking, Done, Paused, Progress, Verifying, Waiting
from app.downloads.jobs import Job
from app.errors import UserError
from app.hub.problems import HubProblem
from app.models.provenance import is_whole, read_provenance, verify
from app.network.connections import Network
from app.paths import Paths
from tests import hub_server
from tests.app.served_hub import (
    FILE,
    IMPATIENT,
    QUICK,
    REPO,
    model_bytes,
    models_below,
    plan,
    remote_files,
    run,
    serve,
)
from tests.hub_server import Answering, Fault, HubServer

SPLIT = tuple(f"big/model-Q4_K_M-0000{number}-of-00003.gguf" for number in (1, 2, 3))
ROOT = Path(__file__).parents[3]


@pytest.fixture
def server() -> Iterator[HubServer]:
    with HubServer() as server:
        serve(server)
        yield server


@pytest.fixture
def downloads(home: Paths, server: HubServer) -> Downloads:
    return Downloads(home.models, Network(), endpoint=server.endpoint, patience=QUICK)


def target(home: Paths, path: str = FILE, repo: str = REPO) -> Path:
    return home.models.joinpath(*repo.split("/"), *path.split("/"))


def failure(downloads: Downloads, job: Job) -> HubProblem:
    """The problem that ended the download; it is written down, and no model is there."""
    with pytest.raises(HubProblem) as caught:
        run(downloads, job)
    left = downloads.jobs.get(job.id)
    assert left is not None and not models_below(downloads.jobs.models)
    assert (left.state, left.why_kind, left.why) == ("failed", caught.value.kind, caught.value.message)
    return caught.value


def waits(events: list[object]) -> list[str]:
    return [event.kind for event in events if isinstance(event, Waiting)]


def test_a_download_ends_with_the_model_in_place_and_nothing_else(
    downloads: Downloads, server: HubServer, home: Paths
) -> None:
    events = run(downloads, plan(downloads, server))
    assert events[-1] == Done(target(home))
    assert [type(event) for event in events[-3:]] == [Progress, Verifying, Done]
    assert target(home).read_bytes() == server.repos[REPO].files[FILE]
    assert downloads.jobs.all() == [] and list((home.models / ".downloads").iterdir()) == []
    assert server.ranges() == ["bytes=0-699999"]


def test_the_model_remembers_its_origin_and_can_be_verified_again(
    downloads: Downloads, server: HubServer, home: Paths
) -> None:
    run(downloads, plan(downloads, server))
    known = read_provenance(target(home))
    assert known is not None and (known.repo, known.commit) == (REPO, hub_server.COMMIT)
    assert is_whole(target(home), tuple(remote_files(server)))
    assert [event.problem for event in verify(target(home), threading.Event())][-1] == ""
    content = bytearray(target(home).read_bytes())
    content[1000] ^= 1
    target(home).write_bytes(content)
    assert "is damaged" in [event.problem for event in verify(target(home), threading.Event())][-1]


GOES_ON: dict[str, tuple[str, list[Fault], str]] = {
    "a dropped connection": ("bytes", [hub_server.cut_after(300_000)], "dropped"),
    "a reset connection": ("bytes", [hub_server.cut_after(300_000, reset=True)], "dropped"),
    "nothing but resets": ("bytes", [hub_server.cut_after(0, reset=True)] * 3, "dropped"),
    "a stall in the bytes": ("bytes", [hub_server.stall_after(200_000)], "slow"),
    "a stall before the bytes": ("bytes", [hub_server.stall_after(0)], "slow"),
    "a drip": ("bytes", [hub_server.drip(20)], "slow"),
    "503 from the Hub": ("resolve", [hub_server.status(503)], "server"),
    "500 from the bytes' server": ("bytes", [hub_server.status(500)], "server"),
    "403 from the bytes' server: a location that ran out": ("bytes", [hub_server.status(403)], "server"),
    "408": ("resolve", [hub_server.status(408)], "server"),
    "429 that asks for little": ("resolve", [hub_server.status(429, Retry_After="0")], "rate"),
    "416": ("bytes", [hub_server.status(416)], "odd"),
    "a lie about the length": ("bytes", [hub_server.short_length], "odd"),
    "a lie about the range": ("bytes", [hub_server.wrong_range(5)], "odd"),
    "a compressed answer": ("bytes", [hub_server.compressed], "odd"),
    "a lie about the size": ("resolve", [hub_server.resolve_with(X_Linked_Size="77")], "odd"),
    "no name for the file": ("resolve", [hub_server.resolve_with(X_Linked_Etag='"abc"')], "odd"),
    "a redirect to no address": ("resolve", [hub_server.resolve_with(Location="ftp://x/y")], "odd"),
    "a redirect in circles": (
        "bytes",
        [lambda answering: answering.answer(302, Location=answering.path)] * 6,
        "odd",
    ),
}


@pytest.mark.parametrize("case", GOES_ON)
def test_a_download_goes_on_by_itself_after(case: str, server: HubServer, home: Paths) -> None:
    kind, faults, expected = GOES_ON[case]
    patience = IMPATIENT if expected == "slow" else QUICK
    downloads = Downloads(home.models, Network(), endpoint=server.endpoint, patience=patience)
    server.fail(kind, *faults)
    events = run(downloads, plan(downloads, server))
    assert events[-1] == Done(target(home)) and set(waits(events)) == {expected}
    assert hashlib.sha256(target(home).read_bytes()).hexdigest() == remote_files(server)[0].sha256


def test_after_a_break_only_the_missing_bytes_are_asked_for(downloads: Downloads, server: HubServer) -> None:
    server.fail("bytes", hub_server.cut_after(300_000), hub_server.cut_after(100_000))
    run(downloads, plan(downloads, server))
    assert server.ranges() == ["bytes=0-699999", "bytes=300000-699999", "bytes=400000-699999"]


def test_a_server_without_ranges_starts_at_zero(downloads: Downloads, server: HubServer, home: Paths) -> None:
    server.fail("bytes", hub_server.cut_after(300_000), hub_server.whole_file)
    assert run(downloads, plan(downloads, server))[-1] == Done(target(home))
    assert len(target(home).read_bytes()) == 700_000


def test_more_bytes_than_planned_are_not_kept(downloads: Downloads, server: HubServer, home: Paths) -> None:
    server.fail("bytes", hub_server.surplus)
    assert run(downloads, plan(downloads, server))[-1] == Done(target(home))
    assert len(target(home).read_bytes()) == 700_000


def test_a_server_that_was_away_is_waited_for(home: Paths) -> None:
    with HubServer() as server:
        serve(server)
        files, port = remote_files(server), server.port
    downloads = Downloads(home.models, Network(), endpoint=f"http://127.0.0.1:{port}", patience=QUICK)
    job = downloads.jobs.plan(REPO, hub_server.COMMIT, files)
    returned: list[HubServer] = []

    def come_back(event: object, _stop: threading.Event) -> None:
        if isinstance(event, Waiting) and not returned:
            assert downloads.jobs.get(job.id).state == "waiting"  # type: ignore[union-attr]
            returned.append(HubServer(port).__enter__())
            serve(returned[0])

    events = run(downloads, job, come_back)
    returned[0].__exit__()
    assert events[-1] == Done(target(home)) and set(waits(events)) == {"offline"}
    assert "goes on by itself when the network is back" in next(
        event.sentence for event in events if isinstance(event, Waiting)
    )


def test_the_wait_that_a_server_asks_for_is_kept(downloads: Downloads, server: HubServer) -> None:
    server.fail("resolve", hub_server.status(429, Retry_After="500"))
    asked = []

    def give_up(event: object, stop: threading.Event) -> None:
        if isinstance(event, Waiting):
            asked.append(event)
            stop.set()

    # Were the stop not heard, the test would wait as long.
    assert run(downloads, plan(downloads, server), give_up)[-1] == Paused(resumes_by_itself=True)
    assert asked[0].seconds == 500.0 and "to wait 500 s before" in asked[0].sentence


ENDS: dict[str, tuple[str, Fault, str]] = {
    "gated": ("resolve", hub_server.status(401, "GatedRepo"), "gated"),
    "gated for this account": ("resolve", hub_server.status(403, "GatedRepo"), "gated"),
    "private or missing": ("resolve", hub_server.status(401, "RepoNotFound"), "missing"),
    "missing": ("resolve", hub_server.status(404, "RepoNotFound"), "missing"),
    "gone": ("resolve", hub_server.status(404, "EntryNotFound"), "gone"),
    "revision gone": ("resolve", hub_server.status(404, "RevisionNotFound"), "gone"),
    "refused": ("resolve", hub_server.status(451), "denied"),
    "another file": ("resolve", hub_server.resolve_with(X_Linked_Etag=f'"{"0" * 64}"'), "changed"),
    "a sign-in page": ("resolve", hub_server.sign_in_page, "not_gguf"),
    "a redirect to a sign-in page": ("resolve", hub_server.sign_in_redirect, "not_gguf"),
    "a page in place of the bytes": ("bytes", hub_server.page_as_bytes, "not_gguf"),
    "a flipped bit": ("bytes", hub_server.flipped(400_000), "corrupt"),
    "a proxy that refuses": ("resolve", hub_server.status(407), "proxy"),
}


@pytest.mark.parametrize("case", ENDS)
def test_a_download_ends_with_a_sentence_when(
    case: str, downloads: Downloads, server: HubServer, home: Paths
) -> None:
    kind, fault, expected = ENDS[case]
    server.fail(kind, fault)
    job = plan(downloads, server)
    problem = failure(downloads, job)
    assert problem.kind == expected and problem.message.endswith(".") and "{" not in problem.message
    assert run(downloads, job)[-1] == Done(target(home))  # Resume, after the cause is gone


def test_a_flipped_bit_throws_the_bytes_away(downloads: Downloads, server: HubServer) -> None:
    server.fail("bytes", hub_server.flipped(699_999))
    job = plan(downloads, server)
    failure(downloads, job)
    assert downloads.jobs.part(job.id, 0).stat().st_size == 0


def test_a_wrong_certificate_is_named(home: Paths) -> None:
    key, certificate = home.home.parent / "key.pem", home.home.parent / "cert.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=x"]
    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the certificate")
    subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    import ssl

    with HubServer() as server:
        serve(server)
        files = remote_files(server)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server._server.socket = context.wrap_socket(server._server.socket, server_side=True)
        endpoint = server.endpoint.replace("http:", "https:")
        downloads = Downloads(home.models, Network(), endpoint=endpoint, patience=QUICK)
        assert failure(downloads, downloads.jobs.plan(REPO, hub_server.COMMIT, files)).kind == "tls"


def test_the_token_opens_a_gated_repository_and_never_leaves_its_origin(
    server: HubServer, home: Paths
) -> None:
    server.repos[REPO].facts["gated"] = "manual"
    server.token = "hf_secret"
    job = plan(Downloads(home.models, Network()), server)
    without = Downloads(home.models, Network(), endpoint=server.endpoint, patience=QUICK)
    assert "accept its terms on huggingface.co/maker/model-GGUF" in failure(without, job).message
    with_token = Downloads(
        home.models, Network(), endpoint=server.endpoint, patience=QUICK, token=lambda: "hf_secret"
    )
    assert isinstance(run(with_token, job)[-1], Done)
    sent = {(seen.kind, seen.authorization) for seen in server.seen}
    assert sent == {("resolve", ""), ("resolve", "Bearer hf_secret"), ("bytes", "")}
    assert {seen.headers["user-agent"].split("/")[0] for seen in server.seen} == {"inglenook"}


def test_a_renamed_repository_is_found(downloads: Downloads, server: HubServer) -> None:
    job = plan(downloads, server)
    server.repos["new/name"] = dataclasses.replace(server.repos[REPO])
    server.repos[REPO].moved_to = "new/name"
    assert isinstance(run(downloads, job)[-1], Done)


# Pausing and cancelling


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
        hub_server.silence(answering)
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


# Split sets


def test_a_split_set_appears_only_as_a_whole(downloads: Downloads, server: HubServer, home: Paths) -> None:
    repo = serve(server, 200_000, "maker/split", *SPLIT)
    job = plan(downloads, server, "maker/split")
    server.fail("bytes", lambda answering: answering.answer_bytes(), hub_server.flipped(100))
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


# What is on the disk


def test_after_the_power_failed_only_what_had_reached_the_disk_is_believed(
    downloads: Downloads, server: HubServer
) -> None:
    server.fail("bytes", hub_server.status(451))
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
    server.fail("bytes", hub_server.cut_after(300_000), hub_server.status(451))
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


def test_too_little_room_is_refused_before_a_request(downloads: Downloads, server: HubServer) -> None:
    size = min(shutil.disk_usage("/").free, 49_000_000_000)
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


# Killed


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
    server.be_fast()
    here = dict.fromkeys(SPLIT, 0)
    for index, path in enumerate(SPLIT):
        part = downloads.jobs.part(job.id, index)
        here[path] = part.stat().st_size if part.exists() else 0
    server.seen.clear()
    if downloads.jobs.get(job.id) is not None:
        events = run(downloads, job)
        assert isinstance(events[-1], Done)
        expected = [f"bytes={count}-{size // 3 - 1}" for count in here.values() if count < size // 3]
        assert server.ranges() == expected
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
