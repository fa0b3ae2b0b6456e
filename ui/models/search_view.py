"""What a search on the Hub found: filters, order, and more of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import UserError
from app.hub.client import Hub, SearchPage, SearchQuery
from app.machine.fit import estimate_unseen
from app.words import Marked, later, tr, translated, trn
from ui.background import Lane, Task
from ui.controls import Label, TextButton
from ui.flow import FlowLayout
from ui.models.choice_chip import ChoiceChip
from ui.models.computer import Computer
from ui.models.found_row import FoundRow
from ui.models.picker import Picker
from ui.models.problem_box import ProblemBox
from ui.scroll_column import ScrollColumn
from ui.theme import Theme

_SORTS = (
    (later("Most downloaded"), "downloads"),
    (later("Most liked"), "likes"),
    (later("Recently updated"), "lastModified"),
)
_BILLION = 1_000_000_000
_SIZES = (
    (later("Any size"), (0, 0)),
    (later("Up to 3B"), (0, 3 * _BILLION)),
    (later("3B to 9B"), (3 * _BILLION, 9 * _BILLION)),
    (later("9B to 35B"), (9 * _BILLION, 35 * _BILLION)),
    (later("Over 35B"), (35 * _BILLION, 0)),
)
_LICENSES = (
    (later("Any licence"), ""),
    (Marked("Apache 2.0"), "apache-2.0"),
    (Marked("MIT"), "mit"),
    (Marked("Gemma"), "gemma"),
    (Marked("Llama 3.1"), "llama3.1"),
    (Marked("Llama 3.2"), "llama3.2"),
)


def _said(choices: Sequence[tuple[Marked, object]]) -> list[tuple[str, object]]:
    return [(translated(words), value) for words, value in choices]


class SearchView(ScrollColumn):
    """Asks again when a filter is changed; an answer that came too late is dropped."""

    repository_requested = Signal(str)

    def __init__(self, theme: Theme, hub: Hub, lane: Lane, computer: Computer) -> None:
        super().__init__(theme)
        self._theme = theme
        self._hub = hub
        self._lane = lane
        self._computer = computer
        self._text = ""
        self._next_page = ""
        self._task: Task | None = None
        self._rows: list[FoundRow] = []
        self._sort = Picker(theme, tr("Order"), _said(_SORTS))
        self._size = Picker(theme, tr("Size"), _said(_SIZES))
        self._license = Picker(theme, tr("Licence"), _said(_LICENSES))
        self._fits = ChoiceChip(theme, tr("Fits this computer"))
        self._open = ChoiceChip(theme, tr("Free to download"))
        self._open.setToolTip(tr("Leaves out models for which you must ask for access on huggingface.co"))
        self._state = Label(theme, font_px=13, ink="muted")
        self._cancel = TextButton(theme, tr("Cancel"), look="link", font_px=13, height_px=28)
        self._problem = ProblemBox(theme)
        self._more = TextButton(theme, tr("More"), font_px=13, height_px=34)
        self._lay_out()
        for picker in (self._sort, self._size, self._license):
            picker.currentIndexChanged.connect(self._search_again)
        for chip in (self._fits, self._open):
            chip.clicked.connect(partial(self._toggle, chip))
        self._cancel.clicked.connect(self._on_cancel)
        self._more.clicked.connect(self._ask_for_more)
        self._problem.retry_pressed.connect(self._retry)
        computer.changed.connect(self._show_outlooks)

    def _lay_out(self) -> None:
        self.column.setSpacing(10)
        filters = FlowLayout()
        for widget in (self._sort, self._size, self._license, self._fits, self._open):
            filters.addWidget(widget)
        bar = QWidget()
        bar.setLayout(filters)
        self.column.addWidget(bar)
        state = QHBoxLayout()
        state.setSpacing(4)
        state.addWidget(self._state)
        state.addWidget(self._cancel)
        state.addStretch(1)
        self._results_at = self.column.count() + 1
        self.column.addLayout(state)
        self.column.addWidget(self._problem)
        self.column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        self._more.hide()

    def search(self, text: str) -> None:
        """Show what the Hub has for these words; none: the most popular."""
        self._text = text
        self._clear()
        self._ask("")

    def stop(self) -> None:
        """The question is no longer of interest."""
        if self._task is not None:
            self._task.stop()
            self._task = None

    def _toggle(self, chip: ChoiceChip) -> None:
        chip.setChecked(not chip.isChecked())
        self._search_again()

    def _search_again(self) -> None:
        self.search(self._text)

    def _ask_for_more(self) -> None:
        self._ask(self._next_page)

    def _retry(self) -> None:
        self._ask(self._next_page if self._rows else "")

    def _ask(self, next_page: str) -> None:
        self.stop()
        self._problem.hide()
        self._more.hide()
        self._cancel.show()
        self._say(tr("Searching…"))
        query = replace(self._query(), next_page=next_page)
        self._task = task = self._lane.stream(
            partial(self._hub.search, query),
            lambda page: self._on_page(task, page),
            lambda: self._on_end(task),
            lambda error: self._on_error(task, error),
        )

    def _query(self) -> SearchQuery:
        least, most = self._size.value()
        if self._fits.isChecked():
            fitting = _most_parameters_that_fit()
            most = min(most, fitting) if most else fitting
        return SearchQuery(
            text=self._text,
            sort=self._sort.value(),
            license=self._license.value(),
            without_gated=self._open.isChecked(),
            least_parameters=least,
            most_parameters=most,
        )

    def _on_cancel(self) -> None:
        self.stop()
        self._cancel.hide()
        self._say(tr("Search cancelled."))
        self._more.setVisible(bool(self._next_page))

    def _on_page(self, task: Task, page: SearchPage) -> None:
        if task is not self._task:
            return
        self._next_page = page.next_page
        for model in page.models:
            row = FoundRow(self._theme, model, self._computer.speed)
            row.clicked.connect(lambda _=False, repo=model.repo: self.repository_requested.emit(repo))
            self.column.insertWidget(self._results_at + len(self._rows), row)
            self._rows.append(row)

    def _on_end(self, task: Task) -> None:
        if task is not self._task:
            return
        self._task = None
        self._cancel.hide()
        self._say(self._told(len(self._rows)))
        self._more.setVisible(bool(self._next_page))

    def _told(self, count: int) -> str:
        if not count and self._text:
            return tr("Nothing was found for “{text}”. Try fewer words or other filters.", text=self._text)
        if not count:
            return tr("Nothing was found. Try other filters.")
        if self._text:
            told = trn("{count} found for “{text}”", "{count} found for “{text}”", count, text=self._text)
        else:
            told = trn(
                "{count} found of the most popular models", "{count} found of the most popular models", count
            )
        return tr("{told} so far", told=told) if self._next_page else told

    def _on_error(self, task: Task, error: Exception) -> None:
        if task is not self._task:
            return
        self._task = None
        self._cancel.hide()
        self._say("")
        if isinstance(error, UserError):
            self._problem.show_error(error)

    def _say(self, text: str) -> None:
        self._state.set_text(text)
        self._state.setVisible(bool(text))

    def _clear(self) -> None:
        for row in self._rows:
            self.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        self._next_page = ""
        QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(0))

    def _show_outlooks(self) -> None:
        for row in self._rows:
            row.show_computer(self._computer.speed)


def _most_parameters_that_fit() -> int:
    """In the usual quantization, to a tenth of a billion."""
    low, high = 0, 10_000
    while low < high:
        middle = (low + high + 1) // 2
        if estimate_unseen(middle * _BILLION // 10, "Q4_K_M").verdict == "too_large":
            high = middle - 1
        else:
            low = middle
    return max(1, low) * _BILLION // 10
