"""Boxes whose text is there to be read and copied, not to be changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from ui.scroll_bar import SlimScrollBar
from ui.theme import Theme


def as_reading_box(box: QTextEdit | QPlainTextEdit, theme: Theme, name: str, font_px: int = 13) -> None:
    """Make it one, in the font for code. name: what it is called for who cannot see it."""
    box.setReadOnly(True)
    box.setTabChangesFocus(True)
    box.setAccessibleName(name)
    box.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    box.setFont(theme.code_font(font_px))
    box.setVerticalScrollBar(SlimScrollBar(theme, "surface"))


def box_sheet(theme: Theme, padding_px: tuple[int, int] = (6, 10)) -> str:
    """The style sheet for a widget that holds texts and lists in boxes. padding_px: above and left."""
    colors = theme.colors
    above, left = padding_px
    return (
        f"QTextEdit, QPlainTextEdit, QListWidget {{ background: {colors.surface}; color: {colors.text};"
        f" border: 1px solid {colors.border}; border-radius: 8px; padding: {above}px {left}px; outline: 0; }}"
        f"QTextEdit:focus, QPlainTextEdit:focus, QListWidget:focus {{ border: 2px solid {colors.accent};"
        f" padding: {above - 1}px {left - 1}px; }}"
    )
