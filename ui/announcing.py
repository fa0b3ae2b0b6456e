"""What a screen reader is asked to say, wherever the reader is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

_LONGEST = 600  # characters; the rest is read where it stands


def is_heard() -> bool:
    """Whether a screen reader, or something else that wants to be told, is running."""
    from PySide6.QtGui import QAccessible  # brings 190 names with it, and the first picture says nothing

    return QAccessible.isActive()


def announce(widget: QWidget, text: str, *, is_urgent: bool = False) -> None:
    """Have it said."""
    if not text or not is_heard():
        return
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if len(text) > _LONGEST:
        text = text[:_LONGEST].rsplit(" ", 1)[0] + "…"
    event = QAccessibleAnnouncementEvent(widget, text)
    if is_urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
