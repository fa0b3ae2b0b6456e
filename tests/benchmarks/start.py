"""From the start of the process to the painted window, beside an empty window. On a quiet machine:

    uv run python -m tests.benchmarks.start

Uses the platform of QT_QPA_PLATFORM, offscreen if none is named. Prints one JSON object: seconds by the
clock and of processor time, the best of some rounds, after one that writes the compiled modules. `welcome` is
the window without conversations, `conversation` one with twenty that opens on the last of them. It is painted
when Qt has delivered the first picture of it, with the sidebar and what is beside it (ui/front.py). The log
tells when that was.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from app.paths import Paths
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.settings import SettingsStore
from tests.ui.chat import samples

_OURS = "from ui.__main__ import main; main()"  # as the command `inglenook` has it
_PAINTED = re.compile(r"painted at ([0-9.]+), after ([0-9.]+) s of computing\.$", re.MULTILINE)
_BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
class Window(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, painted)
def painted():
    print(f"painted at {time.time():.3f}, after {time.process_time():.3f} s of computing.", flush=True)
application = QApplication(sys.argv)
window = Window()
window.resize(1280, 840)
window.show()
application.exec()
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    times: dict[str, list[tuple[float, float]]] = {"bare": [], "welcome": [], "conversation": []}
    with tempfile.TemporaryDirectory() as folder:
        empty, filled = Path(folder) / "welcome", Path(folder) / "conversation"
        _fill(filled / "inglenook")
        environment = {
            "QT_QPA_PLATFORM": "offscreen",
            **os.environ,
            "PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled"),
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # compiling all modules each time is no start
        for _ in range(options.rounds + 1):
            times["bare"].append(_start(["-c", _BARE], None, environment))
            for data in (empty, filled):
                log = data / "inglenook" / "logs" / "inglenook.log"
                started = _start(["-c", _OURS], log, environment | {"XDG_DATA_HOME": str(data)})
                times[data.name].append(started)
    best = {name: [min(column) for column in zip(*runs[1:], strict=True)] for name, runs in times.items()}
    result = {
        name: {"clock_s": round(clock, 3), "processor_s": round(processor, 3)}
        for name, (clock, processor) in best.items()
    }
    for name in ("welcome", "conversation"):
        ratios = [round(ours / bare, 2) for ours, bare in zip(best[name], best["bare"], strict=True)]
        result[f"{name}_to_bare"] = {"clock": ratios[0], "processor": ratios[1]}
    json.dump(result, sys.stdout, indent=2)
    print()


def _fill(home: Path) -> None:
    """A conversation of ten questions, the one that was open last, among others."""
    database = Database(Paths.resolve(home).database)
    conversations = Conversations(database)
    for number in range(20):
        conversation = conversations.create()
        conversations.rename(conversation.id, f"Conversation {number}")
        for turn in range(10):
            question = conversations.add_question(conversation.id, f"Question {turn}")
            answer = conversations.answers.begin(question.id, "")
            conversations.answers.interrupt(answer.id, samples.answer(turn, 5))
    SettingsStore(database).set(last_conversation=conversation.id)
    database.close()


def _start(command: list[str], log: Path | None, environment: dict[str, str]) -> tuple[float, float]:
    """Seconds until it says, on its output or in its log, that it has painted: by the clock, and of processor
    time."""
    began = time.time()
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, env=environment, text=True)
    assert process.stdout is not None
    told = process.stdout.readline() if log is None else ""
    while log is not None and not _PAINTED.search(told):
        if process.poll() is not None:
            raise SystemExit("The window did not open.")
        time.sleep(0.01)
        told = log.read_text() if log.exists() else ""
    painted = _PAINTED.search(told)
    assert painted is not None
    process.send_signal(signal.SIGTERM)
    process.communicate()
    if log is not None:
        log.unlink()
    return float(painted[1]) - began, float(painted[2])


if __name__ == "__main__":
    main()
