"""One setting on the page: its title and help at the left, its field at the right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.store.settings import Declared
from app.words import later, tr, translated
from ui.controls import Ink, Label, TextButton
from ui.fields import Choice, LineField, Switch, TextField
from ui.settings.section import SearchedRow
from ui.theme import Theme

_FIELD_PX = 260
_SWITCH_PX = 136  # with the default and Reset below it
_RELOADS = later("A change loads the model again.")


class SettingRow(SearchedRow):
    """Made from what the setting says of itself. Tells what is to be changed; shows what is."""

    changed = Signal(str, object)  # name, value
    reset = Signal(str)

    def __init__(self, theme: Theme, declared: Declared) -> None:
        super().__init__(
            declared.title, declared.help, declared.section, declared.also, *declared.choices.values()
        )
        self.declared = declared
        self._models: tuple[tuple[str, str], ...] = ()  # that are offered: names and paths
        self._told = told = (
            f"{declared.help} {translated(_RELOADS)}" if declared.needs_reload else declared.help
        )
        self._title = Label(theme, declared.title, weight=500)
        self._help = Label(theme, told, font_px=12, ink="muted")
        self._problem = Label(theme, font_px=12, ink="danger")
        self._obstacle = Label(theme, font_px=12, ink="warn")
        for label in (self._help, self._obstacle, self._problem):
            label.setWordWrap(True)
        self._obstacle.hide()
        self._problem.hide()
        self._default = Label(
            theme,
            tr("Default: {words}", words=declared.words(declared.default)),
            font_px=12,
            ink="muted",
            is_elided=True,
        )
        self._reset = TextButton(theme, tr("Reset"), look="link", font_px=12, height_px=24)
        self._reset.setAccessibleName(tr("Reset {title}", title=declared.title))
        self._reset.setToolTip(tr("Back to: {words}", words=declared.words(declared.default)))
        self._reset.clicked.connect(lambda: self.reset.emit(declared.name))
        self.field = self._make_field(theme)
        self.field.setAccessibleName(declared.title)
        self.field.setAccessibleDescription(told)
        self._lay_out()

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(2)
        for label in (self._title, self._help, self._obstacle, self._problem):
            texts.addWidget(label)
        back = QHBoxLayout()
        back.setSpacing(0)
        back.addWidget(self._default, 1)
        back.addWidget(self._reset)
        if self.declared.is_long or self.declared.is_folder:
            column = QVBoxLayout(self)
            column.setContentsMargins(16, 12, 16, 12)
            column.setSpacing(8)
            column.addLayout(texts)
            column.addWidget(self.field)
            column.addLayout(back)
            return
        right = QVBoxLayout()
        right.setSpacing(2)
        right.addWidget(self.field, 0, Qt.AlignmentFlag.AlignRight)
        right.addLayout(back)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(24)
        texts.addStretch(1)
        row.addLayout(texts, 1)
        side = QWidget()
        side.setFixedWidth(_SWITCH_PX if self.declared.kind is bool else _FIELD_PX)
        side.setLayout(right)
        right.setContentsMargins(0, 0, 0, 0)
        row.addWidget(side)

    def _make_field(self, theme: Theme) -> QWidget:
        declared = self.declared
        if declared.choices:
            choice = Choice(
                theme, [(words, value) for value, words in declared.choices.items()], declared.default
            )
            choice.setFixedWidth(_FIELD_PX)
            choice.activated.connect(lambda: self._tell(choice.currentData()))
            return choice
        if declared.kind is bool:
            switch = Switch(theme, declared.title)
            switch.toggled.connect(self._tell)
            return switch
        if declared.is_long:
            text = TextField()
            text.committed.connect(lambda typed: self._tell(typed.strip()))
            return text
        if declared.is_folder:
            folder = FolderField(theme)
            folder.committed.connect(self._tell)
            return folder
        line = LineField()
        line.setFixedWidth(_FIELD_PX)
        line.setPlaceholderText(declared.automatic)
        line.committed.connect(self._take_number)
        return line

    def show_value(self, value: object) -> None:
        """The value in use."""
        field = self.field
        field.blockSignals(True)
        match field:
            case Choice():
                if self.declared.is_model:
                    self._offer(value)
                field.show_value(value)
            case Switch():
                field.setChecked(bool(value))
            case LineField():
                field.show_value("" if value is None else self.declared.words(value))
            case TextField() | FolderField():
                field.show_value(str(value))
        field.blockSignals(False)
        is_default = value == self.declared.default
        self._default.setVisible(not is_default)
        self._reset.setVisible(not is_default)
        self.show_problem(None)

    def offer_models(self, models: Sequence[tuple[str, str]]) -> None:
        """What can be chosen beside the declared choices: names and paths."""
        assert isinstance(self.field, Choice)
        if tuple(models) == self._models:
            return  # the list may be open, with an entry pointed at
        self._models = tuple(models)
        value = self.field.currentData()
        self.field.blockSignals(True)
        self._offer(value)
        self.field.show_value(value)
        self.field.blockSignals(False)

    def _offer(self, value: object) -> None:
        """Fills the field; a model that cannot be chosen any more is in it as long as it is the value."""
        assert isinstance(self.field, Choice)
        offered = [(words, choice) for choice, words in self.declared.choices.items()] + list(self._models)
        if value not in [choice for _, choice in offered]:
            offered.append((self.declared.words(value), str(value)))
        self.field.clear()
        for words, choice in offered:
            self.field.addItem(words, choice)

    def show_obstacle(self, sentence: str, ink: Ink = "warn") -> None:
        """Why it does nothing on this system, or what else there is to tell of it; "" for nothing."""
        self._obstacle.set_ink(ink)
        self._obstacle.set_text(sentence)
        self._obstacle.setVisible(bool(sentence))
        self.field.setAccessibleDescription(f"{self._told} {sentence}".strip())

    def obstacle_text(self) -> str:
        return self._obstacle.whole_text()

    def show_problem(self, error: UserError | None) -> None:
        """Why the value was not taken; None: it was."""
        self._problem.set_text("" if error is None else f"{error.message} {error.hint}".strip())
        self._problem.setVisible(error is not None)

    def problem_text(self) -> str:
        return self._problem.whole_text()

    def _take_number(self, typed: str) -> None:
        try:
            self._tell(self.declared.read(typed))
        except UserError as error:
            self.show_problem(error)

    def _tell(self, value: object) -> None:
        self.changed.emit(self.declared.name, value)


class FolderField(QWidget):
    """A folder's path, and a button to choose another."""

    committed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._path = LineField()
        self._button = TextButton(theme, tr("Choose…"), height_px=34)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._path, 1)
        row.addWidget(self._button)
        self._path.setPlaceholderText(tr("In Inglenook's own folder"))
        self._path.committed.connect(lambda typed: self.committed.emit(typed.strip()))
        self._button.clicked.connect(self._choose)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Not a focus proxy: with one, the Tab key goes round between the two fields for ever.
        self._path.setFocus(event.reason())

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._path.setAccessibleName(name)
        self._button.setAccessibleName(tr("Choose: {name}", name=name))

    def show_value(self, path: str) -> None:
        self._path.show_value(path)
        self._path.setToolTip(path)

    def _choose(self) -> None:
        start = self._path.text() or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.HomeLocation
        )
        dialog = QFileDialog(self.window(), tr("Choose a folder"), start)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda path: self.committed.emit(str(Path(path))))
        dialog.open()
