"""Export and import in the real window, and conversations as PDF."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from app.documents.attachments import Attachment
from app.exchange.portable import Portable, PortableMessage
from app.exchange.reading import read
from tests.desk import OpenWindow, Person
from ui.alerts import AlertDialog
from ui.controls import Label, TextButton
from ui.notice_bar import NoticeBar
from ui.printing import pdf
from ui.settings.your_data import ResultRow

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

CTRL = Qt.KeyboardModifier.ControlModifier


def add(person: Person, *titles: str) -> None:
    for title in titles:
        person.desk.conversations.add_question(person.desk.conversations.create().id, title)
    person.sidebar.refresh()


def file_dialog(person: Person) -> QFileDialog:
    return next(one for one in person.window.findChildren(QFileDialog) if one.isVisible())


def give(dialog: QDialog, *paths: Path) -> None:
    """As choosing files and pressing the dialog's button."""
    assert isinstance(dialog, QFileDialog)
    if len(paths) == 1:
        dialog.fileSelected.emit(str(paths[0]))
    dialog.filesSelected.emit([str(path) for path in paths])
    dialog.close()


def export_entry(person: Person, title: str, text: str) -> None:
    menu = person.menu_of_row(title)
    exports = next(action.menu() for action in menu.actions() if action.text() == "Export")
    assert isinstance(exports, QMenu)
    next(one for one in exports.actions() if one.text().startswith(text)).trigger()
    menu.close()


@pytest.mark.parametrize(
    ("text", "name", "begin"),
    [
        ("As Markdown", "soup.md", b"# Soup"),
        ("As JSON", "soup.json", b'{\n "format": "inglenook"'),
        ("As PDF", "soup.pdf", b"%PDF-"),
    ],
)
def test_one_conversation_is_exported_from_its_menu(
    open_window: OpenWindow, tmp_path: Path, text: str, name: str, begin: bytes
) -> None:
    person = open_window(is_ready=False)
    add(person, "Soup", "Rain")
    export_entry(person, "Soup", text)
    give(file_dialog(person), tmp_path / name)
    person.wait((tmp_path / name).exists)
    person.wait(lambda: person.notice() == f"Saved as {name}")
    assert (tmp_path / name).read_bytes().startswith(begin)


def test_what_was_exported_is_shown_in_its_folder(
    open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile())) or True
    )
    person = open_window(is_ready=False)
    add(person, "Soup")
    export_entry(person, "Soup", "As Markdown")
    give(file_dialog(person), tmp_path / "soup.md")
    person.wait(lambda: person.notice() == "Saved as soup.md")
    show = person.find(NoticeBar).findChildren(TextButton)[0]
    assert show.text() == "Show"
    QTest.mouseClick(show, Qt.MouseButton.LeftButton)
    assert opened == [str(tmp_path)]


def test_everything_goes_out_and_comes_back(open_window: OpenWindow, tmp_path: Path) -> None:
    person = open_window(is_ready=False)
    add(person, "Soup", "Rain")
    person.press(Qt.Key.Key_Comma, CTRL)
    person.click("Your data")
    person.click("JSON…")
    give(file_dialog(person), tmp_path / "all.json")
    result = person.find(ResultRow)
    person.wait(lambda: result.text() == "2 conversations saved as all.json")
    assert sorted(one.title for one in read(tmp_path / "all.json")) == ["Rain", "Soup"]
    person.click("Choose files…")
    give(file_dialog(person), tmp_path / "all.json")
    person.wait(lambda: result.text() == "2 conversations added")
    assert sorted(person.rows()) == ["Rain", "Rain", "Soup", "Soup", "Today"]
    person.click("Markdown…")
    give(file_dialog(person), tmp_path)
    person.wait((tmp_path / "Inglenook conversations").is_dir)
    person.wait(lambda: result.text() == "4 conversations saved as Inglenook conversations")
    assert len(list((tmp_path / "Inglenook conversations").iterdir())) == 4


def test_a_broken_file_is_told_and_adds_nothing(open_window: OpenWindow, tmp_path: Path) -> None:
    person = open_window(is_ready=False)
    add(person, "Soup")
    (tmp_path / "broken.json").write_text("{")
    person.press(Qt.Key.Key_Comma, CTRL)
    person.click("Your data")
    person.click("Choose files…")
    give(file_dialog(person), tmp_path / "broken.json")
    person.wait(lambda: person.window.findChildren(AlertDialog))
    told = [label.whole_text() for label in person.find(AlertDialog).findChildren(Label)]
    assert any("broken.json cannot be imported" in text for text in told)
    assert person.rows() == ["Today", "Soup"]


def test_a_pdf_has_all_of_a_long_conversation_and_fetches_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    picture = tmp_path / "secret.png"
    messages = tuple(
        PortableMessage(
            number - 1 if number else None,
            "assistant" if number % 2 else "user",
            f"Line {number}\n\n<b>html</b> ![x]({picture.as_uri()}) and ![y](https://example.org/y.png)\n\n"
            "| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```",
            5.0,
            attachments=(Attachment("file", "a.txt", "text"),),
        )
        for number in range(60)
    )
    content = pdf(Portable("Long", 5.0, 6.0, messages, 59))
    assert content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")
    assert content.count(b"/Type /Page\n") > 3
