"""Beside Send: how long the answer may be, and how much the model thinks first; with what that takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy

from app.engine.events import BRIEF_TOKENS, PromptSize
from app.machine.timing import Forecast
from app.words import Marked, later, tr, translated
from ui import formats, icons
from ui.chat.meter import Meter
from ui.chat.model_choice import ModelChoice
from ui.chat.page import ChatPage
from ui.chat.progress import about
from ui.controls import Button, paint_focus_ring
from ui.still_there import is_there
from ui.theme import Theme

_NOTHING = PromptSize(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Place:
    """What a dial can be set to. value: of its setting. most_tokens: an answer's, for what it takes."""

    name: Marked
    value: object
    most_tokens: int | None = None


LENGTHS = (
    _Place(later("Short"), 128, 128),
    _Place(later("Normal"), 512, 512),
    _Place(later("Long"), 2048, 2048),
    _Place(later("No limit"), None),
)
_THINKING = {
    "off": _Place(later("Off"), "off"),
    "brief": _Place(later("Brief"), "brief"),
    "full": _Place(later("Full"), "full"),
}
_AS_IT_IS = _Place(later("As the model has it"), "model")


class Dials(QObject):
    """The two buttons of one chat page. That of thinking is there for models that can."""

    def __init__(self, theme: Theme, page: ChatPage, models: ModelChoice, meter: Meter) -> None:
        super().__init__(page)
        self._theme = theme
        self._page = page
        self._models = models
        self._meter = meter
        self._size = _NOTHING
        self.length = DialButton(theme)
        self.thinking = DialButton(theme)
        for button in (self.thinking, self.length):
            page.add_beside_send(button)
        self.length.clicked.connect(self._open_lengths)
        self.thinking.clicked.connect(self._open_thinking)
        page.length_requested.connect(self._open_lengths)
        page.opened.connect(lambda _: self._show())
        page.options_changed.connect(self._show)
        models.changed.connect(self._show)
        meter.measured.connect(self._on_measured)
        self._show()

    def _show(self) -> None:
        settings = self._page.settings()
        most = settings.max_answer_tokens
        found = next((place for place in LENGTHS if place.value == most), None)
        told = translated(found.name) if found else tr("At most {tokens}", tokens=formats.tokens(most or 0))
        self.length.show_value(told, tr("Answer length: {length}", length=told))
        levels = self._levels()
        self.thinking.setVisible(bool(levels))
        place = next((one for one in levels if one.value == settings.thinking), _AS_IT_IS)
        shown = tr("Thinking") if place is _AS_IT_IS else tr("Thinking: {how}", how=translated(place.name))
        self.thinking.show_value(shown, tr("Thinking: {how}", how=translated(place.name)))

    def _levels(self) -> list[_Place]:
        model = self._models.description
        return [_THINKING[level] for level in model.thinking] if model else []

    def _on_measured(self, size: PromptSize | None) -> None:
        self._size = size or _NOTHING

    def _open_lengths(self) -> None:
        menu = self._menu(self.length, tr("Answer length"))
        current = self._page.settings().max_answer_tokens
        actions = []
        for place in LENGTHS:
            about = formats.words(place.most_tokens) if place.most_tokens else ""
            words = tr("{length}, {words}", length=translated(place.name), words=about) if about else ""
            actions.append(
                self._add(menu, words or translated(place.name), place, "max_answer_tokens", current)
            )
        self._meter.foretell_answers(
            self._size,
            [place.most_tokens for place in LENGTHS],
            lambda found: _tell(actions, [one.answer_s if one else 0.0 for one in found]),
        )
        self._popup(menu, self.length)

    def _open_thinking(self) -> None:
        menu = self._menu(self.thinking, tr("Thinking"))
        places = [_AS_IT_IS, *self._levels()]
        current = self._page.settings().thinking
        actions = [self._add(menu, translated(one.name), one, "thinking", current) for one in places]
        most = self._page.settings().max_answer_tokens

        def tell(found: Sequence[Forecast | None], thought_s: float) -> None:
            answer, brief = found
            if answer is None or brief is None:
                return
            brief_s = max(0.0, brief.answer_s - brief.first_word_s)
            thought = {"off": 0.0, "brief": min(brief_s, thought_s or brief_s), "full": thought_s}
            _tell(
                actions,
                [
                    answer.answer_s + thought[str(one.value)]
                    if thought.get(str(one.value)) is not None
                    else 0.0
                    for one in places
                ],
            )

        self._meter.foretell_thinking(self._size, [most, BRIEF_TOKENS], tell)
        self._popup(menu, self.thinking)

    def _menu(self, button: DialButton, name: str) -> QMenu:
        menu = QMenu(button)
        menu.setAccessibleName(name)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _add(self, menu: QMenu, words: str, place: _Place, setting: str, current: object) -> QAction:
        action = menu.addAction(words)
        action.setData(words)
        if place.value == current:
            action.setIcon(icons.icon("check", self._theme.colors.accent))
        action.triggered.connect(lambda: self._page.change_options({setting: place.value}))
        return action

    def _popup(self, menu: QMenu, button: DialButton) -> None:
        corner = button.mapToGlobal(QPoint(button.width(), -4))
        size = menu.sizeHint()
        menu.popup(corner - QPoint(size.width(), size.height()))


def _tell(actions: Sequence[QAction], seconds: Sequence[float]) -> None:
    """Beside each what it takes, where that is known; nothing where the menu was closed meanwhile."""
    for action, time_s in zip(actions, seconds, strict=True):
        if time_s > 0 and is_there(action):
            action.setText(f"{action.data()}\t{about(time_s)}")


class DialButton(Button):
    """What it is set to, in quiet words, with a sign that there is a menu."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "")
        self.setFixedHeight(28)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_value(self, words: str, name: str) -> None:
        """name: with what it is that is set."""
        self.setText(words)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(self._theme.font(12)).horizontalAdvance(self.text()) + 32, 28)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._theme.colors
        painter, rect = self._begin_painting()
        ink = colors.text if self.underMouse() else colors.muted
        painter.setPen(QColor(ink))
        painter.setFont(self._theme.font(12))
        area = rect.adjusted(8, 0, -22, 0)
        text = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, int(area.width()) + 1
        )
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
        icons.draw(painter, "chevron-down", QRectF(rect.right() - 20, 0, 13, rect.height()), ink)
        if self._shows_focus:
            paint_focus_ring(painter, rect, 6, colors.accent)
