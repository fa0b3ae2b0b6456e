"""A whole session, in the window and on the command line: what it asked of the network, and what it left.

The programs run in a network namespace of their own where that is allowed, under strace where it is
installed, and always with a hook in every Python process that writes down what sockets are used for.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from app.network.connections import NetworkRecord
from app.store.conversations import Conversations
from app.store.database import Database
from tests.privacy.traces import holding

ROOT = Path(__file__).parent.parent.parent
RECORDER = Path(__file__).parent / "recorder"

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="recorders of system calls are Linux's"),
    pytest.mark.timeout(900),  # a whole session, each of whose system calls is looked at
]


@dataclass(frozen=True)
class Session:
    """home: what it left. sockets: what Python opened, but for Unix sockets. calls: strace's lines."""

    home: Path
    sockets: tuple[str, ...]
    calls: tuple[str, ...]


@cache
def has_strace() -> bool:
    return shutil.which("strace") is not None and _works("strace", "-f", "--seccomp-bpf", "-o", os.devnull)


@cache
def has_namespaces() -> bool:
    return shutil.which("unshare") is not None and _works("unshare", "--map-root-user", "--net")


def _works(*command: str) -> bool:
    return subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0


def record(folder: Path, *commands: tuple[list[str], str]) -> Session:
    """Run Python with these arguments and this input, one after the other, on the home folder in `folder`."""
    sockets, calls = folder / "sockets", folder / "calls"
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(RECORDER), str(ROOT)]),
        "SOCKET_RECORD": str(sockets),
        "SESSION_HOME": str(folder / "home"),
        "QT_QPA_PLATFORM": "offscreen",
        "TMPDIR": str(folder),
    }
    around = ["unshare", "--map-root-user", "--net"] if has_namespaces() else []
    if has_strace():
        around += ["strace", "-f", "--seccomp-bpf", "-qq", "-A", "-e", "trace=network", "-o", str(calls)]
    for arguments, typed in commands:
        done = subprocess.run(
            [*around, sys.executable, *arguments],
            cwd=ROOT,
            env=environment,
            input=typed,
            capture_output=True,
            text=True,
            umask=0o022,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return Session(folder / "home", _lines(sockets), _lines(calls))


def _lines(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8").splitlines()) if path.exists() else ()


def beyond_this_computer(calls: tuple[str, ...]) -> list[str]:
    """Lines of strace that have to do with any sockets but Unix ones."""
    return [
        line for line in calls if set(re.findall(r"\b[AP]F_([A-Z0-9]+)", line)) - {"UNIX", "LOCAL", "UNSPEC"}
    ]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    folder = tmp_path_factory.mktemp("session")
    program = ["-m", "ui", "--home", str(folder / "home")]
    in_window = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--timeout=600"]
    in_window.append("tests/privacy/session_in_window.py")
    return record(
        folder,
        (in_window, ""),
        ([*program, "chat"], "Hello\nMy password is plumtree-never-kept.\n"),
        ([*program, "models"], ""),
    )


def test_a_recorder_sees_what_is_attempted(tmp_path: Path) -> None:
    attempt = (
        "import contextlib, socket\n"
        "with contextlib.suppress(OSError): socket.create_connection(('192.0.2.1', 443), timeout=0.01)\n"
        "socket.socketpair()"
    )
    seen = record(tmp_path, (["-c", attempt], ""))
    assert any("192.0.2.1" in line for line in seen.sockets)
    if has_strace():
        assert any("192.0.2.1" in line for line in beyond_this_computer(seen.calls))
        assert len(beyond_this_computer(seen.calls)) < len(seen.calls)


def test_no_process_of_a_session_uses_a_socket_in_python(session: Session) -> None:
    assert session.sockets == ()
    with Database(session.home / "inglenook.sqlite") as database:
        assert NetworkRecord(database).newest() == []


def test_no_system_call_of_a_session_has_to_do_with_the_network(session: Session) -> None:
    if not has_strace():
        pytest.skip("strace is not installed, or not allowed here")
    assert session.calls  # Unix sockets, between the processes
    assert beyond_this_computer(session.calls) == []


def test_a_session_works_without_any_network_at_all(session: Session) -> None:
    if not has_namespaces():
        pytest.skip("network namespaces are not allowed here")
    interfaces = "import socket; print([name for _, name in socket.if_nameindex()])"
    inside = ["unshare", "--map-root-user", "--net", sys.executable, "-c", interfaces]
    done = subprocess.run(inside, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['lo']"  # and that one is down
    with Database(session.home / "inglenook.sqlite") as database:
        conversations = Conversations(database)
        states = [
            message.state for one in conversations.all() for message in conversations.thread(one.id)[1::2]
        ]
    assert sorted(states) == ["complete", "complete", "complete", "failed"]


def test_all_that_a_session_leaves_can_be_read_by_this_user_only(session: Session) -> None:
    paths = [session.home, *session.home.rglob("*")]
    assert {path.name for path in paths} >= {"inglenook.sqlite", "logs", "engine.log", "inglenook.log"}
    modes = {path.relative_to(session.home): stat.S_IMODE(path.stat().st_mode) for path in paths}
    assert {path: oct(mode) for path, mode in modes.items() if mode & 0o077} == {}


def test_logs_hold_neither_prompts_nor_answers_also_after_a_crash(session: Session) -> None:
    logs = session.home / "logs"
    log = (logs / "inglenook.log").read_text(encoding="utf-8")
    assert "the model's process was ended" in log.lower() or "ERROR" in log  # the crash is told
    assert holding(session.home, "plumtree-kept")  # among the conversations
    assert holding(logs, "plumtree") == []
    with Database(session.home / "inglenook.sqlite") as database:
        conversations = Conversations(database)
        texts = [message.content for one in conversations.all() for message in conversations.thread(one.id)]
    said = [sentence for text in texts for sentence in text.split(". ") if len(sentence) > 20]
    assert len(said) > 4
    assert holding(logs, *said) == []


def test_a_temporary_chat_and_the_command_line_leave_no_word_on_the_disk(session: Session) -> None:
    assert holding(session.home.parent, "plumtree-never-kept") == []
