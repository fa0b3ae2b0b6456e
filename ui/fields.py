"""What a person fills in: choices, switches, numbers and texts in the window's own look."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from ui import icons
from ui.controls import Button, paint_focus_ring
from ui.theme import Theme


class Choice(QComboBox):
    """One of several values, each with its words."""

    def __init__(self, theme: Theme, choices: Sequence[tuple[str, object]], value: object) -> None:
        super().__init__()
        self._theme = theme
        for text, choice in choices:
            self.addItem(text, choice)
        self.show_value(value)

    def show_value(self, value: object) -> None:
        for number in range(self.count()):
            if self.itemData(number) == value:
                self.setCurrentIndex(number)

    def showPopup(self) -> None:
        """Above the field where there is no room for the list below it: it stays in the window."""
        super().showPopup()
        popup, window = self.view().window(), self.window()
        top, height = self.mapToGlobal(QPoint(0, 0)).y(), popup.height()
        highest = window.mapToGlobal(QPoint(0, 0)).y()
        if top + self.height() + height <= highest + window.height():
            return
        if top - height >= highest:
            popup.move(popup.x(), top - height)
        else:
            popup.move(popup.x(), max(highest, highest + window.height() - height))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        arrow = QRectF(self.width() - 30, 0, 18, self.height())
        icons.draw(QPainter(self), "chevron-down", arrow, self._theme.colors.muted)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling past it must not change it


class Switch(Button):
    """On or off."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self.setCheckable(True)
        self.setFixedSize(44, 26)

    def sizeHint(self) -> QSize:
        return QSize(44, 26)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._theme.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        groove = QRectF(4, 4, 36, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.accent if self.isChecked() else colors.faint))
        painter.drawRoundedRect(groove, 9, 9)
        painter.setBrush(QColor(colors.on_accent if self.isChecked() else colors.surface))
        painter.drawEllipse(QRectF(24 if self.isChecked() else 6, 6, 14, 14))
        if self._shows_focus:
            paint_focus_ring(painter, QRectF(self.rect()), 12, colors.accent)


class LineField(QLineEdit):
    """One line; `committed` when the person is done with it and it has changed."""

    committed = Signal(str)

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self._committed = text
        self.editingFinished.connect(self._commit)

    def show_value(self, text: str) -> None:
        self._committed = text
        if text != self.text():
            self.setText(text)

    def _commit(self) -> None:
        if self.text() != self._committed:
            self._committed = self.text()
            self.committed.emit(self.text())


class TextField(QPlainTextEdit):
    """Several lines; `committed` when the keyboard leaves it and it has changed."""

    committed = Signal(str)

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self._committed = text
        self.setTabChangesFocus(True)
        self.setFixedHeight(88)

    def show_value(self, text: str) -> None:
        self._committed = text
        if text != self.toPlainText():
            self.setPlainText(text)

    def commit(self) -> None:
        if self.toPlainText() != self._committed:
            self._committed = self.toPlainText()
            self.committed.emit(self._committed)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.commit()
        return super().event(event)


def field_sheet(theme: Theme) -> str:
    """The style sheet for a widget that holds fields."""
    colors = theme.colors
    return f"""
    QPlainTextEdit, QComboBox, QLineEdit {{ background: {colors.surface}; color: {colors.text};
        border: 1px solid {colors.border}; border-radius: 8px; padding: 6px 10px; }}
    QPlainTextEdit:focus, QComboBox:focus, QLineEdit:focus {{ border: 2px solid {colors.accent};
        padding: 5px 9px; }}
    QComboBox {{ combobox-popup: 0; }} /* else the last entry is cut, with an arrow over it */
    QComboBox::drop-down {{ border: none; width: 28px; }}
    QComboBox::down-arrow {{ image: none; }}
    QComboBox QAbstractItemView {{ background: {colors.raised}; border: 1px solid {colors.border};
        selection-background-color: {colors.hover}; selection-color: {colors.text}; padding: 4px; }}
    QSlider::groove:horizontal {{ height: 4px; background: {colors.press}; border-radius: 2px; }}
    QSlider::sub-page:horizontal {{ background: {colors.accent}; border-radius: 2px; }}
    QSlider::handle:horizontal {{ width: 16px; height: 16px; margin: -6px 0; border-radius: 8px;
        background: {colors.accent}; }}
    QSlider::handle:horizontal:focus {{ border: 3px solid {colors.accent_soft}; width: 12px; height: 12px; }}
    """
