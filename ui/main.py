"""The window's life: painted first, then brought to work, and ended. The order is told in ui/front.py."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QSocketNotifier, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app.errors import UserError
from app.paths import Paths
from ui import meeting
from ui.front import Front
from ui.language import speak
from ui.scaling import scaled
from ui.theme import Theme
from ui.window import Window

if TYPE_CHECKING:
    from ui.session import Session


def run(paths: Paths, *, is_offline: bool = False, model: Path | None = None) -> int:
    """Open the window and stay until it is closed; returns the exit status.

    is_offline: whatever the settings say. model: a file to use.
    """
    sys.setswitchinterval(0.001)  # a thread of ours never keeps the window waiting for 5 ms
    qInstallMessageHandler(_QtMessages())
    with scaled(paths.database):
        application = QApplication(["inglenook"])
    application.setApplicationName("Inglenook")
    application.setDesktopFileName("inglenook")
    application.setQuitOnLastWindowClosed(False)  # it may be put away into the tray
    theme = Theme(application)
    speak("system")  # until the settings are read
    try:
        if meeting.may_be_open(paths.home) and _show_other(paths.home, model):
            return 0
        return _Life(paths, theme, is_offline, model).live()
    except UserError as error:  # the folder or the database cannot be used
        from ui.alerts import AlertDialog

        AlertDialog(theme, error.message, error.hint).exec()
        raise


def _show_other(home: Path, model: Path | None) -> bool:
    """Whether this home folder's window is open already, and came forward."""
    from ui.single import OneWindow

    return OneWindow(home).show_other(model)


class _Life:
    """Of one window, from its first picture to its end."""

    def __init__(self, paths: Paths, theme: Theme, is_offline: bool, model: Path | None) -> None:
        self._front = Front(paths, theme)
        self._is_offline = is_offline
        self._model = model
        self._session: Session | None = None
        self._failure: Exception | None = None

    def live(self) -> int:
        window = self._front.window
        window.painted.connect(self._begin)
        window.closed.connect(QApplication.quit)
        try:
            with _closes_on_signal(window):
                window.show()
                status = QApplication.exec()
        finally:
            if self._session is None:
                self._front.close()
            else:
                self._session.close()
        if self._failure is not None:
            raise self._failure
        return status

    def _begin(self) -> None:
        """The second step: the window is painted, and does not work yet."""
        painted_at, processor_s = time.time(), time.process_time()
        import logging

        from app.logs import start_log

        try:
            log_path = start_log(self._front.paths.logs)
            logging.getLogger(__name__).info(
                "The window was painted at %.3f, after %.3f s of computing.", painted_at, processor_s
            )
            from ui.session import Session

            self._session = Session(self._front, log_path, is_offline=self._is_offline, model=self._model)
        except Exception as error:  # told as any other failure of the start, outside of Qt's loop
            self._failure = error
            QApplication.exit(1)


@contextmanager
def _closes_on_signal(window: Window) -> Iterator[None]:
    """Ctrl+C in the terminal, and the end of the session, close the window as a click does."""
    if sys.platform == "win32":  # no pipes for signals there; Ctrl+C ends the process
        yield
        return
    ours, theirs = os.pipe()
    os.set_blocking(theirs, False)
    old_wakeup = signal.set_wakeup_fd(theirs)
    numbers = (signal.SIGINT, signal.SIGTERM)
    old = [signal.signal(number, lambda *_: None) for number in numbers]
    notifier = QSocketNotifier(ours, QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda *_: window.close())
    try:
        yield
    finally:
        notifier.setEnabled(False)
        signal.set_wakeup_fd(old_wakeup)
        for number, handler in zip(numbers, old, strict=True):
            signal.signal(number, handler)
        os.close(ours)
        os.close(theirs)


class _QtMessages:
    """Takes what Qt has to say: into the log; a sentence when it ends the process for want of a display."""

    def __init__(self) -> None:
        self._reason = ""

    def __call__(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            # Qt would end the process with a core dump; nearly always it found no display it can use.
            with suppress(OSError):
                print(
                    f"inglenook: The window could not be opened: {self._reason or text.splitlines()[0]}\n"
                    'In a terminal, use the command line: inglenook ask "Who are you?"',
                    file=sys.stderr,
                    flush=True,
                )
            os._exit(1)
        if kind == QtMsgType.QtWarningMsg:
            self._reason = self._reason or text.splitlines()[0]
        import logging  # not for the first picture of the window

        level = logging.DEBUG if kind == QtMsgType.QtDebugMsg else logging.INFO
        logging.getLogger(__name__).log(level, "Qt: %s", text)
