"""Connections: refused everywhere but at one place, and written down there."""

from __future__ import annotations

import ast
import errno
import json
import os
import re
import socket
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import psutil
import pytest

from app.downloads.download import Downloads
from app.downloads.events import Waiting
from app.engine.client import Engine
from app.engine.events import LoadOptions
from app.formula_process import FormulaProcess
from app.hub.client import Hub, SearchQuery
from app.hub.problems import HubProblem
from app.network.connections import Network, NetworkRecord
from app.network.guard import is_on_this_computer
from app.paths import Paths
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.settings import SettingsStore
from tests import hub_faults
from tests.app.served_hub import QUICK, REPO, plan, run, serve
from tests.hub_server import HubServer

ROOT = Path(__file__).parent.parent.parent
OTHER_CLIENTS = ("urllib.request", "http.client", "requests", "QNetworkAccessManager", "QTcpSocket")
AWAY = "192.0.2.1"  # RFC 5737: nobody's

GUARDED = f"""
import asyncio, socket
from app.network.guard import NetworkRefused, guard, opening
guard()

def told(attempt):
    try:
        attempt()
    except NetworkRefused:
        return "refused"
    except OSError:
        return "tried"
    return "done"

def on(kind, attempt, family=socket.AF_INET):
    with socket.socket(family, kind) as opened:
        opened.settimeout(0.01)
        return told(lambda: attempt(opened))

TCP, UDP = socket.SOCK_STREAM, socket.SOCK_DGRAM
print(on(TCP, lambda one: one.connect(("{AWAY}", 443))))
print(on(TCP, lambda one: one.connect_ex(("{AWAY}", 443))))
print(on(UDP, lambda one: one.sendto(b"x", ("{AWAY}", 53))))
print(on(UDP, lambda one: one.sendmsg([b"x"], [], 0, ("{AWAY}", 53))))
print(on(TCP, lambda one: one.bind(("0.0.0.0", 0))))
print(told(lambda: socket.getaddrinfo("huggingface.co", 443)))
print(told(lambda: socket.gethostbyname("huggingface.co")))
print(told(lambda: asyncio.run(asyncio.open_connection("{AWAY}", 443))))
print("-")
print(on(TCP, lambda one: one.bind(("127.0.0.1", 0))))
print(told(lambda: socket.getaddrinfo("localhost", 80)))
print(on(TCP, lambda one: one.connect(("127.0.0.1", 9))))
print(told(lambda: [one.close() for one in socket.socketpair()]))
with opening():
    print(on(UDP, lambda one: one.sendto(b"x", ("{AWAY}", 9))) != "refused")
"""


@pytest.fixture
def server() -> Iterator[HubServer]:
    with HubServer() as server:
        serve(server)
        yield server


@pytest.fixture
def record(home: Paths) -> Iterator[NetworkRecord]:
    with Database(home.database) as database:
        yield NetworkRecord(database)


def test_python_cannot_reach_another_computer_unless_the_one_place_opens_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", GUARDED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    away, here = done.stdout.split("-\n")
    assert away.split() == ["refused"] * 8
    assert here.split() == ["done", "done", "tried", "done", "True"]


@pytest.mark.parametrize(
    ("host", "is_here"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("LocalHost.", True),
        (None, True),
        (b"localhost", True),
        ("", False),
        ("0.0.0.0", False),
        ("::", False),
        ("localhost.example.org", False),
        ("127.0.0.1.example.org", False),
        ("fe80::1%eth0", False),
        ("10.0.0.1", False),
        (12, False),
    ],
)
def test_what_counts_as_this_computer(host: object, is_here: bool) -> None:
    assert is_on_this_computer(host) is is_here


def calls_of(path: str, function: str) -> list[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    body = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == function)
    return [ast.unparse(node) for node in ast.walk(body) if isinstance(node, ast.Call)]


def test_every_process_of_the_program_is_guarded() -> None:
    """The function that a process begins with calls guard(), or confined.begin(), which does."""
    assert "guard()" in calls_of("ui/__main__.py", "main")
    assert "guard()" in calls_of("app/engine/worker.py", "run")
    assert "guard()" in calls_of("app/confined.py", "begin")
    started = set()
    for path in (ROOT / "app").rglob("*.py"):
        text, name = path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()
        if "context.Process(" in text:
            started.add(name)
        for function in re.findall(r"ConfinedProcess\(\s*(\w+),", text):
            assert "confined.begin()" in calls_of(name, function), name
    assert started == {"app/engine/child.py", "app/confined.py"}


