"""A window at work, and alone on its home folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ui import icons
from ui.alerts import BugReports
from ui.collector import Collector
from ui.desk import Desk
from ui.front import Front
from ui.single import OneWindow

_COLLECT_AFTER_MS = 3_000  # the window and what it warms up stand by then


class Session:
    """The desk, what answers later starts, and what tells of bugs."""

    def __init__(self, front: Front, log_path: Path, *, is_offline: bool, model: Path | None) -> None:
        self._desk = Desk(front.paths, front.theme, is_offline=is_offline, front=front)
        self._one = OneWindow(front.paths.home)
        self._one.asked.connect(self._desk.come_forward)
        self._one.listen()
        if model is not None:
            self._desk.use_model(model)
        window = front.window
        self._desk.reports = BugReports(front.theme, log_path, window, lambda: window.show_page("models"))
        self._desk.reports.install()
        QApplication.setWindowIcon(icons.app_icon())
        QTimer.singleShot(_COLLECT_AFTER_MS, window, lambda: Collector(window))

    def close(self) -> None:
        """Stop what runs, keeping what was said."""
        self._one.close()
        self._desk.close()
