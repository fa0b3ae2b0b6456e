"""Python's collector of what nothing names any more but itself, kept on the GUI thread."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 500
_NEW_OBJECTS = 10_000  # after which it looks at the newest; opening a conversation makes as many


class Collector(QObject):
    """Collects in the place of the interpreter, which does it on whichever thread makes one object too many.

    Qt's objects may be destroyed only by the thread that made them. On a worker's thread the collector would
    end them beside the GUI thread that uses them: Qt then waits for Python and Python for Qt, or the process
    crashes.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        """What exists by now stays: it need not be walked over again, for 20 ms each time."""
        super().__init__(parent)
        gc.disable()
        gc.collect()
        gc.freeze()
        self._thresholds = (_NEW_OBJECTS, *gc.get_threshold()[1:])
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        """As the interpreter would: the oldest generation whose turn it is, with all younger ones."""
        counts = gc.get_count()
        due = [age for age in range(3) if counts[age] > self._thresholds[age]]
        if due and due[0] == 0:  # the older ones count the collections of the younger ones
            gc.collect(max(due))
