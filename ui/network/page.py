"""The Network page: the switch that keeps the program offline, and every connection it ever made."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from app.errors import UserError
from app.network.connections import Connection, Network, NetworkRecord
from app.store.settings import SettingsStore, shown_settings
from app.words import later, tr, translated, trn
from ui import formats, tables
from ui.asking import confirm
from ui.background import Lane, Latest
from ui.controls import Label, TextButton
from ui.network.rows import ConnectionRows
from ui.page import Page
from ui.scroll_column import column_margins
from ui.settings.section import Card
from ui.settings.setting_row import SettingRow
from ui.theme import Theme

_READ_EACH_MS = 1_000
_PROMISE = later(
    "Inglenook uses the network only for the Models page, which asks Hugging Face, and to download models "
    "from there. What you write, what models answer and how you use the program is never sent."
)
_FORCED = later("It was started with --offline, and stays so until it is closed.")


def since_start(count: int) -> str:
    """1 -> 1 connection since start"""
    return trn("{count} connection since start", "{count} connections since start", count)


class NetworkPage(Page):
    """Reads the record again while it is shown."""

    changed = Signal(str)  # the setting that was changed here

    def __init__(
        self, theme: Theme, settings: SettingsStore, network: Network, record: NetworkRecord, quick_lane: Lane
    ) -> None:
        super().__init__(theme, tr("Network"))
        self._theme = theme
        self._settings = settings
        self._network = network
        self._record = record
        self._quick_lane = quick_lane
        self._reading = Latest(quick_lane)
        self._total = 0
        self._offline = SettingRow(theme, next(one for one in shown_settings() if one.name == "offline"))
        self._offline.changed.connect(self._switch)
        self._offline.reset.connect(lambda name: self._switch(name, False))
        self._count = Label(theme, since_start(network.count), font_px=20, weight=600)
        self._all = Label(theme, font_px=13, ink="muted")
        self._clear = TextButton(theme, tr("Clear the list…"), font_px=13, height_px=34)
        self._clear.clicked.connect(self._ask_to_clear)
        self._nothing = Label(theme, tr("No connection was ever made."), ink="muted")
        self._rows = ConnectionRows(self)
        self._table = self._make_table()
        self._lay_out()
        self._nothing.hide()
        self._timer = QTimer(self, interval=_READ_EACH_MS)
        self._timer.timeout.connect(self._read)
        theme.changed.connect(self._apply)
        self._apply()

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._rows)
        table.setAccessibleName(tr("Connections, newest first"))
        tables.set_up(table, self._theme)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        return table

    def _lay_out(self) -> None:
        body = QWidget()
        self._margins = QVBoxLayout(body)
        self._margins.setSpacing(12)
        promise = Label(self._theme, translated(_PROMISE), ink="muted", wraps=True)
        card = Card(self._theme)
        card.column.addWidget(self._offline)
        counts = QVBoxLayout()
        counts.setSpacing(2)
        counts.addWidget(self._count)
        counts.addWidget(self._all)
        row = QHBoxLayout()
        row.addLayout(counts, 1)
        row.addWidget(self._clear)
        self._margins.addWidget(promise)
        self._margins.addWidget(card)
        self._margins.addSpacing(8)
        self._margins.addLayout(row)
        below = QWidget()
        listed = QVBoxLayout(below)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.addWidget(self._nothing, 0, Qt.AlignmentFlag.AlignTop)
        listed.addWidget(self._table, 1)
        self._margins.addWidget(below, 1)
        self.add(body)

    def enter(self) -> None:
        self._show_switch()
        first = self._offline.field if self._offline.isEnabled() else self
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_switch(self) -> None:
        is_forced = self._network.is_forced_offline
        self._offline.show_value(is_forced or self._settings.get().offline)
        self._offline.setEnabled(not is_forced)
        if is_forced:
            self._offline.show_problem(UserError(translated(_FORCED)))

    def _read(self) -> None:
        record = self._record

        def read() -> tuple[list[Connection], tuple[int, int]]:
            return record.newest(), record.totals()

        self._reading.run(read, lambda found: self._show(*found), self._on_error)

    def _show(self, connections: list[Connection], totals: tuple[int, int]) -> None:
        self._total, size_bytes = totals
        self._rows.show(connections)
        self._count.set_text(since_start(self._network.count))
        self._all.set_text(
            tr(
                "{count} in the list, {size} in all",
                count=self._total,
                size=formats.readable_size(size_bytes),
            )
        )
        self._nothing.setVisible(not connections)
        self._table.setVisible(bool(connections))
        self._clear.setEnabled(bool(connections))

    def _on_error(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._all.set_text(f"{error.message} {error.hint}".rstrip())

    def _switch(self, name: str, value: object) -> None:
        self._settings.set(**{name: value})
        self.changed.emit(name)
        self._show_switch()

    def _ask_to_clear(self) -> None:
        told = trn(
            "The list forgets {count} connection for good.",
            "The list forgets {count} connections for good.",
            self._total,
        )
        confirm(self._theme, tr("Clear the list?"), told, tr("Clear"), self.window(), self._forget)

    def _forget(self) -> None:
        self._quick_lane.run(self._record.clear, lambda _: self._read(), self._on_error)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        left, right = column_margins(self.width())
        self._margins.setContentsMargins(left, 8, right, 16)
        self._table.horizontalHeader().resizeSection(1, max(110, min(220, self.width() // 5)))

    def _apply(self) -> None:
        tables.colour(self._table, self._theme, padding_px=8)
