"""Collects the texts of app/ and ui/ for translation, and makes what the program loads:

    .venv/bin/python packaging/translations.py            # after a text was added or changed
    .venv/bin/python packaging/translations.py --missing  # what has no German yet

Texts are found by how they are said (app/words.py): tr, trn, later and translated. For each language there is
assets/translations/inglenook_XX.ts, Qt's XML for Linguist or any editor, in which translations stay when the
file is made anew; a text that is not said any more goes. Beside it stands the .qm that Qt's lrelease makes of
it. Both are committed, so that a clone needs nothing built.
"""

from __future__ import annotations

import argparse
import ast
import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "assets" / "translations"
CONTEXT = "Inglenook"
FORMS = {"de": 2}
"""How many forms a text with a count has, in each language there is."""

_CATALOG = "assets/catalog.json"  # what models are good for
_TEXTS = {"tr": 1, "trn": 2, "later": 1}  # how many literals each takes first
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'

Key = tuple[str, str, bool]  # English text, its meaning, whether it counts


class NotLiteral(Exception):
    """A text that cannot be found by reading the source."""


@dataclass(slots=True)
class Text:
    """One text that is to be translated. one: its form for one, if it counts."""

    source: str
    meaning: str = ""
    one: str = ""
    files: list[str] = field(default_factory=list)
    translations: list[str] = field(default_factory=list)

    @property
    def key(self) -> Key:
        return self.source, self.meaning, bool(self.one)


def collect(root: Path = ROOT) -> dict[Key, Text]:
    """All texts, in the order of the files. Raises NotLiteral."""
    texts: dict[Key, Text] = {}
    for name, text in _all_texts(root):
        known = texts.setdefault(text.key, text)
        if name not in known.files:
            known.files.append(name)
    return texts


def _all_texts(root: Path) -> Iterator[tuple[str, Text]]:
    for path in sorted([*(root / "app").rglob("*.py"), *(root / "ui").rglob("*.py")]):
        name = path.relative_to(root).as_posix()
        if name != "app/words.py":
            for text in texts_of(path.read_text(encoding="utf-8"), name):
                yield name, text
    for model in json.loads((root / _CATALOG).read_text(encoding="utf-8"))["models"]:
        for sentence in (model["good_for"], model["not_good_for"]):
            yield _CATALOG, Text(sentence)


def texts_of(code: str, name: str) -> Iterator[Text]:
    """The texts that a module says."""
    calls = [
        node
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _TEXTS
    ]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        assert isinstance(call.func, ast.Name)
        literals = [_literal(part, name) for part in call.args[: _TEXTS[call.func.id]]]
        if len(literals) != _TEXTS[call.func.id]:
            raise NotLiteral(f"{name}:{call.lineno}: {call.func.id}() without its text")
        if call.func.id == "trn":
            yield Text(literals[1], one=literals[0])
        else:
            meaning = _literal(call.args[1], name) if len(call.args) > 1 else ""
            yield Text(literals[0], meaning)


def _literal(node: ast.expr, name: str) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise NotLiteral(
        f"{name}:{node.lineno}: {ast.unparse(node)[:60]} is no plain text. What varies is a {{field}}; "
        "a text that was declared elsewhere with later() is said by translated()."
    )


def read(path: Path) -> dict[Key, list[str]]:
    """What is translated in a .ts file so far."""
    if not path.exists():
        return {}
    known: dict[Key, list[str]] = {}
    for message in ElementTree.parse(path).getroot().iter("message"):
        counts = message.get("numerus") == "yes"
        place = message.find("translation")
        assert place is not None
        forms = [form.text or "" for form in place.iter("numerusform")] if counts else [place.text or ""]
        known[message.findtext("source", ""), message.findtext("comment", ""), counts] = forms
    return known


def write(path: Path, language: str, texts: dict[Key, Text]) -> None:
    """A .ts file as lrelease and Linguist read it (the format: Qt's linguist-ts-file-format.html)."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = CONTEXT
    for text in texts.values():
        message = ElementTree.SubElement(context, "message", {"numerus": "yes"} if text.one else {})
        for name in text.files:
            ElementTree.SubElement(message, "location", filename=f"../../{name}")
        ElementTree.SubElement(message, "source").text = text.source
        if text.meaning:
            ElementTree.SubElement(message, "comment").text = text.meaning
        if text.one:
            ElementTree.SubElement(message, "extracomment").text = f"For one: {text.one}"
        is_done = bool(text.translations) and all(text.translations)
        place = ElementTree.SubElement(message, "translation", {} if is_done else {"type": "unfinished"})
        if text.one:
            for form in text.translations or [""] * FORMS[language]:
                ElementTree.SubElement(place, "numerusform").text = form
        else:
            place.text = text.translations[0] if text.translations else ""
    ElementTree.indent(root, space="  ")
    new = _beside(path)
    new.write_text(_HEAD + ElementTree.tostring(root, encoding="unicode") + "\n", encoding="utf-8")
    new.replace(path)


def translated(language: str) -> dict[Key, Text]:
    """All texts, with what the language has for them."""
    known = read(FOLDER / f"inglenook_{language}.ts")
    texts = collect()
    for key, text in texts.items():
        text.translations = known.get(key, [])
    return texts


def release(source: Path, target: Path) -> None:
    """What the program loads. An unfinished text is left out, and is then shown in English."""
    import PySide6

    name = "lrelease.exe" if sys.platform == "win32" else "lrelease"
    program = Path(PySide6.__path__[0]) / name
    new = _beside(target)
    subprocess.run([str(program), "-silent", str(source), "-qm", str(new)], check=True)
    new.replace(target)


def _beside(path: Path) -> Path:
    """Where a file is written before it takes the place of the old one, which is whole until then."""
    return path.with_name(path.name + ".new")


def main() -> int:
    parser = argparse.ArgumentParser(description="Collects texts for translation.")
    parser.add_argument("--missing", action="store_true", help="only list what is not translated yet")
    arguments = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    for language in FORMS:
        try:
            texts = translated(language)
        except NotLiteral as error:
            print(error, file=sys.stderr)
            return 1
        missing = [text for text in texts.values() if not (text.translations and all(text.translations))]
        if arguments.missing:
            for text in missing:
                print(f"{language}: {text.files[0]}: {text.source!r}")
            continue
        source = FOLDER / f"inglenook_{language}.ts"
        write(source, language, texts)
        release(source, source.with_suffix(".qm"))
        print(f"{language}: {len(texts)} texts, {len(missing)} of them not translated yet")
    return 0


if __name__ == "__main__":
    sys.exit(main())
