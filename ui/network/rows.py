"""The connections as the rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.network.connections import Connection
from app.words import digits, later, tr, translated
from ui import formats

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
COLUMNS = (later("When"), later("Server"), later("What for"), later("Sent"), later("Received"))
_NUMBERS = (3, 4)
_PURPOSES = (
    later("Search"),
    later("Files of recommended models"),
    later("Files of {name}"),
    later("Facts about {name}"),
    later("Download of {name}"),
)


class ConnectionRows(QAbstractTableModel):
    """Newest first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._connections: tuple[Connection, ...] = ()

    def show(self, connections: Sequence[Connection]) -> None:
        if tuple(connections) == self._connections:
            return
        if [one.id for one in connections] == [one.id for one in self._connections]:
            self._connections = tuple(connections)
            self.dataChanged.emit(self.index(0, 0), self.index(len(connections) - 1, len(COLUMNS) - 1))
            return
        self.beginResetModel()
        self._connections = tuple(connections)
        self.endResetModel()

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._connections)

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return translated(COLUMNS[section])
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        connection = self._connections[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return _told(connection)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _cells(connection)[index.column()]
        return None


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _cells(connection: Connection) -> tuple[str, ...]:
    return (
        _when(connection.started_at),
        connection.host,
        _purpose(connection),
        formats.readable_size(connection.sent_bytes),
        formats.readable_size(connection.received_bytes),
    )


def _purpose(connection: Connection) -> str:
    """Download of maker/model, opened 3 times"""
    purpose = _what_for(connection.purpose)
    if connection.times == 1:
        return purpose
    return tr("{purpose}, opened {times} times", purpose=purpose, times=connection.times)


def _what_for(purpose: str) -> str:
    """The record is in English, for it outlives the language in use."""
    for pattern in _PURPOSES:
        begin = str(pattern).partition("{name}")[0]
        if purpose.startswith(begin):
            return translated(pattern, name=purpose.removeprefix(begin))
    return purpose


def _when(started_at: float) -> str:
    began = datetime.fromtimestamp(started_at)
    return f"{began:%H:%M:%S}" if began.date() == date.today() else formats.moment(began)


def _told(connection: Connection) -> str:
    began = formats.moment(datetime.fromtimestamp(connection.started_at))
    if connection.ended_at is None:
        lasted = tr("still open, or not ended in order")
    else:
        lasted = tr("{count} s", count=digits(connection.ended_at - connection.started_at, 1))
    if connection.times > 1:
        lasted = tr("{lasted}, opened {count} times", lasted=lasted, count=connection.times)
    place = tr("{host}, port {port}", host=connection.host, port=str(connection.port))
    return f"{_what_for(connection.purpose)}\n{place}\n{began}, {lasted}"
