"""Answers that have ended and are not on the disk, as when it is full: they are in the window only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import UserError
from app.growing import NotKept
from app.store.messages import Gone, Message
from ui.background import Lane

_EACH_MS = 2_000


class Unkept(QObject):
    """Tries to write them until that can be; one for each conversation at most."""

    written = Signal(int)  # the conversation's id
    past = Signal(object)  # NotKept that is true no more
    failed = Signal(object)  # UserError of a try that the person asked for

    def __init__(self, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._lane = lane
        self._answers: dict[int, NotKept] = {}
        self._being_written: set[int] = set()
        self._again = QTimer(self, interval=_EACH_MS)
        self._again.timeout.connect(self._write_each)

    def __bool__(self) -> bool:
        return bool(self._answers)

    def of(self, conversation_id: int | None) -> NotKept | None:
        """The one of that conversation, and why it is not kept; None: there is none."""
        return None if conversation_id is None else self._answers.get(conversation_id)

    def add(self, conversation_id: int, answer: NotKept) -> None:
        self._answers[conversation_id] = answer
        self._again.start()

    def write(self, conversation_id: int) -> None:
        """Try it now: the person asks for it."""
        self._write(conversation_id, self.failed.emit)

    def _write_each(self) -> None:
        for conversation_id in self._answers:
            self._write(conversation_id, lambda _: None)  # what is wrong has been told

    def _write(self, conversation_id: int, on_error: Callable[[UserError], None]) -> None:
        answer = self._answers.get(conversation_id)
        if answer is None or conversation_id in self._being_written:
            return
        self._being_written.add(conversation_id)

        def end(_: Message | None = None) -> None:
            self._being_written.remove(conversation_id)
            del self._answers[conversation_id]
            if not self._answers:
                self._again.stop()
            self.past.emit(answer)
            self.written.emit(conversation_id)

        def fail(error: Exception) -> None:
            if isinstance(error, Gone):  # deleted meanwhile
                end()
                return
            self._being_written.remove(conversation_id)
            if isinstance(error, UserError):
                on_error(error)

        self._lane.run(answer.answer.save, end, fail)
