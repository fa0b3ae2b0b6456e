"""The Qt binding itself."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import pyside


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


@pytest.mark.skipif(not pyside.KNOWS_ENUM, reason="enum makes all of them with this Python")
def test_an_enumeration_made_quickly_is_the_one_that_enum_makes() -> None:
    code = """
import enum
from ui import pyside
quickly, count = pyside._create, 0
def create(base, name, members=None, **how):
    global count
    made = quickly(base, name, members, **how)
    careful = pyside._create_carefully(base, name, members, **how | {"module": made.__module__})
    enum._test_simple_enum(careful, made)
    assert [*map(repr, made)] == [*map(repr, careful)]
    assert [*made.__members__] == [*careful.__members__]
    count += 1
    return made
pyside._create = create
pyside.begin()
import pickle
from PySide6 import QtCore, QtGui, QtWidgets
for module in (QtCore, QtGui, QtWidgets):
    for name in dir(module):
        getattr(module, name)
assert count > 500, count
Qt = QtCore.Qt
align = Qt.AlignmentFlag
assert pickle.loads(pickle.dumps(Qt.Key.Key_A)) is Qt.Key.Key_A is Qt.Key(65) is Qt.Key["Key_A"]
assert (align.AlignTop | align.AlignHCenter) & ~align.AlignTop == align.AlignHCenter
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
