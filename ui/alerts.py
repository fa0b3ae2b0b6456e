"""Failures that nobody handled: a bug goes to the log, and one dialog says what it means."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.words import tr, translated
from ui.chat.entries import REMEDIES
from ui.controls import Label, TextButton
from ui.dialog import Dialog
from ui.theme import Theme

_log = logging.getLogger(__name__)


class BugReports(QObject):
    """Catches exceptions that nobody handled, on any thread, from install() to remove()."""

    _raised = Signal(object, str)  # error, traceback; a signal because it may come from another thread

    def __init__(
        self, theme: Theme, log_path: Path, window: QWidget, look_at_models: Callable[[], object]
    ) -> None:
        """look_at_models: as for failure_dialog()."""
        super().__init__(window)
        self._look_at_models = look_at_models
        self._theme = theme
        self._log_path = log_path
        self._window = window
        self._dialog: AlertDialog | None = None
        self._raised.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def remove(self) -> None:
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        if issubclass(kind, UserError):  # no bug, only a failure that has no place of its own to be told
            _log.warning("%s", error)
        else:
            _log.error("not handled", exc_info=(kind, error, trace))
        self._raised.emit(error, "".join(traceback.format_exception(kind, error, trace)))

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    @Slot(object, str)
    def _show(self, error: BaseException, details: str) -> None:
        if self._dialog is not None:  # one dialog, however often a timer fails behind it
            return
        if isinstance(error, UserError):
            self._dialog = failure_dialog(self._theme, error, self._window, self._look_at_models)
        else:
            told = tr(
                "Your conversations are saved and you can go on. If the window behaves oddly, close it and "
                "open it again.\n\nThis is a mistake in the program; the details are in {file}.",
                file=self._log_path,
            )
            title = tr("Something went wrong inside Inglenook.")
            self._dialog = AlertDialog(self._theme, title, told, details, self._window)
        self._dialog.finished.connect(self._forget)
        self._dialog.open()

    @Slot(int)
    def _forget(self, _result: int) -> None:
        self._dialog = None


class AlertDialog(Dialog):
    """A sentence, what it means for the person at the screen, and the details for who can mend it."""

    way_chosen = Signal()

    def __init__(
        self,
        theme: Theme,
        title: str,
        told: str,
        details: str = "",
        parent: QWidget | None = None,
        *,
        way: str = "",
    ) -> None:
        """way: what a button says that leads to where it can be helped; empty: there is none."""
        super().__init__(theme, parent)
        self.setWindowTitle("Inglenook")
        self.setFixedWidth(480)
        self._details = details
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        for label in (Label(theme, title, font_px=15, weight=600), Label(theme, told, ink="muted")):
            label.setWordWrap(True)
            column.addWidget(label)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.addStretch(1)
        if details:
            copy = TextButton(theme, tr("Copy details"), look="plain", height_px=34)
            copy.clicked.connect(self._copy)
            row.addWidget(copy)
        if way:
            way_out = TextButton(theme, way, look="plain", height_px=34)
            way_out.clicked.connect(self.accept)
            way_out.clicked.connect(self.way_chosen)
            row.addWidget(way_out)
        close = TextButton(theme, tr("Close"), height_px=34)
        close.clicked.connect(self.accept)
        row.addWidget(close)
        column.addLayout(row)
        close.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)


def failure_dialog(
    theme: Theme, error: UserError, parent: QWidget, look_at_models: Callable[[], object]
) -> AlertDialog:
    """Of a failure that has no place of its own to be told. look_at_models: where room can be made."""
    way = translated(REMEDIES["free_space"]) if error.remedy == "free_space" else ""
    dialog = AlertDialog(theme, error.message, error.hint, parent=parent, way=way)
    dialog.way_chosen.connect(look_at_models)
    return dialog
