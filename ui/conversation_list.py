"""The list of conversations, or of what a search found in them: its rows, and how they are drawn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.conversations import Conversation
from app.search import Hit
from ui import formats
from ui.controls import paint_focus_ring
from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex

_DRAFT_LENGTH = 60  # characters
_HEADING_HEIGHT, _ROW_HEIGHT, _HIT_HEIGHT = 34, 36, 58


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list. detail: what a search found; is_draft: the title is an unsent question."""

    kind: Literal["heading", "conversation", "hit"]
    title: str
    conversation_id: int = 0
    detail: str = ""
    is_draft: bool = False


def rows_by_date(conversations: Iterable[Conversation], today: date, open_id: int | None) -> list[Row]:
    """All conversations, newest first, under headings by day."""
    rows: list[Row] = []
    heading = ""
    for conversation in conversations:
        group = formats.date_group(conversation.updated_at, today)
        if group != heading:
            heading = group
            rows.append(Row("heading", group))
        rows.append(_row(conversation, open_id))
    return rows


def _row(conversation: Conversation, open_id: int | None) -> Row:
    if conversation.title:
        return Row("conversation", conversation.title, conversation.id)
    draft = " ".join(conversation.draft[: 4 * _DRAFT_LENGTH].split())[:_DRAFT_LENGTH]
    if draft and conversation.id != open_id:
        return Row("conversation", draft, conversation.id, is_draft=True)
    return Row("conversation", "New chat", conversation.id)


def rows_of_search(hits: Sequence[Hit]) -> list[Row]:
    count = f"{len(hits)} found" if hits else "Nothing found"
    found = [
        Row(
            "hit", hit.title or "New chat", hit.conversation_id, "" if hit.message_id is None else hit.snippet
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
        return row.kind != "heading" and row.conversation_id == self._open_id

    def is_answering(self, row: Row) -> bool:
        return row.conversation_id in self._answering

    def index_of(self, conversation_id: int) -> QModelIndex:
        for number, row in enumerate(self._rows):
            if row.kind != "heading" and row.conversation_id == conversation_id:
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
            case "hit":
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
                return f"Draft: {row.title}" if row.is_draft else row.title
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return "is being answered" if self.is_answering(row) else row.detail
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        title = " ".join(str(value).split())
        row = self.row(index)
        if role != Qt.ItemDataRole.EditRole or not title or title == row.title:
            return False
        self.renamed.emit(row.conversation_id, title)
        return True


class RowDelegate(QStyledItemDelegate):
    """Draws the rows and edits a title in its place."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words: list[str] = []

    def set_words(self, text: str) -> None:
        """What was searched for; shown in bold where it was found."""
        self._words = text.split()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        row = _list(index).row(index)
        if row.kind == "heading":
            return QSize(100, _HEADING_HEIGHT)
        return QSize(100, _HIT_HEIGHT if row.detail else _ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = _list(index)
        row = model.row(index)
        rect = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.kind == "heading":
            self._paint_heading(painter, rect, row.title)
        else:
            self._paint_row(painter, rect, row, state, model)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRectF, text: str) -> None:
        font = self._theme.font(12, 500)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.colors.muted))
        painter.drawText(QPointF(rect.x() + 12, rect.bottom() - 10), text)

    def _paint_row(
        self, painter: QPainter, rect: QRectF, row: Row, state: QStyle.StateFlag, model: ConversationList
    ) -> None:
        colors = self._theme.colors
        is_open = model.is_open(row) and row.kind == "conversation"
        box = rect.adjusted(0, 1, 0, -1)
        if is_open or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.press if is_open else colors.hover))
            painter.drawRoundedRect(box, 8, 8)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, box, 8, colors.accent)
        inner = box.adjusted(12, 0, -12, 0)
        if model.is_answering(row):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent))
            painter.drawEllipse(QPointF(inner.right() - 3, box.y() + 17), 3.5, 3.5)
            inner.adjust(0, 0, -16, 0)
        title = inner.adjusted(0, 0, 0, _ROW_HEIGHT - 2 - inner.height())
        if row.is_draft:
            title.adjust(self._write(painter, title, "Draft ", 12, colors.faint), 0, 0, 0)
        if row.kind == "hit":
            self._write_found(painter, title, row.title, 14, colors.text)
            self._write_found(painter, inner.adjusted(0, 26, 0, -8), row.detail, 12, colors.muted)
        else:
            self._write(painter, title, row.title, 14, colors.text if is_open else colors.muted)

    def _write(
        self, painter: QPainter, rect: QRectF, text: str, px: int, color: str, weight: int = 400
    ) -> float:
        """One line of text, cut off with an ellipsis; returns its width."""
        font = self._theme.font(px, weight)
        metrics = QFontMetrics(font)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(rect.width())))
        painter.setFont(font)
        painter.setPen(QColor(color))
        baseline = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(rect.x(), baseline), text)
        return metrics.horizontalAdvance(text)

    def _write_found(self, painter: QPainter, rect: QRectF, text: str, px: int, color: str) -> None:
        """The same, with the words that were searched for in bold."""
        rest = QRectF(rect)
        for part, is_found in found_parts(text, self._words):
            if rest.width() < 8:
                return
            ink = self._theme.colors.text if is_found else color
            rest.adjust(self._write(painter, rest, part, px, ink, 600 if is_found else 400), 0, 0, 0)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        colors = self._theme.colors
        editor = QLineEdit(parent)
        editor.setAccessibleName("Title of the conversation")
        editor.setMaxLength(200)
        editor.setFont(QFont(self._theme.font(14)))
        editor.setStyleSheet(
            f"QLineEdit {{ background: {colors.surface}; color: {colors.text}; padding: 0 9px;"
            f" border: 2px solid {colors.accent}; border-radius: 8px; }}"
        )
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(0, 1, 0, -1))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        model.setData(index, cast(QLineEdit, editor).text(), Qt.ItemDataRole.EditRole)


def found_parts(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it begins a word as one of `words` does."""
    if not words:
        return [(text, False)]
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    parts = re.split(rf"(?i)((?<!\w)(?:{pattern}))", text)
    return [(part, number % 2 == 1) for number, part in enumerate(parts) if part]


def _list(index: Index) -> ConversationList:
    return cast(ConversationList, index.model())
