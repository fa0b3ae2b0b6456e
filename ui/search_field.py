"""The field in which words to look for are typed, with a lens at its left."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from ui import icons
from ui.controls import tool_tip
from ui.theme import Theme


class SearchField(QLineEdit):
    """A base for those who say what keys do in it."""

    def __init__(self, theme: Theme, name: str, keys: str, placeholder: str, *, has_frame: bool) -> None:
        """has_frame: also while the keyboard is elsewhere."""
        super().__init__()
        self._theme = theme
        self._has_frame = has_frame
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setToolTip(tool_tip(name, keys))
        self.setFixedHeight(34)
        self._apply()
        theme.changed.connect(self._apply)

    def _apply(self) -> None:
        colors = self._theme.colors
        ground, frame = (colors.surface, colors.border) if self._has_frame else ("transparent", "transparent")
        self.setFont(self._theme.font(14))
        self.setStyleSheet(
            f"QLineEdit {{ background: {ground}; color: {colors.text}; border: 1px solid {frame};"
            " border-radius: 8px; padding-left: 35px; padding-right: 8px; }"
            f"QLineEdit:hover {{ background: {ground if self._has_frame else colors.hover}; }}"
            f"QLineEdit:focus {{ background: {colors.surface}; border: 2px solid {colors.accent};"
            " padding-left: 34px; padding-right: 7px; }"
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        icons.draw(painter, "search", QRectF(10, 0, 16, self.height()), self._theme.colors.muted)
