"""Answers to what people ask first, each with the way to where it can be seen; and the words explained."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.words import Marked, later, tr, translated
from ui.chat.context_strip import ContextStrip
from ui.controls import Label, TextButton
from ui.dialog import Dialog
from ui.glossary import WORDS, explained, name_of
from ui.insight.journey_panel import JourneyPanel
from ui.scroll_column import ScrollColumn
from ui.theme import Theme

_LINK_PX = 8  # around a link's words

if TYPE_CHECKING:
    from ui.chat.page import ChatPage
    from ui.window import Window

Way = Literal["journey", "context", "model", "models", "insight", "network", "shortcuts"]
Topic = Literal["slow", "forgot", "pin", "learn", "leave", "true", "words"]

_WAYS: dict[Way, Marked] = {
    "journey": later("See where the time went (Ctrl+J)"),
    "context": later("See what the model is sent (Ctrl+I)"),
    "model": later("Choose another model (Ctrl+Shift+M)"),
    "models": later("See the models for this computer (Ctrl+M)"),
    "insight": later("See for yourself (Ctrl+Shift+I)"),
    "network": later("See every connection (Ctrl+Shift+L)"),
    "shortcuts": later("All keys (Ctrl+/)"),
}


@dataclass(frozen=True, slots=True)
class Question:
    asked: Marked
    answer: Marked
    ways: tuple[Way, ...]


QUESTIONS: dict[Topic, Question] = {
    "slow": Question(
        later("Why is it slow?"),
        later(
            "Before its first word the model reads all that is new, so a long text or file takes long. Then "
            "it writes token by token, so a long answer takes long. A bigger model does both more slowly. "
            "Paste less, choose Short beside Send, or take a smaller model."
        ),
        ("journey", "model"),
    ),
    "forgot": Question(
        later("Why did it forget the beginning?"),
        later(
            "A model sees only so much at once: its context. When that is full, the oldest messages are not "
            "sent any more, and a line in the conversation says where. Pin what must stay, or begin a new "
            "chat: it starts with an empty context."
        ),
        ("context",),
    ),
    "pin": Question(
        later("How do I pin a message, or leave one out?"),
        later(
            "Press the pin below a message; Leave out is in the menu of the three dots beside it. Or open "
            "the strip of what the model is sent, point at a part and press Pin or Leave out."
        ),
        ("context", "shortcuts"),
    ),
    "learn": Question(
        later("Does it learn from me?"),
        later(
            "No. The model is a file that is never changed. It knows what you wrote only because the whole "
            "conversation is sent to it again with each question."
        ),
        ("insight",),
    ),
    "true": Question(
        later("Is it true what it says?"),
        later(
            "Not always: a model continues text with what is likely. Small models are wrong more often. "
            "Check what matters; How sure, in the journey of an answer, shows where it guessed."
        ),
        ("journey", "models"),
    ),
    "leave": Question(
        later("Does anything leave this computer?"),
        later("Nothing you write. Only the page of models uses the network, and each connection is listed."),
        ("network",),
    ),
}


class HelpDialog(Dialog):
    """All of it in one column, at the topic that was asked for."""

    chosen = Signal(str)  # a Way; the dialog is closed then

    def __init__(self, theme: Theme, topic: Topic, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(tr("Help"))
        self._scroll = ScrollColumn(theme, "raised")
        self._scroll.setAccessibleName(tr("Questions and answers"))
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrow keys scroll
        self._places: dict[Topic, QWidget] = {}
        for name, question in QUESTIONS.items():
            self._add(name, self._question(question))
        self._add("words", self._words())
        close = self.make_close()
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 0, 24, 0)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 12, 1, 16)
        column.setSpacing(12)
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)
        self.resize(min(640, parent.width() - 40), min(620, parent.height() - 60))
        self._scroll.setFocus()
        QTimer.singleShot(0, self, lambda: self._go_to(topic))

    def _add(self, topic: Topic, part: QWidget) -> None:
        self._places[topic] = part
        self._scroll.column.addWidget(part)

    def _go_to(self, topic: Topic) -> None:
        """Once it is laid out."""
        self._scroll.verticalScrollBar().setValue(self._places[topic].y())

    def _question(self, question: Question) -> QWidget:
        part, column = _part(self._theme, translated(question.asked))
        column.addWidget(_words(Label(self._theme, translated(question.answer), font_px=14, wraps=True)))
        row = QHBoxLayout()
        row.setSpacing(4)
        for way in question.ways:
            button = TextButton(self._theme, translated(_WAYS[way]), look="link", font_px=13, height_px=28)
            button.clicked.connect(lambda _=False, way=way: self._go(way))
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        return part

    def _words(self) -> QWidget:
        part, column = _part(self._theme, tr("What do the words mean?"))
        for word in WORDS:
            column.addSpacing(2)
            column.addWidget(_words(Label(self._theme, name_of(word), font_px=13, weight=600)))
            told = Label(self._theme, explained(word), font_px=13, ink="muted", wraps=True)
            column.addWidget(_words(told))
        return part

    def _go(self, way: Way) -> None:
        self.accept()
        self.chosen.emit(way)


def _part(theme: Theme, title: str) -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 8, 0, 12)
    column.setSpacing(4)
    column.addWidget(_words(Label(theme, title, font_px=15, weight=600)))
    return part, column


def _words(label: Label) -> Label:
    """Beginning where a link's do."""
    label.setContentsMargins(_LINK_PX, 0, 0, 0)
    return label


def open_help(theme: Theme, window: Window, page: ChatPage, topic: Topic) -> None:
    """Show the answer, and what it leads to."""

    def show(kind: type[QWidget], toggle: Callable[[], None]) -> None:
        window.show_page("chat")
        part = page.findChild(kind)
        if part is None or not part.isVisible():
            toggle()

    go: dict[Way, Callable[[], None]] = {
        "journey": lambda: show(JourneyPanel, lambda: page.journey_requested.emit(None)),
        "context": lambda: show(ContextStrip, page.context_requested.emit),
        "model": window.ask_for_model,
        "models": lambda: window.show_page("models"),
        "insight": lambda: window.show_page("insight"),
        "network": lambda: window.show_page("network"),
        "shortcuts": window.show_shortcuts,
    }
    dialog = HelpDialog(theme, topic, window)
    dialog.chosen.connect(lambda way: go[way]())
    dialog.open()
