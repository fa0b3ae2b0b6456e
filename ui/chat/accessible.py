"""What a screen reader is told about the conversation: a list, and in it the messages on the screen."""

from __future__ import annotations

from functools import cache
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from app.words import tr
from ui.announcing import is_heard
from ui.chat.item import MessageItem

# Qt asks for an interface once a widget and does not keep Python's part of it alive.
_Interfaces = dict[int, QAccessibleInterface]


class MessageList(QWidget):
    """The ground on which the messages' widgets stand. Its parent has the keyboard's focus."""

    def items(self) -> list[MessageItem]:
        """The messages on the screen, from above."""
        found = [child for child in self.children() if isinstance(child, MessageItem) and child.isVisible()]
        return sorted(found, key=lambda item: item.number)


class _AccessibleList(QAccessibleWidget):
    """Its children as they are read, not as they were made: messages first, then what else stands there."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, QAccessible.Role.List, tr("Messages"))

    def _widgets(self) -> list[QWidget]:
        found = self.widget()
        if not isinstance(found, MessageList):
            return []
        items: list[QWidget] = [*found.items()]
        others = [
            child
            for child in found.children()
            if isinstance(child, QWidget) and not isinstance(child, MessageItem) and child.isVisible()
        ]
        return items + others

    def state(self) -> QAccessible.State:
        state = super().state()
        state.focused = False  # its parent is, or the message that is framed
        return state

    def childCount(self) -> int:
        return len(self._widgets())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        widgets = self._widgets()
        if not 0 <= index < len(widgets):
            return None
        return QAccessible.queryAccessibleInterface(widgets[index])

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        widgets = self._widgets()
        widget = child.object()
        return widgets.index(widget) if isinstance(widget, QWidget) and widget in widgets else -1


class _AccessibleMessage(QAccessibleWidget):
    """A list item named by who speaks and what is said, as it is shown."""

    def __init__(self, item: QWidget) -> None:
        super().__init__(item, QAccessible.Role.ListItem)

    def _item(self) -> MessageItem | None:
        item = self.widget()
        return item if isinstance(item, MessageItem) and item.row else None

    def text(self, kind: QAccessible.Text) -> str:
        item = self._item()
        if item is None or item.row is None:
            return super().text(kind)
        row = item.row
        if kind == QAccessible.Text.Name:
            said = "\n".join(part for part in (row.plain_text(), row.entry.notice) if part)
            return tr("You: {said}", said=said) if row.is_user else tr("Answer: {said}", said=said)
        if kind == QAccessible.Text.Value:
            return row.plain_text()
        if kind == QAccessible.Text.Description:
            return _about(item)
        return super().text(kind)

    def state(self) -> QAccessible.State:
        state = super().state()
        item = self._item()
        state.focusable = True
        state.readOnly = True
        if item is not None and item.row is not None:
            state.focused = item.has_frame
            state.busy = item.row.is_streaming
            if not item.row.fold_area().isEmpty():
                state.expandable = True
                state.expanded = item.row.shows_thought
                state.collapsed = not item.row.shows_thought
        return state

    def actionNames(self) -> list[str]:
        item = self._item()
        has_fold = item is not None and item.row is not None and not item.row.fold_area().isEmpty()
        return [self.toggleAction()] if has_fold else []

    def doAction(self, name: str) -> None:
        item = self._item()
        if item is not None and name == self.toggleAction():
            item.fold_asked.emit(item.row)


def _about(item: MessageItem) -> str:
    row = item.row
    assert row is not None
    parts = []
    if not row.fold_area().isEmpty():
        parts.append(row.fold_name)
    if row.entry.versions > 1:
        parts.append(
            tr("version {version} of {versions}", version=row.entry.version, versions=row.entry.versions)
        )
    if row.entry.foot:
        parts.append(row.entry.foot)
    return ", ".join(parts)


class _AccessibleConversation(QAccessibleWidget):
    """Has the keyboard's focus, for the message that is framed."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, QAccessible.Role.Grouping)

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        widget = self.widget()
        messages = widget.findChild(MessageList) if widget is not None else None
        for item in messages.items() if messages is not None else ():
            if item.has_frame:
                return QAccessible.queryAccessibleInterface(item)
        return super().focusChild()


def tell_focus(item: MessageItem) -> None:
    """The keyboard has come to this message."""
    if is_heard():
        QAccessible.updateAccessibility(QAccessibleEvent(item, QAccessible.Event.Focus))


@cache
def install() -> None:
    """Make Qt use these for the rest of the process."""
    interfaces: _Interfaces = {}

    def make(class_name: str, widget: QObject | None) -> Any:
        if isinstance(widget, MessageItem):
            found: QAccessibleInterface = _AccessibleMessage(widget)
        elif isinstance(widget, MessageList):
            found = _AccessibleList(widget)
        elif class_name == "Transcript" and isinstance(widget, QWidget):
            found = _AccessibleConversation(widget)
        else:
            return None
        key = id(widget)
        interfaces[key] = found
        widget.destroyed.connect(lambda: interfaces.pop(key, None))
        return found

    QAccessible.installFactory(make)
