"""The conversation: a list of messages of which only those on the screen have widgets and layouts.

Heights of messages that were never seen are guesses. When one becomes exact, what is being read stays where
it is and the scroll bar gives way.
"""

from __future__ import annotations

import bisect
import time
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QMenu, QToolTip, QWidget

from ui.chat import accessible, copying
from ui.chat.code_leaf import CodeLeaf
from ui.chat.item import MessageItem
from ui.chat.look import COLUMN_WIDTH, FOOT_HEIGHT, Look
from ui.chat.message_buttons import ActionBar, JumpButton
from ui.chat.row import Entry, Row
from ui.chat.scroll_bar import SlimScrollBar
from ui.chat.selection import Place, Selection
from ui.theme import Theme

__all__ = ["Entry", "Transcript"]

_PADDING = 24
_KEPT_ROWS = 60  # parsed messages beyond this are dropped when far away
_FAR_ROWS = 15
_AT_END = 4  # pixels that still count as the end
_SLICE_S = 0.002


class _Anchor(NamedTuple):
    """A block on the screen that stays where it is; part -1: the row itself."""

    row: Row
    part: int
    slot: int
    share: float  # of the block's height that is above `y`
    y: float  # from the top of the view


class Transcript(QAbstractScrollArea):
    """Entries in, actions out. Stays at the end of a growing answer unless the reader has scrolled away."""

    action_requested = Signal(int, str)
    link_activated = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._look = Look(theme)
        self._rows: list[Row] = []
        self._tops: list[int] = []
        self._items: dict[int, MessageItem] = {}
        self._spare_items: list[MessageItem] = []
        self._selection = Selection()
        self._total = 0
        self._is_pinned = True
        self._is_settling = False
        self._hovered: Row | None = None
        self._pressed_at: QPoint | None = None
        self._pressed_link = ""
        accessible.install()
        self._build()

    def _build(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(SlimScrollBar(self._theme))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setSingleStep(40)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Conversation")
        viewport = self.viewport()
        viewport.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        viewport.setMouseTracking(True)
        self._bar = ActionBar(self._theme, viewport)
        self._bar.hide()
        self._bar.action.connect(self._on_bar_action)
        self._jump = JumpButton(self._theme, self)
        self._jump.hide()
        self._jump.clicked.connect(self.scroll_to_end)
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._work_when_idle)
        self._drag = QTimer(self)
        self._drag.setInterval(30)
        self._drag.timeout.connect(self._scroll_while_dragging)
        self._theme.changed.connect(self._restyle)

    # -- contents

    def set_entries(self, entries: Iterable[Entry]) -> None:
        """Show another conversation, from its end."""
        self._selection.clear()
        self._hovered = None
        for number in list(self._items):
            self._retire(number)
        width = self._column_width()
        self._rows = [Row(self._look, entry, width) for entry in entries]
        self._is_pinned = True
        self._stack(0)
        self._settle()

    def append_entry(self, entry: Entry) -> None:
        self._rows.append(Row(self._look, entry, self._column_width()))
        self._stack(len(self._rows) - 1)
        self._settle()

    def append_text(self, text: str) -> None:
        """More of the last message."""
        if not self._rows:
            return
        number = len(self._rows) - 1
        row = self._rows[number]
        item = self._items.get(number)
        caret_top = row.caret_area().top() if item else 0.0
        changed = row.append(text)
        if item:
            top = int(min(changed, caret_top)) - 16
            item.update(0, top, item.width(), max(item.height(), row.height) - top)
        self._settle()

    def replace_last(self, entry: Entry) -> None:
        """The last message with its final text, foot and notice."""
        if not self._rows:
            return
        row = self._rows[-1]
        if entry.text != row.text:
            self._selection.clear()
        row.replace(entry)
        self._refresh(len(self._rows) - 1)

    def set_streaming(self, is_streaming: bool) -> None:
        """Whether the last message is still being written: it then ends in a caret."""
        if self._rows and self._rows[-1].is_streaming != is_streaming:
            self._rows[-1].set_streaming(is_streaming)
            self._refresh(len(self._rows) - 1)

    def set_divider(self, before_key: int | None, text: str) -> None:
        """A line with a remark above one message; None takes it away."""
        for number, row in enumerate(self._rows):
            wanted = text if row.entry.key == before_key else ""
            if row.divider != wanted:
                row.divider = wanted
                self._refresh(number)

    def message_text(self, key: int) -> str:
        """The message as it was written; empty if there is none with this key."""
        return next((row.text for row in self._rows if row.entry.key == key), "")

    def selected_text(self) -> str:
        return copying.selected_text(self._rows, self._selection)

    def scroll_to_end(self) -> None:
        self._is_pinned = True
        self._settle()

    def _refresh(self, number: int) -> None:
        if item := self._items.get(number):
            item.update()
        self._settle()

    # -- geometry

    def _column_width(self) -> int:
        return max(240, min(COLUMN_WIDTH, self.viewport().width() - 2 * _PADDING))

    def _column_x(self) -> int:
        return (self.viewport().width() - self._column_width()) // 2

    def _stack(self, first: int) -> None:
        """Put the rows from this one on below each other."""
        del self._tops[first:]
        y = _PADDING
        if first:
            before = self._rows[first - 1]
            y = before.top + before.height
        for row in self._rows[first:]:
            row.top = y
            self._tops.append(y)
            y += row.height
        self._total = y + _PADDING if self._rows else 0

    def _visible(self) -> Iterator[tuple[int, Row]]:
        value = self.verticalScrollBar().value()
        bottom = value + self.viewport().height()
        number = max(0, bisect.bisect_right(self._tops, value) - 1)
        while number < len(self._rows) and self._rows[number].top < bottom:
            yield number, self._rows[number]
            number += 1

    def _settle(self) -> None:
        """Lay out what is on the screen, keep what is read in place, and put the widgets there."""
        if self._is_settling:
            return
        self._is_settling = True
        try:
            anchor = None if self._is_pinned else self._anchor()
            self._update_range(anchor)
            for _ in range(8):
                if not self._settle_visible():
                    break
                self._update_range(anchor)
            self._place_items()
        finally:
            self._is_settling = False

    def _settle_visible(self) -> bool:
        value = self.verticalScrollBar().value()
        height = self.viewport().height()
        first_moved = -1
        for number, row in self._visible():
            if row.settle(value - row.top, value - row.top + height) and first_moved < 0:
                first_moved = number
        if first_moved >= 0:
            self._stack(first_moved)
        return first_moved >= 0

    def _anchor(self) -> _Anchor | None:
        """What the reader looks at: the first block on the screen that is laid out."""
        value = self.verticalScrollBar().value()
        fallback: _Anchor | None = None
        for _, row in self._visible():
            if fallback is None:
                fallback = _Anchor(
                    row, -1, 0, max(0, value - row.top) / max(1, row.height), max(0, row.top - value)
                )
            for part, body, _, y in row.parts():
                top = row.top + y - value
                for slot in range(body.slot_at(-top), len(body.slots)):
                    found = body.slots[slot]
                    if top + found.top > self.viewport().height():
                        break
                    if found.is_exact and top + found.top + found.height > 0:
                        return _Anchor(row, part, slot, 0.0, top + found.top)
        return fallback

    def _update_range(self, anchor: _Anchor | None) -> None:
        # A message may have become taller since the rows were put below each other.
        last = self._rows[-1] if self._rows else None
        if last and self._total != last.top + last.height + _PADDING:
            self._stack(len(self._rows) - 1)
        bar = self.verticalScrollBar()
        height = self.viewport().height()
        bar.setRange(0, max(0, self._total - height))
        bar.setPageStep(max(1, height))
        if self._is_pinned:
            bar.setValue(bar.maximum())
        elif anchor:
            bar.setValue(round(self._anchor_y(anchor) - anchor.y))

    def _anchor_y(self, anchor: _Anchor) -> float:
        row = anchor.row
        for part, body, _, y in row.parts():
            if part == anchor.part and anchor.slot < len(body.slots):
                return row.top + y + body.slots[anchor.slot].top
        return row.top + anchor.share * row.height

    def _place_items(self) -> None:
        value = self.verticalScrollBar().value()
        width = self.viewport().width()
        column_x = self._column_x()
        visible = dict(self._visible())
        for number in [number for number in self._items if number not in visible]:
            self._retire(number)
        for number, row in visible.items():
            if number not in self._items:
                self._items[number] = self._item()
            item = self._items[number]
            item.show_row(row, number, QRect(0, row.top - value, width, row.height), column_x)
            item.place_buttons(value - row.top, value - row.top + self.viewport().height())
        self._place_bar()
        self._place_jump()
        self._drop_far(visible)
        if not self._idle.isActive() and any(self._pending()):
            self._idle.start()

    def _item(self) -> MessageItem:
        if self._spare_items:
            return self._spare_items.pop()
        item = MessageItem(self._theme, self._selection, self.viewport())
        item.notice_action.connect(self.action_requested)
        item.lower()
        return item

    def _retire(self, number: int) -> None:
        item = self._items.pop(number)
        item.hide()
        self._spare_items.append(item)

    def _drop_far(self, visible: dict[int, Row]) -> None:
        live = [number for number, row in enumerate(self._rows) if row.is_live]
        if len(live) <= _KEPT_ROWS or not visible:
            return
        first, last = min(visible), max(visible)
        for number in live:
            if not first - _FAR_ROWS <= number <= last + _FAR_ROWS and not self._rows[number].is_streaming:
                self._rows[number].release()

    # -- what stands on the messages

    def _bar_row(self) -> tuple[int, Row] | None:
        """The message whose actions are offered: the one pointed at, else the last."""
        for number, row in self._visible():
            if row is self._hovered and not row.is_streaming:
                return number, row
        last = len(self._rows) - 1
        if last in self._items and not self._rows[last].is_streaming:
            return last, self._rows[last]
        return None

    def _place_bar(self) -> None:
        found = self._bar_row()
        if found is None or not (found[1].text or found[1].entry.foot):
            self._bar.hide()
            return
        number, row = found
        self._bar.show_for(row, can_repeat=number == len(self._rows) - 1 and not row.is_user)
        y = row.top + row.height - FOOT_HEIGHT + 4 - self.verticalScrollBar().value()
        x = self._column_x() - 5  # the first icon stands where the text begins
        if row.is_user:
            x = self._column_x() + self._column_width() - self._bar.width() + 5
        self._bar.move(x, y)
        self._bar.raise_()
        self._bar.show()

    def _place_jump(self) -> None:
        bar = self.verticalScrollBar()
        is_away = bool(self._rows) and bar.maximum() - bar.value() > 120
        self._jump.setVisible(is_away)
        if not is_away:
            return
        right = self._column_x() + self._column_width()
        beside = right + 16
        if beside + self._jump.width() + 8 > self.viewport().width():
            beside = right - self._jump.width()
        self._jump.move(beside, self.viewport().height() - self._jump.height() - 12)
        self._jump.raise_()

    def _on_bar_action(self, name: str) -> None:
        if self._bar.row:
            self.action_requested.emit(self._bar.row.entry.key, name)

    def _pending(self) -> Iterator[CodeLeaf]:
        """Code on the screen that has not been read as a whole."""
        for number, item in self._items.items():
            row = self._rows[number]
            for leaf, _, _ in row.code_leaves(-item.y(), self.viewport().height() - item.y()):
                if leaf.pending:
                    yield leaf

    def _work_when_idle(self) -> None:
        leaf = next(self._pending(), None)
        if leaf is None or leaf.pending is None:
            self._idle.stop()
            return
        end = time.perf_counter() + _SLICE_S
        for _ in leaf.pending:
            if time.perf_counter() > end:
                return
        leaf.pending = None
        for item in self._items.values():
            item.update()

    def _restyle(self) -> None:
        self._look.renew()
        for row in self._rows:
            row.restyle()
        self._settle()
        self.viewport().update()
        for item in self._items.values():
            item.update()

    # -- events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        anchor = None if self._is_pinned else self._anchor()
        self._is_settling = True
        width = self._column_width()
        for row in self._rows:
            row.set_width(width)
        self._stack(0)
        self._update_range(anchor)
        self._is_settling = False
        self._settle()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.color("bg"))

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        if self._is_settling:
            return
        bar = self.verticalScrollBar()
        self._is_pinned = bar.value() >= bar.maximum() - _AT_END
        self._settle()

    def wheelEvent(self, event: QWheelEvent) -> None:
        pixels = event.pixelDelta().x() or event.angleDelta().x() / 3
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            pixels = pixels or event.pixelDelta().y() or event.angleDelta().y() / 3
        position = event.position().toPoint()
        found = self._leaf_at(position)
        if pixels and found and isinstance(found[0], CodeLeaf) and found[0].scroll_by(-pixels):
            for item in self._items.values():
                item.update()
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy_selection()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
        elif event.key() == Qt.Key.Key_End:
            self.scroll_to_end()
        elif event.key() == Qt.Key.Key_Space:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            bar.setValue(bar.value() + (-1 if back else 1) * round(bar.pageStep() * 0.9))
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            step = round(bar.pageStep() * 0.9)
            bar.setValue(bar.value() + (step if event.key() == Qt.Key.Key_PageDown else -step))
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            link = self._link_at(event.pos())
            if link:
                QToolTip.showText(event.globalPos(), link, self.viewport())
            else:
                QToolTip.hideText()
            return True
        if event.type() == QEvent.Type.Leave:
            self._hover(None)
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        position = event.position().toPoint()
        self._pressed_at = position
        self._pressed_link = self._link_at(position)
        place = self._place_at(position)
        if place is None:
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._selection.anchor:
            self._selection.end = place
        else:
            self._selection.start(place)
        self._repaint_selection()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        position = event.position().toPoint()
        if self._pressed_at is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._select_to(position)
            is_outside = not 0 <= position.y() < self.viewport().height()
            if is_outside and not self._drag.isActive():
                self._drag.start()
            return
        self._hover(self._row_at(position.y()))
        self._show_cursor(position)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag.stop()
        if event.button() != Qt.MouseButton.LeftButton or self._pressed_at is None:
            return
        position = event.position().toPoint()
        was_click = (position - self._pressed_at).manhattanLength() < 6
        self._pressed_at = None
        if not was_click or self._selection.bounds:
            return
        if self._pressed_link and self._link_at(position) == self._pressed_link:
            self.link_activated.emit(self._pressed_link)
        elif row := self._fold_at(position):
            row.shows_thought = not row.shows_thought
            self._is_pinned = False
            self._refresh(self._rows.index(row))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        position = event.position().toPoint()
        place = self._place_at(position)
        if event.button() != Qt.MouseButton.LeftButton or place is None:
            return
        self._pressed_at = None
        self._selection.select(*copying.word_around(self._rows, place))
        self._repaint_selection()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        position = self.viewport().mapFromGlobal(event.globalPos())
        row = self._row_at(position.y())
        menu = QMenu(self)
        copy = menu.addAction("Copy")
        copy.setEnabled(self._selection.bounds is not None)
        copy.triggered.connect(self._copy_selection)
        if link := self._link_at(position):
            menu.addAction("Copy link").triggered.connect(lambda: QGuiApplication.clipboard().setText(link))
        if row:
            whole: QAction = menu.addAction("Copy message")
            whole.triggered.connect(lambda: self.action_requested.emit(row.entry.key, "copy"))
        menu.addAction("Select all").triggered.connect(self.select_all)
        menu.exec(event.globalPos())
        menu.deleteLater()

    # -- pointing and selecting

    def _row_at(self, y: int) -> Row | None:
        content_y = y + self.verticalScrollBar().value()
        number = bisect.bisect_right(self._tops, content_y) - 1
        if 0 <= number < len(self._rows) and content_y < self._rows[number].top + self._rows[number].height:
            return self._rows[number]
        return None

    def _place_at(self, position: QPoint) -> Place | None:
        if not self._rows:
            return None
        content_y = position.y() + self.verticalScrollBar().value()
        number = min(max(0, bisect.bisect_right(self._tops, content_y) - 1), len(self._rows) - 1)
        row = self._rows[number]
        row.build()
        return row.place_at(number, position.x() - self._column_x(), content_y - row.top)

    def _leaf_at(self, position: QPoint) -> tuple[object, float, float] | None:
        row = self._row_at(position.y())
        if row is None or not row.is_live:
            return None
        y = position.y() + self.verticalScrollBar().value() - row.top
        return row.leaf_at(position.x() - self._column_x(), y)

    def _link_at(self, position: QPoint) -> str:
        row = self._row_at(position.y())
        if row is None or not row.is_live:
            return ""
        y = position.y() + self.verticalScrollBar().value() - row.top
        found = row.leaf_at(position.x() - self._column_x(), y)
        return found[0].link_at(found[1], found[2]) if found else ""

    def _fold_at(self, position: QPoint) -> Row | None:
        row = self._row_at(position.y())
        if row is None:
            return None
        y = position.y() + self.verticalScrollBar().value() - row.top
        return row if row.fold_area().contains(position.x() - self._column_x(), y) else None

    def _show_cursor(self, position: QPoint) -> None:
        shape = Qt.CursorShape.ArrowCursor
        row = self._row_at(position.y())
        if self._link_at(position) or self._fold_at(position):
            shape = Qt.CursorShape.PointingHandCursor
        elif row and row.is_live:
            y = position.y() + self.verticalScrollBar().value() - row.top
            found = row.leaf_at(position.x() - self._column_x(), y)
            if found and found[0].is_text_at(found[1], found[2]):
                shape = Qt.CursorShape.IBeamCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    def _hover(self, row: Row | None) -> None:
        if row is not self._hovered:
            self._hovered = row
            self._place_bar()

    def _select_to(self, position: QPoint) -> None:
        place = self._place_at(position)
        if place is not None and self._selection.anchor is not None:
            self._selection.end = place
            self._repaint_selection()

    def _scroll_while_dragging(self) -> None:
        position = self.viewport().mapFromGlobal(self.cursor().pos())
        height = self.viewport().height()
        beyond = position.y() if position.y() < 0 else max(0, position.y() - height)
        if not beyond:
            self._drag.stop()
            return
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + max(-80, min(80, beyond)))
        self._select_to(position)

    def select_all(self) -> None:
        if not self._rows:
            return
        self._selection.select(*copying.everything(self._rows))
        self._repaint_selection()

    def _copy_selection(self) -> None:
        if self._selection.bounds:
            QGuiApplication.clipboard().setText(self.selected_text())

    def _repaint_selection(self) -> None:
        for item in self._items.values():
            item.update()
