"""The archive and the Debian package, of the folder that PyInstaller made."""

from __future__ import annotations

import gzip
import hashlib
import os
import platform
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DEBIAN_NAMES = {"x86_64": "amd64", "aarch64": "arm64"}


@dataclass(frozen=True, slots=True)
class Release:
    """What is packaged. date: as 2026-11-23; seconds: the same as a timestamp, for every file inside."""

    version: str
    date: str
    seconds: int


def lay_out(program: Path, icons: Path, release: Release, prefix: Path) -> None:
    """Fill prefix (as /usr) with the program, its entry in the menus, its icons, its file type, its texts."""
    shutil.copytree(program, prefix / "lib" / "inglenook", symlinks=True)
    (prefix / "bin").mkdir(parents=True)
    (prefix / "bin" / "inglenook").symlink_to("../lib/inglenook/inglenook")
    share = prefix / "share"
    _write(share / "applications" / "inglenook.desktop", (HERE / "inglenook.desktop").read_text("utf-8"))
    _write(share / "metainfo" / "io.github.inglenook.Inglenook.metainfo.xml", metainfo(release))
    _write(share / "mime" / "packages" / "inglenook.xml", (HERE / "inglenook.mime.xml").read_text("utf-8"))
    shutil.copytree(icons / "hicolor", share / "icons" / "hicolor")
    for size in ("48x48", "256x256", "scalable"):
        _add_type_icon(share / "icons" / "hicolor" / size)
    texts = share / "doc" / "inglenook"
    _write(texts / "copyright", copyright_text())
    for path in (ROOT / "assets" / "licenses").glob("*.txt"):
        _write(texts / path.name, path.read_text("utf-8"))


def metainfo(release: Release) -> str:
    """The AppStream description of this release."""
    text = (HERE / "inglenook.metainfo.xml").read_text("utf-8")
    return text.replace("@VERSION@", release.version).replace("@DATE@", release.date)


def copyright_text() -> str:
    """In the form of https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/."""
    licence = "\n".join(f" {line}" if line.strip() else " ." for line in _lines(ROOT / "LICENSE"))
    return (
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\n"
        f"Files: *\nCopyright: {_copyright_line()}\nLicense: Expat\n{licence}\n"
        "Comment: The package holds other works under their own licences, among them Qt and PySide6\n"
        " (LGPL-3) as libraries that can be replaced, in _internal/PySide6; Settings, About lists all.\n"
    )


def make_archive(program: Path, icons: Path, release: Release, target: Path) -> None:
    """A .tar.gz that can be unpacked anywhere. The same input gives the same bytes."""
    name = target.name.removesuffix(".tar.gz")
    stage = target.parent / "archive"
    shutil.rmtree(stage, ignore_errors=True)
    lay_out(program, icons, release, stage / name)

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = release.seconds
        return entry

    with (
        target.open("wb") as file,
        gzip.GzipFile("", "wb", 6, file, mtime=release.seconds) as packed,
        tarfile.open(fileobj=packed, mode="w") as archive,
    ):
        archive.add(stage / name, name, filter=plain)  # type: ignore[arg-type]
    shutil.rmtree(stage)


def make_debian_package(program: Path, icons: Path, release: Release, target: Path) -> None:
    """Raises CalledProcessError when dpkg-deb refuses."""
    stage = target.parent / "debian"
    shutil.rmtree(stage, ignore_errors=True)
    lay_out(program, icons, release, stage / "usr")
    files = sorted(path for path in stage.rglob("*") if path.is_file() and not path.is_symlink())
    control = stage / "DEBIAN"
    fields = {
        "VERSION": release.version,
        "ARCHITECTURE": DEBIAN_NAMES[platform.machine()],
        "KIB": str(sum(path.stat().st_size for path in files) // 1024),
        "GLIBC": platform.libc_ver()[1],  # the program is linked to the C library it was built on
    }
    text = (HERE / "control").read_text("utf-8")
    for name, value in fields.items():
        text = text.replace(f"@{name}@", value)
    _write(control / "control", text)
    sums = [
        f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(stage).as_posix()}"
        for path in files
    ]
    _write(control / "md5sums", "\n".join(sums) + "\n")
    for path in (stage, *stage.rglob("*")):
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runs else 0o644)
    # zstd: all systems with this C library or a newer one read it, and xz takes minutes.
    command = ["dpkg-deb", "--root-owner-group", "-Zzstd", "-z10", "--build", str(stage), str(target)]
    environ = {**os.environ, "SOURCE_DATE_EPOCH": str(release.seconds)}
    subprocess.run(command, check=True, env=environ, stdout=subprocess.DEVNULL)
    shutil.rmtree(stage)


def _add_type_icon(folder: Path) -> None:
    """The icon of model files, in the place where file managers look for it."""
    icon = next((folder / "apps").iterdir())
    (folder / "mimetypes").mkdir()
    shutil.copyfile(icon, folder / "mimetypes" / f"application-x-gguf{icon.suffix}")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


def _copyright_line() -> str:
    line = next(line for line in _lines(ROOT / "LICENSE") if line.startswith("Copyright"))
    return line.removeprefix("Copyright").replace("(c)", "").strip()
