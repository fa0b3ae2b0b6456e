"""The pointer in the conversation: selecting by dragging, links, the fold of a reasoning."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip

from ui.chat import copying
from ui.chat.leaf import Leaf
from ui.chat.lens import Lens
from ui.chat.row import Row
from ui.chat.selection import Place, Selection
from ui.chat.stack import RowStack

_FASTEST_SCROLL = 80  # pixels a step, while dragging beyond the edge


class Pointing(QObject):
    """Takes the viewport's mouse events; positions are the viewport's."""

    link_clicked = Signal(str)
    fold_clicked = Signal(object)  # the Row
    hovered = Signal(object)  # the Row under the pointer, or None
    selection_changed = Signal()

    def __init__(self, view: QAbstractScrollArea, stack: RowStack, selection: Selection, lens: Lens) -> None:
        super().__init__(view)
        self._view = view
        self._stack = stack
        self._selection = selection
        self._lens = lens
        self._hovered: Row | None = None
        self._pressed_at: QPoint | None = None
        self._pressed_link = ""
        self._word: tuple[Place, QPoint] | None = None  # of a double click that may become a triple one
        self._word_timer = QTimer(self)
        self._word_timer.setSingleShot(True)
        self._drag = QTimer(self)
        self._drag.setInterval(30)
        self._drag.timeout.connect(self._scroll_while_dragging)

    def row_at(self, position: QPoint) -> Row | None:
        return self._stack.row_at(self._lens.point(position)[1])

    def link_at(self, position: QPoint) -> str:
        found = self.leaf_at(position)
        return found[0].link_at(found[1], found[2]) if found else ""

    def leaf_at(self, position: QPoint) -> tuple[Leaf, float, float] | None:
        """What is drawn at a point, and the point in it."""
        row = self.row_at(position)
        if row is None or not row.is_live:
            return None
        x, y = self._lens.point(position)
        return row.leaf_at(x, y - row.top)

    def _place_at(self, position: QPoint) -> Place | None:
        """The text boundary nearest to a point."""
        if not self._stack.rows:
            return None
        x, y = self._lens.point(position)
        number = self._stack.nearest(y)
        row = self._stack.rows[number]
        row.build()
        return row.place_at(number, x, y - row.top)

    def _fold_at(self, position: QPoint) -> Row | None:
        row = self.row_at(position)
        if row is None:
            return None
        x, y = self._lens.point(position)
        return row if row.fold_area().contains(x, y - row.top) else None

    def press(self, event: QMouseEvent) -> None:
        position = event.position().toPoint()
        place = self._place_at(position)
        if event.button() != Qt.MouseButton.LeftButton or place is None:
            return
        if self._is_third_click(position):
            self._selection.select(*copying.block_around(self._stack.rows, place))
            self.selection_changed.emit()
            return
        self._pressed_at = position
        self._pressed_link = self.link_at(position)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._selection.anchor:
            self._selection.end = place
        else:
            self._selection.start(place)
        self.selection_changed.emit()

    def move(self, event: QMouseEvent) -> None:
        position = event.position().toPoint()
        if self._pressed_at is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._select_to(position)
            if not 0 <= position.y() < self._view.viewport().height() and not self._drag.isActive():
                self._drag.start()
            return
        self._hover(self.row_at(position))
        self._show_cursor(position)

    def release(self, event: QMouseEvent) -> None:
        self._drag.stop()
        if event.button() != Qt.MouseButton.LeftButton or self._pressed_at is None:
            return
        position = event.position().toPoint()
        distance = (position - self._pressed_at).manhattanLength()
        self._pressed_at = None
        if distance >= QGuiApplication.styleHints().startDragDistance() or self._selection.bounds:
            return
        if self._pressed_link and self.link_at(position) == self._pressed_link:
            self.link_clicked.emit(self._pressed_link)
        elif row := self._fold_at(position):
            self.fold_clicked.emit(row)

    def double_click(self, event: QMouseEvent) -> None:
        position = event.position().toPoint()
        place = self._place_at(position)
        if event.button() != Qt.MouseButton.LeftButton or place is None:
            return
        self._pressed_at = None
        self._word = (place, position)
        self._word_timer.start(QGuiApplication.styleHints().mouseDoubleClickInterval())
        self._selection.select(*copying.word_around(self._stack.rows, place))
        self.selection_changed.emit()

    def leave(self) -> None:
        self._hover(None)

    def show_tool_tip(self, event: QHelpEvent) -> None:
        """Where a link leads is seen before it is followed."""
        if link := self.link_at(event.pos()):
            QToolTip.showText(event.globalPos(), link, self._view.viewport())
        else:
            QToolTip.hideText()

    def _is_third_click(self, position: QPoint) -> bool:
        word, self._word = self._word, None
        return (
            word is not None
            and self._word_timer.isActive()
            and (position - word[1]).manhattanLength() < QGuiApplication.styleHints().startDragDistance()
        )

    def _hover(self, row: Row | None) -> None:
        if row is not self._hovered:
            self._hovered = row
            self.hovered.emit(row)

    def _show_cursor(self, position: QPoint) -> None:
        shape = Qt.CursorShape.ArrowCursor
        found = self.leaf_at(position)
        if self.link_at(position) or self._fold_at(position):
            shape = Qt.CursorShape.PointingHandCursor
        elif found and found[0].is_text_at(found[1], found[2]):
            shape = Qt.CursorShape.IBeamCursor
        viewport = self._view.viewport()
        if viewport.cursor().shape() != shape:
            viewport.setCursor(shape)

    def _select_to(self, position: QPoint) -> None:
        place = self._place_at(position)
        if place is not None and self._selection.anchor is not None:
            self._selection.end = place
            self.selection_changed.emit()

    def _scroll_while_dragging(self) -> None:
        viewport = self._view.viewport()
        position = viewport.mapFromGlobal(QCursor.pos())
        beyond = position.y() if position.y() < 0 else max(0, position.y() - viewport.height())
        if not beyond:
            self._drag.stop()
            return
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + max(-_FASTEST_SCROLL, min(_FASTEST_SCROLL, beyond)))
        self._select_to(position)
