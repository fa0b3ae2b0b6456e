"""The Qt binding itself."""

from __future__ import annotations

import subprocess
import sys

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot


def test_calls_into_qt_lose_no_references(qtbot: QtBot, qapp: QApplication) -> None:
    # PySide6 6.12.0 loses one reference to None with each such call on CPython 3.11.
    before = sys.getrefcount(None)
    for _ in range(20_000):
        qapp.processEvents()
    assert sys.getrefcount(None) > before - 1_000


def test_what_the_start_postpones_is_there_when_it_is_asked_for() -> None:
    code = """
import builtins, sys
from ui import pyside
pyside.begin()
from PySide6.QtCore import QObject
assert builtins.__import__ is not builtins.__feature_import__, "PySide6 reads all sources"
late = [sys.modules["shibokensupport.signature." + name] for name in ("parser", "lib.pyi_generator")]
assert all("__file__" not in vars(one) for one in late), "loaded at the start"
try:
    QObject().setObjectName(object())
except TypeError as error:
    assert "QObject.setObjectName" in str(error) and "supported signatures" in str(error).lower(), error
else:
    raise AssertionError("a wrong call passed")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
