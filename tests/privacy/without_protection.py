"""Takes each protection out of a copy of the program, one at a time, and sees whether its test then fails.

    python -m tests.privacy.without_protection

It prints a line for each, and ends with status 1 if a test passed although what it watches over was gone.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
COPIED = ("app", "ui", "assets", "packaging", "tests")


@dataclass(frozen=True, slots=True)
class Protection:
    """What is done without: in `file`, `kept` becomes `broken`. test: that must then fail."""

    name: str
    file: str
    kept: str
    broken: str
    test: str


_ASK = "import contextlib, socket\n    with contextlib.suppress(OSError):\n        "
PROTECTIONS = (
    Protection(
        "Python's sockets are guarded",
        "app/network/guard.py",
        "sys.addaudithook(_check)",
        "pass",
        "test_network.py::test_python_cannot_reach_another_computer_unless_the_one_place_opens_it",
    ),
    Protection(
        "the kernel refuses sockets to native code",
        "app/network/filter.py",
        "(_RETURN, 0, 0, _REFUSE)",
        "(_RETURN, 0, 0, _ALLOW)",
        "test_network.py::test_the_kernel_refuses_sockets_to_native_code_and_to_children",
    ),
    Protection(
        "the engine is filtered",
        "app/engine/worker.py",
        "    refuse_sockets()\n",
        "",
        "test_network.py::test_the_engine_and_what_reads_strangers_files_are_filtered",
    ),
    Protection(
        "a connection is written down",
        "app/network/connections.py",
        "connection = self._record.add(connection)",
        "pass",
        "test_network.py::test_a_search_and_a_download_are_written_down_with_their_bytes",
    ),
    Protection(
        "offline nothing is opened",
        "app/network/connections.py",
        "if self.is_offline:",
        "if not self:",
        "test_network.py::test_offline_nothing_is_asked_even_of_this_computer",
    ),
    Protection(
        "nothing is attempted in a session (Python)",
        "app/logs.py",
        "    make_private_folder(folder)",
        f'    make_private_folder(folder)\n    {_ASK}socket.create_connection(("192.0.2.1", 9), 0.1)',
        "test_session.py::test_no_process_of_a_session_uses_a_socket_in_python",
    ),
    Protection(
        "nothing is attempted in a session (system calls)",
        "app/logs.py",
        "    make_private_folder(folder)",
        f"    make_private_folder(folder)\n    {_ASK}socket.socket().close()",
        "test_session.py::test_no_system_call_of_a_session_has_to_do_with_the_network",
    ),
    Protection(
        "deleted rows are overwritten",
        "app/store/database.py",
        "PRAGMA secure_delete = ON",
        "PRAGMA secure_delete = OFF",
        "test_deletion.py::test_a_conversation_deleted_for_good_leaves_no_trace_in_the_database",
    ),
    Protection(
        "the write-ahead log is emptied",
        "app/store/database.py",
        "PRAGMA wal_checkpoint(TRUNCATE)",
        "PRAGMA wal_checkpoint(PASSIVE)",
        "test_deletion.py::test_a_conversation_deleted_for_good_leaves_no_trace_in_the_database",
    ),
    Protection(
        "the full-text index is rewritten",
        "app/store/database.py",
        "VALUES ('optimize')",
        "VALUES ('integrity-check')",
        "test_deletion.py::test_a_conversation_deleted_for_good_leaves_no_trace_in_the_database",
    ),
    Protection(
        "what the model had read goes too",
        "app/engine/snapshots.py",
        ".unlink()",
        ".exists()",
        "test_deletion.py::test_delete_for_good_in_the_window_takes_everything_with_it_at_once",
    ),
    Protection(
        "files are for this user only",
        "app/paths.py",
        "0o600",
        "0o644",
        "test_session.py::test_all_that_a_session_leaves_can_be_read_by_this_user_only",
    ),
    Protection(
        "questions are not logged",
        "app/store/conversations.py",
        "        text = storable(text)\n",
        "        text = storable(text)\n        __import__('logging').getLogger().info(text)\n",
        "test_session.py::test_logs_hold_neither_prompts_nor_answers_also_after_a_crash",
    ),
    Protection(
        "a temporary chat stays in memory",
        "ui/temporary.py",
        "Stores.of(MemoryDatabase(), settings)",
        "Stores.of(settings._database, settings)",
        "test_session.py::test_a_temporary_chat_and_the_command_line_leave_no_word_on_the_disk",
    ),
    Protection(
        "templates run in a sandbox",
        "app/engine/templates.py",
        "import ImmutableSandboxedEnvironment",
        "import SandboxedEnvironment as _, ImmutableSandboxedEnvironment as _; "
        "from jinja2 import Environment as ImmutableSandboxedEnvironment",
        "test_hostile.py::test_a_template_runs_no_code",
    ),
)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in COPIED:
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", copy)
        passing = {test: passes(test, copy) for test in {one.test for one in PROTECTIONS}}
        silent = [one.name for one in PROTECTIONS if not is_missed(one, copy, passing[one.test])]
    return 1 if silent else 0


def is_missed(one: Protection, copy: Path, with_it: bool) -> bool:
    """Whether the test fails without it, and passes with it."""
    path = copy / one.file
    text = path.read_text("utf-8")
    if one.kept not in text:
        raise LookupError(f"{one.file} no longer says: {one.kept}")
    path.write_text(text.replace(one.kept, one.broken), "utf-8")
    without_it = passes(one.test, copy)
    path.write_text(text, "utf-8")
    words = {True: "passes", False: "fails"}
    print(f"{one.name}: with it the test {words[with_it]}, without it it {words[without_it]}", flush=True)
    return with_it and not without_it


def passes(test: str, copy: Path) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", f"tests/privacy/{test}"]
    done = subprocess.run(command, cwd=copy, capture_output=True, check=False)
    told = done.stdout.decode("utf-8", "replace")
    if done.returncode not in (0, 1) or "skipped" in told:  # 1: a test failed; else it was not run
        raise RuntimeError(told)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
