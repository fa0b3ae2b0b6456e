"""The real window on a home folder of its own, for tests that type and click."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.paths import Paths
from app.store.messages import Message
from tests.app.engine import random_model
from ui.chat.composer import Composer
from ui.chat.header import Header
from ui.chat.item import MessageItem
from ui.chat.page import ChatPage
from ui.chat.status import StatusLine
from ui.chat.transcript import Transcript
from ui.conversation_list import ListView
from ui.desk import Desk
from ui.notice_bar import NoticeBar
from ui.sidebar import SearchBox, Sidebar
from ui.theme import Theme

OpenWindow = Callable[..., "Person"]
W = TypeVar("W", bound=QWidget)
WAIT_MS = 60_000  # for a busy machine; what is waited for takes far less


@pytest.fixture(scope="session")
def slow_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that writes nonsense until it is stopped, and reads slowly enough to watch."""
    # The large vocabulary makes the nonsense words, not signs of all the world's scripts.
    sizes = {"layers": 4, "width": 512, "heads": 8, "kv_heads": 2, "feed_forward": 2048}
    shape = random_model.Shape(**sizes, vocabulary=4_096, context=8192, endless=True)
    return random_model.write(tmp_path_factory.mktemp("models") / "slow.gguf", shape)


@pytest.fixture
def open_window(qtbot: QtBot, home: Paths) -> Iterator[OpenWindow]:
    """Opens windows on the test's home folder, and closes those still open at the end.

    is_ready False: do not wait until the model is loaded, for tests that ask it nothing.
    """
    people: list[Person] = []

    def open_window(model: Path | None = None, *, is_ready: bool = True) -> Person:
        person = Person(qtbot, home, model)
        people.append(person)
        if is_ready:
            person.wait(lambda: person.desk.models.description is not None)
        return person

    yield open_window
    for person in people:
        person.close()
    people.clear()
    # Between two tests nothing of Qt's is under way; collecting thousands of dead objects in the midst of a
    # later window's events has once ended a whole run.
    gc.collect()


class Person:
    """Somebody in front of the window: types, clicks, reads what is there."""

    def __init__(self, qtbot: QtBot, paths: Paths, model: Path | None) -> None:
        self.qtbot = qtbot
        self.theme = Theme()
        self.desk = Desk(paths, self.theme)
        if model is not None:
            self.desk.settings.set(model=str(model))
        self.window = self.desk.window
        self.window.show()
        self._is_open = True
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)
        self.composer = self.find(Composer)
        self.box = self.composer.findChildren(QPlainTextEdit)[0]
        self.status = self.find(StatusLine)
        self.header = self.find(Header)
        self.sidebar = self.find(Sidebar)
        self.list = self.find(ListView)
        self.search = self.find(SearchBox)
        self.page = self.find(ChatPage)
        self.transcript = self.find(Transcript)

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            self.window.close()
            self.desk.close()
            self.window.deleteLater()
            self.theme.deleteLater()
            QApplication.processEvents()

    def find(self, kind: type[W], name: str = "") -> W:
        found = [one for one in self.window.findChildren(kind) if not name or one.accessibleName() == name]
        assert found, f"no {kind.__name__} {name!r}"
        return found[0]

    def wait(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)

    # Writing

    def type(self, text: str) -> None:
        self.box.setFocus()
        QTest.keyClicks(self.box, text)

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier, on: QWidget | None = None) -> None:
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        QTest.keyClick(on or self.box, key, held)

    def click(self, name: str) -> None:
        """Press the button of that name, once it is there and can be pressed."""

        def can_be_pressed() -> bool:
            assert self._button(name) is not None, f"no button {name!r} that can be pressed"
            return True

        self.wait(can_be_pressed)
        button = self._button(name)
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def _button(self, name: str) -> QAbstractButton | None:
        return next(
            (
                one
                for one in self.window.findChildren(QAbstractButton)
                if one.isVisible() and one.isEnabled() and name in (one.accessibleName(), one.text())
            ),
            None,
        )

    def shows_button(self, name: str) -> bool:
        return any(
            one.isVisible() and name in (one.accessibleName(), one.text())
            for one in self.window.findChildren(QAbstractButton)
        )

    def ask(self, question: str) -> Message:
        """Type it, send it, and wait for the end of the answer."""
        self.send(question)
        self.wait(lambda: not self.page.is_answering())
        return self.thread()[-1]

    def send(self, question: str) -> None:
        self.type(question)
        self.press(Qt.Key.Key_Return)
        assert self.page.is_answering()

    # Reading

    def thread(self) -> list[Message]:
        """The open conversation as it is stored."""
        assert self.page.conversation_id is not None
        return self.desk.conversations.thread(self.page.conversation_id)

    def shown_text(self, message: Message) -> str:
        return self.transcript.message_text(message.id)

    def shown_divider(self) -> str:
        """The line that says what the model no longer sees; empty if there is none."""
        rows = [item.row for item in self.window.findChildren(MessageItem) if item.isVisible()]
        return next((row.divider for row in rows if row is not None and row.divider), "")

    def notice(self) -> str:
        """What the bar below the list says; empty if it is not shown."""
        return self.find(NoticeBar).text()

    def rows(self) -> list[str]:
        """The sidebar's lines as they are read out."""
        model = self.list.rows
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(model.data(model.index(row), role)) for row in range(model.rowCount())]

    def row_place(self, title: str) -> QPoint:
        model = self.list.rows
        index = next(
            (model.index(row) for row in range(model.rowCount()) if model.data(model.index(row)) == title),
            QModelIndex(),
        )
        assert index.isValid(), f"{title!r} is not in {self.rows()}"
        return self.list.visualRect(index).center()

    def click_row(self, title: str) -> None:
        QTest.mouseClick(self.list.viewport(), Qt.MouseButton.LeftButton, pos=self.row_place(title))

    def menu_of_row(self, title: str) -> QMenu:
        place = self.row_place(title)
        reason = QContextMenuEvent.Reason.Mouse
        viewport = self.list.viewport()
        QApplication.sendEvent(viewport, QContextMenuEvent(reason, place, viewport.mapToGlobal(place)))
        return self.open_menu()

    def open_menu(self) -> QMenu:
        self.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        QApplication.processEvents()  # the offscreen platform makes it the active window a moment later
        return menu

    def choose(self, menu: QMenu, text: str) -> None:
        """Pick the entry that begins so, as a click does."""
        action = next(one for one in menu.actions() if one.text().startswith(text))
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())

    def editors(self) -> list[QLineEdit]:
        """The boxes in which a title is edited: one or none."""
        return [one for one in self.list.findChildren(QLineEdit) if one.isVisible()]

    def editor(self) -> QLineEdit:
        return self.editors()[0]
