"""What all answers took together, in a table; and what a service would have taken for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.errors import UserError
from app.insight.totals import Grouping, Price, Totals, price_in, totals
from app.store.database import Database
from app.store.settings import SettingsStore, shown_settings
from app.words import digits, tr, trn
from ui import formats, glossary, tables
from ui.background import Lane, Latest
from ui.controls import Label
from ui.fields import field_sheet
from ui.insight import wording
from ui.models.picker import Picker
from ui.settings.section import Card
from ui.settings.setting_row import SettingRow
from ui.theme import Theme

_HEAD_PX = 32
_MOST_ROWS_SEEN = 8
_PRICES = ("price_sent", "price_written")


class TotalsView(QWidget):
    """Reads what is kept each time it is shown."""

    changed = Signal(str)  # the setting that was changed here

    def __init__(self, theme: Theme, database: Database, settings: SettingsStore, lane: Lane) -> None:
        super().__init__()
        self._theme = theme
        self._database = database
        self._settings = settings
        self._reading = Latest(lane)
        self._title = Label(theme, tr("Totals"), font_px=15, weight=600)
        self._sum = Label(theme, font_px=13, wraps=True)
        self._cost = Label(theme, font_px=13, wraps=True)
        self._grouping = Picker(
            theme,
            tr("Totals by"),
            ((tr("By week"), "week"), (tr("By model"), "model"), (tr("By conversation"), "conversation")),
        )
        self._grouping.activated.connect(self.read)
        self._table = self._make_table()
        self._card = Card(theme)
        self._rows = [SettingRow(theme, one) for one in shown_settings() if one.name in _PRICES]
        for row in self._rows:
            self._card.column.addWidget(row)
            row.changed.connect(self._set_price)
            row.reset.connect(lambda name: self._set_price(name, None))
        self._lay_out()
        theme.changed.connect(self._apply)
        self._apply()

    def _make_table(self) -> QTableWidget:
        table = QTableWidget()
        table.setAccessibleName(tr("Totals"))
        tables.set_up(table, self._theme)
        table.horizontalHeader().setFixedHeight(_HEAD_PX)
        return table

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 20, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self._title, 1)
        row.addWidget(self._grouping)
        for part in (self._sum, self._cost):
            part.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._sum)
        column.addWidget(self._table)
        column.addSpacing(8)
        column.addWidget(self._card)
        column.addWidget(self._cost)

    def first_field(self) -> QWidget:
        """What gets the keyboard."""
        return self._grouping

    def read(self) -> None:
        """Show what is kept now."""
        database, grouping = self._database, self._grouping.value()

        def read() -> tuple[list[Totals], list[Totals]]:
            return totals(database, "all"), totals(database, grouping)

        self._reading.run(read, lambda found: self._show(*found, grouping), self._on_error)

    def _show(self, all_: list[Totals], rows: list[Totals], grouping: Grouping) -> None:
        price = price_in(self._settings.get())
        self._sum.set_text(_summary(all_[0]) if all_ else tr("No answer was measured yet."))
        self._cost.set_text(_cost(all_[0], price) if all_ else "")
        self._cost.setVisible(bool(all_))
        self._table.setVisible(bool(rows))
        self._fill(rows, grouping, price)

    def _fill(self, rows: Sequence[Totals], grouping: Grouping, price: Price | None) -> None:
        table = self._table
        first = {"week": tr("Week of"), "model": tr("Model")}.get(grouping, tr("Conversation"))
        heads = [first, tr("Answers"), tr("Sent"), tr("Read"), tr("Written"), tr("Time"), tr("Energy")]
        heads += [tr("Cost elsewhere")] if price else []
        hints = {
            2: tr("Tokens of all prompts. The whole conversation is sent with each question."),
            3: tr("Of those sent, the tokens that had to be read; the others were still in memory."),
            4: glossary.tip("token"),
            6: glossary.tip("energy"),
        }
        table.setColumnCount(len(heads))
        table.setRowCount(len(rows))
        for place, head in enumerate(heads):
            item = QTableWidgetItem(head)
            item.setToolTip(hints.get(place, ""))
            item.setTextAlignment(_alignment(place))
            table.setHorizontalHeaderItem(place, item)
        for number, one in enumerate(rows):
            for place, text in enumerate(_cells(one, grouping, price)):
                cell = QTableWidgetItem(text)
                cell.setTextAlignment(_alignment(place))
                cell.setData(Qt.ItemDataRole.AccessibleTextRole, f"{heads[place]}: {text}")
                cell.setToolTip(text)
                table.setItem(number, place, cell)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.setFixedHeight(_HEAD_PX + tables.ROW_PX * min(_MOST_ROWS_SEEN, max(1, len(rows))) + 6)

    def _set_price(self, name: str, value: object) -> None:
        row = next(row for row in self._rows if row.declared.name == name)
        try:
            self._settings.set(**{name: value})
        except UserError as error:
            row.show_problem(error)
            return
        self._show_prices()
        self.changed.emit(name)
        self.read()

    def _show_prices(self) -> None:
        settings = self._settings.get()
        for row in self._rows:
            row.show_value(getattr(settings, row.declared.name))

    def _on_error(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._sum.set_text(f"{error.message} {error.hint}".rstrip())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_prices()
        self.read()

    def _apply(self) -> None:
        self.setStyleSheet(field_sheet(self._theme))
        tables.colour(self._table, self._theme, padding_px=6)


def _alignment(place: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _cells(one: Totals, grouping: Grouping, price: Price | None) -> list[str]:
    name = one.name
    if grouping == "week":
        name = formats.short_day(date.fromisoformat(name))
    counts = (one.answers, one.sent_tokens, one.read_tokens, one.written_tokens)
    cells = [
        name or "-",
        *(formats.count(count) for count in counts),
        formats.seconds(one.seconds),
        _energy(one, short=True),
    ]
    return [*cells, digits(price.of(one), 2)] if price else cells


def _energy(one: Totals, *, short: bool = False) -> str:
    if not one.energy_j:
        return "-"
    told = wording.energy(one.energy_j)
    if short:
        return f"~{told}" if one.is_estimate else told
    return tr("about {energy}", energy=told) if one.is_estimate else told


def _summary(all_: Totals) -> str:
    told = trn(
        "{count} answer: {written} tokens written, {read} read, in {time} of computing.",
        "{count} answers: {written} tokens written, {read} read, in {time} of computing.",
        all_.answers,
        written=all_.written_tokens,
        read=all_.read_tokens,
        time=formats.seconds(all_.seconds),
    )
    if all_.energy_j:
        energy = tr("Energy: {energy}.", energy=_energy(all_))
        told = tr("{first} {second}", first=told, second=energy)
    if all_.unmeasured:
        more = trn(
            "Of {count} earlier answer the energy is not known.",
            "Of {count} earlier answers the energy is not known.",
            all_.unmeasured,
        )
        told = tr("{first} {second}", first=told, second=more)
    return told


def _cost(all_: Totals, price: Price | None) -> str:
    if price is None:
        return tr("Give prices to see what a service on the network would have taken for the same tokens.")
    return tr(
        "A service with these prices would have taken {cost} for the {sent} tokens sent, which are all "
        "prompts in full, and the {written} written.",
        cost=digits(price.of(all_), 2),
        sent=all_.sent_tokens,
        written=all_.written_tokens,
    )
