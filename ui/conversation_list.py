"""The list of conversations on the screen: drawing its rows, keys, clicks, the menu of a row."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.words import tr
from ui import icons
from ui.controls import paint_focus_ring
from ui.conversation_rows import ARCHIVE, BIN, ConversationList, Index, Row, found_parts
from ui.direction import is_rtl
from ui.scroll_bar import SlimScrollBar
from ui.theme import Theme

_HEADING_HEIGHT, _ROW_HEIGHT, _HIT_HEIGHT = 34, 36, 58
_INDENT = 27  # of what stands in a section
_MORE_PX = 32  # at the right of the row that the mouse is on: its menu
_COMING_BACK = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""From a dialog, a menu, another program: who used the mouse before still does."""


class RowDelegate(QStyledItemDelegate):
    """Draws the rows and edits a title in its place."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words: list[str] = []
        self.shows_focus = False  # while the keyboard is used

    def set_words(self, text: str) -> None:
        """What was searched for; shown in bold where it was found."""
        self._words = text.split()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        row = _list(index).row(index)
        if row.kind == "heading":
            return QSize(100, _HEADING_HEIGHT)
        return QSize(100, _HIT_HEIGHT if row.kind == "hit" and row.detail else _ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = _list(index)
        row = model.row(index)
        rect = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.kind == "heading":
            self._paint_heading(painter, rect, row.title)
        elif row.kind == "section":
            self._paint_section(painter, rect, row, state)
        else:
            self._paint_row(painter, rect, row, state, model)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRectF, text: str) -> None:
        font = self._theme.font(12, 500)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.colors.muted))
        painter.drawText(QPointF(rect.x() + 12, rect.bottom() - 10), text)

    def _paint_section(self, painter: QPainter, rect: QRectF, row: Row, state: QStyle.StateFlag) -> None:
        colors = self._theme.colors
        box = rect.adjusted(0, 1, 0, -1)
        self._paint_ground(painter, box, state, is_open=False)
        arrow = "chevron-right" if row.is_folded else "chevron-down"
        icons.draw(painter, arrow, QRectF(box.x() + 9, box.y(), 14, box.height()), colors.muted)
        icon = {ARCHIVE: "archive", BIN: "trash"}.get(row.section, "folder")
        icons.draw(painter, icon, QRectF(box.x() + 27, box.y(), 16, box.height()), colors.muted)
        if has_more(row) and state & QStyle.StateFlag.State_MouseOver:
            box = self._paint_more(painter, box)
        inner = box.adjusted(50, 0, -12, 0)
        count = QFontMetrics(self._theme.font(12)).horizontalAdvance(row.detail)
        self._write(painter, inner.adjusted(inner.width() - count, 0, 0, 0), row.detail, 12, colors.muted)
        self._write(painter, inner.adjusted(0, 0, -count - 8, 0), row.title, 13, colors.muted, 500)

    def _paint_ground(
        self, painter: QPainter, box: QRectF, state: QStyle.StateFlag, *, is_open: bool
    ) -> None:
        colors = self._theme.colors
        if is_open or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.press if is_open else colors.hover))
            painter.drawRoundedRect(box, 8, 8)
        if self.shows_focus and state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, box, 8, colors.accent)

    def _paint_more(self, painter: QPainter, box: QRectF) -> QRectF:
        """The sign that leads to the row's menu; returns what is left for the words."""
        place = QRectF(box.right() - _MORE_PX, box.y(), _MORE_PX, min(box.height(), _ROW_HEIGHT - 2))
        icons.draw(painter, "more", place.adjusted(8, 9, -8, -9), self._theme.colors.text)
        return box.adjusted(0, 0, 12 - _MORE_PX, 0)

    def _paint_row(
        self, painter: QPainter, rect: QRectF, row: Row, state: QStyle.StateFlag, model: ConversationList
    ) -> None:
        colors = self._theme.colors
        is_open = model.is_open(row) and row.kind == "conversation"
        box = rect.adjusted(0, 1, 0, -1)
        self._paint_ground(painter, box, state, is_open=is_open)
        if has_more(row) and state & QStyle.StateFlag.State_MouseOver:
            box = self._paint_more(painter, box)
        inner = box.adjusted(_INDENT if row.section else 12, 0, -12, 0)
        if model.is_answering(row):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent))
            painter.drawEllipse(QPointF(inner.right() - 3, box.y() + 17), 3.5, 3.5)
            inner.adjust(0, 0, -16, 0)
        title = inner.adjusted(0, 0, 0, _ROW_HEIGHT - 2 - inner.height())
        if row.is_draft:
            title.adjust(self._write(painter, title, tr("Draft "), 12, colors.faint), 0, 0, 0)
        _set_direction(painter, row.title)
        if row.kind == "hit":
            self._write_found(painter, title, row.title, 14, colors.text)
            _set_direction(painter, row.detail)
            self._write_found(painter, inner.adjusted(0, 26, 0, -8), row.detail, 12, colors.muted)
        else:
            self._write(painter, title, row.title, 14, colors.text if is_open else colors.muted)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def _write(
        self, painter: QPainter, rect: QRectF, text: str, px: int, color: str, weight: int = 400
    ) -> float:
        """One line of text, cut off with an ellipsis; returns its width. A painter for text from right to
        left begins at the right."""
        font = self._theme.font(px, weight)
        metrics = QFontMetrics(font)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(rect.width())))
        painter.setFont(font)
        painter.setPen(QColor(color))
        baseline = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2
        width = metrics.horizontalAdvance(text)
        is_from_right = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.drawText(QPointF(rect.right() - width if is_from_right else rect.x(), baseline), text)
        return width

    def _write_found(self, painter: QPainter, rect: QRectF, text: str, px: int, color: str) -> None:
        """The same, with the words that were searched for in bold; the first of them is never cut off for
        what stands before it."""
        rest = QRectF(rect)
        for part, is_found in self._with_room_for_found(found_parts(text, self._words), px, rect.width()):
            if rest.width() < 8:
                return
            ink = self._theme.colors.text if is_found else color
            width = self._write(painter, rest, part, px, ink, 600 if is_found else 400)
            if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                rest.adjust(0, 0, -width, 0)
            else:
                rest.adjust(width, 0, 0, 0)

    def _with_room_for_found(
        self, parts: list[tuple[str, bool]], px: int, room: float
    ) -> list[tuple[str, bool]]:
        """The parts, the first one cut off at its beginning where the found word would not fit beside it."""
        if len(parts) < 2 or parts[0][1]:
            return parts
        found_px = QFontMetrics(self._theme.font(px, 600)).horizontalAdvance(parts[1][0] + "…")
        metrics = QFontMetrics(self._theme.font(px))
        if metrics.horizontalAdvance(parts[0][0]) + found_px <= room:
            return parts
        before = max(int(room - found_px), int(room / 3))
        return [(metrics.elidedText(parts[0][0], Qt.TextElideMode.ElideLeft, before), False), *parts[1:]]

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        colors = self._theme.colors
        editor = QLineEdit(parent)
        editor.setAccessibleName(tr("Title of the conversation"))
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


