"""The settings page: every setting that is shown, made from what it says of itself; tabs and a search."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QHBoxLayout, QWidget

from app.errors import UserError
from app.store.settings import SettingsStore, shown_settings
from app.words import later, tr, translated
from ui.controls import Ink, Label, TextButton
from ui.fields import field_sheet
from ui.page import Page
from ui.scroll_column import ScrollColumn
from ui.search_field import SearchField
from ui.settings.section import Section
from ui.settings.setting_row import SettingRow
from ui.theme import Theme

_TABS = {"basic": later("Basic"), "advanced": later("Advanced")}


class SettingsPage(Page):
    """What is changed here is stored at once; `changed` says which setting that was."""

    changed = Signal(str)
    entered = Signal()

    def __init__(self, theme: Theme, settings: SettingsStore, tabs: Sequence[tuple[str, str]] = ()) -> None:
        """tabs: (group, label) of those behind Basic and Advanced, whose sections come by add_section."""
        super().__init__(theme, tr("Settings"))
        self._theme = theme
        self._settings = settings
        self._group = "basic"
        self._rows: dict[str, SettingRow] = {}
        self._sections: list[Section] = []
        self._search = SearchField(theme, tr("Search settings"), "", tr("Search"))
        self._search.textChanged.connect(self._filter)
        self._nothing = Label(theme, tr("No setting has these words."), ink="muted")
        self._nothing.setContentsMargins(0, 24, 0, 0)
        self._scroll = ScrollColumn(theme)
        self._scroll.scrolled.connect(self.header.show_line)
        self._scroll.column.addWidget(
            self._make_top([*((group, translated(label)) for group, label in _TABS.items()), *tabs])
        )
        self._scroll.column.addWidget(self._nothing)
        self.add(self._scroll)
        self._add_settings()
        theme.changed.connect(self._apply)
        # It may be changed by the button above, which stores it a moment later.
        theme.changed.connect(lambda: QTimer.singleShot(0, self, self._show_theme))
        self._apply()
        self._filter()

    def _make_top(self, tabs: Sequence[tuple[str, str]]) -> QWidget:
        top = QWidget()
        row = QHBoxLayout(top)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(2)
        self._tabs = QButtonGroup(self)
        self._tab_buttons: dict[str, Tab] = {}
        for group, label in tabs:
            button = Tab(self._theme, label)
            button.setChecked(group == self._group)
            button.stepped.connect(self._step)
            button.clicked.connect(lambda _=False, group=group: self.show_group(group))
            self._tabs.addButton(button)
            self._tab_buttons[group] = button
            row.addWidget(button)
        row.addStretch(1)
        self._search.setMinimumWidth(140)  # other languages have longer words for the tabs
        self._search.setMaximumWidth(210)
        row.addWidget(self._search, 100)
        return top

    def _add_settings(self) -> None:
        sections: dict[tuple[str, str], Section] = {}
        for declared in shown_settings():
            key = (declared.group, declared.section)
            if key not in sections:
                sections[key] = Section(self._theme, declared.section, declared.group)
                self.add_section(sections[key])
            row = SettingRow(self._theme, declared)
            row.changed.connect(self._change)
            row.reset.connect(self._reset)
            sections[key].add(row)
            self._rows[declared.name] = row

    def add_section(self, section: Section) -> None:
        """A part that is no plain setting, in the tab of its group."""
        self._sections.append(section)
        self._scroll.column.addWidget(section)
        self._filter()

    def enter(self) -> None:
        self.refresh()
        self.entered.emit()
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    def look_for(self, words: str) -> None:
        self._search.setText(words)

    def escape(self) -> None:
        if self._search.text():
            self._search.clear()
        else:
            self.left.emit()

    def refresh(self) -> None:
        """Show the values as they are stored now."""
        settings = self._settings.get()
        for name, row in self._rows.items():
            row.show_value(getattr(settings, name))

    def show_obstacle(self, name: str, sentence: str, ink: Ink = "warn") -> None:
        """Why that setting does nothing on this system, or what else there is to tell; "" for nothing."""
        self._rows[name].show_obstacle(sentence, ink)

    def offer_models(self, name: str, models: Sequence[tuple[str, str]]) -> None:
        """The models that may be chosen for that setting: names and paths."""
        self._rows[name].offer_models(models)

    def _show_theme(self) -> None:
        self._rows["theme"].show_value(self._settings.get().theme)

    def show_group(self, group: str) -> None:
        """One of the tabs."""
        focus = QApplication.focusWidget()
        # What gets hidden would hand the keyboard on to the sidebar.
        if focus is not None and any(section.isAncestorOf(focus) for section in self._sections):
            self._search.setFocus(Qt.FocusReason.OtherFocusReason)
        self._group = group
        self._search.clear()
        self._filter()
        self._scroll.verticalScrollBar().setValue(0)

    def _step(self, by: int) -> None:
        """To the tab that many further on, or round."""
        groups = list(self._tab_buttons)
        self.show_group(groups[(groups.index(self._group) + by) % len(groups)])
        self._tab_buttons[self._group].setFocus(Qt.FocusReason.TabFocusReason)

    def _filter(self) -> None:
        wanted = self._search.text().strip()
        seen = [section.show_for(wanted, self._group) for section in self._sections]
        self._nothing.setVisible(bool(wanted) and not any(seen))
        self._tabs.setExclusive(not wanted)  # what is found may be in any of them
        for group, button in self._tab_buttons.items():
            button.setChecked(not wanted and group == self._group)
            # Tab stops once for all of them; while something is searched none is chosen, and each can be.
            is_stop = wanted or group == self._group
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_stop else Qt.FocusPolicy.NoFocus)

    def _change(self, name: str, value: object) -> None:
        try:
            settings = self._settings.set(**{name: value})
        except UserError as error:
            self._rows[name].show_problem(error)
            return
        self._rows[name].show_value(getattr(settings, name))
        self.changed.emit(name)

    def _reset(self, name: str) -> None:
        self._rows[name].show_value(getattr(self._settings.reset(name), name))
        self._rows[name].field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit(name)

    def _apply(self) -> None:
        self.setStyleSheet(field_sheet(self._theme))


class Tab(TextButton):
    """One of those above the settings. Left and Right lead to its neighbours, as everywhere with tabs."""

    stepped = Signal(int)  # how many further on

    def __init__(self, theme: Theme, label: str) -> None:
        super().__init__(theme, label, look="plain", height_px=34)
        self.setCheckable(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)
