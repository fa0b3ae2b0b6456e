"""The conversation: a list of messages of which only those on the screen have widgets and layouts.

Heights of messages that were never seen are guesses. When one becomes exact, what is being read stays where
it is and the scroll bar gives way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.words import tr
from ui.announcing import announce, is_heard
from ui.chat import accessible, copying
from ui.chat.action_bar import OtherModel
from ui.chat.code_leaf import CodeLeaf
from ui.chat.emphasis import Emphasis
from ui.chat.entry import Entry
from ui.chat.find_panel import FindPanel
from ui.chat.formulas import FormulaKey, FormulaPictures
from ui.chat.idle_reading import IdleReading
from ui.chat.item import MessageItem
from ui.chat.item_pool import ItemPool
from ui.chat.lens import Lens
from ui.chat.look import Look
from ui.chat.place_telling import PlaceTelling
from ui.chat.pointing import Pointing
from ui.chat.row import Row
from ui.chat.selection import Selection
from ui.chat.settling import Settling
from ui.chat.stack import RowStack
from ui.chat.standing import Standing
from ui.chat.taking import Taking
from ui.chat.travel import Travel
from ui.chat.walk import Walk
from ui.chat.zooming import Zooming
from ui.scroll_bar import SlimScrollBar
from ui.theme import Theme


class Transcript(QAbstractScrollArea):
    """Entries in, actions out. Stays at the end of a growing answer unless the reader has scrolled away."""

    action_requested = Signal(int, str)  # key, and what: see entry.py; or the name of a notice's button
    link_activated = Signal(str)
    zoom_changed = Signal(int)  # percent

    def __init__(
        self, theme: Theme, formulas: FormulaPictures | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._look = Look(theme, formulas)
        if formulas is not None:
            formulas.drawn.connect(self._show_formula)
        self._stack = RowStack()
        self._selection = Selection()
        self._emphasis = Emphasis(self._selection)
        self._hovered: Row | None = None
        self._lens = Lens(self)
        self._settling = Settling(self, self._stack, self._lens, self._place_items)
        self._pointing = Pointing(self, self._stack, self._selection, self._lens)
        accessible.install()
        self.setViewport(accessible.MessageList())
        self._build()

    def _build(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(SlimScrollBar(self._theme))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setSingleStep(40)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Conversation"))
        viewport = self.viewport()
        viewport.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        viewport.setMouseTracking(True)
        self._pool = ItemPool(self._theme, viewport, self._lens, self._emphasis, self._on_item)
        self._items = self._pool.shown
        self._travel = Travel(self, self._stack, self._lens, self._settling.settle, self._refresh)
        self._standing = Standing(self._theme, self, self._stack, self._lens)
        self._bar = self._standing.bar
        self._pool.set_above(self._bar)
        self._reading = IdleReading(self._pending, self)
        self._find = FindPanel(
            self._theme, self, self._stack, self._lens, self._emphasis, self._travel.to_spot
        )
        self._walk = Walk(
            self, self._stack, self._lens, self._emphasis, self._items, self._bar, self._travel.to_spot
        )
        self._place_telling = PlaceTelling(self, self._emphasis, self._items, self._walk.stop_text)
        self._zooming = Zooming(self._lens, self._settling, self)
        self._taking = Taking(self, self._stack, self._selection, self._pointing, self._walk)
        self._connect()
        self._add_shortcuts()

    def _connect(self) -> None:
        self._bar.action.connect(self._on_bar_action)
        self._standing.jump.clicked.connect(self.scroll_to_end)
        self._reading.coloured.connect(lambda: self._pool.update())
        self._find.shown_or_hidden.connect(self._make_room)
        self._find.marks_changed.connect(self._pool.update)
        self._walk.watch(self._standing.jump)
        self._walk.moved.connect(self._on_walked)
        self._walk.link_chosen.connect(self.link_activated)
        self._walk.fold_chosen.connect(self._on_fold)
        self._pointing.link_clicked.connect(self.link_activated)
        self._pointing.fold_clicked.connect(self._on_fold)
        self._pointing.hovered.connect(self._on_hovered)
        self._pointing.selection_changed.connect(lambda: self._pool.update())
        self._zooming.changed.connect(self.zoom_changed)
        self._taking.copy_asked.connect(lambda key: self.action_requested.emit(key, "copy"))
        self._taking.selected.connect(lambda: self._pool.update())
        self._theme.changed.connect(self._restyle)

    def _add_shortcuts(self) -> None:
        for keys, slot in (
            ("Ctrl++", lambda: self._zooming.step(is_up=True)),
            ("Ctrl+=", lambda: self._zooming.step(is_up=True)),
            ("Ctrl+-", lambda: self._zooming.step(is_up=False)),
            ("Ctrl+0", lambda: self._zooming.set(100)),
            ("Ctrl+F", self.open_find),
            ("F3", lambda: self._step(True)),
            ("Shift+F3", lambda: self._step(False)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    @property
    def _rows(self) -> list[Row]:
        return self._stack.rows

    def set_entries(self, entries: Iterable[Entry]) -> None:
        """Show another conversation, from its end."""
        self._selection.clear()
        self._hovered = None
        self._pool.retire_from(0)
        width = self._lens.column_width
        self._stack.replace([Row(self._look, entry, width) for entry in entries])
        self._settling.is_pinned = True
        self._settling.settle()
        self._walk.forget()
        self._find.finder.rows_changed(0)

    def replace_from(self, number: int, entries: Iterable[Entry]) -> None:
        """Other messages from this one on, counted from 0; those above it stay as and where they are."""
        self._selection.clear()
        hovered = self._number_of(self._hovered)
        worked_on = self._number_of(self._bar.row) if self._bar.has_keyboard() else -1
        self._pool.retire_from(number)
        width = self._lens.column_width
        self._stack.replace([*self._rows[:number], *(Row(self._look, entry, width) for entry in entries)])
        if 0 <= worked_on < len(self._rows):
            self._walk.stay_at(worked_on)  # the button that was pressed can be pressed again
        else:
            self._walk.forget(number)
        self._hovered = self._rows[hovered] if 0 <= hovered < len(self._rows) else None
        self._settling.settle()
        self._settling.is_pinned = self._settling.is_at_end()
        self._find.finder.rows_changed(number)

    def _number_of(self, row: Row | None) -> int:
        return next((number for number, one in enumerate(self._rows) if one is row), -1)

    def append_entry(self, entry: Entry) -> None:
        self._stack.append(Row(self._look, entry, self._lens.column_width))
        self._settling.settle()
        self._find.finder.row_added()

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
            top = self._lens.px(min(changed, caret_top)) - 16
            item.update(0, top, item.width(), max(item.height(), self._lens.px(row.height)) - top)
        self._settling.settle()
        self._find.finder.row_grew()

    def replace_last(self, entry: Entry) -> None:
        """The last message with its final text, foot and notice."""
        if not self._rows:
            return
        row = self._rows[-1]
        if entry.text != row.text:
            self._selection.clear()
        if entry.notice != row.entry.notice:
            announce(self, entry.notice, is_urgent=entry.notice_is_error)
        row.replace(entry)
        self._refresh(len(self._rows) - 1)
        self._find.finder.row_changed(len(self._rows) - 1)

    def set_streaming(self, is_streaming: bool) -> None:
        """Whether the last message is still being written: it then ends in a caret."""
        if self._rows and self._rows[-1].is_streaming != is_streaming:
            self._rows[-1].set_streaming(is_streaming)
            self._refresh(len(self._rows) - 1)
            if not is_streaming and self._rows[-1].text.strip() and is_heard():
                announce(self, tr("Answer finished: {text}", text=self._rows[-1].plain_text()))
            self._find.finder.row_changed(len(self._rows) - 1)

    def set_divider(self, before_key: int | None, text: str) -> None:
        """A line with a remark above one message; None takes it away."""
        for number, row in enumerate(self._rows):
            wanted = text if row.entry.key == before_key else ""
            if row.divider != wanted:
                row.divider = wanted
                self._refresh(number)

    def set_models(self, models: Sequence[OtherModel]) -> None:
        """Those that the action bar offers to answer again."""
        self._bar.set_models(models)

    def message_text(self, key: int) -> str:
        """The message as it was written; empty if there is none with this key."""
        return next((row.text for row in self._rows if row.entry.key == key), "")

    def plain_text(self, key: int) -> str:
        """The message as it reads on the screen, without its reasoning; empty if there is none."""
        row = next((row for row in self._rows if row.entry.key == key), None)
        return copying.whole_text(row) if row else ""

    def selected_text(self) -> str:
        return self._taking.text()

    def selected_markdown(self) -> str:
        """What is selected, with the marks that make it look so."""
        return self._taking.markdown()

    def scroll_to_end(self) -> None:
        self._settling.is_pinned = True
        self._settling.settle()

    def scroll_to(self, key: int, words: Sequence[str] = ()) -> bool:
        """Bring a message into view and mark it for a moment; False if there is none with this key.

        words: to be marked in it as what was searched for; the first of them is brought into view.
        """
        if not self._travel.to_message(key):
            return False
        if words and not self._find.is_open:
            number = next(number for number, row in enumerate(self._rows) if row.entry.key == key)
            self._find.finder.mark(number, words)
        return True

    def _refresh(self, number: int) -> None:
        self._pool.update(number)
        self._settling.settle()

    def _place_items(self, visible: dict[int, Row]) -> None:
        self._pool.place(visible)
        self._place_standing()
        if visible:
            self._stack.release_far(min(visible), max(visible))
        self._reading.start()

    def _on_item(self, item: MessageItem) -> None:
        item.action.connect(self.action_requested)
        item.button_made.connect(self._walk.watch)
        item.fold_asked.connect(self._on_fold)

    def open_find(self) -> None:
        """Show the bar to find something in the conversation, with what is selected."""
        self._find.open(self.selected_text())

    def _step(self, is_forward: bool) -> None:
        if not self._find.is_open:
            self.open_find()
        self._find.finder.step(is_forward)

    def _make_room(self, height: int) -> None:
        self.setViewportMargins(0, height, 0, 0)

    @property
    def zoom(self) -> int:
        """In percent."""
        return self._lens.percent

    def set_zoom(self, percent: int) -> None:
        """From 75 to 200 %, with what is read in its place."""
        self._zooming.set(percent)

    def _place_standing(self) -> None:
        """The actions of the message pointed at, else of that where the keyboard is, else of the last."""
        walked = self._walk.row if self._walk.is_on else None
        self._standing.place((self._bar.held_row, self._hovered, walked))

    def _on_bar_action(self, name: str) -> None:
        if self._bar.row:
            self.action_requested.emit(self._bar.row.entry.key, name)

    def _pending(self) -> Iterator[CodeLeaf]:
        """Code on the screen that has not been read as a whole."""
        for number in self._items:
            row = self._rows[number]
            top, height = self._lens.seen
            for leaf, _, _ in row.code_leaves(top - row.top, top - row.top + height):
                if leaf.pending:
                    yield leaf

    def _show_formula(self, key: FormulaKey) -> None:
        found = [row.formula_drawn(key) for row in self._rows if row.is_live]
        if any(found):
            self._settling.settle()
            self._pool.update()

    def _restyle(self) -> None:
        self._look.renew()
        for row in self._rows:
            row.restyle()
        self._settling.settle()
        self.viewport().update()
        self._pool.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._find.place()
        self._settling.has_place = True
        self._settling.fit_width(self._settling.anchor())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.color("bg"))

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self._settling.scrolled()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zooming.turn_wheel(event.angleDelta().y())
            event.accept()
            return
        pixels = event.pixelDelta().x() or event.angleDelta().x() / 3
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            pixels = pixels or event.pixelDelta().y() or event.angleDelta().y() / 3
        position = event.position().toPoint()
        found = self._pointing.leaf_at(position)
        if pixels and found and isinstance(found[0], CodeLeaf) and found[0].scroll_by(-pixels):
            self._pool.update()
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._taking.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        elif event.key() == Qt.Key.Key_Escape and self._find.is_open:
            self._find.close()
        elif self._walk.key(event):
            return
        elif event.key() == Qt.Key.Key_End:
            self.scroll_to_end()
        elif not self._travel.key(event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._find.is_open
        ):
            event.accept()  # it closes the search; elsewhere in the window it stops the answer
            return True
        return super().event(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        if self._settling.is_under_way:  # a button that had the focus was just taken away
            self.setFocus()
            return True
        return self._walk.tab(next) or super().focusNextPrevChild(next)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._walk.enter(event.reason())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._walk.leave()

    def _on_walked(self) -> None:
        self._hovered = None  # until the pointer moves again
        self._pool.update()
        self._place_standing()
        self._place_telling.start()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._pointing.show_tool_tip(event)
            return True
        if event.type() == QEvent.Type.Leave:
            self._pointing.leave()
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pointing.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointing.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pointing.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pointing.double_click(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._taking.show_menu(event, self.open_find)

    def _on_hovered(self, row: Row | None) -> None:
        self._hovered = row
        self._place_standing()

    def _on_fold(self, row: Row) -> None:
        row.shows_thought = not row.shows_thought
        self._settling.is_pinned = False  # the line that was clicked stays under the pointer
        self._refresh(self._rows.index(row))
        self._settling.is_pinned = self._settling.is_at_end()

    def select_all(self) -> None:
        self._taking.select_all()
