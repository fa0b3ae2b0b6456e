"""What the program is made of, and under which licences: for the About box and the packages."""

from __future__ import annotations

import platform
import re
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "assets" / "licenses"
LIBRARIES = "libraries"
"""Below FOLDER, in packages alone: a text for each of the system's libraries that is in there."""

_QT = ("Qt-LGPL-3.0.txt", "Qt-GPL-3.0.txt")  # the first adds to the second
_TEXTS = {"pyside6-essentials": _QT, "shiboken6": _QT}
_TEXT_NAMES = re.compile(r"(?i)^(licen[cs]e|copying|notice|authors)")
_LINKS = ("source", "source code", "repository", "github", "code", "homepage", "home")
_REQUIREMENT = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Component:
    """A part of the program. version: "" where there is none. licence: its SPDX name where it tells one."""

    name: str
    version: str
    licence: str
    home: str
    text: str


def components() -> list[Component]:
    """Everything that runs when the program does, by name; this program itself is first."""
    parts = [_of_distribution(one) for one in _installed("inglenook").values()]
    own = [part for part in parts if part.name == "inglenook"]
    rest = [part for part in parts if part.name != "inglenook"]
    rest += [*_bundled(), *_libraries()]
    return own + sorted(rest, key=lambda part: part.name.lower())


def distributions() -> list[str]:
    """The names of all installed distributions that the program needs."""
    return sorted(_installed("inglenook"))


def _installed(root: str) -> dict[str, Distribution]:
    """The distribution and all that it needs, as far as they are installed: a package leaves some out."""
    found: dict[str, Distribution] = {}
    waiting = [root]
    while waiting:
        name = _normal(waiting.pop())
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue  # of another system
        for requirement in found[name].requires or ():
            begin = _REQUIREMENT.match(requirement)
            if begin and "extra ==" not in requirement:
                waiting.append(begin[0])
    return found


def _of_distribution(one: Distribution) -> Component:
    facts = one.metadata
    name = facts["Name"]
    return Component(name, one.version, _licence_name(one), _home(one), _text(one, _normal(name)))


def _home(one: Distribution) -> str:
    """Where it can be had: its sources, else its own pages."""
    links = dict(link.split(", ", 1) for link in one.metadata.get_all("Project-URL") or () if ", " in link)
    named = {label.lower(): link for label, link in links.items()}
    chosen = next((named[label] for label in _LINKS if label in named), "")
    return chosen or _field(one, "Home-page") or next(iter(named.values()), "")


def _field(one: Distribution, name: str) -> str:
    """Of its metadata; "" where it does not say."""
    return str(next(iter(one.metadata.get_all(name) or ()), ""))


def _normal(name: str) -> str:
    """As distributions are compared: PEP 503."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _licence_name(one: Distribution) -> str:
    """The SPDX expression, else the old field if it is a short line, else the classifier's end."""
    old = _field(one, "License").partition("\n")[0]
    classes = [line for line in one.metadata.get_all("Classifier") or () if line.startswith("License ::")]
    last = classes[0].rpartition(" :: ")[2] if classes else ""
    return _field(one, "License-Expression") or (old if len(old) <= 60 else "") or last


def _text(one: Distribution, name: str) -> str:
    if name in _TEXTS:
        return _read(*(FOLDER / file for file in _TEXTS[name]))
    files = [file for file in one.files or () if _TEXT_NAMES.match(file.name) and ".dist-info" in str(file)]
    return _read(*(Path(str(one.locate_file(file))) for file in files))


def _read(*paths: Path) -> str:
    """Their texts one after the other; what cannot be read is left out."""
    texts = []
    for path in paths:
        try:
            texts.append(path.read_text("utf-8", errors="replace").strip())
        except OSError:
            continue
    return f"\n\n{'-' * 72}\n\n".join(texts)


def _libraries() -> list[Component]:
    folder = FOLDER / LIBRARIES
    if not folder.is_dir():
        return []
    return [Component(path.stem, "", "", "", _read(path)) for path in sorted(folder.glob("*.txt"))]


def _bundled() -> list[Component]:
    """What is no Python distribution, or is inside of one under another licence."""
    rows = (
        ("llama.cpp and ggml", "", "MIT", "https://github.com/ggml-org/llama.cpp", "llama.cpp-MIT.txt"),
        ("Python", platform.python_version(), "PSF-2.0", "https://www.python.org", "Python-PSF-2.0.txt"),
        ("Qt", _version("PySide6-Essentials"), "LGPL-3.0-only", "https://www.qt.io", *_QT),
        ("Inter (font)", "", "OFL-1.1", "https://rsms.me/inter", "Inter-OFL.txt"),
        (
            "JetBrains Mono (font)",
            "",
            "OFL-1.1",
            "https://www.jetbrains.com/lp/mono",
            "JetBrainsMono-OFL.txt",
        ),
    )
    return [
        Component(name, version, licence, home, _read(*(FOLDER / file for file in files)))
        for name, version, licence, home, *files in rows
    ]


def _version(name: str) -> str:
    try:
        return distribution(name).version
    except PackageNotFoundError:
        return ""
