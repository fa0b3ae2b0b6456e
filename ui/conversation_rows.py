"""The rows of the sidebar: conversations by place and date, or what a search found in them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QWidget

from app.store.conversations import Conversation
from app.store.shelves import KEPT_IN_BIN_S, Folder
from app.words import tr, trn
from ui import formats

if TYPE_CHECKING:
    from app.store.search import Hit

Index = QModelIndex | QPersistentModelIndex

_DRAFT_LENGTH = 60  # characters


ARCHIVE, BIN = "archive", "bin"

Kind = Literal["heading", "section", "conversation", "deleted", "hit"]
"""section: a heading that folds: a folder, the archive or the bin."""


class Row(NamedTuple):
    """One line of the list. detail: what a search found, or until when the bin keeps it. is_draft: the title
    is an unsent question. section: the key of the section that it heads, or stands in. message_id: where a
    search found the words."""

    kind: Kind
    title: str
    conversation_id: int = 0
    detail: str = ""
    is_draft: bool = False
    section: str = ""
    is_folded: bool = False
    message_id: int | None = None


class Listing(NamedTuple):
    """All that the sidebar lists. folded: the keys of the sections of which only the heading is shown."""

    conversations: Sequence[Conversation]
    folders: Sequence[Folder] = ()
    deleted: Sequence[Conversation] = ()
    folded: frozenset[str] = frozenset((ARCHIVE, BIN))


def folder_key(folder_id: int) -> str:
    """The key of a folder's section."""
    return f"folder {folder_id}"


def rows_of(listing: Listing, now: datetime, open_id: int | None) -> list[Row]:
    """What is pinned, the folders, the other conversations under headings by day, the archive, the bin."""
    rows: list[Row] = []
    in_use = [one for one in listing.conversations if one.archived_at is None]
    pinned = [one for one in in_use if one.pinned_at is not None]
    if pinned:
        rows.append(Row("heading", tr("Pinned")))
        rows += [_row(one, open_id) for one in pinned]
    for folder in listing.folders:
        inside = [one for one in in_use if one.folder_id == folder.id and one.pinned_at is None]
        key = folder_key(folder.id)
        rows += _section(folder.name, key, listing, [_row(one, open_id, key) for one in inside])
    rows += _by_date([one for one in in_use if one.pinned_at is None and one.folder_id is None], now, open_id)
    archived = [one for one in listing.conversations if one.archived_at is not None]
    if archived:
        rows += _section(tr("Archive"), ARCHIVE, listing, [_row(one, open_id, ARCHIVE) for one in archived])
    if listing.deleted:
        rows += _section(tr("Bin"), BIN, listing, [_deleted_row(one, now) for one in listing.deleted])
    return rows


def _section(title: str, key: str, listing: Listing, inside: list[Row]) -> list[Row]:
    is_folded = key in listing.folded
    heading = Row("section", title, detail=str(len(inside)), section=key, is_folded=is_folded)
    return [heading, *([] if is_folded else inside)]


def _by_date(conversations: Iterable[Conversation], now: datetime, open_id: int | None) -> list[Row]:
    rows: list[Row] = []
    heading = ""
    for conversation in conversations:
        group = formats.date_group(conversation.updated_at, now.date())
        if group != heading:
            heading = group
            rows.append(Row("heading", group))
        rows.append(_row(conversation, open_id))
    return rows


def _deleted_row(conversation: Conversation, now: datetime) -> Row:
    left_s = (conversation.deleted_at or 0.0) + KEPT_IN_BIN_S - now.timestamp()
    days = max(1, math.ceil(left_s / 86_400))
    until = trn("gone for good tomorrow", "gone for good in {count} days", days)
    return Row("deleted", _row(conversation, None).title, conversation.id, until, section=BIN)


def _row(conversation: Conversation, open_id: int | None, section: str = "") -> Row:
    if conversation.title:
        return Row("conversation", conversation.title, conversation.id, section=section)
    draft = " ".join(conversation.draft[: 4 * _DRAFT_LENGTH].split())[:_DRAFT_LENGTH]
    if draft and conversation.id != open_id:
        return Row("conversation", draft, conversation.id, is_draft=True, section=section)
    return Row("conversation", tr("New chat"), conversation.id, section=section)


def rows_of_search(hits: Sequence[Hit]) -> list[Row]:
    count = trn("{count} found", "{count} found", len(hits)) if hits else tr("Nothing found")
    found = [
        Row(
            "hit",
            hit.title or tr("New chat"),
            hit.conversation_id,
            "" if hit.message_id is None else hit.snippet,
            message_id=hit.message_id,
        )
        for hit in hits
    ]
    return [Row("heading", count), *found]


class ConversationList(QAbstractListModel):
    """The rows; knows which conversation is open and which are being answered."""

    renamed = Signal(int, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._open_id: int | None = None
        self._answering: frozenset[int] = frozenset()

    def set_rows(self, rows: list[Row]) -> None:
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def set_open(self, conversation_id: int | None) -> None:
        self._open_id = conversation_id
        self._repaint()

    def set_answering(self, conversation_ids: Iterable[int]) -> None:
        self._answering = frozenset(conversation_ids)
        self._repaint()

    def row(self, index: Index) -> Row:
        return self._rows[index.row()]

    def is_open(self, row: Row) -> bool:
        return row.conversation_id != 0 and row.conversation_id == self._open_id

    def is_answering(self, row: Row) -> bool:
        return row.conversation_id in self._answering

    def index_of(self, conversation_id: int) -> QModelIndex:
        for number, row in enumerate(self._rows):
            if row.conversation_id == conversation_id:
                return self.index(number)
        return QModelIndex()

    def index_of_section(self, key: str) -> QModelIndex:
        for number, row in enumerate(self._rows):
            if row.kind == "section" and row.section == key:
                return self.index(number)
        return QModelIndex()

    def neighbour(self, conversation_id: int) -> int | None:
        """The conversation after that one, or before it when it is the last."""
        ids = [row.conversation_id for row in self._rows if row.kind == "conversation"]
        if conversation_id not in ids or len(ids) < 2:
            return None
        at = ids.index(conversation_id)
        return ids[at + 1] if at + 1 < len(ids) else ids[at - 1]

    def _repaint(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        match self.row(index).kind if index.isValid() else "heading":
            case "conversation":
                return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
            case "hit" | "section" | "deleted":
                return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.row(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.EditRole:
                return "" if row.is_draft else row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return tr("Draft: {title}", title=row.title) if row.is_draft else row.title
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._description(row)
            case Qt.ItemDataRole.ToolTipRole if row.kind == "deleted":
                return tr("{title}\nDeleted, {detail}", title=row.title, detail=row.detail)
        return None

    def _description(self, row: Row) -> str:
        if row.kind == "section":
            told = trn("{count} conversation", "{count} conversations", int(row.detail))
            state = tr("folded", "of a folder") if row.is_folded else tr("unfolded", "of a folder")
            return f"{told}, {state}"
        return tr("is being answered") if self.is_answering(row) else row.detail

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        title = " ".join(str(value).split())
        row = self.row(index)
        if role != Qt.ItemDataRole.EditRole or not title or title == row.title:
            return False
        self.renamed.emit(row.conversation_id, title)
        return True


def found_parts(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it begins a word as one of `words` does."""
    if not words:
        return [(text, False)]
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    parts = re.split(rf"(?i)((?<!\w)(?:{pattern}))", text)
    return [(part, number % 2 == 1) for number, part in enumerate(parts) if part]
