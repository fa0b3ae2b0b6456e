"""Buttons and labels in the window's own look; colours follow the theme."""

from __future__ import annotations

import re
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from ui import icons
from ui.theme import Theme

Ink = Literal["text", "muted", "faint", "accent", "danger", "warn", "ok", "on_accent"]

KEYBOARD_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


def tool_tip(text: str, *shortcuts: str) -> str:
    """What a control does, with its keys as this system writes them: Send (Enter)"""
    keys = [QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText) for shortcut in shortcuts]
    return f"{text} ({', '.join(keys)})" if keys else text


def paint_focus_ring(painter: QPainter, rect: QRectF, radius: float, color: str) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(color), 2))
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)


class Button(QPushButton):
    """What all buttons share: hover, a focus ring for the keyboard only, Return presses."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shows_focus = False
        self.setAccessibleName(name)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self.update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._shows_focus = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._shows_focus = False
        super().focusOutEvent(event)

    def _backdrop(self) -> str | None:
        """Colour behind a button that is a bare sign until it is pointed at."""
        if not self.isEnabled():
            return None
        if self.isDown() or self.isChecked():
            return self._theme.colors.press
        return self._theme.colors.hover if self.underMouse() else None

    def _begin_painting(self) -> tuple[QPainter, QRectF]:
        """(painter of smooth edges, the button's area), with what lies behind its sign painted."""
        painter, rect = QPainter(self), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_backdrop(painter, rect)
        return painter, rect

    def _paint_backdrop(self, painter: QPainter, rect: QRectF) -> None:
        """That colour, if there is one now, with round corners."""
        if backdrop := self._backdrop():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(backdrop))
            painter.drawRoundedRect(rect, 6, 6)


class IconButton(Button):
    """A square with an icon; its name is its tool tip and what a screen reader says."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        name: str,
        *shortcuts: str,
        size_px: int = 32,
        icon_px: int = 18,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, parent)
        self._icon = icon
        self._icon_px = icon_px
        self.setFixedSize(size_px, size_px)
        self.setToolTip(tool_tip(name, *shortcuts))

    def set_icon(self, icon: str, name: str, *shortcuts: str) -> None:
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(tool_tip(name, *shortcuts))
        self.update()

    def set_size(self, size_px: int, icon_px: int) -> None:
        """For one that grows with the text it stands at."""
        self._icon_px = icon_px
        self.setFixedSize(size_px, size_px)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._theme.colors
        painter, rect = self._begin_painting()
        ink = colors.text if self.underMouse() and self.isEnabled() else colors.muted
        margin = (self.width() - self._icon_px) / 2
        if not self.isEnabled():
            painter.setOpacity(0.45)
        icons.draw(painter, self._icon, rect.adjusted(margin, margin, -margin, -margin), ink)
        if self._shows_focus:
            paint_focus_ring(painter, rect, 6, colors.accent)


class RoundButton(Button):
    """The one filled button of the window: send, and while an answer comes, stop."""

    def __init__(
        self, theme: Theme, icon: str, name: str, shortcut: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, parent)
        self._icon = icon
        self.setFixedSize(32, 32)
        self.setToolTip(tool_tip(name, shortcut))

    def set_icon(self, icon: str, name: str, shortcut: str) -> None:
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(tool_tip(name, shortcut))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._theme.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        if not self.isEnabled():
            painter.setBrush(QColor(colors.press))
            painter.drawEllipse(rect)
            icons.draw(painter, self._icon, rect.adjusted(7, 7, -7, -7), colors.faint)
            return
        painter.setBrush(QColor(colors.accent_hover if self.underMouse() else colors.accent))
        painter.drawEllipse(rect)
        icons.draw(painter, self._icon, rect.adjusted(7, 7, -7, -7), colors.on_accent)
        if self._shows_focus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colors.on_accent), 1.5))
            painter.drawEllipse(rect.adjusted(3, 3, -3, -3))


class TextButton(Button):
    """A button with words, and an icon in front if it has one.

    look: "outline" with a border, "accent" filled, "plain" without either, "link" as coloured words.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        icon: str = "",
        look: Literal["outline", "accent", "plain", "link"] = "outline",
        font_px: int = 14,
        weight: int = 500,
        height_px: int = 36,
        is_left: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, text, parent)
        self._icon = icon
        self._look: Literal["outline", "accent", "plain", "link"] = look
        self._font_px = font_px
        self._weight = weight
        self._is_left = is_left
        self._padding = 16 if look in ("outline", "accent") else 8
        self._radius = min(10.0, height_px / 2)
        self.setFixedHeight(height_px)
        self.setText(text)
        self._apply_font()
        theme.changed.connect(self._apply_font)

    def set_text(self, text: str, name: str = "") -> None:
        """Other words, and another name if the words do not tell what for."""
        self.setAccessibleName(name or text)
        if text != self.text():
            self.setText(text)
            self.updateGeometry()

    def set_look(self, look: Literal["outline", "accent"]) -> None:
        """Filled or not, for one that was made as either."""
        if look != self._look:
            self._look = look
            self.update()

    def _apply_font(self) -> None:
        self.setFont(self._theme.font(self._font_px, self._weight))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self.font()).horizontalAdvance(self.text()) + 2 * self._padding
        return QSize(width + (26 if self._icon else 0) + 2, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(64, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._theme.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        backdrop = self._backdrop()
        if self._look == "outline":
            painter.setPen(QPen(QColor(colors.border), 1))
            painter.setBrush(QColor(backdrop or colors.raised))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), self._radius, self._radius)
        elif self._look == "accent":
            painter.setPen(Qt.PenStyle.NoPen)
            filled = colors.accent if self.isEnabled() else colors.press
            painter.setBrush(QColor(colors.accent_hover if backdrop else filled))
            painter.drawRoundedRect(rect, self._radius, self._radius)
        else:
            self._paint_backdrop(painter, rect)
        self._paint_words(painter, rect)
        if self._shows_focus:
            ring = colors.on_accent if self._look == "accent" else colors.accent
            inset = 2.0 if self._look == "accent" else 0.0
            area = rect.adjusted(inset, inset, -inset, -inset)
            paint_focus_ring(
                painter, area, 6 if self._look in ("plain", "link") else self._radius - inset, ring
            )

    def _paint_words(self, painter: QPainter, rect: QRectF) -> None:
        colors = self._theme.colors
        ink = {"link": colors.link, "accent": colors.on_accent}.get(self._look, colors.text)
        if self._look == "accent" and not self.isEnabled():
            ink = colors.text
        inner = rect.adjusted(self._padding, 0, -self._padding, 0)
        metrics = QFontMetrics(self.font())
        icon_width = 26 if self._icon else 0
        text = metrics.elidedText(
            self.text(), Qt.TextElideMode.ElideRight, max(0, int(inner.width()) + 1 - icon_width)
        )
        if not self._is_left:
            spare = inner.width() - icon_width - metrics.horizontalAdvance(text)
            inner.adjust(max(0.0, spare / 2), 0, 0, 0)
        if not self.isEnabled():
            painter.setOpacity(0.5)
        if self._icon:
            icons.draw(painter, self._icon, QRectF(inner.x(), rect.center().y() - 9, 18, 18), ink)
            inner.adjust(icon_width, 0, 0, 0)
        painter.setPen(QColor(ink))
        painter.setFont(self.font())
        baseline = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(inner.x(), baseline), text)


