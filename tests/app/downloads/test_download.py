"""Downloads against a stand-in for the Hub over real HTTP, with everything going wrong."""

from __future__ import annotations

import dataclasses
import hashlib
import shutil
import subprocess
import threading

import pytest

from app.downloads.download import Downloads
from app.downloads.events import Done, Paused, Progress, Verifying, Waiting
from app.models.provenance import is_whole, read_provenance, verify
from app.network.connections import Network
from app.paths import Paths
from tests import hub_faults, hub_server
from tests.app.served_hub import (
    FILE,
    IMPATIENT,
    QUICK,
    REPO,
    failure,
    plan,
    remote_files,
    run,
    serve,
    target,
)
from tests.hub_server import Fault, HubServer


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
    "a dropped connection": ("bytes", [hub_faults.cut_after(300_000)], "dropped"),
    "a reset connection": ("bytes", [hub_faults.cut_after(300_000, reset=True)], "dropped"),
    "nothing but resets": ("bytes", [hub_faults.cut_after(0, reset=True)] * 3, "dropped"),
    "a stall in the bytes": ("bytes", [hub_faults.stall_after(200_000)], "slow"),
    "a stall before the bytes": ("bytes", [hub_faults.stall_after(0)], "slow"),
    "a drip": ("bytes", [hub_faults.drip(20)], "slow"),
    "503 from the Hub": ("resolve", [hub_faults.status(503)], "server"),
    "500 from the bytes' server": ("bytes", [hub_faults.status(500)], "server"),
    "403 from the bytes' server: a location that ran out": ("bytes", [hub_faults.status(403)], "server"),
    "408": ("resolve", [hub_faults.status(408)], "server"),
    "429 that asks for little": ("resolve", [hub_faults.status(429, Retry_After="0")], "rate"),
    "416": ("bytes", [hub_faults.status(416)], "odd"),
    "a lie about the length": ("bytes", [hub_faults.short_length], "odd"),
    "a lie about the range": ("bytes", [hub_faults.wrong_range(5)], "odd"),
    "a compressed answer": ("bytes", [hub_faults.compressed], "odd"),
    "a lie about the size": ("resolve", [hub_faults.resolve_with(X_Linked_Size="77")], "odd"),
    "no name for the file": ("resolve", [hub_faults.resolve_with(X_Linked_Etag='"abc"')], "odd"),
    "a redirect to no address": ("resolve", [hub_faults.resolve_with(Location="ftp://x/y")], "odd"),
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
    server.fail("bytes", hub_faults.cut_after(300_000), hub_faults.cut_after(100_000))
    run(downloads, plan(downloads, server))
    assert server.ranges() == ["bytes=0-699999", "bytes=300000-699999", "bytes=400000-699999"]


def test_a_server_without_ranges_starts_at_zero(downloads: Downloads, server: HubServer, home: Paths) -> None:
    server.fail("bytes", hub_faults.cut_after(300_000), hub_faults.whole_file)
    assert run(downloads, plan(downloads, server))[-1] == Done(target(home))
    assert len(target(home).read_bytes()) == 700_000


def test_more_bytes_than_planned_are_not_kept(downloads: Downloads, server: HubServer, home: Paths) -> None:
    server.fail("bytes", hub_faults.surplus)
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
    server.fail("resolve", hub_faults.status(429, Retry_After="500"))
    asked = []

    def give_up(event: object, stop: threading.Event) -> None:
        if isinstance(event, Waiting):
            asked.append(event)
            stop.set()

    # Were the stop not heard, the test would wait as long.
    assert run(downloads, plan(downloads, server), give_up)[-1] == Paused(resumes_by_itself=True)
    assert asked[0].seconds == 500.0 and "to wait 500 s before" in asked[0].sentence


ENDS: dict[str, tuple[str, Fault, str]] = {
    "gated": ("resolve", hub_faults.status(401, "GatedRepo"), "gated"),
    "gated for this account": ("resolve", hub_faults.status(403, "GatedRepo"), "gated"),
    "private or missing": ("resolve", hub_faults.status(401, "RepoNotFound"), "missing"),
    "missing": ("resolve", hub_faults.status(404, "RepoNotFound"), "missing"),
    "gone": ("resolve", hub_faults.status(404, "EntryNotFound"), "gone"),
    "revision gone": ("resolve", hub_faults.status(404, "RevisionNotFound"), "gone"),
    "refused": ("resolve", hub_faults.status(451), "denied"),
    "another file": ("resolve", hub_faults.resolve_with(X_Linked_Etag=f'"{"0" * 64}"'), "changed"),
    "a sign-in page": ("resolve", hub_faults.sign_in_page, "not_gguf"),
    "a redirect to a sign-in page": ("resolve", hub_faults.sign_in_redirect, "not_gguf"),
    "a page in place of the bytes": ("bytes", hub_faults.page_as_bytes, "not_gguf"),
    "a flipped bit": ("bytes", hub_faults.flipped(400_000), "corrupt"),
    "a proxy that refuses": ("resolve", hub_faults.status(407), "proxy"),
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
    server.fail("bytes", hub_faults.flipped(699_999))
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
