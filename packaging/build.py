"""Makes the packages of Inglenook in dist/ and tries them out: python3 packaging/build.py.

What it makes on which system, and what has been tried where: packaging/README.md. Like start.py it is written
with nothing but Python's standard library; its tools come from the group `package` of pyproject.toml, into
.venv-package.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - as in start.py
    sys.exit("Packaging Inglenook needs Python 3.11 or newer.")

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path

import environment
import system
import vulkan
from commands import SetUpError, run
from linux import packages
from linux.packages import Release

ROOT = environment.ROOT
ENVIRONMENT = ROOT / ".venv-package"
WORK = ROOT / "build" / "package"
DIST = ROOT / "dist"
ICONS = WORK / "icons"
BACK_ENDS = WORK / "back-ends"
"""Libraries beside those of the engine in the environment; packaging/inglenook.spec takes what is there."""
XVFB = system.Need(
    "Xvfb", lambda: shutil.which("Xvfb") is not None, "xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb"
)
BINUTILS = system.Need(
    "objdump and strip", lambda: shutil.which("objdump") is not None, "binutils", "binutils", "binutils"
)
VALIDATORS = (
    system.Need(
        "desktop-file-validate",
        lambda: shutil.which("desktop-file-validate") is not None,
        *("desktop-file-utils",) * 3,
    ),
    system.Need("appstreamcli", lambda: shutil.which("appstreamcli") is not None, *("appstream",) * 3),
)


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        description="Makes the packages of Inglenook in dist/ and tries them out."
    )
    parser.add_argument("--no-try", action="store_true", help="only make them")
    parser.add_argument(
        "--vulkan-headers",
        type=Path,
        default=vulkan.SYSTEM_HEADERS,
        metavar="FOLDER",
        help="newer ones than the system's: the folder with vulkan/ and spirv/ in it",
    )
    arguments = parser.parse_args(argv)
    try:
        build(arguments.vulkan_headers, is_tried=not arguments.no_try)
    except (SetUpError, subprocess.CalledProcessError) as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    return 0


def build(vulkan_headers: Path, *, is_tried: bool) -> None:
    """Everything for this system. Raises SetUpError, or CalledProcessError for a tool that failed."""
    release = this_release()
    uv = prepare()
    shutil.rmtree(DIST, ignore_errors=True)
    if sys.platform == "linux":
        add_vulkan(vulkan_headers, uv)
    step("Icons")
    tool("packaging/icons.py", str(ICONS))
    step("The program, with PyInstaller")
    folders = ("--distpath", str(DIST), "--workpath", str(WORK / "pyinstaller"))
    tool("-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *folders, "packaging/inglenook.spec")
    if sys.platform == "linux":
        program = DIST / "inglenook" / "inglenook"
        strip(program.parent)
        make_for_linux(program.parent, release)
    elif sys.platform == "darwin":
        program = DIST / "Inglenook.app" / "Contents" / "MacOS" / "inglenook"
        make_for_macos(release)
    else:
        program = DIST / "inglenook" / "inglenook.exe"
        make_for_windows(release)
    write_sums()
    show_sizes(program.parents[0])
    if is_tried:
        step("Trying it out")
        source = ENVIRONMENT / environment.SCRIPTS / "inglenook"
        tool(
            *("packaging/smoke.py", str(program), "--source", str(source)),
            *("--picture", str(WORK / "window.png")),
        )


def this_release() -> Release:
    """The version of pyproject.toml, and the day of the last commit."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    git = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    try:
        seconds = int(subprocess.run(git, capture_output=True, text=True, check=True).stdout)
    except (OSError, subprocess.CalledProcessError):  # unpacked from an archive
        seconds = int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))
    return Release(project["version"], time.strftime("%Y-%m-%d", time.gmtime(seconds)), seconds)


def prepare() -> str:
    """Install what packaging needs: the system's parts, and .venv-package. Returns uv's path."""
    if sys.platform == "linux":
        needs = [system.COMPILER, BINUTILS, XVFB, *VALIDATORS, *system.QT, *system.SCREEN]
        if lacking := system.missing(needs):
            system.install(lacking)
    uv = environment.find_uv() or environment.install_uv()
    step(f"Packages of uv.lock, into {ENVIRONMENT.name}")
    environ = environment.undisturbed() | {"UV_PROJECT_ENVIRONMENT": str(ENVIRONMENT)}
    command = [uv, "sync", "--locked", "--project", str(ROOT), "--no-dev"]
    if not ENVIRONMENT.exists() and sys.version_info[:2] <= environment.NEWEST_PYTHON:
        command += ["--python", sys.executable]
    # As in environment.sync: the engine from uv's cache, if it is there, before the network is asked. In a
    # step of its own, for the tools of packaging are in the cache of hardly anybody.
    run([*command, "--inexact", "--offline"], environ, is_attempt=True)
    if run([*command, "--group", "package"], environ).status != 0:
        raise SetUpError("uv could not install the packages; its message is above.")
    return uv


