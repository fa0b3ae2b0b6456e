"""What a screen reader is told about the messages on the screen."""

from __future__ import annotations

from functools import cache
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from ui.chat.item import MessageItem

# Qt asks for an interface once a widget and does not keep Python's part of it alive.
_Interfaces = dict[int, QAccessibleInterface]


class _AccessibleMessage(QAccessibleWidget):
    """A list item named by who speaks and what is said."""

    def __init__(self, item: QWidget) -> None:
        super().__init__(item, QAccessible.Role.ListItem)

    def text(self, kind: QAccessible.Text) -> str:
        item = self.widget()
        row = item.row if isinstance(item, MessageItem) else None
        if row is None or kind not in (QAccessible.Text.Name, QAccessible.Text.Value):
            return super().text(kind)
        speaker = "You" if row.is_user else "Answer"
        notice = f"\n{row.entry.notice}" if row.entry.notice else ""
        return f"{speaker}: {row.text}{notice}" if kind == QAccessible.Text.Name else row.text


@cache
def install() -> None:
    """Make Qt use these for the rest of the process."""
    interfaces: _Interfaces = {}

    def make(class_name: str, widget: QObject | None) -> Any:
        if isinstance(widget, MessageItem):
            found: QAccessibleInterface = _AccessibleMessage(widget)
        elif class_name == "Transcript" and isinstance(widget, QWidget):
            found = QAccessibleWidget(widget, QAccessible.Role.List)
        else:
            return None
        key = id(widget)
        interfaces[key] = found
        widget.destroyed.connect(lambda: interfaces.pop(key, None))
        return found

    QAccessible.installFactory(make)