NATIVE = """
import ctypes, socket, subprocess, sys
from app.network.filter import refuse_sockets

def native(family):
    library = ctypes.CDLL(None, use_errno=True)
    return ctypes.get_errno() if library.socket(int(family), 1, 0) < 0 else 0

print(native(socket.AF_INET), native(socket.AF_INET6), native(socket.AF_UNIX))
print(refuse_sockets())
print(native(socket.AF_INET), native(socket.AF_INET6), native(socket.AF_PACKET), native(socket.AF_UNIX))
inherited = "import socket; socket.socket()"
print(subprocess.run([sys.executable, "-c", inherited], stderr=subprocess.DEVNULL).returncode)
"""


@cache
def native() -> list[str]:
    command = [sys.executable, "-c", NATIVE]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    if "False" in done.stdout:
        pytest.skip("filters of system calls are Linux's, and not allowed everywhere")
    return done.stdout.splitlines()


def test_the_kernel_refuses_sockets_to_native_code_and_to_children() -> None:
    refused = errno.EACCES
    assert native() == ["0 0 0", "True", f"{refused} {refused} {refused} 0", "1"]


def test_the_engine_and_what_reads_strangers_files_are_filtered(engine: Engine, guide_model: Path) -> None:
    native()
    list(engine.load(guide_model, LoadOptions(context_length=256), threading.Event()))
    formulas = FormulaProcess()
    formulas.draw("x^2", 16.0)
    filtered = {}
    for process in psutil.Process().children(recursive=True):
        if "spawn_main" in " ".join(process.cmdline()):
            status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
            filtered[process.pid] = "Seccomp:\t2" in status
    formulas.close()
    assert engine.pid in filtered and len(filtered) >= 3  # and that of its templates, and the formulas'
    assert all(filtered.values())


def test_only_one_module_may_open_a_connection() -> None:
    for folder in ("app", "ui"):
        for path in (ROOT / folder).rglob("*.py"):
            text, name = path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()
            assert ("opening()" in text) == (name in ("app/network/guard.py", "app/network/backend.py")), name
            for library in (
                "urllib.request",
                "http.client",
                "requests",
                "QNetworkAccessManager",
                "QTcpSocket",
            ):
                assert f"import {library}" not in text and f"{library}(" not in text, name
            if name not in ("app/hub/transport.py", "app/network/backend.py", "app/downloads/download.py"):
                assert "import httpx2" not in text and "httpcore2" not in text, name


def test_a_search_and_a_download_are_written_down_with_their_bytes(
    home: Paths, server: HubServer, record: NetworkRecord
) -> None:
    network = Network(record)
    hub = Hub(network, endpoint=server.endpoint, patience=QUICK)
    list(hub.search(SearchQuery(text="my secret illness"), threading.Event()))
    downloads = Downloads(home.models, network, endpoint=server.endpoint, patience=QUICK)
    run(downloads, plan(downloads, server))
    listed = record.newest()
    assert [(one.host, one.port, one.purpose) for one in reversed(listed)] == [
        ("127.0.0.1", server.port, "Search"),
        ("127.0.0.1", server.port, f"Download of {REPO}"),
        ("localhost", server.port, f"Download of {REPO}"),  # where the Hub sends for the bytes
    ]
    assert network.count == 3
    assert all(one.sent_bytes > 100 and one.ended_at is not None for one in listed)
    assert all(one.ended_at >= one.started_at for one in listed if one.ended_at is not None)
    assert 700_000 < listed[0].received_bytes < 705_000
    assert record.totals() == (3, sum(one.sent_bytes + one.received_bytes for one in listed))


def test_a_download_that_breaks_and_goes_on_is_one_in_the_list_and_says_how_often(
    home: Paths, server: HubServer, record: NetworkRecord
) -> None:
    server.fail("bytes", hub_faults.cut_after(100_000), hub_faults.cut_after(100_000))
    network = Network(record)
    downloads = Downloads(home.models, network, endpoint=server.endpoint, patience=QUICK)
    run(downloads, plan(downloads, server))
    of_bytes, of_hub = record.newest()
    assert (of_bytes.host, of_bytes.times, of_hub.host, network.count) == ("localhost", 3, "127.0.0.1", 2)
    assert 700_000 < of_bytes.received_bytes < 706_000
    record.clear()
    assert network.begin_again(of_bytes).times == 1  # a cleared list is told of it anew
    assert [one.host for one in record.newest()] == ["localhost"]


@pytest.mark.skipif(sys.platform == "win32", reason="about permissions of POSIX")
def test_what_is_downloaded_can_be_read_by_this_user_only(home: Paths, server: HubServer) -> None:
    def others_may(path: Path) -> bool:
        return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)

    open_to_all: set[Path] = set()

    def react(_event: object, _stop: threading.Event) -> None:
        open_to_all.update(path for path in home.models.rglob("*") if path.exists() and others_may(path))

    before = os.umask(0o022)
    try:
        downloads = Downloads(home.models, Network(), endpoint=server.endpoint, patience=QUICK)
        job = plan(downloads, server)
        downloads.jobs.pause(job.id)
        react(None, threading.Event())
        run(downloads, job, react)
    finally:
        os.umask(before)
    react(None, threading.Event())
    assert [path.name for path in home.models.rglob("*.gguf")] and open_to_all == set()