def add_vulkan(headers: Path, uv: str) -> None:
    """The back end for graphics cards, if this machine can make it."""
    step("The Vulkan back end")
    shutil.rmtree(BACK_ENDS, ignore_errors=True)
    if reason := vulkan.lacking(headers):
        print(f"Left out. {reason}")
        return
    tools = str(ENVIRONMENT / environment.SCRIPTS)
    environ = environment.undisturbed()
    environ["PATH"] = f"{tools}{os.pathsep}{environ['PATH']}"
    library = vulkan.build(headers, ROOT / "build" / "vulkan", uv, environ)
    BACK_ENDS.mkdir(parents=True)
    subprocess.run(
        ["strip", "--strip-unneeded", "-o", str(BACK_ENDS / library.name), str(library)], check=True
    )


def strip(folder: Path) -> None:
    """Take out symbols that nothing reads, which some builds of Python carry: 20 MB."""
    internal = folder / "_internal"
    modules = [
        *internal.glob("libpython*"),
        *internal.glob("python3*/lib-dynload/*.so"),
        *internal.glob("yaml/*.so"),
    ]
    subprocess.run(["strip", "--strip-unneeded", *map(str, modules)], check=True)


def make_for_linux(program: Path, release: Release) -> None:
    name = f"inglenook-{release.version}-linux-{platform.machine()}"
    step("The archive")
    packages.make_archive(program, ICONS, release, DIST / f"{name}.tar.gz")
    check_descriptions(release)
    if shutil.which("dpkg-deb") is None:
        print("No Debian package: dpkg-deb is not on this computer.")
        return
    step("The Debian package")
    architecture = packages.DEBIAN_NAMES[platform.machine()]
    target = DIST / f"inglenook_{release.version}_{architecture}.deb"
    packages.make_debian_package(program, ICONS, release, target)


def check_descriptions(release: Release) -> None:
    """What shops and menus read, with their own tools."""
    step("desktop-file-validate and appstreamcli validate")
    description = WORK / "io.github.inglenook.Inglenook.metainfo.xml"
    description.write_text(packages.metainfo(release), encoding="utf-8")
    subprocess.run(["desktop-file-validate", str(packages.HERE / "inglenook.desktop")], check=True)
    subprocess.run(["appstreamcli", "validate", "--no-net", str(description)], check=True)


def make_for_macos(release: Release) -> None:
    """Signed only for this computer, unless CODESIGN_IDENTITY names a certificate."""
    bundle = DIST / "Inglenook.app"
    step("The disk image")
    identity = os.environ.get("CODESIGN_IDENTITY", "-")
    entitlements = str(ROOT / "packaging" / "macos" / "entitlements.plist")
    sign = ["codesign", "--force", "--deep", "--options", "runtime", "--entitlements", entitlements]
    subprocess.run([*sign, "--sign", identity, str(bundle)], check=True)
    image = DIST / f"inglenook-{release.version}-macos-{platform.machine()}.dmg"
    make = ["hdiutil", "create", "-volname", "Inglenook", "-srcfolder", str(bundle), "-format", "UDZO"]
    subprocess.run([*make, "-ov", str(image)], check=True)


def make_for_windows(release: Release) -> None:
    step("The installer")
    compiler = shutil.which("iscc")
    if compiler is None:
        raise SetUpError("Inno Setup's compiler is missing: install Inno Setup 6 and put iscc on the PATH.")
    script = str(ROOT / "packaging" / "windows" / "inglenook.iss")
    subprocess.run([compiler, f"/DVersion={release.version}", f"/O{DIST}", script], check=True)


def write_sums() -> None:
    """SHA256SUMS, as `sha256sum --check` reads it."""
    files = sorted(path for path in DIST.iterdir() if path.is_file())
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (DIST / "SHA256SUMS").write_text("".join(lines), encoding="ascii", newline="\n")


def show_sizes(program: Path) -> None:
    """Of the packages, and of the folder beside the environment that runs the program from its sources."""
    for path in sorted(path for path in DIST.iterdir() if path.is_file()):
        print(f"{path.stat().st_size / 1e6:7.1f} MB  {path.name}")
    print(f"{folder_size(program) / 1e6:7.1f} MB  the program's folder")
    print(
        f"{folder_size(ENVIRONMENT) / 1e6:7.1f} MB  the environment it runs in from source, with PyInstaller"
    )


def folder_size(folder: Path) -> int:
    """Bytes of its files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def step(title: str) -> None:
    print(f"== {title}", flush=True)


def tool(*arguments: str) -> None:
    """Run .venv-package's Python. Raises CalledProcessError."""
    name = "python.exe" if sys.platform == "win32" else "python"
    python = str(ENVIRONMENT / environment.SCRIPTS / name)
    subprocess.run([python, *arguments], cwd=ROOT, check=True, env=environment.undisturbed())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