_AMOUNT = re.compile(r"(?<=\d) (?=(?:[kMGT]?B|ms|s|min|h|k?Wh?)\b|%)")
"""The space in "24 GB", "1 s" and the German "46 %"."""


class Label(QLabel):
    """Plain text in one of the theme's inks. Elided labels show their whole text as a tool tip.

    keeps_end: an elided one is cut in its middle, for names that only their ends tell apart. Where it wraps,
    an amount and its unit stay in one line.
    """

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        font_px: int = 14,
        weight: int = 400,
        ink: Ink = "text",
        is_elided: bool = False,
        keeps_end: bool = False,
        wraps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._font_px = font_px
        self._weight = weight
        self._ink: Ink = ink
        self._is_elided = is_elided
        self._cut = Qt.TextElideMode.ElideMiddle if keeps_end else Qt.TextElideMode.ElideRight
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        if is_elided:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._apply()
        self.set_text(text)
        theme.changed.connect(self._apply)

    def set_text(self, text: str) -> None:
        if text == self._whole:
            return
        self._whole = text
        if not self._is_elided:
            self.setText(_AMOUNT.sub("\N{NO-BREAK SPACE}", text) if self.wordWrap() else text)
            return
        self.setAccessibleName(text)
        self._elide()

    def whole_text(self) -> str:
        return self._whole

    def set_font_px(self, font_px: int) -> None:
        """For one that grows with the text it stands at."""
        if font_px != self._font_px:
            self._font_px = font_px
            self._apply()

    def set_ink(self, ink: Ink) -> None:
        if ink != self._ink:
            self._ink = ink
            self._apply()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_elided:
            self._elide()

    def changeEvent(self, event: QEvent) -> None:
        """A new style sheet above it brings back the ink that the label had first."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._apply_ink()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._apply_ink()  # style sheets reach what is hidden only now

    def _apply_ink(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(getattr(self._theme.colors, self._ink)))
        self.setPalette(palette)

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, self._cut, self.width())
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")

    def _apply(self) -> None:
        self.setFont(self._theme.font(self._font_px, self._weight))
        self._apply_ink()
        if self._is_elided:
            self._elide()
