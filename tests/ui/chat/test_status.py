"""The line under the composer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.engine.events import Loaded, Loading, Piece, Reading
from app.store.messages import Message
from ui.chat.answers import LiveAnswer
from ui.chat.progress import answer_progress, load_progress
from ui.chat.status import ContextGauge, StatusLine
from ui.theme import Theme

QUESTION = Message(1, 7, None, "user", "Why?", 0.0, "complete", "", "", "", None, None, 0)


def says(live: LiveAnswer, load_fraction: float | None = None, is_first: bool = True) -> str:
    return answer_progress(live, "Guide", load_fraction, is_first)[0]


def test_each_phase_of_an_answer_has_its_words() -> None:
    live = LiveAnswer(QUESTION)
    assert says(live) == "Starting…"
    assert says(live, 0.45) == "Loading Guide · 45%"
    assert says(live, is_first=False) == "Waiting for the answer in another conversation"
    live.take(Loading(0.5))
    assert says(live) == "Loading Guide · 50%"
    live.take(Reading(320, 1200, 0))
    assert answer_progress(live, "Guide", None, True) == (
        "Reading 320 of 1,200 tokens",
        pytest.approx(0.267, 0.01),
    )
    live.pieces.put(Piece("Be", 1))
    assert live.drain() == "Be"
    assert says(live).startswith("Writing · 1 token · first word ")
    assert live.context_tokens == 1201
    live.is_stopping = True
    assert says(live) == "Stopping…"


def test_a_loaded_model_is_not_named_any_more() -> None:
    assert load_progress("Guide", None) == ("", None)
    assert load_progress("Guide", 0.0) == ("Loading Guide…", 0.0)
    live = LiveAnswer(QUESTION)
    live.take(Loading(0.5))
    live.take(Loaded(None))  # type: ignore[arg-type]
    assert says(live) == "Starting…"


def test_the_ring_shows_and_tells_what_is_kept_for_the_answer(qtbot: QtBot) -> None:
    theme = Theme()
    gauge = ContextGauge(theme)
    qtbot.addWidget(gauge)
    gauge.show_usage(100, 2048, 1536)
    gauge.resize(gauge.sizeHint())
    assert "512 tokens of it are kept for the answer" in gauge.tip()
    assert "512 tokens" in gauge.accessibleDescription()
    picture = gauge.grab().toImage()
    ring = {picture.pixelColor(x, y).name().upper() for x in range(14) for y in range(picture.height())}
    assert theme.colors.faint in ring  # the last quarter, at the left


@pytest.mark.parametrize(
    ("used", "room", "color"),
    [
        (6553, 0, "accent"),
        (6554, 0, "warn"),
        (7783, 0, "danger"),
        (9000, 0, "danger"),
        (5200, 6144, "accent"),
        (5300, 6144, "warn"),
        (6145, 6144, "danger"),  # the oldest messages have to leave, for the rest is kept for the answer
    ],
)
def test_the_ring_warns_before_the_context_is_full(qtbot: QtBot, used: int, room: int, color: str) -> None:
    theme = Theme()
    gauge = ContextGauge(theme)
    qtbot.addWidget(gauge)
    gauge.show_usage(used, 8192, room)
    gauge.resize(gauge.sizeHint())
    picture = gauge.grab().toImage()
    seen = {picture.pixelColor(x, y).name().upper() for x in range(20) for y in range(picture.height())}
    assert getattr(theme.colors, color) in seen
    assert gauge.text() == f"{used:,} of 8,192 tokens"


def test_what_is_told_of_the_ring_stands_above_it(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(640, 300)
    status = StatusLine(theme)
    status.setParent(window)
    status.setGeometry(20, 264, 600, 36)
    status.show_context(512, 8192)
    window.show()
    qtbot.waitExposed(window)
    gauge = status.findChildren(ContextGauge)[0]
    known = set(window.findChildren(QLabel))
    QApplication.sendEvent(
        gauge, QHelpEvent(QEvent.Type.ToolTip, QPoint(3, 3), gauge.mapToGlobal(QPoint(3, 3)))
    )
    [tip] = set(window.findChildren(QLabel)) - known
    ground = tip.parentWidget()
    assert tip.isVisible() and "no longer sees the oldest messages" in tip.text()
    assert ground is not None and window.rect().contains(ground.geometry())
    assert ground.geometry().bottom() < gauge.mapTo(window, QPoint(0, 0)).y()
    QApplication.sendEvent(gauge, QEvent(QEvent.Type.Leave))
    assert not tip.isVisible()
