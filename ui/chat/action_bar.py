"""What can be done with a message: one bar of buttons that is moved to the message pointed at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QWidget

from app.words import tr
from ui import formats, glossary, icons
from ui.chat.entry import AGAIN_WITH, Entry
from ui.chat.line_button import LineButton
from ui.chat.row import Row
from ui.controls import IconButton, Label
from ui.theme import Theme

_COPIED_MS = 1600
# At a zoom of 100 %
_BUTTON_PX = 28
_ICON_PX = 17
_SPACING_PX = 2
_LINE_PX = 24
_FONT_PX = 12


class OtherModel(NamedTuple):
    """One that could answer again. key: goes into the action's name."""

    label: str
    key: str


class ActionBar(QWidget):
    """One for all messages. At the left the versions, then the buttons, beside them the statistics."""

    action = Signal(str)  # an entry.Action

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[Row, Entry, bool, int] | None = None
        self._zoom = 1.0
        self._models: Sequence[OtherModel] = ()
        self.row: Row | None = None
        self.held_row: Row | None = None  # the bar stays there while its menu is open
        self._copied = QTimer(self)
        self._copied.setSingleShot(True)
        self._copied.timeout.connect(self._show_copy)
        self._versions = VersionSwitch(theme)
        self._copy = self._button("copy", tr("Copy"))
        self._edit = self._button("pencil", tr("Edit"))
        self._again = self._button("refresh", tr("Answer again"))
        self._continue = self._button("continue", tr("Continue this answer"))
        self._pin = self._button("pin", tr("Pin: the model goes on seeing it"))
        self._more = self._button("more", tr("More"))
        self._foot = LineButton(theme, "faint", tr("Figures of the answer"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_SPACING_PX)
        layout.addWidget(self._versions)
        for button in self._buttons():
            layout.addWidget(button)
        layout.addWidget(self._foot, 1)
        self._connect()
        self.setAccessibleName(tr("Actions"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setFixedHeight(_BUTTON_PX)
        theme.changed.connect(self.update)

    def _button(self, icon: str, name: str) -> IconButton:
        return IconButton(self._theme, icon, name, size_px=_BUTTON_PX, icon_px=_ICON_PX)

    def set_zoom(self, zoom: float) -> None:
        """It grows with the conversation's text; 1.0: 100 %."""
        if zoom == self._zoom:
            return
        self._zoom, self._shown = zoom, None
        for button in self._buttons():
            button.set_size(round(_BUTTON_PX * zoom), round(_ICON_PX * zoom))
        self._versions.set_zoom(zoom)
        self._foot.set_size(round(_LINE_PX * zoom), round(_FONT_PX * zoom))
        self.setFixedHeight(round(_BUTTON_PX * zoom))

    def _buttons(self) -> tuple[IconButton, ...]:
        return (self._copy, self._edit, self._again, self._continue, self._pin, self._more)

    def _connect(self) -> None:
        self._versions.moved.connect(self.action)
        self._copy.clicked.connect(self._on_copy)
        self._edit.clicked.connect(lambda: self.action.emit("edit"))
        self._again.clicked.connect(lambda: self.action.emit("again"))
        self._continue.clicked.connect(lambda: self.action.emit("continue"))
        self._pin.clicked.connect(self._on_pin)
        self._more.clicked.connect(self._open_menu)
        self._foot.clicked.connect(lambda: self.action.emit("journey"))

    def has_keyboard(self) -> bool:
        """Whether one of its buttons has the focus."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def set_models(self, models: Sequence[OtherModel]) -> None:
        """Those that could answer instead of the one in use."""
        self._models = tuple(models)

    def show_for(self, row: Row) -> None:
        """Offer what can be done with this message, and its statistics."""
        parent = self.parentWidget()
        asked = (row, row.entry, bool(row.text), parent.width() if parent else 0)
        if asked == self._shown:
            return  # as nearly always while scrolling
        self._shown = asked
        if row is not self.row:
            self._copied.stop()
            self._show_copy()
        self.row = row
        entry = row.entry
        self._foot.setVisible(bool(entry.foot))
        if "details" in entry.offers:
            self._foot.show_line(entry.foot, tr("Show details"), glossary.tip(*formats.FOOT_WORDS))
        else:
            self._foot.show_line(entry.foot)
        is_question = entry.role == "user"
        self._versions.show_version(entry.version, entry.versions)
        self._copy.setVisible(bool(row.text))
        self._edit.setVisible("edit" in entry.offers)
        self._edit.set_icon("pencil", tr("Edit this question") if is_question else tr("Correct this answer"))
        self._again.setVisible("again" in entry.offers)
        self._continue.setVisible("continue" in entry.offers)
        is_pinned = "unpin" in entry.offers
        self._pin.setVisible(is_pinned or "pin" in entry.offers)
        self._pin.set_icon("pin", tr("Unpin") if is_pinned else tr("Pin: the model goes on seeing it"))
        self._more.setVisible(bool(row.text) and bool(entry.offers))
        self.setFixedWidth(self._width())
        self.update()

    def _width(self) -> int:
        foot = 0 if self._foot.isHidden() else self._foot.sizeHint().width()
        parent = self.parentWidget()
        most = parent.width() - 40 if parent else 10_000
        return min(self._buttons_width() + foot + 2, max(most, self._buttons_width()))

    def _buttons_width(self) -> int:
        shown = sum(not button.isHidden() for button in self._buttons())
        width = shown * (self._copy.width() + _SPACING_PX)
        return width + (0 if self._versions.isHidden() else self._versions.width() + _SPACING_PX)

    def _on_pin(self) -> None:
        if self.row is not None:
            self.action.emit("unpin" if "unpin" in self.row.entry.offers else "pin")

    def _on_copy(self) -> None:
        self._copy.set_icon("check", tr("Copied"))
        self._copied.start(_COPIED_MS)
        self.action.emit("copy")

    def _show_copy(self) -> None:
        self._copy.set_icon("copy", tr("Copy"))

    def _open_menu(self) -> None:
        row = self.row
        if row is None:
            return
        self.held_row = row
        menu = self._menu(row)
        menu.aboutToHide.connect(self._let_go)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height() + 4)))

    def _let_go(self) -> None:
        self.held_row = None

    def _act_on(self, row: Row, name: str) -> None:
        """The pointer may have left the message for the menu."""
        self.row, self._shown = row, None
        self.action.emit(name)

    def _menu(self, row: Row) -> QMenu:
        entry = row.entry
        colors = self._theme.colors
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(tr("Actions"))

        def add(name: str, icon: str, text: str) -> None:
            chosen = menu.addAction(icons.icon(icon, colors.muted), text)
            chosen.triggered.connect(lambda: self._act_on(row, name))

        add("copy_markdown", "copy", tr("Copy as Markdown"))
        if "again" in entry.offers and self._models:
            others = menu.addMenu(icons.icon("refresh", colors.muted), tr("Answer again with"))
            for model in self._models:
                chosen = others.addAction(model.label.replace("&", "&&"))
                chosen.triggered.connect(lambda _=False, key=model.key: self._act_on(row, AGAIN_WITH + key))
        if "leave_out" in entry.offers:
            add("leave_out", "close", tr("Leave out: the model is not sent it"))
        if "send_again" in entry.offers:
            add("send_again", "undo", tr("Send it to the model again"))
        if "branch" in entry.offers:
            add("branch", "branch", tr("Branch into a new conversation"))
        if "details" in entry.offers:
            add("details", "info", tr("Details"))
        if "delete" in entry.offers:
            menu.addSeparator()
            add("delete", "trash", tr("Delete from here on"))
        return menu


class VersionSwitch(QWidget):
    """< 2/3 > : goes through the messages that stand in one place."""

    moved = Signal(str)  # "previous" or "next"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._previous = IconButton(theme, "chevron-left", tr("Previous version"))
        self._label = Label(theme, ink="muted")
        self._next = IconButton(theme, "chevron-right", tr("Next version"))
        self.set_zoom(1.0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget in (self._previous, self._label, self._next):
            row.addWidget(widget)
        self._previous.clicked.connect(lambda: self.moved.emit("previous"))
        self._next.clicked.connect(lambda: self.moved.emit("next"))

    def set_zoom(self, zoom: float) -> None:
        for button in (self._previous, self._next):
            button.set_size(round(_BUTTON_PX * zoom), round(_ICON_PX * zoom))
        self._label.set_font_px(round(_FONT_PX * zoom))

    def show_version(self, version: int, versions: int) -> None:
        """Hidden where there is only one."""
        self.setVisible(versions > 1)
        self._label.set_text(f"{version}/{versions}")
        self._label.setAccessibleName(
            tr("Version {version} of {versions}", version=version, versions=versions)
        )
        self._previous.setEnabled(version > 1)
        self._next.setEnabled(version < versions)
        button = self._next.size()
        self.setFixedSize(2 * button.width() + self._label.sizeHint().width(), button.height())

    def text(self) -> str:
        """As it is shown; empty while it is hidden."""
        return "" if self.isHidden() else self._label.text()
