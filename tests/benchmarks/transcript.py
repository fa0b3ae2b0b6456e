"""What the transcript costs: python -m tests.benchmarks.transcript [--quick]

Prints how late the event loop is while an answer streams into a conversation of 1,000 messages, what a piece
costs as the answer grows, and how fast and how large a long conversation opens. Figures in milliseconds;
those of the GUI thread's own time do not depend on what else the machine does. Uses the platform plugin of
QT_QPA_PLATFORM: offscreen if it is not set, xcb for one with a real window.
"""

from __future__ import annotations

import argparse
import gc
import os
import threading
import time
from collections import deque
from statistics import median

import psutil

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from tests.ui.chat import samples
from ui.chat import highlight
from ui.chat.transcript import Entry, Transcript
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
    """Own time of a flush of 16 tokens, with its painting, at several lengths of the answer."""
    transcript.set_entries([Entry(1, "user", "Go on")])
    transcript.append_entry(Entry(2, "assistant", ""))
    transcript.set_streaming(True)
    pieces = tokens(20_400)
    position = 0
    print("a flush of 16 tokens with its painting (median ms)")
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
        print(f"    at {mark:6,} tokens: {median(costs):5.2f}")
    transcript.set_streaming(False)


def show_opening(transcript: Transcript, application: QApplication) -> None:
    entries = conversation(1000)
    transcript.set_entries(entries[:4])
    application.processEvents()
    process = psutil.Process()
    before_bytes = process.memory_info().rss
    costs, walls = [], []
    for _ in range(5):
        wall, before = time.perf_counter(), time.thread_time()
        transcript.set_entries(entries)
        transcript.repaint()
        application.processEvents()
        costs.append((time.thread_time() - before) * 1000)
        walls.append((time.perf_counter() - wall) * 1000)
    opened_bytes = process.memory_info().rss
    print(
        f"opening 1,000 messages: {median(walls):.1f} ms, own time {median(costs):.1f}, first {costs[0]:.1f}"
    )
    bar = transcript.verticalScrollBar()
    steps = []
    while bar.value() > 0 and len(steps) < 3000:
        before = time.thread_time()
        bar.setValue(bar.value() - 120)
        application.processEvents()
        steps.append((time.thread_time() - before) * 1000)
    print("   ", line("a wheel step up, own time:", steps))
    read_bytes = process.memory_info().rss
    print(
        f"    memory: {(opened_bytes - before_bytes) / 1e6:+.1f} MB opened, "
        f"{(read_bytes - before_bytes) / 1e6:+.1f} MB after scrolling through {len(steps)} steps"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="without the 50 seconds at 100 tokens a second")
    quick = parser.parse_args().quick
    application = QApplication([])
    transcript = Transcript(Theme())
    transcript.resize(900, 900)
    transcript.show()
    highlight.warm_up()
    gc.collect()
    gc.freeze()
    print(f"platform {application.platformName()}, load {os.getloadavg()[0]:.1f}")
    show_opening(transcript, application)
    show_growth(transcript, application)
    show_streaming(transcript, 500, 5000)
    if not quick:
        show_streaming(transcript, 100, 5000)


if __name__ == "__main__":
    main()
