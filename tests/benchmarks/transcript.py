"""What the chat costs: python -m tests.benchmarks.transcript [--quick]

Prints how late the event loop is while an answer streams into a conversation of 1,000 messages, what a token
costs as the answer grows, how long it takes from the click on a conversation of 1,000 messages to its first
picture and what memory that takes; offscreen and, where there is Xvfb or a display, in a window. Last, the
start of the window beside an empty one (tests/benchmarks/start.py). On a quiet machine it ends within three
minutes. Figures in milliseconds; the GUI thread's own time depends less on what else the machine does.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from statistics import median

import psutil

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.paths import Paths
from app.store.database import Database
from tests.ui.chat import samples
from ui.chat import highlight
from ui.chat.entry import Entry
from ui.chat.transcript import Transcript
from ui.collector import Collector
from ui.conversation_list import ListView
from ui.desk import Desk
from ui.theme import Theme

BEAT_MS = 5
FLUSH_MS = 33
CHARACTERS_PER_TOKEN = 4


def conversation(count: int) -> list[Entry]:
    return [
        Entry(number, "assistant", samples.answer(number, 5), "312 tokens")
        if number % 2
        else Entry(number, "user", f"Question {number}: " + "and so on " * (number % 7))
        for number in range(count)
    ]


def tokens(count: int) -> list[str]:
    text = ""
    seed = 0
    while len(text) < count * CHARACTERS_PER_TOKEN:
        text += samples.answer(seed, 20) + "\n\n"
        seed += 1
    return [text[n * CHARACTERS_PER_TOKEN : (n + 1) * CHARACTERS_PER_TOKEN] for n in range(count)]


class Streaming:
    """A thread that writes at a fixed rate, a timer that shows, and a heartbeat that measures."""

    def __init__(self, transcript: Transcript, pieces: list[str], per_second: float) -> None:
        self._transcript = transcript
        self._pieces = pieces
        self._per_second = per_second
        self._buffer: deque[str] = deque()
        self._done = threading.Event()
        self.late: list[float] = []
        self.busy: list[float] = []
        self.flushes: list[float] = []
        self._loop = QEventLoop()

    def run(self) -> None:
        beat, flush = QTimer(), QTimer()
        beat.setTimerType(Qt.TimerType.PreciseTimer)
        beat.timeout.connect(self._beat)
        flush.timeout.connect(self._flush)
        worker = threading.Thread(target=self._write)
        self._last, self._last_busy = time.perf_counter(), time.thread_time()
        beat.start(BEAT_MS)
        flush.start(FLUSH_MS)
        worker.start()
        self._loop.exec()
        worker.join()

    def _write(self) -> None:
        start = time.perf_counter()
        for number, piece in enumerate(self._pieces):
            time.sleep(max(0.0, start + number / self._per_second - time.perf_counter()))
            self._buffer.append(piece)
        self._done.set()

    def _beat(self) -> None:
        now, busy = time.perf_counter(), time.thread_time()
        self.late.append(max(0.0, (now - self._last) * 1000 - BEAT_MS))
        self.busy.append((busy - self._last_busy) * 1000)
        self._last, self._last_busy = now, busy

    def _flush(self) -> None:
        text = "".join(self._buffer.popleft() for _ in range(len(self._buffer)))
        if text:
            before = time.thread_time()
            self._transcript.append_text(text)
            self.flushes.append((time.thread_time() - before) * 1000)
        elif self._done.is_set():
            self._loop.quit()


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def line(name: str, values: list[float]) -> str:
    p50, p99 = percentile(values, 0.5), percentile(values, 0.99)
    return f"{name} p50 {p50:5.1f}  p99 {p99:5.1f}  max {max(values):5.1f}"


def show_streaming(transcript: Transcript, per_second: int, count: int) -> None:
    transcript.set_entries(conversation(1000))
    transcript.append_entry(Entry(5000, "assistant", ""))
    transcript.set_streaming(True)
    streaming = Streaming(transcript, tokens(count), per_second)
    streaming.run()
    transcript.set_streaming(False)
    print(f"{count:,} tokens at {per_second}/s into 1,000 messages (ms)")
    print("   ", line("late:    ", streaming.late))
    print("   ", line("own time:", streaming.busy))
    print("   ", line("a flush: ", streaming.flushes))


def show_growth(transcript: Transcript, application: QApplication) -> None:
    """Own time of a token, written in flushes of 16 with their painting, at several lengths of the answer."""
    transcript.set_entries([Entry(1, "user", "Go on")])
    transcript.append_entry(Entry(2, "assistant", ""))
    transcript.set_streaming(True)
    pieces = tokens(20_400)
    position = 0
    found = {}
    for mark in (1000, 5000, 20_000):
        while position < mark - 200:
            transcript.append_text("".join(pieces[position : position + 200]))
            position += 200
            application.processEvents()
        costs = []
        while position < mark + 400:
            before = time.thread_time()
            transcript.append_text("".join(pieces[position : position + 16]))
            application.processEvents()
            costs.append((time.thread_time() - before) * 1000)
            position += 16
        found[mark] = median(costs) / 16
    transcript.set_streaming(False)
    told = ", ".join(f"at {mark:,} {cost:.3f}" for mark, cost in found.items())
    print(
        f"a token with its painting: {told}; longest beside shortest {max(found.values()) / found[1000]:.2f}"
    )


def show_opening(application: QApplication, theme: Theme) -> None:
    """In the real window: a click on the row of a conversation in the sidebar."""
    with tempfile.TemporaryDirectory() as folder:
        paths = Paths.resolve(Path(folder))
        fill(paths)
        desk = Desk(paths, theme)
        desk.window.resize(1280, 840)
        desk.window.show()
        wait_until(application, lambda: desk.models.description is not None)
        settle(application, 1.0)  # what is prepared on other threads
        _collector = Collector()  # as the window does some seconds after its start
        rows = desk.window.findChildren(ListView)[0]
        transcript = desk.window.findChildren(Transcript)[0]
        walls, costs = [], []
        process = psutil.Process()
        before_bytes = process.memory_info().rss
        for _ in range(6):
            click(rows, "Short")
            settle(application)
            wall, cost = time.perf_counter(), time.thread_time()
            click(rows, "Long")
            transcript.viewport().repaint()
            walls.append((time.perf_counter() - wall) * 1000)
            costs.append((time.thread_time() - cost) * 1000)
            settle(application)
        opened_bytes = process.memory_info().rss
        print(
            f"from the click to the first picture of 1,000 messages: {median(walls[1:]):.1f}, longest "
            f"{max(walls[1:]):.1f}, own time {median(costs[1:]):.1f}, longest {max(costs[1:]):.1f}; the "
            f"first time {walls[0]:.1f}; "
            f"{(opened_bytes - before_bytes) / 1e6:+.1f} MB"
        )
        show_scrolling(application, transcript)
        print(f"    after that {(process.memory_info().rss - before_bytes) / 1e6:+.1f} MB")
        desk.window.close()
        desk.close()


def show_scrolling(application: QApplication, transcript: Transcript) -> None:
    bar = transcript.verticalScrollBar()
    steps = []
    while bar.value() > 0 and len(steps) < 800:
        before = time.thread_time()
        bar.setValue(bar.value() - 120)
        application.processEvents()
        steps.append((time.thread_time() - before) * 1000)
    print("   ", line(f"{len(steps)} wheel steps up, own time:", steps))


def fill(paths: Paths) -> None:
    """Two conversations: one of 1,000 messages, one of two."""
    database = Database(paths.database)
    with database.writing() as connection:
        for number, (title, count) in enumerate((("Long", 1000), ("Short", 2)), start=1):
            connection.execute(
                "INSERT INTO conversation (id, title, created_at, updated_at) VALUES (?, ?, ?, ?)",
                (number, title, time.time(), time.time() + number),
            )
            parent = None
            for entry in conversation(count):
                parent = connection.execute(
                    "INSERT INTO message (conversation_id, parent_id, role, content, created_at, state) "
                    "VALUES (?, ?, ?, ?, ?, 'complete')",
                    (number, parent, entry.role, entry.text, time.time()),
                ).lastrowid
            connection.execute("UPDATE conversation SET leaf_id = ? WHERE id = ?", (parent, number))
    database.close()


def click(rows: ListView, title: str) -> None:
    model = rows.rows
    index = next(model.index(row) for row in range(model.rowCount()) if model.data(model.index(row)) == title)
    place: QPoint = rows.visualRect(index).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)


def settle(application: QApplication, seconds: float = 0.3) -> None:
    end = time.perf_counter() + seconds
    wait_until(application, lambda: time.perf_counter() > end)


def wait_until(application: QApplication, condition: Callable[[], bool]) -> None:
    while not condition():
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.002)


def measure(*, is_quick: bool) -> None:
    """On the platform of QT_QPA_PLATFORM."""
    application = QApplication([])
    theme = Theme()
    print(f"platform {application.platformName()}, load {os.getloadavg()[0]:.1f}", flush=True)
    show_opening(application, theme)
    transcript = Transcript(theme)
    transcript.resize(900, 900)
    transcript.show()
    highlight.warm_up()
    _collector = Collector()
    show_growth(transcript, application)
    show_streaming(transcript, 500, 5000)
    if not is_quick:
        show_streaming(transcript, 100, 5000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="without the 50 seconds at 100 tokens a second")
    parser.add_argument("--here", action="store_true", help="only on the platform of QT_QPA_PLATFORM")
    options = parser.parse_args()
    if options.here:
        measure(is_quick=options.quick)
        return
    again = [sys.executable, "-m", "tests.benchmarks.transcript", "--here", *(["--quick"] * options.quick)]
    platforms = [(again, "offscreen")]
    if shutil.which("xvfb-run"):
        platforms.append((["xvfb-run", "-a", "-s", "-screen 0 1280x1024x24", *again], "xcb"))
    elif os.environ.get("DISPLAY"):
        platforms.append((again, "xcb"))
    for command, platform in platforms:
        subprocess.run(command, env=os.environ | {"QT_QPA_PLATFORM": platform}, check=True)
    print("start of the window beside an empty one", flush=True)
    subprocess.run([sys.executable, "-m", "tests.benchmarks.start", "--rounds", "4"], check=True)


if __name__ == "__main__":
    main()
