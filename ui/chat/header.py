"""The bar above a conversation: its title, the model that answers, options, light or dark."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.words import tr
from ui import formats, glossary, icons
from ui.controls import Button, IconButton, Label, paint_focus_ring, tool_tip
from ui.theme import Theme

if TYPE_CHECKING:
    from app.models.library import InstalledModel


class Header(QWidget):
    """Shows and asks; the hairline below appears once the transcript is scrolled."""

    sidebar_toggled = Signal()
    models_requested = Signal()  # answer with show_models()
    model_chosen = Signal(Path)
    open_file_requested = Signal()
    more_models_requested = Signal()
    options_requested = Signal()
    theme_toggled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._has_line = False
        self.setFixedHeight(52)
        self._panel = IconButton(theme, "panel", tr("Show or hide the conversations"), "Ctrl+B")
        self._title = Label(theme, font_px=14, weight=600, is_elided=True)
        self._model = ModelButton(theme)
        self._options = IconButton(theme, "sliders", tr("Options of this conversation"))
        self._light = IconButton(theme, "moon", tr("Dark colours"))
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(4)
        row.addWidget(self._panel)
        row.addSpacing(4)
        row.addWidget(self._title, 1)
        row.addSpacing(8)
        row.addWidget(self._model)
        row.addSpacing(4)
        row.addWidget(self._options)
        row.addWidget(self._light)
        self._panel.clicked.connect(self.sidebar_toggled)
        self._model.clicked.connect(self.models_requested)
        self._options.clicked.connect(self.options_requested)
        self._light.clicked.connect(self.theme_toggled)
        theme.changed.connect(self._apply)
        self._apply()

    def add_tool(self, button: QWidget) -> None:
        """A button of the conversation's own, before its options."""
        self._row.insertWidget(self._row.indexOf(self._options), button)
        QWidget.setTabOrder(self._model, button)
        QWidget.setTabOrder(button, self._options)

    def show_title(self, title: str) -> None:
        self._title.set_text(title)

    def title(self) -> str:
        return self._title.whole_text()

    def show_model(self, model: InstalledModel | None) -> None:
        self._model.show_model(model)

    def show_line(self, is_shown: bool) -> None:
        if is_shown != self._has_line:
            self._has_line = is_shown
            self.update()

    def show_models(self, models: Sequence[InstalledModel], current: Path | None) -> None:
        """Open the menu with the models on disk."""
        colors = self._theme.colors
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(tr("Models"))
        menu.setToolTipsVisible(True)
        check = icons.icon("check", colors.accent)
        for model in models:
            size = tr("cannot be used") if model.problem else formats.readable_size(model.size_bytes)
            action = menu.addAction(f"{model_label(model)}\t{size}".replace("&", "&&"))
            action.setEnabled(not model.problem)
            action.setToolTip(model.problem or str(model.path))
            if model.path == current:
                action.setIcon(check)
            action.triggered.connect(lambda _=False, path=model.path: self.model_chosen.emit(path))
        menu.addSeparator()
        opening = menu.addAction(icons.icon("folder", colors.muted), tr("Open a model file…"))
        opening.setShortcut("Ctrl+O")
        opening.setToolTip(tr("A .gguf file anywhere on this computer; it is used where it lies"))
        opening.triggered.connect(self.open_file_requested)
        more = menu.addAction(icons.icon("box", colors.muted), tr("Get more models…"))
        more.setShortcut("Ctrl+M")
        more.setToolTip(tr("What runs well on this computer, and search on Hugging Face"))
        more.triggered.connect(self.more_models_requested)
        corner = self._model.mapToGlobal(QPoint(self._model.width(), self._model.height() + 4))
        menu.popup(corner - QPoint(menu.sizeHint().width(), 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._model.setMaximumWidth(max(120, self.width() * 45 // 100))

    def _apply(self) -> None:
        if self._theme.is_dark:
            self._light.set_icon("sun", tr("Light colours"))
        else:
            self._light.set_icon("moon", tr("Dark colours"))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._has_line:
            painter = QPainter(self)
            painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(self._theme.colors.hairline))


def model_label(model: InstalledModel) -> str:
    """Qwen2.5 7B Instruct · Q4_K_M"""
    is_told = not model.quantization or model.quantization in model.name
    return model.name if is_told else f"{model.name} · {model.quantization}"


class ModelButton(Button):
    """The model's name with an arrow: opens the menu of models."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Model"))
        self._label = tr("Choose a model")
        self.setFixedHeight(32)
        told = tool_tip(tr("Model that answers"), "Ctrl+Shift+M")
        self.setToolTip(f"{told}\n{glossary.tip('quantization')}")

    def show_model(self, model: InstalledModel | None) -> None:
        self._label = model_label(model) if model else tr("Choose a model")
        self.setAccessibleName(tr("Model: {label}", label=self._label))
        self.updateGeometry()
        self.update()

    def label(self) -> str:
        return self._label

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._theme.font(13, 500))
        return QSize(metrics.horizontalAdvance(self._label) + 2 + 10 + 32, 32)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._theme.colors
        painter, rect = self._begin_painting()
        font = self._theme.font(13, 500)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(colors.text if self.underMouse() else colors.muted))
        text = metrics.elidedText(self._label, Qt.TextElideMode.ElideMiddle, int(rect.width()) - 42)
        baseline = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(10, baseline), text)
        icons.draw(painter, "chevron-down", QRectF(rect.right() - 28, 0, 18, rect.height()), colors.muted)
        if self._shows_focus:
            paint_focus_ring(painter, rect, 6, colors.accent)
