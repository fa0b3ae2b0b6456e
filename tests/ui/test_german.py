"""The window in German: pages, dialogs and menus are walked, and nothing on them is English."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)

from app.exchange.markdown import markdown
from app.exchange.portable import Portable, PortableMessage
from app.insight import proof
from app.paths import Paths
from app.store.settings import shown_settings
from app.words import digits, tr, trn
from tests.desk import OpenWindow, Person
from ui import formats
from ui.chat.welcome import first_questions
from ui.conversation_list import ListView
from ui.language import speak

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

ROOT = Path(__file__).parent.parent.parent
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ENGLISH = re.compile(
    r"\b(the|and|of|with|is|are|your|this|to|it|for|no|from|by|on|what|not)\b", re.IGNORECASE
)
BY_OTHERS = re.compile(
    r"[\w./~-]*/[\w./~-]+"  # paths and names of repositories
    r"|inglenook \w+ \w+|`[^`]*`|Linux-\S+|llama-cpp-python \S+|No-Name"
    r"|in (?=\d|etwa|\{)",
    re.IGNORECASE,
)
"""What is the same in each language."""


@pytest.fixture(scope="module")
def sources() -> dict[str, re.Pattern[str]]:
    """The English texts that have another wording in German, each as what it looks like when it is shown."""
    spec = importlib.util.spec_from_file_location("translations", ROOT / "packaging" / "translations.py")
    assert spec is not None and spec.loader is not None
    module = sys.modules["translations"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = {}
    for text in module.translated("de").values():
        for source in (text.source, text.one):
            plain = re.sub(r"\{\w+\}", "", source)
            if source not in text.translations and re.search("[A-Za-z]{3}", plain):
                found[source] = re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(source)), re.DOTALL)
    return found


def test_a_person_who_reads_german_reads_no_english(
    german: None, open_window: OpenWindow, sources: dict[str, re.Pattern[str]]
) -> None:
    person = open_window()
    said = [*questions(), *prompts(person), proof.TELLS, proof.ASKS, "English"]
    own = re.compile("|".join(map(re.escape, said)))
    seen = {name: {own.sub("", text) for text in texts} for name, texts in everything(person)}
    problems = {
        f"{name}: {text!r}"
        for name, texts in seen.items()
        for text in texts
        for part in [text, *re.split(r" · |\n", text)]
        if is_english(part, sources)
    }
    assert not problems, "\n".join(sorted(problems))
    assert len(set().union(*seen.values())) > 250  # all was walked


def test_numbers_dates_and_plurals_are_german(german: None, open_window: OpenWindow) -> None:
    open_window(is_ready=False)
    assert formats.tokens(4096) == "4.096 Token"
    assert formats.readable_size(4_700_000_000) == "4,7 GB"
    assert formats.speed(38.21) == "38,2 Tok./s"
    assert [formats.ago(seconds) for seconds in (3_700, 7_300)] == ["vor 1 Stunde", "vor 2 Stunden"]
    assert digits(1234567.25, 1) == "1.234.567,2"
    assert trn("{count} conversation added", "{count} conversations added", 1) == "1 Unterhaltung hinzugefügt"


def test_a_conversation_is_exported_with_german_words(qapp: QApplication) -> None:
    speak("de")
    when_s = datetime(2026, 3, 1, 12).timestamp()
    asked = PortableMessage(None, "user", "Kopf oder Zahl?", when_s)
    told = markdown(Portable("Münze", when_s, when_s, (asked,), 0))
    speak("en")
    assert told == "# Münze\n\n*1. März 2026*\n\n## Ich\n\nKopf oder Zahl?\n"


def test_a_language_is_called_as_it_calls_itself(german: None, open_window: OpenWindow) -> None:
    open_window(is_ready=False)
    language = next(one for one in shown_settings() if one.name == "language")
    assert list(language.choices.values()) == ["Wie das System", "English", "Deutsch"]


def test_english_loads_no_translations(qapp: QApplication) -> None:
    speak("de")
    assert tr("Settings") == "Einstellungen"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"  # Qt's own dialogs
    speak("en")
    assert tr("Settings") == "Settings"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    assert formats.tokens(4096) == "4,096 tokens"


def test_the_system_decides_unless_a_language_is_chosen(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    for system, spoken in (("de_AT.UTF-8", "Einstellungen"), ("fr_FR.UTF-8", "Settings"), ("C", "Settings")):
        monkeypatch.setenv("LC_ALL", system)
        speak("system")
        assert tr("Settings") == spoken, system
    speak("en")


def everything(person: Person) -> Iterator[tuple[str, set[str]]]:
    """What is shown in each place: (its name, the texts)."""
    yield "an empty chat", set(texts_of(person.window))
    person.ask("What can you do?")
    person.type("Ein Entwurf")
    person.wait(lambda: "Liest" in person.status.state_text())
    yield "a conversation", set(texts_of(person.window))
    person.box.clear()
    person.wait(lambda: person.status.state_text().startswith("Letzte Antwort"))
    person.click(f"{person.status.state_text()}. Details zeigen")
    yield "how the answer was made", set(texts_of(person.window))
    person.click("Den Weg schließen")
    yield "its menu", menu_texts(person, lambda: person.menu_of_row(person.thread()[0].content))
    for name, key in (("models", Qt.Key.Key_M), ("settings", Qt.Key.Key_Comma)):
        person.press(key, CONTROL, on=person.window)
        yield name, set(texts_of(person.window))
    for tab in ("Erweitert", "Vorlagen", "Daten", "Über"):
        person.click(tab)
        yield tab, set(texts_of(person.window))
    for name, key in (("network", Qt.Key.Key_L), ("insight", Qt.Key.Key_I), ("temporary", Qt.Key.Key_N)):
        person.press(key, CONTROL, SHIFT, on=person.window)
        yield name, set(texts_of(person.window))
    person.press(Qt.Key.Key_Slash, CONTROL, on=person.window)
    dialog = next(one for one in person.window.findChildren(QDialog) if one.isVisible())
    yield "the shortcuts", set(texts_of(dialog))
    dialog.close()


def menu_texts(person: Person, opened: Callable[[], QMenu]) -> set[str]:
    menu = opened()
    found = {text for action in _actions(menu) for text in (action.text(), action.toolTip())}
    menu.close()
    return {text for text in found if text}


def _actions(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        yield action
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _actions(inner)


def texts_of(top: QWidget) -> Iterator[str]:
    """All that a widget and those in it show, or tell to a screen reader."""
    for widget in [top, *top.findChildren(QWidget)]:
        if not widget.isVisible():
            continue
        told = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        match widget:
            case QLabel() | QAbstractButton():
                told.append(widget.text())
            case QLineEdit() | QPlainTextEdit():
                told.append(widget.placeholderText())
            case QComboBox():
                told += [widget.itemText(number) for number in range(widget.count())]
            case ListView():
                told += _rows(widget.rows)
        if widget.isWindow():
            told.append(widget.windowTitle())
        yield from (re.sub("<[^>]*>", "", text).strip() for text in told if text.strip())


def _rows(model: QAbstractItemModel) -> list[str]:
    roles = (Qt.ItemDataRole.AccessibleDescriptionRole, Qt.ItemDataRole.ToolTipRole)
    headings = [
        str(model.data(model.index(row, 0)))
        for row in range(model.rowCount())
        if not model.flags(model.index(row, 0)) & Qt.ItemFlag.ItemIsSelectable
    ]
    told = [model.data(model.index(row, 0), role) for row in range(model.rowCount()) for role in roles]
    return headings + [str(text) for text in told if text]


def is_english(text: str, sources: dict[str, re.Pattern[str]]) -> bool:
    plain = BY_OTHERS.sub("", text)
    if ENGLISH.search(plain):
        return True
    return any(pattern.fullmatch(plain) for pattern in sources.values())


def questions() -> tuple[str, ...]:
    """What the built-in guide is asked, which knows English only."""
    return first_questions(Paths.resolve().bundled_models)


def prompts(person: Person) -> list[str]:
    """System prompts are written for models; a person changes them as they like."""
    found = [str(one.options.get("system_prompt", "")) for one in person.desk.stores.presets.all()]
    return [prompt for prompt in found if prompt]
