"""What tests of the conversation on the screen do with it: fill it, look at it, point, drag, press."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QMouseEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.chat import samples
from ui.chat.entry import Entry
from ui.chat.item import MessageItem
from ui.chat.transcript import Transcript


def conversation(count: int, paragraphs: int = 3) -> list[Entry]:
    return [
        Entry(number, "assistant", samples.answer(number, paragraphs), "10 tokens")
        if number % 2
        else Entry(number, "user", f"Question {number}: " + "and so on " * (number % 7))
        for number in range(count)
    ]


def stream(transcript: Transcript, text: str, seed: int = 1, longest: int = 40) -> None:
    transcript.append_entry(Entry(1000, "assistant", ""))
    transcript.set_streaming(True)
    for piece in samples.pieces(text, seed, longest):
        transcript.append_text(piece)


def items(transcript: Transcript) -> list[MessageItem]:
    """The widgets of messages on the screen, from above."""
    found = [item for item in transcript.findChildren(MessageItem) if item.isVisible()]
    return sorted(found, key=lambda item: item.y())


def picture(transcript: Transcript) -> QImage:
    return transcript.grab().toImage()


def click(qtbot: QtBot, button: object) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def visible_button(transcript: Transcript, kind: type, name: str = "") -> object:
    return next(
        button
        for button in transcript.findChildren(kind)
        if button.isVisible() and (not name or button.accessibleName() == name)
    )


def drag(transcript: Transcript, start: QPoint, end: QPoint) -> None:
    viewport = transcript.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for place in ((start + end) / 2, end):
        # QTest's own moves carry no buttons.
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(place),
            QPointF(viewport.mapToGlobal(place)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QGuiApplication.sendEvent(viewport, event)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)


def clipboard() -> str:
    return QGuiApplication.clipboard().text()
