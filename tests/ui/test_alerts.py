"""Bugs: into the log, and one dialog."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.errors import UserError
from ui.alerts import AlertDialog, BugReports
from ui.theme import Theme

pytestmark = [
    pytest.mark.allow_log_problems,
    pytest.mark.qt_log_ignore("^This plugin does not support", extend=True),
]


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    hook = sys.excepthook
    reports = BugReports(Theme(), tmp_path / "inglenook.log", window, lambda: window.setWindowTitle("Models"))
    reports.install()
    yield window
    reports.remove()
    sys.excepthook = hook


def fail(text: str) -> None:
    try:
        raise ValueError(text)
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def test_a_bug_reaches_the_log_and_one_dialog(
    window: QWidget, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        fail("first")
        fail("second")
    qtbot.waitUntil(lambda: bool(window.findChildren(AlertDialog)))
    (dialog,) = window.findChildren(AlertDialog)
    assert [
        record.exc_info[1].args for record in caplog.records if record.exc_info and record.exc_info[1]
    ] == [
        ("first",),
        ("second",),
    ]
    buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
    buttons["Copy details"].click()
    assert "ValueError: first" in QGuiApplication.clipboard().text()
    buttons["Close"].click()
    qtbot.waitUntil(lambda: not window.findChildren(AlertDialog))
    fail("third")
    qtbot.waitUntil(lambda: bool(window.findChildren(AlertDialog)))
    window.findChildren(AlertDialog)[0].close()


def test_a_failure_told_in_a_sentence_is_no_bug(window: QWidget, qtbot: QtBot) -> None:
    error = UserError("The disk is full.", "Free some space.")
    sys.excepthook(UserError, error, None)
    qtbot.waitUntil(lambda: bool(window.findChildren(AlertDialog)))
    (dialog,) = window.findChildren(AlertDialog)
    assert [label.text() for label in dialog.findChildren(QLabel)] == [error.message, error.hint]
    assert [button.text() for button in dialog.findChildren(QPushButton)] == ["Close"]
    dialog.close()


def test_a_full_disk_offers_the_way_to_room(window: QWidget, qtbot: QtBot) -> None:
    sys.excepthook(UserError, UserError("The disk is full.", "Free some space.", "free_space"), None)
    qtbot.waitUntil(lambda: bool(window.findChildren(AlertDialog)))
    (dialog,) = window.findChildren(AlertDialog)
    buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
    assert list(buttons) == ["Look at the models", "Close"]
    QTest.mouseClick(buttons["Look at the models"], Qt.MouseButton.LeftButton)
    assert window.windowTitle() == "Models"
    assert dialog.isHidden()
