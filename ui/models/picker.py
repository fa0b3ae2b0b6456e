"""A small list to choose from, for filters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox

from ui import icons
from ui.theme import Theme


class Picker(QComboBox):
    """One of several values, each with its words; the first at the beginning."""

    def __init__(self, theme: Theme, name: str, choices: Sequence[tuple[str, object]]) -> None:
        super().__init__()
        self._theme = theme
        for words, value in choices:
            self.addItem(words, value)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedHeight(30)
        theme.changed.connect(self._apply)
        self._apply()

    def value(self) -> Any:
        return self.currentData()

    def _apply(self) -> None:
        colors = self._theme.colors
        self.setFont(self._theme.font(13, 500))
        self.setStyleSheet(
            f"QComboBox {{ background: {colors.surface}; color: {colors.text};"
            f" border: 1px solid {colors.border}; border-radius: 8px; padding: 0 24px 0 10px; }}"
            f"QComboBox:hover {{ background: {colors.hover}; }}"
            f"QComboBox:focus {{ border: 2px solid {colors.accent}; padding: 0 23px 0 9px; }}"
            "QComboBox::drop-down { border: none; width: 22px; }"
            "QComboBox::down-arrow { image: none; }"
            f"QComboBox QAbstractItemView {{ background: {colors.raised}; color: {colors.text};"
            f" border: 1px solid {colors.border}; selection-background-color: {colors.hover};"
            f" selection-color: {colors.text}; padding: 4px; outline: none; }}"
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        arrow = QRectF(self.width() - 23, 0, 15, self.height())
        icons.draw(QPainter(self), "chevron-down", arrow, self._theme.colors.muted)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling past it must not change it
