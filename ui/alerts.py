"""What happens when there is a bug: it goes to the log, and one dialog says so."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

_log = logging.getLogger(__name__)


class BugReports(QObject):
    """Catches exceptions that nobody handled, on any thread, from install() to remove()."""

    _raised = Signal(str)  # the traceback; a signal because it may come from another thread

    def __init__(self, log_path: Path, window: QWidget) -> None:
        super().__init__(window)
        self._log_path = log_path
        self._window = window
        self._dialog: QMessageBox | None = None
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
        _log.error("not handled", exc_info=(kind, error, trace))
        self._raised.emit("".join(traceback.format_exception(kind, error, trace)))

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    @Slot(str)
    def _show(self, details: str) -> None:
        if self._dialog is not None:  # one dialog, however often a timer fails behind it
            return
        dialog = QMessageBox(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setIcon(QMessageBox.Icon.Warning)
        dialog.setWindowTitle("Inglenook")
        dialog.setText("Something went wrong inside Inglenook.")
        dialog.setInformativeText(
            "Your conversations are saved and you can go on. If the window behaves oddly, close it and "
            f"open it again.\n\nThe details are in {self._log_path}."
        )
        dialog.setDetailedText(details)
        copy = dialog.addButton("Copy details", QMessageBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
        dialog.addButton(QMessageBox.StandardButton.Close)
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        dialog.open()

    @Slot(int)
    def _forget(self, _result: int) -> None:
        self._dialog = None
