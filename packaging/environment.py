"""The one way to Inglenook from its sources: make .venv once, then open the app or run the tests.

Written with nothing but Python's standard library, as it runs where nothing is installed yet. What
it makes lies in the checkout (.venv, and .venv-uv if the computer has no uv), except for uv's cache and
the system's packages.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

import system
from commands import SetUpError, run

Group = Literal["app", "tests"]

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "inglenook-installed"
OWN_UV = ROOT / ".venv-uv"
SCRIPTS = "Scripts" if sys.platform == "win32" else "bin"

UV = "uv==0.13.9"  # what .venv-uv gets
OLDEST_UV = (0, 13)  # an older one does not know pyproject.toml's build flags and would ignore them
NEWEST_PYTHON = (3, 13)  # as in pyproject.toml

# Each of these would install something else than pyproject.toml and uv.lock say, or to another place.
# CMAKE_ARGS is the worst: uv does not look at it when it takes a package that was built before.
DISTURBING = (
    *("CMAKE_ARGS", "FORCE_CMAKE", "VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH"),
    *("UV_CONFIG_FILE", "UV_NO_CONFIG", "UV_PROJECT", "UV_PROJECT_ENVIRONMENT", "UV_WORKING_DIR"),
    *(
        "UV_FROZEN",
        "UV_LOCKED",
        "UV_NO_SYNC",
        "UV_NO_DEV",
        "UV_NO_GROUP",
        "UV_NO_DEFAULT_GROUPS",
        "UV_PYTHON",
    ),
    *("UV_NO_BUILD", "UV_NO_BUILD_PACKAGE", "UV_NO_BINARY", "UV_NO_BINARY_PACKAGE", "UV_NO_EDITABLE"),
    *("UV_CONFIG_SETTINGS", "UV_CONFIG_SETTINGS_PACKAGE", "UV_NO_BUILD_ISOLATION"),
)

NO_NETWORK = (
    "The network could not be reached, and packages have to be downloaded first: connect this computer "
    "(HTTPS_PROXY names a proxy, if it needs one) and run the command again. What is already here is kept."
)


def start(arguments: Sequence[str]) -> int:
    """Make sure that all is installed, then become Inglenook. Returns an exit status."""
    return _told(lambda: _open(arguments))


def check(arguments: Sequence[str]) -> int:
    """Make sure that all is installed, the tests' tools too, then run them. Returns an exit status."""
    return _told(lambda: _check(arguments))


def _told(work: Callable[[], int]) -> int:
    try:
        return work()
    except SetUpError as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _open(arguments: Sequence[str]) -> int:
    libraries: list[system.Need] = []
    if opens_window(arguments):
        libraries += system.QT
        if system.has_screen(os.environ):
            libraries += system.SCREEN
    prepare("app", libraries)
    program = str(ENVIRONMENT / SCRIPTS / "inglenook")
    sys.stdout.flush()
    if sys.platform == "win32":  # execv would return to the prompt while the app still runs
        return subprocess.run([program, *arguments], check=False).returncode
    os.execv(program, [program, *arguments])


