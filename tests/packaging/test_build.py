"""The package's parts fit each other and the program; packaging/build.py itself tries the packages out."""

from __future__ import annotations

import ast
import configparser
import ctypes.util
import importlib.metadata
import re
import shutil
import struct
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from app.licences import distributions

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGING = ROOT / "packaging"
APP_ID = "io.github.inglenook.Inglenook"


@pytest.fixture(scope="module")
def modules() -> Iterator[dict[str, ModuleType]]:
    """The scripts of packaging, imported as they import each other."""
    before = set(sys.modules)
    sys.path.insert(0, str(PACKAGING))
    try:
        names = ("build", "icons", "parts", "vulkan", "linux.packages", "linux.copyrights")
        yield {name.rpartition(".")[2]: importlib.import_module(name) for name in names}
    finally:
        sys.path.remove(str(PACKAGING))
        for name in set(sys.modules) - before:
            if str(getattr(sys.modules[name], "__file__", "")).startswith(str(PACKAGING)):
                del sys.modules[name]


def imported() -> set[str]:
    """Every module that the program imports, wherever in its files, with what is imported from it."""
    names: set[str] = set()
    for path in [*ROOT.glob("app/**/*.py"), *ROOT.glob("ui/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(PACKAGING / "linux" / "inglenook.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def test_nothing_is_left_out_that_the_program_imports(modules: dict[str, ModuleType]) -> None:
    parts = modules["parts"]
    names = imported()
    qt = {name.split(".")[1] for name in names if name.startswith("PySide6.")}
    assert "QtWidgets" in qt and qt <= set(parts.QT_MODULES)
    assert not qt & set(parts.LEFT_OUT_QT_MODULES)
    assert not {name.partition(".")[0] for name in names} & set(parts.LEFT_OUT_MODULES)
    for module in parts.QT_MODULES:
        for path in (f"{module}.abi3.so", f"{module}.pyd", f"Qt6{module[2:]}.dll"):
            assert parts.is_kept_qt_file(path), path


@pytest.mark.parametrize(
    "path, is_kept",
    [
        ("Qt/plugins/platforms/libqxcb.so", True),
        ("Qt/plugins/platforms/libqeglfs.so", False),
        ("plugins/platforms/qwindows.dll", True),
        ("Qt/plugins/platformthemes/libqgtk3.so", False),
        ("Qt/plugins/sqldrivers/libqsqlite.so", False),
        ("Qt/translations/qtbase_en.qm", True),
        ("Qt/translations/assistant_de.qm", False),
        ("QtQuick.abi3.so", False),
        ("Qt6Quick.dll", False),
        ("QtSql.pyd", False),
    ],
)
def test_of_qt_only_what_is_used_is_kept(modules: dict[str, ModuleType], path: str, is_kept: bool) -> None:
    assert modules["parts"].is_kept_qt_file(path) is is_kept


def test_the_qt_plugins_that_are_kept_are_there(modules: dict[str, ModuleType]) -> None:
    import PySide6

    kept = modules["parts"].is_kept_qt_file
    folder = Path(PySide6.__file__).parent
    files = {path.relative_to(folder).as_posix() for path in (folder / "Qt" / "plugins").rglob("*.so")}
    if sys.platform == "linux":
        assert {"libqxcb", "libqwayland", "libqoffscreen", "libqsvgicon", "libxdg-shell"} <= {
            Path(path).stem for path in files if kept(path)
        }


def test_versions_that_are_asked_at_run_time_are_packaged(modules: dict[str, ModuleType]) -> None:
    asked: set[str] = set()
    for path in [*ROOT.glob("app/**/*.py"), *ROOT.glob("ui/**/*.py")]:
        asked |= set(re.findall(r"\b_?version\(['\"]([\w-]+)['\"]\)", path.read_text("utf-8")))
    assert "inglenook" in asked
    kept = {name for name in distributions() if modules["parts"].is_kept_distribution(name)}
    assert {name.lower() for name in asked} <= kept
    assert not kept & {"numpy", "diskcache", "hf-xet"}


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="only Debian's own files are looked up")
def test_a_library_of_the_system_brings_its_licence(modules: dict[str, ModuleType]) -> None:
    libc = Path(ctypes.util.find_library("c") or "")
    [path] = list(Path("/usr/lib").glob(f"*/{libc}"))[:1]
    found = modules["copyrights"].copyright_files([path, ROOT / "README.md"])
    assert list(found) == ["libc6"] and "GNU" in found["libc6"].read_text("utf-8", errors="replace")


def test_the_newest_changes_are_those_of_this_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    headings = re.findall(r"(?m)^## (.+)$", (PACKAGING / "CHANGELOG.md").read_text("utf-8"))
    assert headings[0].split()[0] == project["version"]


def test_the_version_is_written_in_one_place_only(modules: dict[str, ModuleType]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    release = modules["build"].this_release()
    assert release.version == project["version"]
    described = ElementTree.fromstring(modules["packages"].metainfo(release)).find("releases/release")
    assert described is not None
    assert described.attrib == {"version": release.version, "date": release.date}
    sources = [*PACKAGING.glob("*.py"), *PACKAGING.glob("*.spec"), *PACKAGING.glob("linux/*")]
    sources += [*PACKAGING.glob("windows/*"), *PACKAGING.glob("macos/*"), *ROOT.glob(".github/workflows/*")]
    for path in sources:
        if path.is_file():
            text = re.sub(
                r'<\?xml version="1.0"|<plist version="1.0">|"oars-1.1"', "", path.read_text("utf-8")
            )
            assert not re.search(rf"(?<![\d.]){re.escape(project['version'])}(?![\d.])", text), path


def test_the_descriptions_name_the_same_program(modules: dict[str, ModuleType]) -> None:
    description = ElementTree.fromstring(modules["packages"].metainfo(modules["build"].this_release()))
    types = ElementTree.fromstring((PACKAGING / "linux" / "inglenook.mime.xml").read_text("utf-8"))
    desktop = entry()
    assert description.findtext("id") == APP_ID
    assert description.findtext("launchable") == "inglenook.desktop"
    assert description.findtext("name") == desktop["Name"]
    assert description.findtext("categories/category") in desktop["Categories"].split(";")
    [type_] = [element.attrib["type"] for element in types if "type" in element.attrib]
    assert desktop["MimeType"] == f"{type_};"
    assert description.findtext("provides/mediatype") == type_
    assert description.findtext("provides/binary") == desktop["Exec"].split()[0] == "inglenook"
    main = (ROOT / "ui" / "main.py").read_text("utf-8")
    assert f'setDesktopFileName("{desktop["Icon"]}")' in main
    assert f'QApplication(["{desktop["StartupWMClass"]}"])' in main
    control = (PACKAGING / "linux" / "control").read_text("utf-8")
    assert re.search(r"^Description: (.*)$", control, re.MULTILINE)[1] == desktop["Comment"]  # type: ignore[index]
    manifest = (PACKAGING / "linux" / f"{APP_ID}.yml").read_text("utf-8")
    assert f"id: {APP_ID}\n" in manifest
    assert f'bundle_identifier="{APP_ID}"' in (PACKAGING / "inglenook.spec").read_text("utf-8")


def test_the_command_of_the_entry_is_one_of_the_command_line() -> None:
    from app.commands.parser import new_parser

    command = entry()["Exec"].split()
    assert command[-1] == "%f"
    opened = new_parser().parse_args([*command[1:-1], "some model.gguf"])
    assert opened.run is None and opened.file == Path("some model.gguf")
    assert new_parser().parse_args(command[1:-1]).file is None


def test_what_is_laid_out_has_all_its_parts(modules: dict[str, ModuleType], tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.mkdir()
    (program / "inglenook").write_text("#!/bin/sh\n")
    modules["icons"].make(tmp_path / "icons")
    prefix = tmp_path / "usr"
    modules["packages"].lay_out(program, tmp_path / "icons", modules["build"].this_release(), prefix)
    assert (prefix / "bin" / "inglenook").resolve() == (prefix / "lib" / "inglenook" / "inglenook").resolve()
    for size in modules["icons"].LINUX_SIZES:
        picture = (prefix / f"share/icons/hicolor/{size}x{size}/apps/inglenook.png").read_bytes()
        assert struct.unpack(">II", picture[16:24]) == (size, size)
    assert (prefix / "share/applications/inglenook.desktop").is_file()
    assert (prefix / f"share/metainfo/{APP_ID}.metainfo.xml").is_file()
    assert (prefix / "share/mime/packages/inglenook.xml").is_file()
    assert "AS IS" in (prefix / "share/doc/inglenook/copyright").read_text("utf-8")


def test_the_icons_of_other_systems_hold_whole_pictures(
    modules: dict[str, ModuleType], tmp_path: Path
) -> None:
    modules["icons"].make(tmp_path)
    data = (tmp_path / "inglenook.ico").read_bytes()
    _, kind, count = struct.unpack_from("<HHH", data)
    assert (kind, count) == (1, len(modules["icons"].WINDOWS_SIZES))
    for place in range(count):
        length, offset = struct.unpack_from("<II", data, 6 + 16 * place + 8)
        assert data[offset : offset + 4] == b"\x89PNG" and data[offset + length - 8 :][:4] == b"IEND"
    data = (tmp_path / "inglenook.icns").read_bytes()
    assert data[:4] == b"icns" and struct.unpack(">I", data[4:8]) == (len(data),)
    offset, kinds = 8, []
    while offset < len(data):
        kinds.append(data[offset : offset + 4])
        assert data[offset + 8 : offset + 12] == b"\x89PNG"
        offset += struct.unpack(">I", data[offset + 4 : offset + 8])[0]
    assert kinds == list(modules["icons"].MAC_KINDS)


def test_the_vulkan_back_end_is_left_out_with_the_reason(
    modules: dict[str, ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vulkan = modules["vulkan"]
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "no glslc" in vulkan.lacking(tmp_path) and "no vulkan_core.h" in vulkan.lacking(tmp_path)
    for file, text in (
        ("glslc", ""),
        ("vulkan/vulkan_core.h", "#define VK_HEADER_VERSION 239\n"),
        ("spirv/unified1/spirv.hpp", ""),
    ):
        path = tmp_path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)
    monkeypatch.setattr(vulkan.system, "has_library", lambda _name: True)
    assert "too old: 1.x.239" in vulkan.lacking(tmp_path)
    (tmp_path / "vulkan" / "vulkan_core.h").write_text("#define VK_HEADER_VERSION 309\n")
    assert vulkan.lacking(tmp_path) == ""
