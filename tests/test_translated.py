"""Every text that a person sees is said through app/words.py, and German has all of them."""

from __future__ import annotations

import ast
import importlib.util
import re
import string
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
SAID_BY = {"tr", "trn", "later", "translated", "Marked"}

TELLING_CALLS = {"UserError", "NotReadable", "damaged", "_wrong", "Fields"}
"""What a person is told in app/ stands in one of these; other texts there are for the disk, the log, a model.
The command line (app/cli.py, app/commands) speaks English."""

UNSEEN_CALLS = {
    "setStyleSheet",  # Qt's style language
    "setObjectName",
    "setApplicationName",
    "setStyle",
    "new_method_call",  # of D-Bus
    "get",  # names of variables of the environment
    "maketrans",
    "cast",
    "compile",  # patterns
    "RuntimeError",
    "ValueError",
    "add_argument",
    "print",  # the terminal, in English
    "getLogger",
    "TypeVar",
    "NewType",
}
NAMES = {
    *("Inglenook", "Hugging Face", "JSON", "Markdown", "PDF", "GB", "MB", "TB", "Enter"),
    "hf_…",  # how an access token begins
    "Files of recommended models",  # for the record of connections, which is in English
    *("Small", "Balanced", "Large"),  # tiers as the code knows them; ui/models/wording.py has their words
    *("MMMM yyyy", "again with"),  # Qt's letters, a name in a signal
}
STYLE = re.compile(r"^\s*Q[A-Z]\w+.*[,:{]")  # rules of Qt's style language that are put together first
KEYS = re.compile(r"(Ctrl|Shift|Alt|Esc|Return|Enter|F\d+|Up|Down|Left|Right|Home|End|Tab|Del)(\+.*)?$")
NOT_WORDS = {
    "ui/chat/tex.py": "the names of TeX",
    "ui/theme.py": "the names of fonts",
    "ui/chat/look.py": "a sentence that is only measured",
    "ui/settings/about.py": "versions, to be copied into a report",
}


def modules() -> list[Path]:
    """Those that say something to a person at the window."""
    app = [
        path
        for path in sorted((ROOT / "app").rglob("*.py"))
        if "commands" not in path.parts and path.name not in ("cli.py", "words.py")
    ]
    return [*app, *sorted((ROOT / "ui").rglob("*.py"))]


@pytest.mark.parametrize("module", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_shown_can_be_translated(module: Path) -> None:
    name = module.relative_to(ROOT).as_posix()
    if name in NOT_WORDS:
        return
    assert [f"line {line}: {text}" for line, text in shown_as_it_is(module)] == []


def shown_as_it_is(module: Path) -> Iterator[tuple[int, str]]:
    """The texts of a module that look like words and are not said through app/words.py."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    is_app = ROOT / "app" in module.parents
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        text = _text(node)
        if not _is_words(text) or isinstance(parents.get(node), ast.Expr | ast.JoinedStr):
            continue
        around = list(_around(node, parents))
        calls = [_called(call) for call in around if isinstance(call, ast.Call)]
        if is_app and (not calls or calls[0] not in TELLING_CALLS):
            continue
        is_code = isinstance(around[0], ast.Assert | ast.Compare | ast.Subscript | ast.MatchValue) or (
            isinstance(around[0], ast.Dict) and node in around[0].keys
        )
        is_logged = any(call.startswith("_log.") for call in calls)
        if not (is_code or is_logged or (SAID_BY | UNSEEN_CALLS) & set(calls) or _is_all(around)):
            yield node.lineno, text  # type: ignore[attr-defined]


def _text(node: ast.AST) -> str:
    """The letters of a literal; "" for any other node."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value for part in node.values if isinstance(part, ast.Constant))
    return ""


def _is_words(text: str) -> bool:
    plain = text.strip()
    if not re.search("[A-Za-z]{2}", plain) or plain in NAMES or KEYS.match(plain) or STYLE.match(plain):
        return False
    return " " in plain or "…" in plain or re.match("[A-Z][a-z]", plain) is not None


def _around(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> Iterator[ast.AST]:
    """From the inside to the statement."""
    while (node := parents.get(node)) is not None and not isinstance(node, ast.stmt):  # type: ignore[assignment]
        yield node
    if node is not None:
        yield node


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        owner = ast.unparse(call.func.value)
        is_log = owner in ("_log", "logging.getLogger(__name__)")
        return f"_log.{call.func.attr}" if is_log else call.func.attr
    return ast.unparse(call.func)


def _is_all(around: list[ast.AST]) -> bool:
    """Whether it is one of the names that a module exports."""
    last = around[-1] if around else None
    return isinstance(last, ast.Assign) and ast.unparse(last.targets[0]) == "__all__"


@pytest.fixture(scope="module")
def translations() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations", ROOT / "packaging" / "translations.py")
    assert spec is not None and spec.loader is not None
    module = sys.modules["translations"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_german_has_every_text(translations: ModuleType) -> None:
    missing = [
        text.source for text in translations.translated("de").values() if not all(text.translations or [""])
    ]
    assert missing == [], "run packaging/translations.py, then fill in assets/translations/inglenook_de.ts"


def test_no_translation_loses_a_field_or_a_form(translations: ModuleType) -> None:
    for text in translations.translated("de").values():
        assert len(text.translations) == (translations.FORMS["de"] if text.one else 1), text.source
        for number, form in enumerate(text.translations):
            needed = fields(text.one if text.one and number == 0 else text.source)
            allowed = fields(text.source) | ({"count"} if text.one else set())
            assert needed - {"count"} <= fields(form) <= allowed, form
            assert number == 0 or ("count" in needed) == ("count" in fields(form)), form
            assert [form[:1].isspace(), form[-1:].isspace()] == [
                text.source[:1].isspace(),
                text.source[-1:].isspace(),
            ], form


def test_the_committed_files_are_what_the_script_makes(translations: ModuleType, tmp_path: Path) -> None:
    for language in translations.FORMS:
        committed = translations.FOLDER / f"inglenook_{language}.ts"
        made = tmp_path / committed.name
        translations.write(made, language, translations.translated(language))
        assert made.read_text(encoding="utf-8") == committed.read_text(encoding="utf-8"), (
            "run packaging/translations.py"
        )
        translations.release(committed, made.with_suffix(".qm"))
        assert made.with_suffix(".qm").read_bytes() == committed.with_suffix(".qm").read_bytes()


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("tr(f'Hello {name}')", "no plain text"),
        ("tr(words)", "no plain text"),
        ("trn('one', many, 3)", "no plain text"),
        ("later()", "without its text"),
    ],
)
def test_a_text_that_cannot_be_found_is_an_error(translations: ModuleType, code: str, problem: str) -> None:
    with pytest.raises(translations.NotLiteral, match=problem):
        list(translations.texts_of(code, "ui/some.py"))


def test_texts_are_found_with_their_meanings_and_forms(translations: ModuleType) -> None:
    code = 'a = later("Open", "told")\nb = trn("{count} hit", "{count} hits", n) + tr("Long " "text")'
    found = {text.key: text.one for text in translations.texts_of(code, "ui/some.py")}
    assert found == {
        ("Open", "told", False): "",
        ("{count} hits", "", True): "{count} hit",
        ("Long text", "", False): "",
    }


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}