def test_a_connection_that_fails_is_written_down_too(record: NetworkRecord) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        port = taken.getsockname()[1]
        hub = Hub(Network(record), endpoint=f"http://127.0.0.1:{port}", patience=QUICK)
        with pytest.raises(HubProblem, match="no connection"):
            list(hub.search(SearchQuery(), threading.Event()))
    (failed,) = record.newest()
    assert (failed.port, failed.received_bytes) == (port, 0)
    assert failed.ended_at is not None


def test_what_cannot_be_written_down_is_not_opened(home: Paths, server: HubServer) -> None:
    with Database(home.database) as database:
        network = Network(NetworkRecord(database))
        with database.writing() as connection:
            connection.execute(
                "CREATE TRIGGER full BEFORE INSERT ON connection BEGIN SELECT RAISE (ABORT, 'full disk'); END"
            )
        hub = Hub(network, endpoint=server.endpoint, patience=QUICK)
        with pytest.raises(sqlite3.IntegrityError, match="full disk"):
            list(hub.search(SearchQuery(), threading.Event()))
    assert server.seen == [] and network.count == 0


def test_offline_nothing_is_asked_even_of_this_computer(
    home: Paths, server: HubServer, record: NetworkRecord
) -> None:
    network = Network(record, is_offline=True)
    hub = Hub(network, endpoint=server.endpoint, patience=QUICK)
    with pytest.raises(HubProblem, match="started with --offline") as caught:
        list(hub.search(SearchQuery(), threading.Event()))
    assert caught.value.hint == "Start it without --offline."
    network.switch(offline=False)  # does not change how it was started
    downloads = Downloads(home.models, network, endpoint=server.endpoint, patience=QUICK)
    with pytest.raises(HubProblem):
        run(downloads, plan(downloads, server))
    assert server.seen == [] and record.newest() == []


def test_switching_offline_ends_a_download_in_the_middle_and_back_goes_on(
    home: Paths, server: HubServer, record: NetworkRecord
) -> None:
    server.be_slow(400_000)
    network = Network(record)
    downloads = Downloads(home.models, network, endpoint=server.endpoint, patience=QUICK)
    waits: list[str] = []

    def react(event: object, _stop: threading.Event) -> None:
        if isinstance(event, Waiting):
            waits.append(event.sentence)
            server.be_fast()
            network.switch(offline=len(waits) < 3)
        elif not waits:
            network.switch(offline=True)

    run(downloads, plan(downloads, server), react)
    assert set(waits) == {
        "Inglenook is offline. The download goes on when Offline is switched off in Settings."
    }
    assert len(waits) == 3
    assert list(home.models.rglob("*.gguf"))
    assert len(server.ranges()) == 2  # nothing was asked while it was offline


def test_the_record_can_be_cleared_and_leaves_nothing_in_the_file(home: Paths, server: HubServer) -> None:
    server.repos["maker/embarrassing-GGUF"] = server.repos[REPO]
    with Database(home.database) as database:
        record = NetworkRecord(database)
        hub = Hub(Network(record), endpoint=server.endpoint, patience=QUICK)
        list(hub.repository("maker/embarrassing-GGUF", threading.Event()))
        assert "embarrassing" in record.newest()[0].purpose
        record.clear()
        assert record.newest() == [] and record.totals() == (0, 0)
        Conversations(database).create()  # what is written next does not bring it back
        SettingsStore(database).set(offline=True)
    assert not any(b"embarrassing" in path.read_bytes() for path in home.home.rglob("*") if path.is_file())


def test_the_command_line_lists_what_it_opened_and_forgets_it(home: Paths, server: HubServer) -> None:
    def call(*arguments: str) -> tuple[str, str]:
        environment = {**os.environ, "HF_ENDPOINT": server.endpoint}
        command = [sys.executable, "-m", "ui", "--home", str(home.home), *arguments]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        return done.stdout, done.stderr

    assert call("network") == ("", "No connection was ever made.\n")
    assert not home.home.exists()
    call("search", "--limit", "1")
    shown, _ = call("network")
    assert "127.0.0.1" in shown and "Search" in shown
    (listed,) = json.loads(call("network", "--json")[0])
    assert listed["purpose"] == "Search" and listed["received_bytes"] > 100
    assert call("network", "--clear") == ("", "The list is empty now.\n")
    assert call("network", "--json")[0].strip() == "[]"
