"""The set-up scripts: what they find missing, what they say, and what they leave alone."""

from __future__ import annotations

import ctypes.util
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="small shell programs stand on the PATH")

SCRIPTS = Path(__file__).resolve().parents[2] / "packaging"

PROJECT = """\
[project]
name = "hearth"
version = "0"
requires-python = ">=3.11"
dependencies = ["nobody-made-this"]
"""
LOCK = f"""\
version = 1
revision = 3
requires-python = ">=3.11"

[[package]]
name = "hearth"
version = "0"
source = {{ virtual = "." }}
dependencies = [{{ name = "nobody-made-this" }}]

[package.metadata]
requires-dist = [{{ name = "nobody-made-this" }}]

[[package]]
name = "nobody-made-this"
version = "1"
source = {{ registry = "NOWHERE/simple" }}
wheels = [{{ url = "NOWHERE/nobody_made_this-1-py3-none-any.whl", hash = "sha256:{"0" * 64}" }}]
"""


@pytest.fixture(scope="module")
def setup() -> Iterator[dict[str, ModuleType]]:
    """The set-up's modules, imported as its scripts import them: from their own folder."""
    names = ("commands", "system", "environment")
    sys.path.insert(0, str(SCRIPTS))
    try:
        yield {name: __import__(name) for name in names}
    finally:
        sys.path.remove(str(SCRIPTS))
        for name in names:
            sys.modules.pop(name, None)


@pytest.fixture(scope="module")
def uv(setup: dict[str, ModuleType]) -> str:
    """The uv that the set-up would use on this computer."""
    found = setup["environment"].find_uv()
    if found is None:
        pytest.skip("no uv on this computer")
    return str(found)


@pytest.fixture
def system(setup: dict[str, ModuleType]) -> ModuleType:
    return setup["system"]


@pytest.fixture
def commands(setup: dict[str, ModuleType]) -> ModuleType:
    return setup["commands"]


