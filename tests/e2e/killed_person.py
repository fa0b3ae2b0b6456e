"""Uses the window without a pause, and notes what was done: python killed_person.py HOME NOTES SEED MODEL

Each line of NOTES is JSON and is on the disk once the window was through with what it tells. The process is
made to be killed at any moment; tests/e2e/test_kill.py looks at what is left.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from app.exchange.importing import Import
from app.exchange.portable import Portable, PortableMessage
from app.paths import Paths
from ui.chat.composer import Composer
from ui.desk import Desk
from ui.theme import Theme

DRAFT_IS_KEPT_S = 0.8  # the window waits for a pause in the typing


class Restless:
    def __init__(self, application: QApplication, home: Path, notes: TextIO, seed: int, model: Path) -> None:
        self._application = application
        self._notes = notes
        self._chance = random.Random(seed)
        self._desk = Desk(Paths(home), Theme(application))
        self._desk.settings.set(model=str(model))
        self._desk.window.show()
        self._box = self._desk.window.findChildren(Composer)[0].findChildren(QPlainTextEdit)[0]
        self._count = 0
        self._note("opened", seed=seed)

    def use(self) -> None:
        """Without an end."""
        actions: list[tuple[Callable[[], None], int]] = [
            (self._ask, 5),
            (self._write_draft, 2),
            (self._rename, 2),
            (self._delete, 1),
            (self._import, 1),
            (self._set, 2),
        ]
        weights = [weight for _, weight in actions]
        while True:
            action, _ = self._chance.choices(actions, weights)[0]
            action()

    def _word(self) -> str:
        self._count += 1
        return f"{os.getpid()} word {self._count}"

    def _ask(self) -> None:
        page = self._desk.page
        if page.is_answering():
            self._watch(self._chance.uniform(0.2, 2.0))
            page.stop()
            self._watch(0.3)
            return
        if self._chance.random() < 0.4:
            self._desk.window.new_conversation()
        text = f"What is {self._word()}?"
        self._box.setPlainText(text)
        QTest.keyClick(self._box, Qt.Key.Key_Return)
        self._note("question", text=text, conversation=page.conversation_id)
        self._watch(self._chance.uniform(0.2, 2.0))

    def _watch(self, seconds: float) -> None:
        """The answer as it grows, now and then."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._pump(0.1)
            for chat in self._desk.answers.conversation_ids():
                live = self._desk.answers.of(chat)
                if live is not None and live.message is not None and live.text:
                    self._note("answer", id=live.message.id, text=live.text)

    def _write_draft(self) -> None:
        if self._desk.page.is_answering():
            return
        self._desk.window.new_conversation()
        text = f"I mean {self._word()}"
        QTest.keyClicks(self._box, text)
        self._pump(DRAFT_IS_KEPT_S)
        self._note("draft", text=text, conversation=self._desk.page.conversation_id)

    def _rename(self) -> None:
        if found := self._desk.conversations.all():
            chosen, title = self._chance.choice(found), f"Title {self._word()}"
            self._desk.sidebar._rename(chosen.id, title)
            self._note("title", conversation=chosen.id, title=title)
            self._pump(0.05)

    def _delete(self) -> None:
        answering = self._desk.answers.conversation_ids()
        found = [one for one in self._desk.conversations.all() if one.id not in answering]
        if len(found) > 3:
            chosen = self._chance.choice(found)
            self._note("may be deleted", conversation=chosen.id)
            self._desk.sidebar.delete(chosen.id)
            self._note("deleted", conversation=chosen.id)
            self._pump(0.05)

    def _import(self) -> None:
        title = f"Imported {self._word()}"
        messages = tuple(
            PortableMessage(number - 1 if number else None, "user", f"Line {number}", 5.0)
            for number in range(300)
        )
        [chat] = Import(self._desk.database).store([Portable(title, 5.0, 6.0, messages, 299)])
        self._note("imported", conversation=chat)
        self._desk.sidebar.refresh()
        self._pump(0.05)

    def _set(self) -> None:
        prompt = f"Be brief. {self._word()}"
        self._desk.settings.set(system_prompt=prompt)
        self._note("setting", system_prompt=prompt)

    def _pump(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._application.processEvents()
            time.sleep(0.005)
        self._application.processEvents()  # what is due by now is done, also after a long sleep

    def _note(self, what: str, **facts: object) -> None:
        self._notes.write(json.dumps({"what": what, "at": time.time(), **facts}) + "\n")
        self._notes.flush()


def main() -> None:
    qInstallMessageHandler(lambda kind, _context, text: _fail(kind, text))
    application = QApplication(["inglenook"])
    home, notes, seed, model = sys.argv[1:]
    with Path(notes).open("a", encoding="utf-8") as file:
        Restless(application, Path(home), file, int(seed), Path(model)).use()


def _fail(kind: QtMsgType, text: str) -> None:
    if kind == QtMsgType.QtFatalMsg:
        print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
