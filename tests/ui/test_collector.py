"""Where Qt's objects end that only a circle of names still holds."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.collector import Collector


class _Node(QObject):
    """Names itself, as a window does whose parts name it."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def test_a_worker_that_makes_many_objects_ends_nothing_of_the_windows(qtbot: QtBot) -> None:
    collector = Collector()
    ended_on: list[threading.Thread] = []
    weakref.finalize(_Node(), lambda: ended_on.append(threading.current_thread()))
    made: list[list[int]] = []
    worker = threading.Thread(target=lambda: made.extend([number] for number in range(100_000)))
    worker.start()
    worker.join()
    assert len(made) > gc.get_threshold()[0]  # the interpreter itself would have looked by now
    assert not ended_on
    qtbot.waitUntil(lambda: bool(ended_on))
    assert ended_on == [threading.main_thread()]
    del collector
