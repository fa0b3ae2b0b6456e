"""The keyboard in the conversation: from message to message, and in one to everything that can be pressed.

Up and Down move a frame from message to message. Tab, Left and Right go through what is in the framed
message: the fold of its reasoning, links, the Copy of its code, and its actions. The first two are no
widgets; they are stops that the transcript draws a ring around.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPushButton, QWidget

from app.words import tr
from ui.chat.action_bar import ActionBar
from ui.chat.code_leaf import CodeLeaf
from ui.chat.emphasis import Emphasis, Spot
from ui.chat.item import MessageItem
from ui.chat.lens import Lens
from ui.chat.message_buttons import CopyCodeButton
from ui.chat.row import Row
from ui.chat.stack import RowStack
from ui.chat.stops import Stop, last_stop, stop_beside, stop_of_code
from ui.controls import KEYBOARD_REASONS

_STEP_PX = 120  # through a message that is taller than the view
_ROOM_PX = 16  # between a message that was gone to and the edge of the view
_CODE_HEAD_PX = 64


class Walk(QObject):
    """Takes the keys of the view that shows the messages, and of the buttons on them.

    items: the widgets of the messages on the screen, by the row's number. reveal: scrolls a spot into
    sight, with this much room above it in pixels. settle: lays out what came into sight.
    """

    moved = Signal()  # to another message or another stop
    link_chosen = Signal(str)
    fold_chosen = Signal(object)  # the Row

    def __init__(
        self,
        view: QAbstractScrollArea,
        stack: RowStack,
        lens: Lens,
        emphasis: Emphasis,
        items: Mapping[int, MessageItem],
        bar: ActionBar,
        reveal: Callable[[Spot, int], None],
    ) -> None:
        super().__init__(view)
        self._view = view
        self._stack = stack
        self._lens = lens
        self._emphasis = emphasis
        self._items = items
        self._bar = bar
        self._reveal = reveal
        self._number = -1
        self._stop: Stop | None = None
        self._is_moving = False
        for button in bar.findChildren(QPushButton):
            self.watch(button)

    @property
    def row(self) -> Row | None:
        """The message the keyboard is at."""
        return self._stack.rows[self._number] if 0 <= self._number < len(self._stack.rows) else None

    @property
    def is_on(self) -> bool:
        """Whether the keyboard's place is shown, as a frame or on a button."""
        return self._emphasis.frame is not None or self._is_on_button()

    def forget(self, first: int = 0) -> None:
        """The messages from this one on are others."""
        if self._number >= first:
            self._set(-1, None)

    def stay_at(self, number: int) -> None:
        """The keyboard is on a button of this message, which has just taken another one's place."""
        self._number, self._stop = number, None

    def enter(self, reason: Qt.FocusReason) -> None:
        """The view has the focus. A frame is shown when it came by keyboard."""
        if reason in KEYBOARD_REASONS and self._stack.rows:
            row = self.row
            if row is None or not self._is_in_view(row):
                self._set(self._first_in_view(), None)
            else:
                self._set(self._number, self._stop)

    def leave(self) -> None:
        """The view has lost the focus, perhaps to one of its buttons."""
        self._emphasis.frame = None
        self._emphasis.focused = None
        self._emphasis.fold = None
        self.moved.emit()

    def watch(self, button: QWidget) -> None:
        """Take this button's keys that lead to another message."""
        button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                self._number = self._number_of(watched)
                self._view.setFocus(Qt.FocusReason.TabFocusReason)
                QCoreApplication.sendEvent(self._view, event)
                return True
        elif (
            event.type() == QEvent.Type.FocusIn
            and isinstance(event, QFocusEvent)
            and event.reason() == Qt.FocusReason.BacktabFocusReason
            and not self._is_moving
        ):
            # From behind the whole view: Qt knows the buttons only in the order they were made. The button
            # must not see this: it would draw its ring when the focus is no longer there.
            self._view.setFocus(Qt.FocusReason.BacktabFocusReason)
            return True
        return False

    def _number_of(self, button: QObject) -> int:
        """The row that a button stands on."""
        if isinstance(button, QWidget) and self._bar.isAncestorOf(button):
            return next((n for n, row in enumerate(self._stack.rows) if row is self._bar.row), self._number)
        for number, item in self._items.items():
            if isinstance(button, QWidget) and item.isAncestorOf(button):
                return number
        return self._number

    def _is_on_button(self) -> bool:
        focus = QApplication.focusWidget()
        if focus is None or focus is self._view:
            return False
        return self._bar.isAncestorOf(focus) or any(item.isAncestorOf(focus) for item in self._items.values())

    def stop_text(self) -> str:
        """What a screen reader says of the stop the keyboard is at; empty where Qt tells of it itself."""
        row, stop = self.row, self._stop
        if row is None or stop is None or not self._view.hasFocus():
            return ""
        if stop.kind == "fold":
            state = tr("shown", "of reasoning") if row.shows_thought else tr("folded", "of reasoning")
            return f"{row.fold_name}, {state}"
        body = row.body(stop.part)
        text = body.text_of(stop.slot)[slice(*stop.span)] if body else ""
        return tr("Link: {text}, {address}", text=text, address=stop.address)

    def key(self, event: QKeyEvent) -> bool:
        """Whether the key was for us."""
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._move(step, is_whole=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.tab(key == Qt.Key.Key_Right, may_leave=False)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._press()
        else:
            return False
        return True

    def _move(self, step: int, is_whole: bool) -> None:
        """is_whole: not through a message that is taller than the view."""
        row = self.row
        if row is None or self._emphasis.frame is None:
            self._set(self._number if row and self._is_in_view(row) else self._first_in_view(), None)
            return
        bar = self._view.verticalScrollBar()
        height = self._view.viewport().height()
        top, bottom = self._lens.y_in_view(row.top), self._lens.y_in_view(row.top + row.height)
        rest = bottom - height if step > 0 else -top
        if rest > 4 and not is_whole:
            bar.setValue(bar.value() + step * min(rest, _STEP_PX))
        elif 0 <= self._number + step < len(self._stack.rows):
            self._set(self._number + step, None)
            self._show_message(is_from_below=step < 0 and not is_whole)
        else:
            bar.setValue(bar.maximum() if step > 0 else 0)

    def _show_message(self, is_from_below: bool) -> None:
        row = self.row
        bar = self._view.verticalScrollBar()
        height = self._view.viewport().height()
        for _ in range(4):  # laying it out on the way changes its height
            assert row is not None
            top, bottom = self._lens.y_in_view(row.top), self._lens.y_in_view(row.top + row.height)
            if bottom - top > height - 2 * _ROOM_PX:
                by = bottom - height + _ROOM_PX if is_from_below else top - _ROOM_PX
            else:
                by = min(0, top - _ROOM_PX) or max(0, bottom + _ROOM_PX - height)
            if not by:
                return
            bar.setValue(bar.value() + by)

    def _set(self, number: int, stop: Stop | None) -> None:
        self._number, self._stop = number, stop
        emphasis = self._emphasis
        is_here = self._view.hasFocus() and number >= 0
        emphasis.frame = number if is_here and stop is None else None
        emphasis.fold = number if is_here and stop is not None and stop.kind == "fold" else None
        is_link = is_here and stop is not None and stop.kind == "link"
        emphasis.focused = Spot(number, stop.part, stop.slot, stop.span) if is_link and stop else None
        self.moved.emit()

    def _is_in_view(self, row: Row) -> bool:
        top, height = self._lens.seen
        return row.top < top + height and row.top + row.height > top

    def _first_in_view(self) -> int:
        """The first message that begins in the view, or at its end the last one."""
        bar = self._view.verticalScrollBar()
        visible = list(self._stack.visible(*self._lens.seen))
        if not visible or bar.value() >= bar.maximum():
            return len(self._stack.rows) - 1
        top = self._lens.seen[0]
        return next((number for number, row in visible if row.top >= top), visible[0][0])

    def tab(self, is_forward: bool, may_leave: bool = True) -> bool:
        """Go to what comes next or before; False if the focus is at nothing of ours."""
        focus = QApplication.focusWidget()
        if focus is None or not self._stack.rows:
            return False
        if focus is not self._view:
            if not self._is_on_button():
                return False
            self._number = self._number_of(focus)
        elif self.row is None:
            self._number = self._first_in_view()
        row = self.row
        if row is None:  # its message has just gone
            return False
        buttons = self._buttons()
        if focus in buttons:
            place = buttons.index(focus) + (1 if is_forward else -1)
            if 0 <= place < len(buttons):
                self._focus(buttons[place], is_forward)
            elif is_forward:
                return self._leave(is_forward) if may_leave else True
            else:
                self._go(last_stop(row))
            return True
        stop = self._stop if focus is self._view else None
        if isinstance(focus, CopyCodeButton) and focus.leaf:
            stop = stop_of_code(row, focus.leaf)
        found = stop_beside(row, stop, is_forward)
        if found or (stop and not is_forward):
            self._go(found)
        elif is_forward and buttons:
            self._focus(buttons[0], is_forward)
        elif may_leave:
            return self._leave(is_forward)
        return True

    def _buttons(self) -> list[QWidget]:
        """Of the message the keyboard is at, after its text: its notice's, then the action bar's."""
        item = self._items.get(self._number)
        found: list[QWidget] = list(item.buttons()) if item else []
        self.moved.emit()  # the bar comes to this message
        if self._bar.row is self.row:
            found += self._bar.findChildren(QPushButton)
        return [button for button in found if button.isVisible() and button.isEnabled()]

    def _go(self, stop: Stop | None) -> None:
        if stop is None:
            self._focus(self._view, is_forward=True)
            self._set(self._number, None)
            return
        row = self.row
        assert row is not None
        if stop.kind == "fold":
            self._show_message(is_from_below=False)
        else:
            self._reveal(Spot(self._number, stop.part, stop.slot, stop.span), _CODE_HEAD_PX)
        if stop.kind == "code":
            body, item = row.body(stop.part), self._items.get(self._number)
            leaf = body.leaf(stop.slot) if body else None
            button = item.copy_button(leaf) if item and isinstance(leaf, CodeLeaf) else None
            if button is not None:
                self._stop = stop
                self._focus(button, is_forward=True)
                return
        self._focus(self._view, is_forward=True)
        self._set(self._number, stop)

    def _focus(self, widget: QWidget, is_forward: bool) -> None:
        self._is_moving = True
        reason = Qt.FocusReason.TabFocusReason if is_forward else Qt.FocusReason.BacktabFocusReason
        widget.setFocus(reason)
        self._is_moving = False
        self.moved.emit()

    def _leave(self, is_forward: bool) -> bool:
        """To the next control of the window that is not part of the view."""
        view = self._view
        widget: QWidget = view
        reason = Qt.FocusReason.TabFocusReason if is_forward else Qt.FocusReason.BacktabFocusReason
        while True:
            beside = widget.nextInFocusChain() if is_forward else widget.previousInFocusChain()
            if beside is None or beside is view:
                return False
            widget = beside
            takes_focus = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled()
            if takes_focus and widget.isVisible() and not view.isAncestorOf(widget):
                widget.setFocus(reason)
                return True

    def _press(self) -> None:
        row = self.row
        if row is None or not self._view.hasFocus():
            return
        if self._stop and self._stop.kind == "link":
            self.link_chosen.emit(self._stop.address)
        elif not row.fold_area().isEmpty():
            self.fold_chosen.emit(row)