def _check(arguments: Sequence[str]) -> int:
    prepare("tests", system.QT)
    scripts = sorted(str(path.relative_to(ROOT)) for path in Path(__file__).parent.glob("*.py"))
    steps = {
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "."],
        "mypy": ["mypy", "app", "ui", *scripts],
        "pytest": ["pytest", *arguments],  # last: its summary is what one looks for at the end
    }
    failed = [name for name, step in steps.items() if not _passes(step)]
    if failed and failed != ["pytest"]:
        print(f"Failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def _passes(step: Sequence[str]) -> bool:
    print(f"$ {' '.join(step)}", flush=True)
    return subprocess.run([str(_python()), "-m", *step], cwd=ROOT, check=False).returncode == 0


def opens_window(arguments: Sequence[str]) -> bool:
    """Whether Inglenook opens its window for these arguments: they name no command, at most a folder."""
    return not arguments or (
        arguments[0].startswith("--home") and len(arguments) == (1 if "=" in arguments[0] else 2)
    )


def prepare(group: Group, libraries: Sequence[system.Need]) -> None:
    """Install what this group needs and is not there, after saying what that is.

    libraries: the system's, which are looked for at each start. Raises SetUpError if it cannot be done.
    """
    is_installed = installed_group() in (group, "tests")
    needs = list(libraries) if sys.platform.startswith("linux") else []
    uv = None if is_installed else find_uv()
    if not is_installed:
        needs.append(system.COMPILER)
        if uv is None:
            needs.append(system.ENVIRONMENTS)
    lacking = system.missing(needs)
    if lacking or not is_installed:
        announce(group, lacking, is_installed=is_installed, has_uv=uv is not None)
    if lacking:
        system.install(lacking)
    if not is_installed:
        sync(uv or install_uv(), group)


def announce(group: Group, lacking: Sequence[system.Need], *, is_installed: bool, has_uv: bool) -> None:
    """Say what will be installed, before anything is."""
    lines = ["Inglenook installs what it needs:"]
    if lacking:
        manager = system.package_manager()
        names = system.packages(lacking, manager) if manager else [need.name for need in lacking]
        lines.append(f"  - from the system's packages: {' '.join(names)}")
    if not is_installed:
        if not has_uv:
            lines.append(f"  - uv, which installs Python packages, into {OWN_UV}")
        tools = " and the tools of its tests" if group == "tests" else ""
        lines.append(f"  - the packages of uv.lock{tools} into {ENVIRONMENT}")
        lines.append("    (the engine among them, llama.cpp, is compiled the first time: some minutes)")
    print("\n".join(lines), file=sys.stderr, flush=True)


def wanted() -> str:
    """What tells this installation from another: the files that describe it, and its place.

    The place, since an environment does not survive being moved.
    """
    digest = hashlib.sha256(os.fsencode(ROOT))
    for name in ("pyproject.toml", "uv.lock"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def installed_group() -> str | None:
    """The group that .venv was made for ("app" or "tests"), or None if it has to be made (again)."""
    try:
        digest, group = STAMP.read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return None
    # The system's Python may have been replaced by a newer one since: then this is a dead link.
    return group if digest == wanted() and _python().exists() else None


def find_uv() -> str | None:
    """A uv that is new enough: the computer's, or the one that an earlier start put into .venv-uv."""
    candidates = (shutil.which("uv"), shutil.which("uv", path=str(OWN_UV / SCRIPTS)))
    return next((uv for uv in candidates if uv and _is_new_enough(uv)), None)


def _is_new_enough(uv: str) -> bool:
    try:
        answer = subprocess.run([uv, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return False
    found = re.match(r"uv (\d+)\.(\d+)", answer.stdout)
    return found is not None and (int(found[1]), int(found[2])) >= OLDEST_UV


def install_uv() -> str:
    """Put uv into an environment of its own, which works on a Python that is managed externally as well."""
    made = run([sys.executable, "-m", "venv", "--clear", str(OWN_UV)], undisturbed())
    if made.status != 0:
        raise SetUpError(f"{sys.executable} could not make {OWN_UV}; its message is above.")
    pip = [str(OWN_UV / SCRIPTS / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    installed = run([*pip, "install", "--retries", "2", UV], undisturbed())
    uv = shutil.which("uv", path=str(OWN_UV / SCRIPTS))
    if installed.status != 0 or uv is None:
        raise SetUpError(
            NO_NETWORK if installed.network_was_down else "pip could not install uv; its message is above."
        )
    return uv


def sync(uv: str, group: Group) -> None:
    """Bring .venv to what uv.lock says, and note that it is."""
    STAMP.unlink(missing_ok=True)
    command = [uv, "sync", "--locked", "--project", str(ROOT)]
    if group == "app":
        # --inexact: a developer's tools may be there already and stay.
        command += ["--no-dev", "--inexact"]
    # A .venv that is there keeps its Python; for a Python that is too new uv finds or brings another.
    if not _python().exists() and sys.version_info[:2] <= NEWEST_PYTHON:
        command += ["--python", sys.executable]
    # First without the network: all may be in uv's cache, from another checkout or before this one was
    # moved. With it, uv asks whether the cached engine is still current, and compiles it once more
    # where the answer carries no date or tag to compare.
    outcome = run([*command, "--offline"], undisturbed(), is_attempt=True)
    if outcome.status != 0:
        outcome = run(command, undisturbed())
    if outcome.status != 0:
        raise SetUpError(
            NO_NETWORK
            if outcome.network_was_down
            else "uv could not install the packages; its message is above."
        )
    STAMP.write_text(f"{wanted()} {group}\n", encoding="ascii")


def undisturbed() -> dict[str, str]:
    """The person's environment (certificates, proxies, mirrors) without what would change the result."""
    kept = {name: text for name, text in os.environ.items() if name not in DISTURBING}
    return {name: text for name, text in kept.items() if not name.startswith("SKBUILD_")}


def _python() -> Path:
    return ENVIRONMENT / SCRIPTS / ("python.exe" if sys.platform == "win32" else "python")
