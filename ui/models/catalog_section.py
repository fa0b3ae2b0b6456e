"""The well-known models, the one to try first on top."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout

from app.errors import UserError
from app.machine import hardware, outlook
from app.machine.speed import ComputerSpeed
from app.models import catalog
from app.models.catalog import CatalogModel
from app.words import tr, translated
from ui.background import Lane
from ui.controls import TextButton
from ui.models.card import Section, words_label
from ui.models.catalog_card import CatalogCard
from ui.models.choice_chip import ChipRow
from ui.models.computer import Computer
from ui.models.get_button import GetButton
from ui.models.problem_box import ProblemBox
from ui.models.repositories import Repositories
from ui.models.wording import KINDS
from ui.theme import Theme

_SHOWN_FIRST = 5
_ALL = "all"


class CatalogSection(Section):
    """Cards are made for what is shown; only their repositories are asked for."""

    chat_requested = Signal(Path)
    repository_requested = Signal(str)

    def __init__(
        self,
        theme: Theme,
        catalog_path: Path,
        repositories: Repositories,
        computer: Computer,
        quick_lane: Lane,
        make_get: Callable[[], GetButton],
    ) -> None:
        """make_get: a button for a card."""
        super().__init__(
            theme,
            tr("Well-known models"),
            tr(
                "The one to try first on this computer is on top. Sizes come from Hugging Face, from where "
                "models are downloaded."
            ),
        )
        self._theme = theme
        self._repositories = repositories
        self._computer = computer
        self._make_get = make_get
        self._best: CatalogModel | None = None
        self._speed: ComputerSpeed | None = None  # that the cards show
        self._is_sorted = False
        self._is_order_old = False  # by what was known before the measurement
        self._to_show: deque[CatalogModel] = deque()
        self._showing = QTimer(self, interval=0)
        self._showing.timeout.connect(self._show_next)
        self._models: list[CatalogModel] = []
        self._cards: dict[str, CatalogCard] = {}
        self._kind = _ALL
        self._shows_all = False
        self._kinds = ChipRow(
            theme,
            tr("Kind of model"),
            [(_ALL, tr("All")), *((kind, translated(words)) for kind, words in KINDS.items())],
        )
        self._kinds.choose(_ALL)
        self._measuring = words_label(theme)
        self._sort_again = TextButton(theme, tr("Show it first"), look="link", font_px=13, height_px=28)
        self._problem = ProblemBox(theme)
        self._more = TextButton(theme, tr("Show all"), font_px=13, height_px=34)
        self._lay_out()
        self._kinds.chosen.connect(self._choose_kind)
        self._more.clicked.connect(self._show_all)
        self._sort_again.clicked.connect(self._on_sort_again)
        self._problem.retry_pressed.connect(self._ask)
        repositories.loaded.connect(self._on_loaded)
        repositories.unavailable.connect(self._on_unavailable)
        repositories.failed.connect(self._problem.show_error)
        computer.changed.connect(self._on_computer)
        quick_lane.run(lambda: catalog.load(catalog_path), self._take, self._on_error)

    def _lay_out(self) -> None:
        self.column.addWidget(self._kinds)
        told = QHBoxLayout()
        told.setSpacing(4)
        told.addWidget(self._measuring, 1)
        told.addWidget(self._sort_again, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(told)
        self.column.addWidget(self._problem)
        self._on_computer()
        self.column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        self._more.hide()

    def _take(self, models: tuple[CatalogModel, ...]) -> None:
        self._models = list(models)
        self._sort()

    def _sort(self) -> None:
        """Begin with the cards, or begin again: another one may be the best now, and the order another."""
        if not self._computer.is_read or not self._models:
            return
        self._is_sorted, self._is_order_old = True, False
        self._speed = self._computer.speed
        self._best, self._models = _sorted(self._models, self._speed)
        for card in self._cards.values():
            self.column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards.clear()
        self._show()

    def _on_error(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._problem.show_error(error, can_retry=False)

    def _choose_kind(self, kind: str) -> None:
        self._kind, self._shows_all = kind, False
        self._show()

    def _show_all(self) -> None:
        self._shows_all = True
        self._show()

    def _shown(self) -> list[CatalogModel]:
        """The recommended one, then what runs here; in the order of the list."""
        models = [model for model in self._models if self._kind in (_ALL, model.kind)]
        return models if self._shows_all else models[:_SHOWN_FIRST]

    def _show(self) -> None:
        shown = self._shown()
        repos = {model.repo for model in shown}
        for repo, card in self._cards.items():
            if repo not in repos:
                card.hide()
        self._to_show = deque(shown)
        self._showing.start()
        count = len([model for model in self._models if self._kind in (_ALL, model.kind)])
        self._more.set_text(tr("Show all {count}", count=count))
        self._more.setVisible(count > len(shown))
        self._ask()

    def _show_next(self) -> None:
        """One card at a time: Qt lays out the whole page for each, and nobody sees the last ones yet."""
        if not self._to_show:
            self._showing.stop()
            return
        model = self._to_show.popleft()
        card = self._cards.get(model.repo) or self._add(model)
        card.show()

    def _add(self, model: CatalogModel) -> CatalogCard:
        is_best = model is self._best
        get = self._make_get()
        get.chat_requested.connect(self.chat_requested)
        card = self._cards[model.repo] = CatalogCard(self._theme, model, model.best_tier() or "Small", get)
        card.set_recommended(is_best)
        card.show_computer(self._speed, self._computer.options)
        card.all_files_requested.connect(self.repository_requested)
        # In the order of the list, whatever was made before it.
        earlier = [other.repo for other in self._models[: self._models.index(model)]]
        place = sum(repo in self._cards for repo in earlier)
        self.column.insertWidget(self.column.indexOf(self._problem) + 1 + place, card)
        if listing := self._repositories.get(model.repo):
            card.show_listing(listing)
        elif problem := self._repositories.problem(model.repo):
            card.show_problem(problem)
        return card

    def refresh(self) -> None:
        """The page is shown again: ask for what the Hub could not tell before."""
        self._repositories.forget_problems()
        if self._is_order_old:
            self._sort()
            self._on_computer()
        else:
            self._ask()

    def _ask(self) -> None:
        self._problem.hide()
        self._repositories.want([model.repo for model in self._shown()])

    def _on_loaded(self, repo: str) -> None:
        listing = self._repositories.get(repo)
        if repo in self._cards and listing is not None:
            self._cards[repo].show_listing(listing)

    def _on_unavailable(self, repo: str, error: UserError) -> None:
        if repo in self._cards:
            self._cards[repo].show_problem(error)

    def _on_computer(self) -> None:
        if not self._is_sorted:
            self._sort()
        elif self._computer.speed != self._speed:
            self._show_speed()
        told = self._told()
        self._measuring.set_text(told)
        self._measuring.setVisible(bool(told))
        self._sort_again.setVisible(self._is_order_old)

    def _show_speed(self) -> None:
        """On the cards where they are: nothing moves away below the pointer."""
        self._speed = self._computer.speed
        before, (self._best, _) = self._best, _sorted(self._models, self._speed)
        self._is_order_old = self._best is not before
        for card in self._cards.values():
            card.show_computer(self._speed, self._computer.options)
            card.set_recommended(card.model is self._best)

    def _told(self) -> str:
        """How far it is known what suits this computer; empty when there is nothing to say."""
        fraction, put_off = self._computer.fraction, self._computer.put_off
        if fraction is not None:
            return tr(
                "To tell how fast models answer here, this computer is tried out once, for about half a "
                "minute: {percent} %. It stops as soon as you ask a model something.",
                percent=round(100 * fraction),
            )
        if put_off:
            return tr(
                "How fast models answer here is not known yet: {reason}. It is tried out when you come back "
                "to this page.",
                reason=put_off,
            )
        if self._is_order_old and self._best is not None:
            return tr("This computer was tried out: {model} suits it best.", model=self._best.name)
        return ""

    def _on_sort_again(self) -> None:
        self._sort()
        self._on_computer()
        self._kinds.chip(self._kind).setFocus()  # the link that was pressed is gone


def _sorted(
    models: Sequence[CatalogModel], computer: ComputerSpeed | None
) -> tuple[CatalogModel | None, list[CatalogModel]]:
    """The one to try first, and all of them: it, then those that take less, then the heavier ones."""
    memory = hardware.memory()
    best = outlook.recommended(models, computer, memory)
    heaviest = best.active_parameters if best else 0

    def rank(model: CatalogModel) -> tuple[bool, bool, bool, int]:
        is_tight = model.best_tier(memory) is None
        return model is not best, is_tight, model.active_parameters > heaviest, -model.parameters

    return best, sorted(models, key=rank)
