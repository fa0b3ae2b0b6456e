"""The field in which words to look for are typed: a lens at its left, at its right what empties it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from app.words import tr
from ui import icons
from ui.controls import IconButton, TextButton, tool_tip
from ui.theme import Theme

_CLEAR_PX = 24


class SearchField(QLineEdit):
    """A base for those who say what keys do in it."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        keys: str,
        placeholder: str,
        *,
        has_frame: bool = True,
        height_px: int = 34,
        go: str = "",
    ) -> None:
        """has_frame: also while the keyboard is elsewhere. go: the words of a button that does what Return
        does, where nothing is looked for while it is typed."""
        super().__init__()
        self._theme = theme
        self._has_frame = has_frame
        self._lens_px = 10 if height_px < 40 else 15  # from the left
        self._radius = 8 if height_px < 40 else 12
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setToolTip(tool_tip(name, *((keys,) if keys else ())))
        self.setFixedHeight(height_px)
        self._clear = IconButton(theme, "close", tr("Clear"), size_px=_CLEAR_PX, icon_px=14, parent=self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # for the mouse; by keyboard Escape does it
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.clicked.connect(self.on_cleared)
        self._go = self._make_go(go) if go else None
        self._show_buttons("")
        self.textChanged.connect(self._show_buttons)
        self._apply()
        theme.changed.connect(self._apply)

    def _make_go(self, words: str) -> TextButton:
        go = TextButton(self._theme, words, look="link", font_px=13, height_px=_CLEAR_PX, parent=self)
        go.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        go.setCursor(Qt.CursorShape.ArrowCursor)
        go.clicked.connect(self.search)
        return go

    def search(self) -> None:
        """The button that does what Return does was pressed."""

    def _show_buttons(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        if self._go is not None:
            self._go.setVisible(bool(text.strip()))

    def on_cleared(self) -> None:
        """The button in it was pressed."""
        self.clear()
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        edge = (self.height() - _CLEAR_PX) // 2
        self._clear.move(self.width() - _CLEAR_PX - edge, edge)
        if self._go is not None:
            self._go.resize(self._go.sizeHint())
            self._go.move(self._clear.x() - self._go.width() - 4, edge)

    def _apply(self) -> None:
        colors = self._theme.colors
        ground, frame = (colors.surface, colors.border) if self._has_frame else ("transparent", "transparent")
        left = self._lens_px + 25
        right = 32 + (self._go.sizeHint().width() + 8 if self._go is not None else 0)
        self.setFont(self._theme.font(14))
        self.setStyleSheet(
            f"QLineEdit {{ background: {ground}; color: {colors.text}; border: 1px solid {frame};"
            f" border-radius: {self._radius}px; padding-left: {left}px; padding-right: {right}px; }}"
            f"QLineEdit:hover {{ background: {ground if self._has_frame else colors.hover}; }}"
            f"QLineEdit:focus {{ background: {colors.surface}; border: 2px solid {colors.accent};"
            f" padding-left: {left - 1}px; padding-right: {right - 1}px; }}"
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lens = QRectF(self._lens_px, 0, 16, self.height())
        icons.draw(painter, "search", lens, self._theme.colors.muted)