@pytest.fixture
def checkout(setup: dict[str, ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """environment.py working on an empty checkout, in which nothing is installed."""
    environment = setup["environment"]
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / "uv.lock").write_text("version = 1\n")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(environment, "STAMP", tmp_path / ".venv" / "inglenook-installed")
    monkeypatch.setattr(environment, "OWN_UV", tmp_path / ".venv-uv")
    return environment


def _install(environment: ModuleType, group: str) -> None:
    python: Path = environment.ENVIRONMENT / environment.SCRIPTS / Path(environment._python()).name
    python.parent.mkdir(parents=True, exist_ok=True)
    python.touch()
    environment.STAMP.write_text(f"{environment.wanted()} {group}\n")


def _program(folder: Path, name: str, body: str) -> Path:
    """A shell program to stand on the PATH."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("script", ["start.py", "check.py"])
def test_an_older_python_reads_far_enough_to_say_so_in_one_sentence(script: str) -> None:
    # Python 2's syntax had no annotations, f-strings or future "annotations": the guard comes before all.
    source = (SCRIPTS / script).read_text(encoding="utf-8")
    pretend = source.replace("import sys\n", "import sys\nsys.version_info = (3, 10, 13)\n", 1)
    run = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert run.stderr.startswith("Inglenook needs Python 3.11 or newer, and this is Python 3.10:")
    assert run.stderr.count("\n") == 1
    assert "from __future__" not in source and 'f"' not in source


def test_a_library_is_found_by_loading_it(system: ModuleType) -> None:
    assert system.has_library(ctypes.util.find_library("c"))
    assert not system.has_library("libnobody-ever-made-this.so.9")


def test_a_screen_is_x_or_wayland(system: ModuleType) -> None:
    assert system.has_screen({"DISPLAY": ":0"})
    assert system.has_screen({"WAYLAND_DISPLAY": "wayland-0"})
    assert not system.has_screen({"DISPLAY": "", "QT_QPA_PLATFORM": "offscreen"})


@pytest.mark.parametrize(
    ("arguments", "does"),
    [
        ([], True),
        (["--home", "ask"], True),
        (["--home=/tmp/a"], True),
        (["ask", "Who are you?"], False),
        (["--home", "/tmp/a", "models"], False),
        (["--version"], False),
    ],
)
def test_only_the_window_needs_the_libraries_of_a_window(
    setup: dict[str, ModuleType], arguments: list[str], does: bool
) -> None:
    assert setup["environment"].opens_window(arguments) is does


def test_only_what_is_missing_is_named_and_each_package_once(system: ModuleType) -> None:
    there = system.Need("there", lambda: True, "there", "there", "there")
    first = system.Need("libfirst.so.1", lambda: False, "libfirst1", "first", "first")
    second = system.Need("libsecond.so.1", lambda: False, "libfirst1", "first", "first")
    lacking = system.missing([there, first, second])
    assert lacking == [first, second]
    assert system.packages(lacking, system.PACKAGE_MANAGERS[0]) == ["libfirst1"]


def test_each_need_has_a_name_for_each_package_manager(system: ModuleType) -> None:
    needs = [system.COMPILER, system.ENVIRONMENTS, *system.QT, *system.SCREEN]
    for manager in system.PACKAGE_MANAGERS:
        assert len(system.packages(needs, manager)) > 5
        assert all(getattr(need, manager.family) for need in needs)


def test_a_person_without_rights_gets_the_command_to_type(
    system: ModuleType, commands: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program(tmp_path, "apt-get", "echo must not run >&2; exit 100")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    lacking = system.Need("libEGL.so.1", lambda: False, "libegl1", "libglvnd-egl", "libglvnd")
    with pytest.raises(commands.SetUpError) as told:
        system.install([lacking])
    assert "apt-get update && apt-get install --no-install-recommends libegl1\n" in str(told.value)


@pytest.mark.parametrize(
    ("program", "expected"),
    [("dnf", "dnf install libglvnd-egl"), ("pacman", "pacman -S --needed libglvnd")],
)
def test_other_systems_get_names_that_are_called_untried(
    system: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, expected: str
) -> None:
    _program(tmp_path, program, "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    lacking = system.Need("libEGL.so.1", lambda: False, "libegl1", "libglvnd-egl", "libglvnd")
    told = system.by_hand([lacking], system.package_manager())
    assert expected in told
    assert "nobody has tried" in told


def test_without_a_known_package_manager_the_libraries_are_named(system: ModuleType) -> None:
    lacking = system.Need("libEGL.so.1", lambda: False, "libegl1", "libglvnd-egl", "libglvnd")
    assert "libEGL.so.1" in system.by_hand([lacking], None)


@pytest.mark.parametrize(
    "complaint",
    [
        "W: Failed to fetch a list  Temporary failure resolving 'a.example'",
        "WARNING: Retrying after [Errno -3] Temporary failure in name resolution",
        "error: Failed to fetch\\n  Caused by: dns error\\n  Caused by: failed to lookup address",
        "error: Request failed\\n  Caused by: tcp connect error: Network is unreachable (os error 101)",
    ],
)
def test_a_missing_network_is_recognized_and_its_pages_are_left_out(
    commands: ModuleType, capfd: pytest.CaptureFixture[str], complaint: str
) -> None:
    outcome = commands.run(
        ["sh", "-c", f'echo Resolved 52 packages >&2; printf "%b" "{complaint}" >&2; exit 2']
    )
    assert outcome == commands.Outcome(2, network_was_down=True)
    assert capfd.readouterr().err == "Resolved 52 packages\n"


def test_any_other_complaint_is_shown_whole(commands: ModuleType, capfd: pytest.CaptureFixture[str]) -> None:
    outcome = commands.run(["sh", "-c", "echo 'error: no space left' >&2; echo '  on the disk' >&2; exit 2"])
    assert outcome == commands.Outcome(2, network_was_down=False)
    assert capfd.readouterr().err == "error: no space left\n  on the disk\n"


def test_uv_without_a_network_fails_with_one_sentence(
    uv: str, checkout: ModuleType, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("UV_INDEX", "UV_DEFAULT_INDEX", "UV_OFFLINE", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("UV_HTTP_RETRIES", "0")
    monkeypatch.setenv("UV_CACHE_DIR", str(checkout.ROOT / "cache"))
    (checkout.ROOT / "pyproject.toml").write_text(PROJECT)
    with socket.socket() as closed:  # a port of this computer that nobody listens on
        closed.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{closed.getsockname()[1]}"
        (checkout.ROOT / "uv.lock").write_text(LOCK.replace("NOWHERE", nowhere))
        status = checkout._told(lambda: checkout.sync(uv, "app"))
    told = capfd.readouterr().err
    assert status == 1
    assert told.endswith(f"\n{checkout.NO_NETWORK}\n")
    assert "error" not in told
    assert not checkout.STAMP.exists()


def test_nothing_is_done_when_all_is_installed(
    checkout: ModuleType, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(checkout, "app")
    monkeypatch.setenv("PATH", "")  # neither uv nor apt-get nor a compiler could be started
    checkout.prepare("app", [])
    assert capfd.readouterr() == ("", "")


def test_what_was_installed_for_the_tests_is_enough_for_the_app_but_not_the_reverse(
    checkout: ModuleType, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(checkout, "tests")
    assert checkout.installed_group() == "tests"
    _install(checkout, "app")
    called: list[str] = []
    monkeypatch.setattr(checkout.system, "install", lambda needs: None)
    monkeypatch.setattr(checkout, "find_uv", lambda: "uv")
    monkeypatch.setattr(checkout, "sync", lambda uv, group: called.append(group))
    checkout.prepare("tests", [])
    assert called == ["tests"]
    assert "the tools of its tests" in capfd.readouterr().err


@pytest.mark.parametrize("changed", ["pyproject.toml", "uv.lock"])
def test_a_changed_description_is_installed_again(checkout: ModuleType, changed: str) -> None:
    _install(checkout, "app")
    assert checkout.installed_group() == "app"
    with (checkout.ROOT / changed).open("a") as file:
        file.write("# another version\n")
    assert checkout.installed_group() is None


def test_a_moved_checkout_or_a_vanished_python_is_installed_again(
    checkout: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(checkout, "app")
    checkout._python().unlink()
    assert checkout.installed_group() is None
    _install(checkout, "app")
    moved = checkout.ROOT.with_name("moved")
    checkout.ROOT.rename(moved)
    monkeypatch.setattr(checkout, "ROOT", moved)
    monkeypatch.setattr(checkout, "ENVIRONMENT", moved / ".venv")
    monkeypatch.setattr(checkout, "STAMP", moved / ".venv" / "inglenook-installed")
    assert checkout.installed_group() is None


def test_an_old_uv_is_not_used_as_it_would_ignore_the_build_flags(
    checkout: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = _program(tmp_path / "old", "uv", "echo uv 0.4.30")
    monkeypatch.setenv("PATH", str(old.parent))
    assert checkout.find_uv() is None
    own = _program(tmp_path / "new", "uv", "echo 'uv 0.13.9 (x86_64-unknown-linux-gnu)'")
    monkeypatch.setenv("PATH", str(own.parent))
    assert checkout.find_uv() == str(own)


def test_variables_that_would_change_the_result_are_kept_from_the_installer(
    checkout: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CMAKE_ARGS", "-DGGML_NATIVE=ON")
    monkeypatch.setenv("SKBUILD_CMAKE_SOURCE_DIR", "elsewhere")
    monkeypatch.setenv("UV_PROJECT_ENVIRONMENT", "/somewhere/else")
    monkeypatch.setenv("SSL_CERT_FILE", "/etc/ssl/own.pem")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    environ = checkout.undisturbed()
    assert "CMAKE_ARGS" not in environ
    assert "SKBUILD_CMAKE_SOURCE_DIR" not in environ
    assert "UV_PROJECT_ENVIRONMENT" not in environ
    assert environ["SSL_CERT_FILE"] == "/etc/ssl/own.pem"
    assert environ["HTTPS_PROXY"] == "http://proxy.example:3128"


def test_arguments_go_to_inglenook_unchanged(checkout: ModuleType) -> None:
    _install(checkout, "app")
    program = _program(checkout.ENVIRONMENT / checkout.SCRIPTS, "inglenook", 'printf "%s|" "$@"; pwd; exit 7')
    # In a process of its own, as start() becomes the program it starts.
    source = (
        "import sys, environment\n"
        "from pathlib import Path\n"
        f"environment.ROOT = Path({str(checkout.ROOT)!r})\n"
        f"environment.ENVIRONMENT = Path({str(program.parents[1])!r})\n"
        f"environment.STAMP = Path({str(checkout.STAMP)!r})\n"
        "environment.start(sys.argv[1:])\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", source, "ask", "--json", "two words", ""],
        cwd=checkout.ROOT,
        env=os.environ | {"PYTHONPATH": str(SCRIPTS)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (7, "")
    assert run.stdout == f"ask|--json|two words||{checkout.ROOT}\n"


def test_the_network_is_asked_only_for_what_the_cache_lacks(
    checkout: ModuleType, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    checkout.ENVIRONMENT.mkdir()
    cached = _program(tmp_path / "cached", "uv", f'echo "$@" >> {tmp_path}/cached/calls')
    checkout.sync(str(cached), "app")
    assert (cached.parent / "calls").read_text().count("\n") == 1
    assert "--offline" in (cached.parent / "calls").read_text()
    assert checkout.STAMP.exists()

    lacking = _program(
        tmp_path / "lacking",
        "uv",
        f'echo "$@" >> {tmp_path}/lacking/calls\n'
        'case "$*" in *--offline*) echo "error: not in the cache" >&2; exit 2;; esac',
    )
    checkout.sync(str(lacking), "tests")
    offline, online = (lacking.parent / "calls").read_text().splitlines()
    assert offline == f"{online} --offline"
    assert "--no-dev" not in online
    assert capfd.readouterr().err == ""
