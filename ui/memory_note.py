"""The sidebar's line about this computer's memory."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.machine import hardware
from app.words import tr
from ui import formats
from ui.sidebar import Sidebar

_LOOK_EACH_MS = 2_000


class MemoryNote(QObject):
    """Looks now and then."""

    def __init__(self, sidebar: Sidebar) -> None:
        super().__init__(sidebar)
        self._sidebar = sidebar
        timer = QTimer(self, interval=_LOOK_EACH_MS)
        timer.timeout.connect(self._look)
        timer.start()
        self._tell()

    def _look(self) -> None:
        if self._sidebar.isVisible():
            self._tell()

    def _tell(self) -> None:
        memory = hardware.memory()
        free, total = formats.memory_gb(memory.available_bytes), formats.memory_gb(memory.total_bytes)
        self._sidebar.show_memory(tr("{free} of {total} GB memory free", free=free, total=total))
