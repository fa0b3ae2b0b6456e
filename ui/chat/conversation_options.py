"""How the answers of the open conversation are made: its preset, and options of its own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from app.errors import UserError
from app.store.all_settings import Settings
from app.store.presets import Preset, Presets
from app.words import tr
from ui import icons
from ui.chat.model_choice import ModelChoice
from ui.chat.options import OptionsDialog
from ui.controls import Button, paint_focus_ring
from ui.theme import Theme

_LONGEST_PX = 150  # of a preset's name in the header


class ConversationOptions(QObject):
    """The button in the header with its menu, and the dialog of the conversation's own options."""

    changed = Signal()
    failed = Signal(object)  # UserError
    manage_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        presets: Presets,
        models: ModelChoice,
        stored_id: Callable[[], int],
        parent: QWidget,
    ) -> None:
        """stored_id: gives the open conversation's id, storing a new one first."""
        super().__init__(parent)
        self._theme = theme
        self._presets = presets
        self._models = models
        self._stored_id = stored_id
        self._widget = parent
        self._conversation_id: int | None = None
        self.button = PresetButton(theme)
        self.button.clicked.connect(self.show_menu)

    def show_for(self, conversation_id: int | None) -> None:
        """Another conversation is open; None: a new one."""
        self._conversation_id = conversation_id
        self.button.show_preset(self._presets.of(conversation_id))

    def settings(self) -> Settings:
        """The settings as they hold in the conversation."""
        return self._presets.settings_for(self._conversation_id)

    def show_menu(self) -> None:
        menu = QMenu(self._widget)
        menu.setAccessibleName(tr("Presets"))
        menu.setToolTipsVisible(True)
        menu.aboutToHide.connect(menu.deleteLater)
        current = self._presets.of(self._conversation_id)
        check = icons.icon("check", self._theme.colors.accent)
        for preset in (None, *self._presets.all()):
            name = tr("No preset") if preset is None else preset.name.replace("&", "&&")
            action = menu.addAction(name)
            action.setToolTip(_told(preset))
            if preset == current:
                action.setIcon(check)
            chosen = None if preset is None else preset.id
            action.triggered.connect(lambda _=False, chosen=chosen: self.choose(chosen))
        menu.addSeparator()
        manage = menu.addAction(icons.icon("pencil", self._theme.colors.muted), tr("Edit presets…"))
        manage.triggered.connect(self.manage_requested)
        corner = self.button.mapToGlobal(QPoint(self.button.width(), self.button.height() + 4))
        menu.popup(corner - QPoint(menu.sizeHint().width(), 0))

    def choose(self, preset_id: int | None) -> None:
        """Use this preset in the conversation; None: the settings alone."""
        try:
            conversation_id = self._stored_id()
            self._presets.choose(conversation_id, preset_id)
        except UserError as error:
            self.failed.emit(error)
            return
        self.show_for(conversation_id)
        self.changed.emit()

    def show_dialog(self) -> None:
        preset = self._presets.of(self._conversation_id)
        has_own = bool(self._presets.own(self._conversation_id))
        dialog = OptionsDialog(self._theme, self.settings(), self._models.description, self._widget.window())
        if has_own:
            dialog.offer_reset(
                tr("Use what “{name}” says", name=preset.name) if preset else tr("Use the settings")
            )
            dialog.reset_pressed.connect(lambda: self.choose(preset.id if preset else None))
        dialog.saved.connect(self.change)
        dialog.open()

    def change(self, options: dict[str, object]) -> None:
        """Give the conversation these options of its own."""
        try:
            conversation_id = self._stored_id()
            self._presets.set_own(conversation_id, options)
        except UserError as error:
            self.failed.emit(error)
            return
        self.show_for(conversation_id)
        self.changed.emit()


def _told(preset: Preset | None) -> str:
    if preset is None:
        return tr("As in the settings")
    return str(preset.options.get("system_prompt", "")) or tr("Without a system prompt of its own")


class PresetButton(Button):
    """A sign, and the preset's name where there is one: opens the menu of presets."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Preset"))
        self._name = ""
        self.setFixedHeight(32)
        self.show_preset(None)

    def show_preset(self, preset: Preset | None) -> None:
        self._name = preset.name if preset else ""
        self.setAccessibleName(tr("Preset: {name}", name=self._name or tr("none")))
        self.setToolTip(
            tr("Preset: {name}", name=self._name) if preset else tr("Choose a preset for this conversation")
        )
        self.updateGeometry()
        self.update()

    def name(self) -> str:
        return self._name

    def sizeHint(self) -> QSize:
        if not self._name:
            return QSize(32, 32)
        words = QFontMetrics(self._theme.font(13, 500)).horizontalAdvance(self._name)
        return QSize(38 + min(_LONGEST_PX, words) + 10, 32)

    def minimumSizeHint(self) -> QSize:
        return QSize(32, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._theme.colors
        painter, rect = self._begin_painting()
        ink = colors.text if self.underMouse() else colors.muted
        icons.draw(painter, "bookmark", QRectF(7, 7, 18, 18), colors.accent if self._name else ink)
        font = self._theme.font(13, 500)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        room = max(0, self.width() - 40)
        text = metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(30, round(rect.center().y() + (metrics.ascent() - metrics.descent()) / 2), text)
        if self._shows_focus:
            paint_focus_ring(painter, rect, 6, colors.accent)