def has_more(row: Row) -> bool:
    """Whether there is a menu of it; what a search found has one only by its right button."""
    return row.kind in ("conversation", "deleted") or (row.kind == "section" and row.section != ARCHIVE)


def _list(index: Index) -> ConversationList:
    return cast(ConversationList, index.model())


def _set_direction(painter: QPainter, text: str) -> None:
    """As this text is written."""
    painter.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if is_rtl(text) else Qt.LayoutDirection.LeftToRight
    )


class ListView(QListView):
    """The rows of the sidebar, by mouse and keyboard: Return opens, F2 renames, Shift+Delete deletes, the
    menu key or Shift+F10 shows what else can be done, Left and Right fold a section."""

    opened = Signal(int)
    message_opened = Signal(int, int)  # a conversation's id, and the id of the message that a search found
    delete_requested = Signal(int)
    menu_requested = Signal(object, QPoint)  # Row, where on the screen
    folded = Signal(str, bool)  # a section's key, whether it is to be folded
    undo_pressed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.rows = ConversationList(self)
        self._delegate = RowDelegate(theme, self)
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(tr("List of conversations"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(SlimScrollBar(theme, "sidebar"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # its place is kept
        self.setViewport(QWidget())  # one that paints no ground
        self.setMouseTracking(True)
        self.clicked.connect(self._open_index)
        self._showed_focus = False  # when it was last left
        self.was_used_by_keyboard = False  # when a title was last begun to be edited
        self._edited_id = 0
        self._edit_later = QTimer(self, singleShot=True, interval=0)
        self._edit_later.timeout.connect(lambda: self.edit_title(self._edited_id))
        theme.changed.connect(self.viewport().update)

    def set_rows(self, rows: list[Row], words: str) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            return  # a title is being typed; the next change shows the rest
        self._delegate.set_words(words)
        place = self.verticalScrollBar().value()
        current = self.currentIndex()
        stood_on = self.rows.row(current) if current.isValid() else None
        number = current.row()
        self.rows.set_rows(rows)
        if stood_on is not None:  # the keyboard stays where it was
            same = self._same_row(stood_on)
            self.setCurrentIndex(same if same.isValid() or not self.hasFocus() else self._row_near(number))
        self.verticalScrollBar().setValue(place)
        self.viewport().update()

    def _same_row(self, row: Row) -> QModelIndex:
        if row.kind == "section":
            return self.rows.index_of_section(row.section)
        return self.rows.index_of(row.conversation_id) if row.conversation_id else QModelIndex()

    def _row_near(self, number: int) -> QModelIndex:
        """What took the place of a row that is gone: the one below it, else the last."""
        indexes = [self.rows.index(at) for at in range(self.rows.rowCount())]
        usable = [index for index in indexes if self.rows.row(index).kind != "heading"]
        return next(
            (index for index in usable if index.row() >= number), usable[-1] if usable else QModelIndex()
        )

    def reveal(self, conversation_id: int) -> None:
        index = self.rows.index_of(conversation_id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def focus_first(self) -> None:
        self.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.currentIndex().isValid():
            self._go_to_first()

    def open_first(self) -> None:
        self._go_to_first()
        self._open_index(self.currentIndex())

    def pointed_at(self) -> int | None:
        """The conversation that the keyboard stands on; None while the focus is elsewhere."""
        index = self.currentIndex()
        if not self.hasFocus() or not index.isValid() or self.rows.row(index).kind != "conversation":
            return None
        return self.rows.row(index).conversation_id

    def edit_title(self, conversation_id: int) -> None:
        is_used = self.shows_focus()
        self.reveal(conversation_id)
        index = self.rows.index_of(conversation_id)
        if index.isValid():
            self.was_used_by_keyboard = is_used
            self.edit(index)

    def shows_focus(self) -> bool:
        """Whether the row that the keyboard stands on is marked."""
        return self.hasFocus() and self._delegate.shows_focus

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in _COMING_BACK:
            self._delegate.shows_focus = self._showed_focus
        else:
            self._delegate.shows_focus = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._showed_focus = self._delegate.shows_focus
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._delegate.shows_focus = self._showed_focus = False
        index = self.indexAt(event.position().toPoint())
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and index.isValid() and self._is_on_more(index, event.position()):
            rect = self.visualRect(index)
            self._ask_for_menu(index, QPoint(rect.right() - _MORE_PX, rect.bottom()))
            return
        super().mousePressEvent(event)

    def _is_on_more(self, index: QModelIndex, place: QPointF) -> bool:
        return has_more(self.rows.row(index)) and place.x() > self.visualRect(index).right() - _MORE_PX

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._delegate.shows_focus = True
        index = self.currentIndex()
        if self.state() == QAbstractItemView.State.EditingState:  # passed on by the editor of a title
            super().keyPressEvent(event)
            return
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self._open_index(index)
            case Qt.Key.Key_Delete if (
                event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                and index.isValid()
                and self.rows.row(index).conversation_id
            ):
                self.delete_requested.emit(self.rows.row(index).conversation_id)
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                self._fold(event.key() == Qt.Key.Key_Left)
            case Qt.Key.Key_Z if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.undo_pressed.emit()
            case _:
                super().keyPressEvent(event)

    def _go_to_first(self) -> None:
        for number in range(self.rows.rowCount()):
            index = self.rows.index(number)
            if self.rows.row(index).kind != "heading":
                self.setCurrentIndex(index)
                return

    def _open_index(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        row = self.rows.row(index)
        match row.kind:
            case "hit" if row.message_id is not None:
                self.message_opened.emit(row.conversation_id, row.message_id)
            case "conversation" | "hit":
                self.opened.emit(row.conversation_id)
            case "section":
                self.folded.emit(row.section, not row.is_folded)
            case "deleted":
                self._show_menu_of(index)

    def _fold(self, is_folded: bool) -> None:
        """The section that the keyboard stands on, or in."""
        index = self.currentIndex()
        key = self.rows.row(index).section if index.isValid() else ""
        section = self.rows.index_of_section(key)
        if section.isValid() and self.rows.row(section).is_folded != is_folded:
            self.setCurrentIndex(section)
            self.folded.emit(key, is_folded)

    def _show_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if index.isValid():
            self._ask_for_menu(index, place)

    def _show_menu_of(self, index: QModelIndex) -> None:
        """Below the row, for the keyboard and where a click has no other meaning."""
        if index.isValid():
            self._ask_for_menu(index, self.visualRect(index).bottomLeft() + QPoint(12, 0))

    def _ask_for_menu(self, index: QModelIndex, place: QPoint) -> None:
        if self.rows.row(index).kind != "heading":
            self.menu_requested.emit(self.rows.row(index), self.viewport().mapToGlobal(place))

    def edit_soon(self, conversation_id: int) -> None:
        """Once a menu is gone: some systems give the focus back late, and that would end the editing."""
        self._edited_id = conversation_id
        self._edit_later.start()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        # By keyboard Qt would point at the middle of the list.
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._show_menu_of(self.currentIndex())
        else:
            self._show_menu(self.viewport().mapFromGlobal(event.globalPos()))
