"""Files that go along with a question, in the real window: chosen, pasted, dropped, too long, broken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QClipboard, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from tests.app.documents.test_extract import pdf
from tests.desk import OpenWindow, Person, open_window, slow_model
from ui.chat.attaching import FitDialog
from ui.chat.banner import Banner

__all__ = ["open_window", "slow_model"]

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

CTRL = Qt.KeyboardModifier.ControlModifier


def attached(person: Person) -> list[str]:
    return [one.name for one in person.composer.draft().attachments]


def choose_files(person: Person, *paths: Path) -> None:
    person.click("Attach files")
    dialog = next(one for one in person.window.findChildren(QFileDialog) if one.isVisible())
    dialog.filesSelected.emit([str(path) for path in paths])
    dialog.close()


def test_files_are_chosen_and_sent_along_and_stay_visible(open_window: OpenWindow, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("# Notes\n\nTokens are pieces.")
    (tmp_path / "two.pdf").write_bytes(pdf("The first page"))
    person = open_window()
    choose_files(person, tmp_path / "notes.md", tmp_path / "two.pdf")
    person.wait(lambda: attached(person) == ["notes.md", "two.pdf"])
    person.wait(lambda: all(one.token_count for one in person.composer.draft().attachments))
    person.ask("What is in it?")
    question = person.thread()[0]
    assert [(one.name, one.text) for one in question.attachments] == [
        ("notes.md", "# Notes\n\nTokens are pieces."),
        ("two.pdf", "The first page"),
    ]
    assert attached(person) == []


@pytest.fixture
def clipboard() -> Iterator[QClipboard]:
    """Emptied at the end: Qt would let go of what was made in Python after Python has ended, and crash."""
    yield QGuiApplication.clipboard()
    QGuiApplication.clipboard().clear()


def test_files_are_pasted_and_dropped(open_window: OpenWindow, clipboard: QClipboard, tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(name)
    person = open_window()
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "one.txt"))])
    clipboard.setMimeData(files)
    person.box.setFocus()
    person.press(Qt.Key.Key_V, CTRL)
    person.wait(lambda: attached(person) == ["one.txt"])
    assert person.box.toPlainText() == ""
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(tmp_path / "two.txt"))])
    held = (Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(400, 300), *held)
    QApplication.sendEvent(person.window, enter)
    assert enter.isAccepted()
    person.press(Qt.Key.Key_Comma, CTRL)  # also while another page is shown
    QApplication.sendEvent(person.window, QDropEvent(QPoint(400, 300), *held))
    person.wait(lambda: attached(person) == ["one.txt", "two.txt"])
    assert person.page.isVisible()


def test_a_file_that_cannot_be_attached_is_told(open_window: OpenWindow, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing else")
    person = open_window(is_ready=False)
    choose_files(person, tmp_path / "broken.pdf")
    banner = person.find(Banner)
    person.wait(banner.isVisible)
    assert "broken.pdf cannot be read" in banner.text()
    assert attached(person) == []


def long_file(folder: Path) -> Path:
    path = folder / "long.txt"
    path.write_text(
        "\n\n".join(f"Paragraph {number} is about nothing. " * 8 for number in range(60))
        + "\n\nLighthouses burn oil."
    )
    return path


def test_the_passages_of_a_long_file_that_fit_the_question_are_sent(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    person = open_window()
    person.type("What do lighthouses burn?")
    choose_files(person, long_file(tmp_path))
    person.wait(lambda: person.window.findChildren(FitDialog))
    dialog = person.find(FitDialog)
    assert dialog.findChildren(QLineEdit)[0].text() == "What do lighthouses burn?"
    person.click("Send what is about it")
    assert attached(person) == ["long.txt (passages)"]
    person.wait(lambda: person.composer.draft().attachments[0].token_count)
    [kept] = person.composer.draft().attachments
    assert "Lighthouses burn oil" in kept.text
    assert kept.token_count is not None and kept.token_count < 2048


def test_a_question_first_asked_of_a_long_file_is_not_to_be_written_again(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    person = open_window()
    choose_files(person, long_file(tmp_path))
    person.wait(lambda: person.window.findChildren(FitDialog))
    QTest.keyClicks(person.find(FitDialog).findChildren(QLineEdit)[0], "What do lighthouses burn?")
    person.click("Send what is about it")
    assert attached(person) == ["long.txt (passages)"]
    assert person.box.toPlainText() == "What do lighthouses burn?"


def test_the_beginning_of_a_long_file_is_sent_or_nothing(open_window: OpenWindow, tmp_path: Path) -> None:
    person = open_window()
    choose_files(person, long_file(tmp_path))
    person.wait(lambda: person.window.findChildren(FitDialog))
    assert not person.find(FitDialog)._passages.isEnabled()
    person.click("Send the beginning")
    assert attached(person) == ["long.txt (beginning)"]
    person.wait(lambda: not person.window.findChildren(FitDialog))
    person.click("Remove long.txt (beginning)")
    choose_files(person, long_file(tmp_path))
    person.wait(lambda: person.window.findChildren(FitDialog))
    QTest.keyClick(person.find(FitDialog), Qt.Key.Key_Escape)
    assert attached(person) == []
