"""Which parts of the program may know which others."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
THREADS = {
    "PySide6.QtCore.QThread",
    "PySide6.QtCore.QThreadPool",
    "PySide6.QtCore.QRunnable",
    "PySide6.QtConcurrent",
    "concurrent.futures",
    "multiprocessing",
    "threading.Thread",
    "threading.Timer",
    "_thread",
}


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def imports(module: Path) -> Iterator[str]:
    """Dotted names of all that a module imports, inside functions as well, and `threading.Thread` used."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Attribute) and ast.unparse(node.value) == "threading":
            yield f"threading.{node.attr}"


def uses(module: Path, *packages: str) -> list[str]:
    return [name for name in imports(module) if any(f"{name}.".startswith(f"{one}.") for one in packages)]


@pytest.mark.parametrize("module", modules("app"), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_program_without_a_screen_knows_nothing_of_the_window(module: Path) -> None:
    assert uses(module, "PySide6", "shiboken6", "ui") == []


@pytest.mark.parametrize("module", modules("ui"), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_window_leaves_native_code_to_the_engine_and_threads_to_its_lanes(module: Path) -> None:
    assert uses(module, "llama_cpp", "numpy", "gguf", "jinja2") == []
    if module.name != "background.py":
        assert uses(module, *THREADS) == []


@pytest.mark.parametrize("module", modules("app"), ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_engine_knows_llama_cpp(module: Path) -> None:
    if ROOT / "app" / "engine" not in module.parents:
        assert uses(module, "llama_cpp", "numpy", "app.engine.llama", "app.engine.model") == []


def test_importing_the_whole_program_loads_neither_qt_nor_native_inference() -> None:
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in modules("app")]
    code = (
        "import importlib, sys\n"
        f"for name in {[name.removesuffix('.__init__') for name in names]}: importlib.import_module(name)\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}"
        " & {'PySide6', 'llama_cpp', 'numpy', 'huggingface_hub', 'ui'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_a_quick_command_imports_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from app.cli import main\n"
        "status = main(['models', '--json'], lambda paths: 0)\n"
        "heavy = {'PySide6', 'llama_cpp', 'numpy', 'huggingface_hub', 'jinja2', 'pygments', 'httpx2'}\n"
        "print(status, sorted(heavy & {name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "0 []"
