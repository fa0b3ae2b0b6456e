"""Code that is complete is read once more as a whole, in slices while nothing else happens."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from ui.chat.code_leaf import CodeLeaf

_SLICE_S = 0.002


class IdleReading(QObject):
    """pending: gives the code on the screen that has not been read as a whole."""

    coloured = Signal()  # something looks otherwise now

    def __init__(self, pending: Callable[[], Iterator[CodeLeaf]], parent: QObject) -> None:
        super().__init__(parent)
        self._pending = pending
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._work)

    def start(self) -> None:
        """There may be something to read."""
        if not self._slices.isActive() and any(self._pending()):
            self._slices.start()

    def _work(self) -> None:
        leaf = next(self._pending(), None)
        if leaf is None or leaf.pending is None:
            self._slices.stop()
            return
        end = time.perf_counter() + _SLICE_S
        for _ in leaf.pending:
            if time.perf_counter() > end:
                return
        leaf.pending = None
        self.coloured.emit()
